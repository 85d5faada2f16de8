import type { BusyInterval, BusyStatus } from '../../../platform/microsoft/microsoft.ts';
import { wallToUtc, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { limits } from './limits.ts';
import type { PersonTime, Span, Wish } from './types.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const GRID = limits.gridMinutes * MINUTE;

/** Spans that do not touch, in order, as two columns: the planner walks them thousands of times. */
export interface Taken {
  starts: number[];
  ends: number[];
}

export const isAway = (status: BusyStatus): boolean => status === 'oof';
/** What a block never lies over. */
export const isHard = (status: BusyStatus): boolean => status === 'busy' || isAway(status);
/** And what it avoids while there is another way. */
export const isAvoided = (status: BusyStatus): boolean => isHard(status) || status === 'tentative';

/** Entries by start, as Graph tells them: sorted only where they are not. */
export function byStart(busy: readonly BusyInterval[]): readonly BusyInterval[] {
  for (let at = 1; at < busy.length; at += 1) if (busy[at]!.start < busy[at - 1]!.start) return [...busy].sort((a, b) => a.start - b.start);
  return busy;
}

/** Merges the intervals of some statuses, which come by start. */
export function takenBy(sorted: readonly BusyInterval[], takes: (status: BusyStatus) => boolean): Taken {
  const taken: Taken = { starts: [], ends: [] };
  let [last, lastEnd] = [-1, -Infinity];
  for (const { start, end, status } of sorted) {
    if (end <= start || !takes(status)) continue;
    if (start > lastEnd) {
      taken.starts.push(start);
      last = taken.ends.push(end) - 1;
      lastEnd = end;
    } else if (end > lastEnd) lastEnd = taken.ends[last] = end;
  }
  return taken;
}

/** Index of the first span that ends after an instant. */
function firstAfter({ ends }: Taken, at: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const overlapsTaken = (taken: Taken, { start, end }: Span): boolean => {
  const at = firstAfter(taken, start);
  return at < taken.starts.length && taken.starts[at]! < end;
};

/** One day on which a block may lie: where, and the start it should be nearest to. */
export interface Day {
  /** Days from 1970-01-01. */
  day: number;
  ideal: number;
  ranges: Span[];
}

/** The part of a day that lies in the wished window and in working hours; none when they do not meet or it is a public holiday. Daylight saving is the table's. */
export function dayAt(time: PersonTime, wish: Wish, day: number): Day {
  const table = zoneTable(time.zone);
  const weekday = weekdayOf(day);
  const at = (minute: number): number => wallToUtc(table, day * DAY + minute * MINUTE);
  const ranges: Span[] = [];
  for (const hours of time.holidays.has(day) ? [] : time.hours) {
    if (hours.weekday !== weekday) continue;
    const from = Math.max(hours.startMinute, wish.windowStart);
    const to = Math.min(hours.endMinute, wish.windowEnd);
    if (to > from) ranges.push({ start: at(from), end: at(to) });
  }
  return { day, ideal: at(wish.idealMinute), ranges };
}

/** Nearest start to the ideal, on the grid counted from it, within [from, to]; null for none. */
function nearestIn(ideal: number, from: number, to: number): number | null {
  if (from > to) return null;
  if (ideal < from) {
    const start = ideal + Math.ceil((from - ideal) / GRID) * GRID;
    return start <= to ? start : null;
  }
  if (ideal <= to) return ideal;
  const start = ideal - Math.ceil((ideal - to) / GRID) * GRID;
  return start >= from ? start : null;
}

/** Calls `visit` with the first and last possible start of each free gap of a day; `bounds` cuts the day. */
function eachGap(day: Day, taken: Taken, length: number, bounds: Span, visit: (from: number, to: number) => void): void {
  for (const range of day.ranges) {
    const start = Math.max(range.start, bounds.start);
    const end = Math.min(range.end, bounds.end);
    let free = start;
    for (let at = firstAfter(taken, start); at < taken.starts.length && taken.starts[at]! < end; at += 1) {
      if (taken.starts[at]! - length >= free) visit(free, taken.starts[at]! - length);
      free = Math.max(free, taken.ends[at]!);
    }
    if (end - length >= free) visit(free, end - length);
  }
}

/** The free start of a day nearest to its ideal, the earlier of two equally near; null for none. */
export function nearestStart(day: Day, taken: Taken, length: number, bounds: Span): number | null {
  let best: number | null = null;
  eachGap(day, taken, length, bounds, (from, to) => {
    const start = nearestIn(day.ideal, from, to);
    if (start !== null && (best === null || Math.abs(start - day.ideal) < Math.abs(best - day.ideal))) best = start;
  });
  return best;
}

/** How many starts of the grid are free on a day. */
export function countStarts(day: Day, taken: Taken, length: number, bounds: Span): number {
  let count = 0;
  eachGap(day, taken, length, bounds, (from, to) => {
    const first = Math.ceil((from - day.ideal) / GRID);
    const last = Math.floor((to - day.ideal) / GRID);
    if (last >= first) count += last - first + 1;
  });
  return count;
}
