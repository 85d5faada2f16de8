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
