import type { WeeklyDraft, WindowDraft } from './availability-draft.ts';
import { clockToMinute, minuteToClock } from '../../components/time.ts';

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** A window with its place in the list that the request has. */
export interface PlacedWindow extends WindowDraft {
  index: number;
}

/** The windows of one weekday (1 is Monday), with their places. */
export const windowsOn = (weekly: readonly WeeklyDraft[], weekday: number): PlacedWindow[] =>
  weekly.flatMap((window, index) => (window.weekday === weekday ? [{ start: window.start, end: window.end, index }] : []));

/** Hours to start from: nine to five, or an hour after the day's last window. */
export function nextWindow(windows: readonly WindowDraft[]): WindowDraft {
  const last = windows.at(-1);
  const end = last ? clockToMinute(last.end) : null;
  if (end === null || end === 0) return { start: '09:00', end: '17:00' };
  const start = Math.min(end + 60, 1380);
  return { start: minuteToClock(start), end: minuteToClock(Math.min(start + 120, 1435)) };
}

/** Monday to Friday as on one day, whatever they were. */
export function copyToWorkdays(weekly: readonly WeeklyDraft[], weekday: number): WeeklyDraft[] {
  const pattern = windowsOn(weekly, weekday);
  const weekend = weekly.filter((window) => window.weekday > 5);
  const workdays = [1, 2, 3, 4, 5].flatMap((day) => pattern.map(({ start, end }) => ({ weekday: day, start, end })));
  return [...workdays, ...weekend];
}

/** One entry replaced or, with null, taken out. */
export const withEntry = <T>(list: readonly T[], index: number, entry: T | null): T[] =>
  list.flatMap((was, at) => (at !== index ? [was] : entry === null ? [] : [entry]));
