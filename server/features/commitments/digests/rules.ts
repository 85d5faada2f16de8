const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Half-way between two sessions, and two days before the next one (product.md C). */
export type DigestKind = 'midway' | 'two-days';

/** Hours before a session at which its second digest is due. */
export const hoursBefore = 48;
/** With less than this between two sessions the second digest is enough, days. */
export const daysForMidway = 6;
/** No two digests of one session within this, also when it moves: milliseconds. */
export const apart = DAY;

/** Looked at later than this, a digest is about a moment that went by. */
const latest = DAY;
/** Booked or found later than this before a session, nothing is said any more: there is no time left to do it. */
const leastAhead = 12 * HOUR;

export interface DueTimes {
  kind: DigestKind;
  dueAt: Date;
  startsAt: Date;
}

/** Whether a digest that is due is still worth saying at `now`. */
export function isTimely({ kind, dueAt, startsAt }: DueTimes, now: Date): boolean {
  if (now.getTime() - dueAt.getTime() > latest) return false;
  const ahead = startsAt.getTime() - now.getTime();
  return kind === 'midway' ? ahead > hoursBefore * HOUR + DAY / 2 : ahead >= leastAhead;
}

/** When a digest is not worth hearing any more: a midway one once the second is near, the second once the session begins. */
export const endOf = ({ kind, startsAt }: DueTimes): Date => (kind === 'midway' ? new Date(startsAt.getTime() - hoursBefore * HOUR - DAY / 4) : startsAt);
