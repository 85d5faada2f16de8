import type { Relaxation } from '../contract.ts';
import { dayEdges } from './relax.ts';
import type { PersonCalendar, SlotQuery } from './types.ts';

const DAY = 86_400_000;
/** Nobody is asked to work before or after these minutes of their day. */
const EARLIEST = 6 * 60;
const LATEST = 21 * 60;
/** A session shorter than this is not worth offering. */
const SHORTEST = 30;

/** One thing that might be loosened. Of a group only the smallest step that helps is offered. */
export interface Candidate {
  relax: Relaxation;
  group: string;
  /** What it asks of people, comparable across kinds: a shorter pause is little, doing without somebody is much. */
  cost: number;
}

/** Everything that could be loosened in a query, cheapest first. `mayBeOptional`: ids of people one could do without. */
export function candidatesFor(query: SlotQuery, mayBeOptional: readonly string[]): Candidate[] {
  const required = query.people.filter((person) => person.required);
  const candidates = [
    ...buffers(required),
    ...required.flatMap(hours),
    ...later(query),
    ...notice(query),
    ...spacing(query),
    ...lengths(query),
    ...required.filter((person) => !person.known && !person.unconfirmed).map(unconfirmed),
    ...required.filter((person) => mayBeOptional.includes(person.id)).map(optional),
  ];
  return candidates.sort((a, b) => a.cost - b.cost);
}

function steps<T>(group: string, values: T[], cost: number, each: number, relax: (value: T) => Relaxation): Candidate[] {
  return values.map((value, step) => ({ relax: relax(value), group, cost: cost + step * each }));
}

function buffers(required: PersonCalendar[]): Candidate[] {
  const largest = Math.max(0, ...required.map((person) => person.bufferMinutes));
  const smaller = [15, 10, 5, 0].filter((minutes) => minutes < largest);
  return steps('buffers', smaller, 1, 0.3, (minutes) => ({ type: 'buffers', minutes }));
}

/** An hour or two later in the evening or earlier in the morning, on full hours. */
function hours(person: PersonCalendar): Candidate[] {
  const days = dayEdges(person.hours);
  if (days.length === 0) return [];
  const [starts, ends] = [days.map((day) => day.startMinute), days.map((day) => day.endMinute)];
  // The other edge is given so that it widens no day, and as the contract's multiple of 5.
  const sameStart = Math.ceil(Math.max(...starts) / 5) * 5;
  const sameEnd = Math.floor(Math.min(...ends) / 5) * 5;
  const hour = Math.floor(Math.max(...ends) / 60);
  const until = [hour + 1, hour + 2].map((at) => at * 60).filter((minute) => minute <= LATEST);
  const first = Math.ceil(Math.min(...starts) / 60);
  const from = [first - 1, first - 2].map((at) => at * 60).filter((minute) => minute >= EARLIEST);
  const relax = { type: 'hours', personId: person.id } as const;
  return [
    ...steps(`until ${person.id}`, until, 2, 1.5, (endMinute) => ({ ...relax, startMinute: sameStart, endMinute })),
    ...steps(`from ${person.id}`, from, 2.1, 1.5, (startMinute) => ({ ...relax, startMinute, endMinute: sameEnd })),
  ];
}

function later(query: SlotQuery): Candidate[] {
  const days = [7, 14, 28].filter((more) => query.to + more * DAY <= query.dataUntil);
  return steps('later', days, 3, 1.5, (more) => ({ type: 'later', days: more }));
}

function notice(query: SlotQuery): Candidate[] {
  const shorter = [48, 24, 12, 4, 2, 0].filter((less) => less * 60 < query.noticeMinutes);
  return steps('notice', shorter, 3.5, 0.5, (less) => ({ type: 'notice', hours: less }));
}

function spacing({ spacing: { minDays, neighbours } }: SlotQuery): Candidate[] {
  return minDays > 0 && neighbours.length > 0 ? steps('spacing', [minDays], 4, 0, () => ({ type: 'spacing' })) : [];
}

function lengths(query: SlotQuery): Candidate[] {
  const shorter = [query.minutes - 15, query.minutes - 30].filter((minutes) => minutes >= SHORTEST);
  return steps('length', shorter, 4.1, 1.5, (minutes) => ({ type: 'length', minutes }));
}

function unconfirmed({ id }: PersonCalendar): Candidate {
  return { relax: { type: 'unconfirmed', personId: id }, group: `unconfirmed ${id}`, cost: 5 };
}

function optional({ id }: PersonCalendar): Candidate {
  return { relax: { type: 'optional', personId: id }, group: `optional ${id}`, cost: 6 };
}
