import type { SchedulingRules } from '../../engagements/contract.ts';

/** Hours before the start from which on a change is free, and from which on the coach agrees to it; below, it is late. */
export type Bands = SchedulingRules['reschedule'];

/** Where a change falls (product.md A, "Reschedule bands"). */
export type Band = 'free' | 'agree' | 'late';

const hour = 3_600_000;

export function bandOf(start: Date, now: Date, { freeHours, agreeHours }: Bands): Band {
  const left = (start.getTime() - now.getTime()) / hour;
  if (left >= freeHours) return 'free';
  return left >= agreeHours ? 'agree' : 'late';
}

/** Until when a session that starts at `start` can still be changed in the free band, and with the coach's agreement. */
export const bandEnds = (start: Date, { freeHours, agreeHours }: Bands): { freeUntil: Date; agreeUntil: Date } => ({
  freeUntil: new Date(start.getTime() - freeHours * hour),
  agreeUntil: new Date(start.getTime() - agreeHours * hour),
});

/** How a change is made: at once, by asking the coach, with a reason, or not at all. */
export interface Ways {
  move: 'now' | 'ask' | 'no';
  cancel: 'now' | 'ask' | 'with-reason' | 'no';
}

/**
 * What somebody may do in a band. The coach decides and so asks nobody. A late cancellation needs nobody's agreement, because a session
 * that cannot be come to is off whatever anybody says: it needs a reason. A late move is the coach's kindness and stays a question;
 * what has begun is moved by the coach alone.
 */
export function waysIn(band: Band, { byCoach, begun }: { byCoach: boolean; begun: boolean }): Ways {
  if (band === 'free') return { move: 'now', cancel: 'now' };
  if (band === 'agree') return byCoach ? { move: 'now', cancel: 'now' } : { move: 'ask', cancel: 'ask' };
  if (byCoach) return { move: 'now', cancel: 'with-reason' };
  return { move: begun ? 'no' : 'ask', cancel: 'with-reason' };
}

/** When silence becomes an answer: when the band that was asked in ends, for a late question when the session starts. Always after `now`. */
export function silenceUntil(start: Date, now: Date, bands: Bands): Date {
  const { agreeUntil } = bandEnds(start, bands);
  return agreeUntil > now ? agreeUntil : start;
}
