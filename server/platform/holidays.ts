import type HolidaysType from 'date-holidays';

type Library = typeof HolidaysType;

let loading: Promise<Library> | null = null;

/** The holidays of the world take a third of a second to load: that is paid by whoever first needs them, not by every start of the server. */
const library = (): Promise<Library> => (loading ??= import('date-holidays').then((module) => module.default as Library));

/** A country or a part of one: `GB`, `DE-BE`. */
export interface Region {
  code: string;
  name: string;
}

let known: Map<string, Region> | null = null;

/** Every region whose public holidays are known, in order of name, parts after their country. */
export async function regions(): Promise<Map<string, Region>> {
  if (known) return known;
  const Holidays = await library();
  const reader = new Holidays();
  const named = Object.entries(reader.getCountries('en')).toSorted(([, a], [, b]) => a.localeCompare(b, 'en'));
  const all = named.flatMap(([code, name]): Region[] => {
    const parts = Object.entries((reader.getStates(code, 'en') as Record<string, string> | undefined) ?? {});
    return [{ code, name }, ...parts.map(([part, partName]) => ({ code: `${code}-${part}`, name: `${name}: ${partName}` }))];
  });
  known = new Map(all.map((region) => [region.code, region]));
  return known;
}

let byZone: Map<string, string> | null = null;

/** The name that Node's own data has for an IANA zone, whichever of its names is given; null for a zone it does not know. */
function ownName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Zones of a country by Unicode's table, in which each belongs to one country; TypeScript does not know it yet. */
const zonesOf = (country: string): string[] => (new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones(): string[] | undefined }).getTimeZones() ?? [];

/** The country of an IANA zone, or null where the zone does not tell it: then nobody's holidays are assumed. */
export async function countryOf(zone: string | null): Promise<string | null> {
  if (zone === null) return null;
  byZone ??= new Map([...(await regions()).keys()].filter((code) => !code.includes('-')).flatMap((code) => zonesOf(code).map((one) => [one, code] as const)));
  const known = byZone.get(zone);
  if (known !== undefined) return known;
  const country = byZone.get(ownName(zone) ?? '') ?? null;
  if (country !== null) byZone.set(zone, country);
  return country;
}

const years = new Map<string, Map<string, string>>();

/** Public holidays of a region in some years, both included: date `YYYY-MM-DD` to what it is called in English. */
export async function holidaysIn(region: string, from: number, to: number): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let year = from; year <= to; year += 1) for (const [date, name] of await holidaysOf(region, year)) found.set(date, name);
  return found;
}

async function holidaysOf(region: string, year: number): Promise<Map<string, string>> {
  const key = `${region} ${year}`;
  const before = years.get(key);
  if (before) return before;
  const Holidays = await library();
  const [country, ...part] = region.split('-');
  const reader = part.length > 0 ? new Holidays(country!, part.join('-')) : new Holidays(country!);
  const found = new Map<string, string>();
  for (const one of reader.getHolidays(year, 'en').filter(({ type }) => type === 'public')) {
    for (const date of datesOf(one)) found.set(date, one.name);
  }
  years.set(key, found);
  return found;
}

/** The calendar dates of a holiday: its first, and as many as it lasts. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length: Math.min(days, 31) }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10));
}
