import type { AskedErasure } from '../../../server/features/privacy/contract.ts';

/** How an erasure of one's own stands; `at` words an instant. */
export function askedWords({ askedAt, dueAt, byThemselves, begun }: AskedErasure, at: (instant: string) => string): string {
  if (begun) return 'The erasure has begun. It takes until your calendar is cleared, and cannot be taken back any more.';
  const who = byThemselves ? 'You asked' : 'A programme lead asked';
  return `${who} for it on ${at(askedAt)}. It happens on ${at(dueAt)}; until then you can take it back.`;
}

/** The same about somebody else, for a programme lead. */
export function askedOfWords({ dueAt, byThemselves, begun }: AskedErasure, at: (instant: string) => string): string {
  if (begun) return 'Being erased.';
  return `To be erased on ${at(dueAt)}, ${byThemselves ? 'as they asked themselves.' : 'as a programme lead asked.'}`;
}
