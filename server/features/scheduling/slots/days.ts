import { localDay, wallConverter, zoneTable } from '../../../platform/zones.ts';
import { setRange, type Bits } from './bits.ts';
import type { Frame } from './frame.ts';
import type { SlotQuery, Spacing } from './types.ts';

const DAY = 86_400_000;

/** The dates of a search, in order; of the nth: */
export interface CalendarDays {
  /** Its starts are those from the end of the day before (or the first) to here, excluded. A date without any is not there. */
  ends: number[];
  /** Days beyond `maxDays` from the farther of the neighbouring sessions on either side. */
  tooFar: number[];
  /** Nearer than `minDays` to a neighbouring session. */
  tooNear: boolean[];
}

/** The dates of the search in its spread zone. A date begins at its (first) midnight. */
export function calendarDays(frame: Frame, query: SlotQuery): CalendarDays {
  const table = zoneTable(query.spreadZone);
  const instantOf = wallConverter(table);
  const sessions = query.spacing.neighbours.map((ms) => localDay(table, ms));
  const days: CalendarDays = { ends: [], tooFar: [], tooNear: [] };
  let first = 0;
  for (let day = localDay(table, frame.first); first < frame.count; day++) {
    const index = Math.ceil((instantOf((day + 1) * DAY) - frame.first) / frame.step);
    const end = Math.min(Math.max(index, 0), frame.count);
    if (end > first) addDay(days, end, day, sessions, query.spacing);
    first = end;
  }
  return days;
}

function addDay(days: CalendarDays, end: number, day: number, sessions: number[], { minDays, maxDays }: Spacing): void {
  let before = Infinity;
  let after = Infinity;
  for (const session of sessions) {
    if (session <= day) before = Math.min(before, day - session);
    if (session >= day) after = Math.min(after, session - day);
  }
  days.ends.push(end);
  days.tooFar.push(Math.max(beyond(before, maxDays), beyond(after, maxDays)));
  days.tooNear.push(Math.min(before, after) < minDays);
}

/** No session on that side is not too far. */
function beyond(gap: number, most: number): number {
  return gap === Infinity ? 0 : Math.max(0, gap - most);
}

/** The starts that spacing rules out. */
export function tooNearBits(frame: Frame, { ends, tooNear }: CalendarDays): Bits {
  const bits = frame.none();
  tooNear.forEach((near, at) => near && setRange(bits, ends[at - 1] ?? 0, ends[at]! - 1));
  return bits;
}
