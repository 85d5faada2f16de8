import type { SeedEvent } from '../../tenant/seed.ts';

/** RDATE properties as the parser leaves them: text, or text with parameters; null when there are none. */
export function extraDates(event: object): unknown[] | null {
  const dates = (event as { rdate?: unknown }).rdate;
  return dates === undefined ? null : [dates].flat();
}

const DATE = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/;

/** RDATEs have no place in an RRULE, so each becomes an event of its own, as long as the first. Periods are left out. */
export function extraOccurrences(event: object, series: SeedEvent): SeedEvent[] {
  const length = Date.parse(`${series.end.local}Z`) - Date.parse(`${series.start.local}Z`);
  return (extraDates(event) ?? []).flatMap(datesOf).flatMap(({ value, zone = series.start.zone }, index) => {
    const [, year, month, day, hour = '00', minute = '00', second = '00'] = DATE.exec(value) ?? [];
    if (year === undefined) return [];
    const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
    const end = new Date(Date.parse(`${local}Z`) + length).toISOString().slice(0, 19);
    const own = { start: { local, zone }, end: { local: end, zone }, rrule: null, exdates: [], overrides: [] };
    return [{ ...series, ...own, uid: `${series.uid}#${index + 1}` }];
  });
}

function datesOf(entry: unknown): { value: string; zone: string | undefined }[] {
  const { val, params } = typeof entry === 'string' ? { val: entry, params: undefined } : (entry as { val: string; params?: { TZID?: string } });
  return val.split(',').map((value) => ({ value, zone: value.endsWith('Z') ? 'Etc/UTC' : params?.TZID }));
}
