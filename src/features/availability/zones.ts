/** Present names that some browsers still list only under their old ones. */
const renamed = [
  'Africa/Asmara', 'America/Argentina/Buenos_Aires', 'America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon',
  'Atlantic/Faroe', 'Europe/Kyiv', 'Pacific/Chuuk', 'Pacific/Kanton', 'Pacific/Pohnpei', 'UTC',
];

/** Every IANA zone that this browser can be asked about, by name. */
export const allZones = (): string[] => [...new Set([...Intl.supportedValuesOf('timeZone'), ...renamed])].toSorted();

/** "Kathmandu (Asia)", as people look for a city and not for a path. */
export function zoneLabel(zone: string): string {
  const [area, ...places] = zone.replaceAll('_', ' ').split('/');
  return places.length === 0 ? zone : `${places.toReversed().join(', ')} (${area})`;
}

/** "GMT+5:45", at an instant: summer time changes it. */
export const offsetWords = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** At most `limit` zones whose name has every word of the search, apostrophes and dots apart (St. John's); those that begin with it come first. */
export function searchZones(zones: readonly string[], search: string, limit = 30): string[] {
  const words = search.toLowerCase().replaceAll(/['’.]/g, '').split(/[\s,/()_]+/).filter(Boolean);
  const fits = zones.filter((zone) => words.every((word) => zone.toLowerCase().replaceAll('_', ' ').includes(word)));
  const first = words[0] ?? '';
  const begins = (zone: string): number => (zone.toLowerCase().split('/').at(-1)?.startsWith(first) ? 0 : 1);
  return fits.toSorted((a, b) => begins(a) - begins(b)).slice(0, limit);
}
