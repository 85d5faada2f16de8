import type { BusyInterval, BusyStatus } from '../../../platform/microsoft/microsoft.ts';
import { toUtc, dateOf, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { limits } from './limits.ts';
import type { PersonTime, Span, Wish } from './types.ts';

const MINUTE = 60_000;
const GRID = limits.gridMinutes * MINUTE;

/** Spans that do not touch, in order, as two columns: the planner walks them thousands of times. */
export interface Taken {
  starts: number[];
  ends: number[];
}

/** Merges the intervals of some statuses. */
export function takenBy(busy: readonly BusyInterval[], statuses: readonly BusyStatus[]): Taken {
  const chosen = busy.filter((one) => one.end > one.start && statuses.includes(one.status)).sort((a, b) => a.start - b.start);
  const taken: Taken = { starts: [], ends: [] };
  for (const { start, end } of chosen) {
    const last = taken.ends.length - 1;
    if (last >= 0 && start <= taken.ends[last]!) taken.ends[last] = Math.max(taken.ends[last]!, end);
    else {
      taken.starts.push(start);
      taken.ends.push(end);
    }
  }
  return taken;
}

/** Index of the first span that ends after an instant. */
function firstAfter({ ends }: Taken, at: number): number {
  let [low, high] = [0, ends.length];
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

/** The part of a day that lies in the wished window and in working hours; none when they do not meet. Daylight saving is the table's. */
export function dayAt(time: PersonTime, wish: Wish, day: number): Day {
  const table = zoneTable(time.zone);
  const [weekday, date] = [weekdayOf(day), dateOf(day)];
  const ranges: Span[] = [];
  for (const hours of time.hours) {
    if (hours.weekday !== weekday) continue;
    const [from, to] = [Math.max(hours.startMinute, wish.windowStart), Math.min(hours.endMinute, wish.windowEnd)];
    if (to > from) ranges.push({ start: toUtc(table, date, from), end: toUtc(table, date, to) });
  }
  return { day, ideal: toUtc(table, date, wish.idealMinute), ranges };
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
    const [start, end] = [Math.max(range.start, bounds.start), Math.min(range.end, bounds.end)];
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
