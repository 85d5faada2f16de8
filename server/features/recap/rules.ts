const MINUTE = 60_000;

/** Minutes after both confirmed the list, in which the client can still say no. */
export const minutesAfterReadback = 5;
/** Minutes after the end of a session whose list was not confirmed, so that what is typed last is in it. */
export const minutesAfterEnd = 15;
/** Minutes without a change before such a list is taken to be whole. */
export const quietMinutes = 10;
/** It is not waited longer than this, hours. */
export const longestWaitHours = 3;
/** Days after which nobody needs a recap any more. */
export const timelyDays = 7;

export interface Told {
  endsAt: Date;
  /** When both had confirmed; null when they have not. */
  readBackAt: Date | null;
  /** The last change of what was agreed or looked back on in it. */
  changedAt: Date | null;
}

/** When the recap of a session goes: with its end once both confirmed the list as it is, else when the list has come to rest. */
export function recapAt({ endsAt, readBackAt, changedAt }: Told): Date {
  const end = endsAt.getTime();
  const changed = changedAt?.getTime() ?? -Infinity;
  if (readBackAt !== null && readBackAt.getTime() >= changed) return new Date(Math.max(end, readBackAt.getTime() + minutesAfterReadback * MINUTE));
  return new Date(Math.min(Math.max(end + minutesAfterEnd * MINUTE, changed + quietMinutes * MINUTE), end + longestWaitHours * 60 * MINUTE));
}

/** Who reads a meeting's chat: client and coach alone, or others too, as far as the calendar tells. */
export const chatIsBetweenTwo = ({ kind, strangers }: { kind: string; strangers: number }): boolean => kind !== 'three-way' && strangers === 0;

/** Milliseconds after which a post without an answer is taken for lost. */
export const postPatience = 120_000;
