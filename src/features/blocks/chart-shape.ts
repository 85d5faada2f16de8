import type { ReviewWeek, ReviewWeeks } from '../../../server/features/blocks/contract.ts';
import { dateText, dayText, rangeText } from '../../components/time.ts';

export type Outcome = ReviewWeek['outcome'];

/** What became of a week, in a word. */
export const outcomeWords: Record<Outcome, string> = { kept: 'Kept', lost: 'Lost', skipped: 'Skipped', open: 'Still open', none: 'No block' };

export interface Column extends ReviewWeek {
  /** Share of the full height, 0 to 1. */
  height: number;
  /** What it says on hovering, and in the table: "Kept, moved twice". */
  words: string;
}

const heights: Record<Outcome, number> = { kept: 1, lost: 0.6, open: 0.6, skipped: 0.3, none: 0.1 };

const movedWords = (moved: number): string => (moved === 0 ? '' : moved === 1 ? ', moved once' : moved === 2 ? ', moved twice' : `, moved ${moved} times`);

/** A column for each week, the oldest first. */
export const columnsOf = (weeks: readonly ReviewWeek[]): Column[] =>
  weeks.map((one) => ({ ...one, height: heights[one.outcome], words: outcomeWords[one.outcome] + movedWords(one.moved) }));

/** The chart in a sentence: "5 kept, 2 moved, 1 lost, 1 skipped in the last 12 weeks." Null while no week with a block is over. */
export function chartSentence(weeks: readonly ReviewWeek[]): string | null {
  if (weeks.every(({ outcome }) => outcome === 'none' || outcome === 'open')) return null;
  const count = (outcome: Outcome): number => weeks.filter((one) => one.outcome === outcome).length;
  const moved = weeks.filter((one) => one.moved > 0).length;
  const parts = [`${count('kept')} kept`, `${moved} moved`, `${count('lost')} lost`, ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : [])];
  return `${parts.join(', ')} in the last ${weeks.length} weeks.`;
}

/** What the card on the first screen says of what comes next. */
export function nextWords({ status, pausedUntil, next, zone }: ReviewWeeks, locale: string): string {
  if (status === 'none') return 'Keep half an hour a week free for yourself. Fieldwork finds the time in your calendar and defends it.';
  if (status === 'off') return 'Off: nothing is kept free in your calendar.';
  if (status === 'paused' && pausedUntil) return `Paused until ${dateText(pausedUntil, locale)}.`;
  if (!next) return 'No time is planned at the moment.';
  return `${next.kind === 'rescue' ? 'Rescue slot' : 'Next'}: ${dayText(next.start, zone, locale)}, ${rangeText(next.start, next.end, zone, locale)}.`;
}
