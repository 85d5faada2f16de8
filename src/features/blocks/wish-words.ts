import type { ReviewMode, ReviewTime, ReviewWish } from '../../../server/features/blocks/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { minuteToClock, weekdayNames } from '../../components/time.ts';

/** What each mode is called and does, in a line. */
export const modeWords: Record<ReviewMode, { name: string; does: string }> = {
  gentle: { name: 'Gentle', does: 'Shown as free until the day before, or until hardly any other time is left. Others can easily book over it; then it moves.' },
  balanced: { name: 'Balanced', does: 'Shown as free at first, as busy from three days before, or sooner when your week fills up.' },
  firm: { name: 'Firm', does: 'Shown as busy from the start.' },
};

export const lengthWords = (minutes: number): string => (minutes === 60 ? 'One hour' : `${minutes} minutes`);
export const weeksWords = (weeks: number): string => (weeks === 1 ? 'This week only' : `${weeks} weeks`);
export const movesWords = (moves: number): string => (moves === 0 ? 'Never: ask me instead' : moves === 1 ? 'Once' : moves === 2 ? 'Twice' : `${moves} times`);
export const reminderWords = (minutes: number): string => (minutes === 0 ? 'When it begins' : `${minutes} minutes before`);

/** Whose public holidays are left out, and how that is known. */
export function holidaysWords(chosen: ReviewWish['holidays'], { region }: ReviewTime['holidays']): string {
  if (region === null) return chosen === null ? 'Not left out: your time zone tells no country' : 'Not left out';
  return `Left out: ${region.name.replace(': ', ', ')}${chosen === null ? ', by your time zone' : ''}`;
}

/** Chosen instead of a region: what the zone says, and none. `zone` is not sent. */
export const holidayAnswers = ({ ofZone }: ReviewTime['holidays']): [value: string, words: string][] => [
  ['zone', ofZone ? `${ofZone.name}, by your time zone` : 'By your time zone, which tells no country'],
  ['none', 'None: reviews on holidays too'],
];

/** "09:00 – 09:30". */
export const clockRange = (from: number, minutes: number): string => `${minuteToClock(from)} – ${minuteToClock((from + minutes) % 1440)}`;

/** "Monday to Friday", or each day by its name. ISO weekdays. */
export function daysWords(days: readonly number[], locale: string): string {
  const names = weekdayNames(locale, 'long');
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1, last = 1] = [sorted[0], sorted.at(-1)];
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${names[first - 1]} to ${names[last - 1]}`;
  return sorted.map((day) => names[day - 1]).join(', ');
}

/** What will stand in the calendar, in a sentence. */
export function entryWords(wish: ReviewWish, locale: string): string {
  const day = weekdayNames(locale, 'long')[wish.idealDay - 1];
  const shown = wish.mode === 'firm' ? 'shown as busy' : 'shown as free at first';
  return `“Review time” every ${day}, ${clockRange(wish.idealMinute, wish.minutes)}, private, ${shown}. Where that is taken, the nearest free time of your days.`;
}

/** What is wrong with a wish before it is sent, at the field to be changed. */
export function wishProblems(wish: ReviewWish): FieldProblem[] {
  const { minutes, days, windowStart, windowEnd, idealMinute } = wish;
  if (days.length === 0) return [{ path: 'days', message: 'Choose at least one day.' }];
  if (windowEnd - windowStart < minutes) return [{ path: 'windowEnd', message: `Has to be at least ${minutes} minutes after the beginning.` }];
  const odd = (['windowStart', 'windowEnd', 'idealMinute'] as const).find((field) => wish[field] % 5 !== 0);
  if (odd) return [{ path: odd, message: 'Choose a time on five minutes, such as 09:05.' }];
  if (idealMinute < windowStart || idealMinute + minutes > windowEnd) {
    return [{ path: 'idealMinute', message: `Choose a time from ${minuteToClock(windowStart)} to ${minuteToClock(windowEnd - minutes)}, so that all of it lies in your hours.` }];
  }
  return [];
}

/** A wish with other days: the ideal day stays among them. */
export const withDays = (wish: ReviewWish, days: number[]): ReviewWish => ({ ...wish, days, idealDay: days.includes(wish.idealDay) ? wish.idealDay : (days.at(-1) ?? wish.idealDay) });
