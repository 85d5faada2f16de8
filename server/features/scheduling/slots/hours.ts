import { dayOf, localDay, wallConverter, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import type { DayHours } from '../../../platform/microsoft/microsoft.ts';
import type { Bits } from './bits.ts';
import { markWithin, type Frame } from './frame.ts';
import type { DayWindow } from './types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Hours as told: weekly, in a zone, with other hours on some dates. */
export interface Hours {
  zone: string;
  hours: readonly DayHours[];
  hoursByDate: Readonly<Record<string, readonly DayWindow[]>>;
}

/**
 * The starts at which the whole meeting lies inside one window of the hours; windows that touch or overlap are one. A window is its
 * two wall clocks, each converted as 'compatible': over a change of the clock it so grows or shrinks, and one whose end no longer
 * comes after its start vanishes. A date that a zone leaves out (Apia, 2011-12-30) has no hours.
 */
export function startsInside(frame: Frame, told: Hours): Bits {
  const bits = frame.none();
  const table = zoneTable(told.zone);
  const instantOf = wallConverter(table);
  const windowsOn = windowsByDay(told);
  // A day more on both sides: there are clocks that are put back over midnight, to the date before.
  const lastDay = localDay(table, frame.first + frame.count * frame.step + frame.length) + 1;
  let day = localDay(table, frame.first) - 1;
  let [opens, closes] = [-Infinity, -Infinity];
  for (let midnight = instantOf(day * DAY); day <= lastDay; day++) {
    const next = instantOf((day + 1) * DAY);
    // On a day of 24 hours minutes count from its midnight; only on the others every wall clock has to be converted.
    const windows = next - midnight === DAY ? windowsOn(day) : oddDay(windowsOn(day), instantOf, day, midnight, next);
    for (const { startMinute, endMinute } of windows) {
      if (midnight + startMinute * MINUTE > closes) {
        markWithin(bits, frame, opens, closes - frame.length);
        opens = midnight + startMinute * MINUTE;
      }
      closes = Math.max(closes, midnight + endMinute * MINUTE);
    }
    midnight = next;
  }
  markWithin(bits, frame, opens, closes - frame.length);
  return bits;
}

/** The windows of a day on which the clock changes, in minutes really passed since its midnight. */
function oddDay(windows: readonly DayWindow[], instantOf: (wall: number) => number, day: number, midnight: number, next: number): DayWindow[] {
  if (next <= midnight) return [];
  const passed = (minute: number): number => (instantOf(day * DAY + minute * MINUTE) - midnight) / MINUTE;
  const real = windows.map(({ startMinute, endMinute }) => ({ startMinute: passed(startMinute), endMinute: passed(endMinute) }));
  return inOrder(real.filter(({ startMinute, endMinute }) => endMinute > startMinute));
}

/** Finds the windows of a day, counted from 1970-01-01, by their start. */
function windowsByDay(told: Hours): (day: number) => readonly DayWindow[] {
  const weekly: DayWindow[][] = [[], [], [], [], [], [], [], []];
  for (const window of told.hours) weekly[window.weekday]!.push(window);
  weekly.forEach(inOrder);
  const dates = Object.entries(told.hoursByDate);
  if (dates.length === 0) return (day) => weekly[weekdayOf(day)]!;
  const byDay = new Map(dates.map(([date, windows]) => [dayOf(date), inOrder([...windows])]));
  return (day) => byDay.get(day) ?? weekly[weekdayOf(day)]!;
}

function inOrder(windows: DayWindow[]): DayWindow[] {
  return windows.length > 1 ? windows.sort((a, b) => a.startMinute - b.startMinute) : windows;
}
