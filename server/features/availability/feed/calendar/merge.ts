import type { BusyInterval } from '../../../../platform/microsoft/microsoft.ts';
import type { Period } from './expand.ts';

/** Cuts intervals to the window and joins those of one status that overlap or touch; in order of start. */
export function merge(intervals: BusyInterval[], window: Period): BusyInterval[] {
  const merged: BusyInterval[] = [];
  const open = new Map<string, BusyInterval>();
  for (const interval of cut(intervals, window)) {
    const last = open.get(interval.status);
    if (last && interval.start <= last.end) {
      last.end = Math.max(last.end, interval.end);
    } else {
      open.set(interval.status, interval);
      merged.push(interval);
    }
  }
  return merged;
}

function cut(intervals: BusyInterval[], window: Period): BusyInterval[] {
  return intervals
    .map(({ start, end, status }) => ({ start: Math.max(start, window.from), end: Math.min(end, window.to), status }))
    .filter((interval) => interval.end > interval.start)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}
