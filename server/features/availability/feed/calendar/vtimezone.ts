import type { Property } from './lines.ts';
import { every, first, type Component } from './components.ts';
import { recurrence } from './recurrence.ts';
import { DAY, written, writtenList } from './values.ts';

/** Turns wall clocks (ms as if UTC) into instants (epoch ms) and back. */
export interface WallClock {
  /** A skipped time comes out later, of a repeated time the earlier is meant. */
  toInstant(wall: number): number;
  toWall(instant: number): number;
}

interface Change {
  at: number;
  before: number;
  after: number;
}

/** The clock that stays the same number of milliseconds ahead of UTC. */
export const fixedClock = (offset: number): WallClock => ({
  toInstant: (wall) => wall - offset,
  toWall: (instant) => instant + offset,
});

/**
 * The clock that a VTIMEZONE describes, exact from two years before `from` to one year after `to` (epoch ms); null when it describes
 * nothing. Microsoft's "Customized Time Zone" is such a one: matching its rules to some zone of the same offsets would be a guess.
 */
export function describedClock(zone: Component, from: number, to: number): WallClock | null {
  const observances = zone.parts.filter((part) => part.kind === 'STANDARD' || part.kind === 'DAYLIGHT');
  const changes = observances.flatMap((part) => changesOf(part, from - 730 * DAY, to + 366 * DAY)).toSorted((a, b) => a.at - b.at);
  if (changes.length === 0) return null;
  const offsetAt = (instant: number): number => changes.findLast((change) => change.at <= instant)?.after ?? changes[0]!.before;
  return { toInstant: (wall) => compatible(wall, offsetAt), toWall: (instant) => instant + offsetAt(instant) };
}

function changesOf(observance: Component, from: number, to: number): Change[] {
  const before = offset(first(observance, 'TZOFFSETFROM'));
  const after = offset(first(observance, 'TZOFFSETTO'));
  const started = first(observance, 'DTSTART');
  if (before === null || after === null || !started) return [];
  const start = written(started.value, {}).wall;
  const dates = every(observance, 'RDATE').flatMap(writtenList).map((at) => at.wall);
  const repeated = every(observance, 'RRULE').flatMap(({ value }) => {
    const rule = recurrence(value, start, (utc) => utc + before);
    return [rule.before(from) ?? start, ...rule.between(from, to)];
  });
  return [start, ...dates, ...repeated].map((wall) => ({ at: wall - before, before, after }));
}

function offset(property: Property | undefined): number | null {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/.exec(property?.value ?? '') ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
}

/** Changes lie days apart, so the offsets a day before and a day after are the only two a wall clock can mean. */
function compatible(wall: number, offsetAt: (instant: number) => number): number {
  const [early, late] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
  const readings = [wall - early, wall - late].filter((instant) => instant + offsetAt(instant) === wall);
  return readings.length > 0 ? Math.min(...readings) : wall - early;
}
