import { Temporal } from 'temporal-polyfill';
import type { DayHours } from '../../../../server/platform/microsoft/microsoft.ts';
import type { Compromise, DayWindow, PersonCalendar, PersonState, SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';

/*
 * The slot finder said again, slowly: every start is looked at by itself, working hours in buckets of five minutes, zones by
 * Temporal. It shares nothing with the finder but the types.
 */
const MINUTE = 60_000;
const BUCKET = 5 * MINUTE;

const instants = new Map<string, number>();

/** A minute of a date in a zone, 'compatible'; 1440 is the next date's midnight. */
function instantOf(zone: string, date: Temporal.PlainDate, minute: number): number {
  const key = `${zone} ${date.toString()} ${minute}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const plain = date.toPlainDateTime({ hour: 0 }).add({ minutes: minute });
  const instant = plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  instants.set(key, instant);
  return instant;
}

const localDate = (zone: string, ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

interface Hours {
  zone: string;
  hours: readonly DayHours[];
  hoursByDate: Readonly<Record<string, readonly DayWindow[]>>;
}

/** The windows of every date near a stretch of time, as instants; dates that the zone leaves out have none. */
function windowsAround(told: Hours, from: number, to: number): [number, number][] {
  const last = localDate(told.zone, to).add({ days: 1 });
  const windows: [number, number][] = [];
  for (let date = localDate(told.zone, from).subtract({ days: 1 }); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const window of told.hoursByDate[date.toString()] ?? told.hours.filter(({ weekday }) => weekday === date.dayOfWeek)) {
      const start = instantOf(told.zone, date, window.startMinute);
      if (localDate(told.zone, start).equals(date)) windows.push([start, instantOf(told.zone, date, window.endMinute)]);
    }
  }
  return windows;
}

/** Inside means: every bucket of five minutes lies in some window. */
function bucketsInside(told: Hours, from: number, to: number): (start: number, end: number) => boolean {
  const windows = windowsAround(told, from, to);
  return (start, end) => {
    for (let bucket = start; bucket < end; bucket += BUCKET) {
      if (!windows.some(([opens, closes]) => opens <= bucket && bucket + BUCKET <= closes)) return false;
    }
    return true;
  };
}

export interface OracleStart {
  start: number;
  /** `person:reason` or `:rule` of everything that rules it out. */
  blockers: string[];
  certain: boolean;
  compromises: Compromise[];
  states: PersonState[];
  preferred: boolean;
  tooFar: number;
  moves: boolean;
  day: string;
}

function flawsOf(person: PersonCalendar, inside: (start: number, end: number) => boolean, start: number, end: number): Set<string> {
  const flaws = new Set<string>();
  if (!person.known) flaws.add('unknown');
  if (!inside(start, end)) flaws.add('working-hours');
  for (const interval of person.busy) {
    const hard = interval.status === 'busy' || interval.status === 'oof';
    const buffer = hard ? person.bufferMinutes * MINUTE : 0;
    if (interval.end <= interval.start || start >= interval.end + buffer || end <= interval.start - buffer) continue;
    flaws.add(interval.status === 'oof' ? 'out-of-office' : interval.status);
  }
  if (flaws.has('out-of-office')) flaws.delete('busy');
  return flaws;
}

const GRAVEST_FIRST = ['unknown', 'out-of-office', 'busy', 'working-hours', 'tentative', 'workingElsewhere'] as const;

function compromiseOf(person: PersonCalendar, flaws: Set<string>): Compromise | null {
  const reason = GRAVEST_FIRST.find((one) => flaws.has(one));
  return reason ? { personId: person.id, required: person.required, reason } : null;
}

function stateOf(compromise: Compromise | null): PersonState {
  if (!compromise) return 'free';
  if (['out-of-office', 'busy', 'working-hours'].includes(compromise.reason)) return 'not-asked';
  return compromise.reason as PersonState;
}

function blockersOf(person: PersonCalendar, flaws: Set<string>): string[] {
  if (!person.required) return [];
  const hard = new Set(['out-of-office', 'busy', 'working-hours', ...(person.unconfirmed ? [] : ['unknown'])]);
  return [...flaws].filter((flaw) => hard.has(flaw)).map((flaw) => `${person.id}:${flaw}`);
}

function spacingOf(query: SlotQuery, sessions: Temporal.PlainDate[], date: Temporal.PlainDate): { near: boolean; tooFar: number } {
  const gaps = sessions.map((session) => session.until(date).days);
  const before = gaps.filter((gap) => gap >= 0);
  const after = gaps.filter((gap) => gap <= 0).map((gap) => -gap);
  const beyond = (list: number[]) => (list.length > 0 ? Math.max(0, Math.min(...list) - query.spacing.maxDays) : 0);
  return { near: gaps.some((gap) => Math.abs(gap) < query.spacing.minDays), tooFar: Math.max(beyond(before), beyond(after)) };
}

/** Every start of the grid in the window, with all that can be said about it. */
export function oracle(query: SlotQuery): OracleStart[] {
  const length = query.minutes * MINUTE;
  const step = query.gridMinutes * MINUTE;
  const insideOf = query.people.map((person) => bucketsInside(person, query.from, query.to));
  const insidePreferred = query.preferred && bucketsInside({ ...query.preferred, hoursByDate: {} }, query.from, query.to);
  const sessions = query.spacing.neighbours.map((ms) => localDate(query.spreadZone, ms));
  const starts: OracleStart[] = [];
  for (let start = Math.ceil(query.from / step) * step; start + length <= Math.min(query.to, query.dataUntil); start += step) {
    const flaws = query.people.map((person, at) => flawsOf(person, insideOf[at]!, start, start + length));
    const compromises = query.people.map((person, at) => compromiseOf(person, flaws[at]!));
    const date = localDate(query.spreadZone, start);
    const { near, tooFar } = spacingOf(query, sessions, date);
    const rules = [...(start < query.now + query.noticeMinutes * MINUTE ? [':notice'] : []), ...(near ? [':spacing'] : [])];
    starts.push({
      start,
      blockers: [...query.people.flatMap((person, at) => blockersOf(person, flaws[at]!)), ...rules],
      certain: compromises.every((compromise) => !compromise?.required),
      compromises: compromises.filter((compromise) => compromise !== null),
      states: compromises.map(stateOf),
      preferred: insidePreferred ? insidePreferred(start, start + length) : false,
      tooFar,
      moves: query.movable.some((block) => block.start < start + length && block.end > start),
      day: date.toString(),
    });
  }
  return starts;
}

const quality = (one: OracleStart) => (one.certain ? 0 : 1000) + one.compromises.length;
const before = (a: OracleStart, b: OracleStart) =>
  quality(a) - quality(b) || Number(b.preferred) - Number(a.preferred) || a.tooFar - b.tooFar || Number(a.moves) - Number(b.moves) || a.start - b.start;

/** The choice of `limit` feasible starts: best quality first, turn by turn from each day, three a day while other days have any. */
export function oracleChoice(starts: OracleStart[], limit: number): OracleStart[] {
  const left = starts.filter((one) => one.blockers.length === 0).sort(before);
  const chosen: OracleStart[] = [];
  const turn = (one: OracleStart) => chosen.filter((other) => other.day === one.day && quality(other) === quality(one)).length;
  const fullDay = (one: OracleStart) => chosen.filter((other) => other.day === one.day).length >= 3;
  while (chosen.length < limit && left.length > 0) {
    const open = left.filter((one) => !fullDay(one));
    const order = [...(open.length > 0 ? open : left)];
    const next = order.sort((a, b) => quality(a) - quality(b) || turn(a) - turn(b) || before(a, b))[0]!;
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen.sort(before);
}
