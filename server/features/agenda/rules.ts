import type { AgendaOpening } from '../../access/visibility.ts';
import { opensHoursBefore } from './contract.ts';

const HOUR = 3_600_000;

export interface Sharing {
  sharing: 'auto' | 'shown' | 'kept';
  /** Start of the session it is for. */
  startsAt: Date | null;
}

/** When an agenda opens to the coach by itself; null when it does not. */
export const opensAt = ({ sharing, startsAt }: Sharing): Date | null =>
  sharing === 'auto' && startsAt ? new Date(startsAt.getTime() - opensHoursBefore * HOUR) : null;

/** How far an agenda is open at `now`. */
export function openingAt(one: Sharing, now: Date): AgendaOpening {
  if (one.sharing === 'shown') return 'shown';
  const at = opensAt(one);
  return at !== null && at <= now ? 'by-hour' : 'closed';
}

/** `ids` in another order that holds the very same ones. */
export const isOrderOf = (ids: string[], items: { id: string }[]): boolean =>
  ids.length === items.length && new Set(ids).size === ids.length && items.every(({ id }) => ids.includes(id));
