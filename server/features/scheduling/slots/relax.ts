import type { DayHours } from '../../../platform/microsoft/microsoft.ts';
import type { Relaxation } from '../contract.ts';
import type { PersonCalendar, SlotQuery } from './types.ts';

const DAY = 86_400_000;

type HoursRelaxation = Extract<Relaxation, { type: 'hours' }>;

/**
 * The query with one rule loosened. A relaxation never takes time away: shorter hours, more notice, larger buffers or a longer
 * meeting than the query has leave it as it is. `later` goes no further than `dataUntil`. Unknown people are passed over.
 */
export function applyRelaxation(query: SlotQuery, relaxation: Relaxation): SlotQuery {
  switch (relaxation.type) {
    case 'optional':
      return withPerson(query, relaxation.personId, { required: false });
    case 'unconfirmed':
      return withPerson(query, relaxation.personId, { unconfirmed: true });
    case 'hours':
      return { ...query, people: query.people.map((person) => (person.id === relaxation.personId ? widened(person, relaxation) : person)) };
    case 'later':
      return { ...query, to: Math.max(query.to, Math.min(query.to + relaxation.days * DAY, query.dataUntil)) };
    case 'notice':
      return { ...query, noticeMinutes: Math.min(query.noticeMinutes, relaxation.hours * 60) };
    case 'buffers':
      return { ...query, people: query.people.map((person) => capBuffer(person, relaxation.minutes)) };
    case 'spacing':
      return { ...query, spacing: { ...query.spacing, neighbours: [] } };
    case 'length':
      return { ...query, minutes: Math.min(query.minutes, relaxation.minutes) };
  }
}

/** Which end of the person's day an `hours` relaxation moves, in minutes of the local day; null for an end it leaves. */
export function hoursMoved(person: PersonCalendar, relaxation: HoursRelaxation): { from: number | null; until: number | null } {
  const days = dayEdges(person.hours);
  return {
    from: days.some((day) => relaxation.startMinute < day.startMinute) ? relaxation.startMinute : null,
    until: days.some((day) => relaxation.endMinute > day.endMinute) ? relaxation.endMinute : null,
  };
}

/** Of each weekday with hours, from its first start to its last end, breaks ignored. */
export function dayEdges(hours: readonly DayHours[]): DayHours[] {
  const edges = new Map<number, DayHours>();
  for (const { weekday, startMinute, endMinute } of hours) {
    const { startMinute: first, endMinute: last } = edges.get(weekday) ?? { startMinute, endMinute };
    edges.set(weekday, { weekday, startMinute: Math.min(first, startMinute), endMinute: Math.max(last, endMinute) });
  }
  return [...edges.values()];
}

function withPerson(query: SlotQuery, id: string, change: Partial<PersonCalendar>): SlotQuery {
  return { ...query, people: query.people.map((person) => (person.id === id ? { ...person, ...change } : person)) };
}

function capBuffer(person: PersonCalendar, minutes: number): PersonCalendar {
  return { ...person, bufferMinutes: Math.min(person.bufferMinutes, minutes) };
}

/**
 * Adds what lies between the old edges and the new; windows that touch are one to the finder. Breaks stay, days without hours stay
 * without, and so do dates that have hours of their own: somebody said those about that very date.
 */
function widened(person: PersonCalendar, { startMinute, endMinute }: HoursRelaxation): PersonCalendar {
  const more = dayEdges(person.hours).flatMap((day) => [
    { weekday: day.weekday, startMinute, endMinute: day.startMinute },
    { weekday: day.weekday, startMinute: day.endMinute, endMinute },
  ]);
  return { ...person, hours: [...person.hours, ...more.filter((window) => window.endMinute > window.startMinute)] };
}
