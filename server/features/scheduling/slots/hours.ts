import { utcToWall, wallToUtc, weekdayOf, dayOf, zoneTable, type ZoneTable } from '../../../platform/zones.ts';
import type { DayHours } from '../../../platform/microsoft/microsoft.ts';
import { noBits, type Bits } from './bits.ts';
import { markWithin, type Frame } from './frame.ts';
import type { DayWindow } from './types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Epoch milliseconds, end excluded. */
interface Span {
  start: number;
  end: number;
}

/** Hours as told: weekly, in a zone, with other hours on some dates. */
export interface Hours {
  zone: string;
  hours: readonly DayHours[];
  hoursByDate: Readonly<Record<string, readonly DayWindow[]>>;
}

/** The starts at which the whole meeting lies inside one window of the hours. */
export function startsInside(frame: Frame, told: Hours): Bits {
  const bits = noBits(frame.count);
  const end = frame.first + frame.count * frame.step + frame.length;
  for (const span of workingSpans(told, frame.first, end)) markWithin(bits, frame, span.start, span.end - frame.length);
  return bits;
}

/**
 * The hours as instants, merged, for every date that touches [from, to). A window is its two wall clocks, each converted as
 * 'compatible': over a change of the clock it so grows or shrinks, and one whose end no longer comes after its start vanishes.
 * A date that a zone leaves out (Apia, 2011-12-30) has no hours.
 */
export function workingSpans(told: Hours, from: number, to: number): Span[] {
  const table = zoneTable(told.zone);
  const windowsOn = windowsByDay(told);
  const spans: Span[] = [];
  // A day more on both sides: a window that ends at 24:00 may go on next day.
  const lastDay = Math.floor(utcToWall(table, to) / DAY) + 1;
  for (let day = Math.floor(utcToWall(table, from) / DAY) - 1; day <= lastDay; day++) {
    for (const window of windowsOn(day)) addSpan(spans, table, day, window);
  }
  return merged(spans);
}

function windowsByDay(told: Hours): (day: number) => readonly DayWindow[] {
  const weekly: DayWindow[][] = [[], [], [], [], [], [], [], []];
  for (const window of told.hours) weekly[window.weekday]!.push(window);
  const dates = Object.entries(told.hoursByDate);
  if (dates.length === 0) return (day) => weekly[weekdayOf(day)]!;
  const byDay = new Map(dates.map(([date, windows]) => [dayOf(date), windows]));
  return (day) => byDay.get(day) ?? weekly[weekdayOf(day)]!;
}

/** Keeps `spans` ordered by start: hardly ever anything but the end, as windows come in order except around a change. */
function addSpan(spans: Span[], table: ZoneTable, day: number, window: DayWindow): void {
  const start = wallToUtc(table, day * DAY + window.startMinute * MINUTE);
  const end = wallToUtc(table, day * DAY + window.endMinute * MINUTE);
  if (end <= start || utcToWall(table, start) >= (day + 1) * DAY) return;
  let at = spans.length;
  while (at > 0 && spans[at - 1]!.start > start) at--;
  spans.splice(at, 0, { start, end });
}

function merged(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before && span.start <= before.end) before.end = Math.max(before.end, span.end);
    else result.push(span);
  }
  return result;
}
