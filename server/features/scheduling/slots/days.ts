import { utcToWall, wallConverter, zoneTable } from '../../../platform/zones.ts';
import { setRange, type Bits } from './bits.ts';
import type { Frame } from './frame.ts';
import type { SlotQuery, Spacing } from './types.ts';

const DAY = 86_400_000;

/** One date and the starts on it: indexes first..end, end excluded. */
export interface CalendarDay {
  day: number;
  first: number;
  end: number;
  /** Nearer than `minDays` to a neighbouring session. */
  tooNear: boolean;
  /** Days beyond `maxDays` from the farther of the neighbours on either side. */
  tooFar: number;
}

/** The dates of the search in its spread zone, in order, those with no start left out. A date begins at its (first) midnight. */
export function calendarDays(frame: Frame, query: SlotQuery): CalendarDay[] {
  const table = zoneTable(query.spreadZone);
  const instantOf = wallConverter(table);
  const dayAt = (ms: number): number => Math.floor(utcToWall(table, ms) / DAY);
  const sessions = query.spacing.neighbours.map(dayAt);
  const days: CalendarDay[] = [];
  let first = 0;
  for (let day = dayAt(frame.first); first < frame.count; day++) {
    const index = Math.ceil((instantOf((day + 1) * DAY) - frame.first) / frame.step);
    const end = Math.min(Math.max(index, 0), frame.count);
    if (end > first) days.push(calendarDay(day, first, end, sessions, query.spacing));
    first = end;
  }
  return days;
}

function calendarDay(day: number, first: number, end: number, sessions: number[], { minDays, maxDays }: Spacing): CalendarDay {
  let before = Infinity;
  let after = Infinity;
  for (const session of sessions) {
    if (session <= day) before = Math.min(before, day - session);
    if (session >= day) after = Math.min(after, session - day);
  }
  const tooFar = Math.max(beyond(before, maxDays), beyond(after, maxDays));
  return { day, first, end, tooNear: Math.min(before, after) < minDays, tooFar };
}

function beyond(gap: number, most: number): number {
  return gap === Infinity ? 0 : Math.max(0, gap - most);
}

/** The starts that spacing rules out. */
export function tooNearBits(frame: Frame, days: CalendarDay[]): Bits {
  const bits = frame.none();
  for (const day of days) if (day.tooNear) setRange(bits, day.first, day.end - 1);
  return bits;
}
