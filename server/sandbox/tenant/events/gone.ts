import type { EventDocument } from '../model.ts';
import { wallMs } from '../time/wall.ts';
import { localStarts, occurrenceKey } from './rule.ts';

const YEAR = 366 * 86_400_000;

/** Keys of occurrences that take place no more, by why: struck out one by one, or no longer what the rule says. */
export interface Gone {
  struck: string[];
  /** From a year ago to two years from now; a calendar is not followed further. */
  outruled: string[];
}

/** What a series loses from one state to the next. `now` is the tenant's time (epoch ms). */
export function goneFrom(before: EventDocument | undefined, after: EventDocument, now: number): Gone {
  if (!before?.recurrence) return { struck: [], outruled: [] };
  const { cancelled } = before.recurrence;
  const struck = (after.recurrence?.cancelled ?? []).filter((key) => !cancelled.includes(key));
  if (isSameRule(before, after)) return { struck, outruled: [] };
  const still = new Set(keysOf(after, now));
  return { struck, outruled: keysOf(before, now).filter((key) => !still.has(key) && !cancelled.includes(key)) };
}

const isSameRule = (before: EventDocument, after: EventDocument): boolean =>
  before.recurrence!.rrule === after.recurrence?.rrule && before.start.local === after.start.local && before.start.zone === after.start.zone;

function keysOf({ recurrence, start }: EventDocument, now: number): string[] {
  if (recurrence === null) return [];
  const from = Math.max(wallMs(start.local), now - YEAR);
  return localStarts(recurrence.rrule, start, from, now + 2 * YEAR).map((wall) => occurrenceKey(recurrence.rrule, wall));
}
