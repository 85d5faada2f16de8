import { dayOf, toLocal, utcToWall, wallConverter, zoneTable } from '../../../platform/zones.ts';
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
  const sessions = query.spacing.neighbours.map((ms) => dayOf(toLocal(table, ms).date));
  const instantOf = wallConverter(table);
  const days: CalendarDay[] = [];
  const indexOf = (day: number): number => {
    const index = Math.ceil((instantOf(day * DAY) - frame.first) / frame.step);
    return Math.min(Math.max(index, 0), frame.count);
  };
  let day = Math.floor(utcToWall(table, frame.first) / DAY);
  for (let first = 0; first < frame.count; day++) {
    const end = indexOf(day + 1);
    if (end > first) days.push({ day, first, end, ...spacingOn(day, sessions, query.spacing) });
    first = end;
  }
  return days;
}

function spacingOn(day: number, sessions: number[], { minDays, maxDays }: Spacing): { tooNear: boolean; tooFar: number } {
  let [before, after] = [Infinity, Infinity];
  for (const session of sessions) {
    if (session <= day) before = Math.min(before, day - session);
    if (session >= day) after = Math.min(after, session - day);
  }
  const beyond = (gap: number): number => (gap === Infinity ? 0 : Math.max(0, gap - maxDays));
  return { tooNear: Math.min(before, after) < minDays, tooFar: Math.max(beyond(before), beyond(after)) };
}

/** The starts that spacing rules out. */
export function tooNearBits(frame: Frame, days: CalendarDay[]): Bits {
  const bits = frame.none();
  for (const day of days) if (day.tooNear) setRange(bits, day.first, day.end - 1);
  return bits;
}
