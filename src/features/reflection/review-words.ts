import type { Review } from '../../../server/features/reflection/contract.ts';

/** "2 – 8 March 2026", with both months where it needs them. Dates as `YYYY-MM-DD`. */
export function weekText({ startsOn, endsOn }: { startsOn: string; endsOn: string }, locale: string): string {
  const day = (date: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(`${date}T00:00:00Z`));
  const sameMonth = startsOn.slice(0, 7) === endsOn.slice(0, 7);
  const first = day(startsOn, sameMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' });
  return `${first} – ${day(endsOn, { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** How many prompts have an answer. */
export const answered = ({ reflections }: Pick<Review, 'reflections'>): number => reflections.filter(({ text }) => text !== '').length;

/** What the card on the first screen says. */
export function cardWords(review: Pick<Review, 'reflections' | 'usedAt' | 'doneAt'>): { text: string; action: string } {
  if (review.doneAt) return { text: 'Done for this week.', action: 'Look at it again' };
  if (review.usedAt) return { text: `Begun: ${answered(review)} of ${review.reflections.length} answered.`, action: 'Go on' };
  return { text: 'Five minutes: what moved, what was hard, what comes next.', action: 'Begin' };
}

/** Which review an address means: a week `2026-W10`, a review block's id, or anything else (`now`) for this week's. */
export function reviewQuery(said: string | undefined): string {
  if (said && /^\d{4}-W\d{2}$/.test(said)) return `?week=${said}`;
  return said && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(said) ? `?block=${said}` : '';
}
