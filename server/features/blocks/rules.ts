import type { DayHours } from '../../platform/microsoft/microsoft.ts';
import type { ReviewWeek, ReviewWish } from './contract.ts';

/** The work that plans, defends and writes blocks. */
export const reviewWorkName = 'review-blocks';

/** Monday to Friday, 9 to 17: taken where nobody published working hours. */
export const usualHours: DayHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1020 }));

/** The last working day before the longest time off: Friday from Monday to Friday, Thursday from Sunday to Thursday; Friday where no day is off. ISO weekdays, ascending. */
function endOfWeek(days: readonly number[]): number {
  const off = days.map((day, index) => (days[index + 1] ?? days[0]! + 7) - day);
  return days.length === 7 ? 5 : days[off.lastIndexOf(Math.max(...off))]!;
}

const toFive = (minute: number): number => Math.round(minute / 5) * 5;

/**
 * A sensible start: the working days and hours, half an hour, at the end of the week an hour after work begins, because a review looks back
 * and mornings are kept more often than afternoons.
 */
export function suggestedWish(hours: readonly DayHours[] | null): ReviewWish {
  const known = hours?.length ? hours : usualHours;
  const days = [...new Set(known.map(({ weekday }) => weekday))].sort((a, b) => a - b);
  const windowStart = toFive(Math.min(...known.map(({ startMinute }) => startMinute)));
  const windowEnd = Math.max(toFive(Math.max(...known.map(({ endMinute }) => endMinute))), windowStart + 30);
  const idealDay = endOfWeek(days);
  const idealMinute = Math.min(windowStart + 60, windowEnd - 30);
  return { minutes: 30, days, windowStart, windowEnd, idealDay, idealMinute, mode: 'balanced', horizonWeeks: 4, movesAWeek: 2, reminderMinutes: 10, holidays: null };
}

interface Outcome {
  week: string;
  kind: 'block' | 'rescue';
  state: 'planned' | 'pinned' | 'asking' | 'skipped' | 'missed';
  moves: number;
  used_at: Date | null;
}

/** What became of each of the last weeks, the oldest first. A week counts as kept only when its review was used. */
export function chartOf(blocks: readonly Outcome[], weeks: readonly string[]): ReviewWeek[] {
  return weeks.map((week) => {
    const own = blocks.filter((block) => block.week === week);
    const block = own.find(({ kind }) => kind === 'block');
    const moved = block?.moves ?? 0;
    if (!block) return { week, outcome: 'none', moved };
    if (own.some(({ used_at }) => used_at !== null)) return { week, outcome: 'kept', moved };
    if (block.state === 'skipped') return { week, outcome: block.state, moved };
    return { week, outcome: block.state === 'missed' ? 'lost' : 'open', moved };
  });
}
