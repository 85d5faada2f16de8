import { dayOf, utcToWall, wallConverter, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import type { DayHours } from '../../../platform/microsoft/microsoft.ts';
import type { Bits } from './bits.ts';
import { markWithin, type Frame } from './frame.ts';
import type { DayWindow } from './types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Stretches of time in epoch ms, ends excluded, ordered by start. Two lists of numbers, as they are many and short-lived. */
interface Spans {
  starts: number[];
  ends: number[];
}

/** Hours as told: weekly, in a zone, with other hours on some dates. */
export interface Hours {
  zone: string;
  hours: readonly DayHours[];
  hoursByDate: Readonly<Record<string, readonly DayWindow[]>>;
}

/** The starts at which the whole meeting lies inside one window of the hours; windows that touch or overlap are one. */
export function startsInside(frame: Frame, told: Hours): Bits {
  const bits = frame.none();
  const { starts, ends } = workingSpans(told, frame.first, frame.first + frame.count * frame.step + frame.length);
  for (let at = 0; at < starts.length; ) {
    const opens = starts[at]!;
    let closes = ends[at]!;
    for (at++; at < starts.length && starts[at]! <= closes; at++) closes = Math.max(closes, ends[at]!);
    markWithin(bits, frame, opens, closes - frame.length);
  }
  return bits;
}

/**
 * The hours as instants for every date that touches [from, to). A window is its two wall clocks, each converted as 'compatible':
 * over a change of the clock it so grows or shrinks, and one whose end no longer comes after its start vanishes. A date that a
 * zone leaves out (Apia, 2011-12-30) has no hours.
 */
function workingSpans(told: Hours, from: number, to: number): Spans {
  const table = zoneTable(told.zone);
  const instantOf = wallConverter(table);
  const windowsOn = windowsByDay(told);
  const spans: Spans = { starts: [], ends: [] };
  // A day more on both sides: a window that ends at 24:00 may go on next day.
  const lastDay = Math.floor(utcToWall(table, to) / DAY) + 1;
  let day = Math.floor(utcToWall(table, from) / DAY) - 1;
  for (let midnight = instantOf(day * DAY); day <= lastDay; day++) {
    const next = instantOf((day + 1) * DAY);
    for (const { startMinute, endMinute } of next > midnight ? windowsOn(day) : []) {
      addSpan(spans, instantOf(day * DAY + startMinute * MINUTE), instantOf(day * DAY + endMinute * MINUTE));
    }
    midnight = next;
  }
  return spans;
}

function windowsByDay(told: Hours): (day: number) => readonly DayWindow[] {
  const weekly: DayWindow[][] = [[], [], [], [], [], [], [], []];
  for (const window of told.hours) weekly[window.weekday]!.push(window);
  const dates = Object.entries(told.hoursByDate);
  if (dates.length === 0) return (day) => weekly[weekdayOf(day)]!;
  const byDay = new Map(dates.map(([date, windows]) => [dayOf(date), windows]));
  return (day) => byDay.get(day) ?? weekly[weekdayOf(day)]!;
}

/** Keeps the order: nearly always at the end, but windows of a day come in any order, and a change of the clock can swap two. */
function addSpan({ starts, ends }: Spans, start: number, end: number): void {
  if (end <= start) return;
  let at = starts.length;
  while (at > 0 && starts[at - 1]! > start) at--;
  if (at === starts.length) {
    starts.push(start);
    ends.push(end);
  } else {
    starts.splice(at, 0, start);
    ends.splice(at, 0, end);
  }
}
