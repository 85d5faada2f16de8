import { dateOf, dayOf, localDay, weekdayOf, zoneTable } from '../../platform/zones.ts';
import type { PlanSettings } from './contract.ts';

/** The days of a cadence (counted from 1970-01-01), from the first to the last possible day; at most `most`. */
export function seriesDays(
  wish: { first: string | null; everyDays: number; count: number | null; until: string | null; weekday: number | null },
  bounds: { today: number; starts: number; ends: number; most: number },
): number[] {
  const nextWeek = bounds.today - weekdayOf(bounds.today) + 8;
  const asked = Math.max(wish.first === null ? nextWeek : dayOf(wish.first), bounds.starts);
  const first = wish.weekday === null ? asked : asked + ((wish.weekday - weekdayOf(asked) + 7) % 7);
  const last = Math.min(bounds.ends, wish.until === null ? Infinity : dayOf(wish.until));
  const days: number[] = [];
  for (let day = first; day <= last && days.length < Math.min(bounds.most, wish.count ?? Infinity); day += wish.everyDays) days.push(day);
  return days;
}

/**
 * Days that neighbouring sessions of a cadence must at least be apart: the engagement's own spacing, unless the cadence itself is
 * closer; then half the cadence, because who asks for every week has decided against ten days.
 */
export const spacingFor = (everyDays: number, min: number): { min: number; loosened: boolean } =>
  everyDays >= min ? { min, loosened: false } : { min: Math.floor(everyDays / 2), loosened: true };

/** How far from the aimed day a time is looked for. */
export const reachFor = (everyDays: number): number => Math.max(1, Math.min(10, Math.floor(everyDays / 2)));

/** Days either side of the aimed one that do as well: the target window of a planned session. */
export const windowDays = 3;

/** Whether a day lies in one of the stretches that are left out. */
export function isAway(away: PlanSettings['away']): (day: number) => boolean {
  const ranges = away.map(({ from, to }) => [dayOf(from), dayOf(to)] as const);
  return (day) => ranges.some(([from, to]) => day >= from && day <= to);
}

const inOneOrder = ({ cadenceDays, weekday, minute, regions, away }: PlanSettings): string =>
  JSON.stringify([cadenceDays, weekday, minute, regions.map((one) => [one.personId, one.region]), away.map((one) => [one.from, one.to])]);

/** Whether two settings say the same. The database gives fields back in another order. */
export const sameSettings = (a: PlanSettings, b: PlanSettings): boolean => inOneOrder(a) === inOneOrder(b);

/** The client's date of an instant, counted from 1970-01-01. */
export const dayIn = (zone: string, at: Date): number => localDay(zoneTable(zone), at.getTime());

export { dateOf, dayOf, weekdayOf };

const inEnglish = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A calendar date `YYYY-MM-DD` for a sentence: "Monday 6 April 2026". */
export const inWords = (date: string): string => inEnglish.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
