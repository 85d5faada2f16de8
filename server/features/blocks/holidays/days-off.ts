import { countryOf, holidaysIn, regions, type Region } from '../../../platform/holidays.ts';
import { dateOf, dayOf } from '../../../platform/zones.ts';

/** Public holidays: each day, counted from 1970-01-01, with what it is called in English. */
export type DaysOff = ReadonlyMap<number, string>;

/** Chosen by who reviews on holidays too. */
export const noHolidays = 'none';

const none: DaysOff = new Map();

/**
 * The region whose public holidays reviews keep off: `chosen`, or the country of the zone while that is null. Null for none: so chosen, or
 * not known.
 */
export async function regionFor(chosen: string | null, zone: string): Promise<Region | null> {
  const code = chosen === noHolidays ? null : (chosen ?? (await countryOf(zone)));
  return code === null ? null : ((await regions()).get(code) ?? null);
}

/** The public holidays of `regionFor` on some days, both included, counted from 1970-01-01. */
export async function daysOffFor(chosen: string | null, zone: string, from: number, to: number): Promise<DaysOff> {
  const region = await regionFor(chosen, zone);
  if (region === null) return none;
  const [first, last] = [dateOf(from), dateOf(to)];
  const known = await holidaysIn(region.code, Number(first.slice(0, 4)), Number(last.slice(0, 4)));
  const found = [...known].filter(([date]) => date >= first && date <= last);
  return found.length === 0 ? none : new Map(found.map(([date, name]) => [dayOf(date), name]));
}

/** Whether a choice can be kept: null for the country of the zone, none at all, or a region whose holidays are known. */
export const isChoice = async (chosen: string | null): Promise<boolean> => chosen === null || chosen === noHolidays || (await regions()).has(chosen);
