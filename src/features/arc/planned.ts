import type { PlanItem } from '../../../server/features/arc/contract.ts';

/** Planned sessions that can be booked: not booked, not left out, their day still to come (`today` is `YYYY-MM-DD`). */
export const openItems = (items: readonly PlanItem[], today: string): PlanItem[] =>
  items.filter(({ state, day }) => state === 'planned' && day >= today).toSorted((a, b) => (a.day < b.day ? -1 : 1));

/** How many of `all` one may want: 1, 2, 3, 4, 6, 12 and all. */
export const manyChoices = (all: number): number[] => [...new Set([1, 2, 3, 4, 6, 12].filter((many) => many < all).concat(all > 0 ? [all] : []))];
