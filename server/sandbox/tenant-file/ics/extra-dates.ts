import { Temporal } from 'temporal-polyfill';
import { localStarts } from '../../tenant/events/rule.ts';
import type { SeedEvent } from '../../tenant/seed.ts';
import { instantOf, wallAt, wallMs, wallText } from '../../tenant/time/wall.ts';

/** RDATE properties as the parser leaves them: text, or text with parameters; null when there are none. */
export function extraDates(event: object): unknown[] | null {
  const dates = (event as { rdate?: unknown }).rdate;
  return dates === undefined ? null : [dates].flat();
}

const DATE = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/;

/**
 * RDATEs have no place in an RRULE, so each becomes an event of its own, as long as the first or as its period says. Not those
 * that the rule has anyway, that an EXDATE takes out, or that are moved: the series knows these.
 */
export function extraOccurrences(event: object, series: SeedEvent): SeedEvent[] {
  const length = wallMs(series.end.local) - wallMs(series.start.local);
  const known = new Set([...series.exdates, ...series.overrides.map(({ originalStart }) => originalStart)]);
  return (extraDates(event) ?? []).flatMap(datesOf).flatMap(({ value, zone = series.start.zone }, index) => {
    const [from = '', to] = value.split('/');
    const local = localOf(from);
    const start = local && wallAt(instantOf({ local, zone }), series.start.zone, '').local;
    if (!local || !start || known.has(start) || hasByRule(series, start)) return [];
    known.add(start);
    const end = to === undefined ? wallText(wallMs(local) + length) : endOf(to, local);
    const own = { start: { local, zone }, end: { local: end, zone }, rrule: null, exdates: [], overrides: [] };
    return [{ ...series, ...own, uid: `${series.uid}#${index + 1}` }];
  });
}

function hasByRule({ rrule, start }: SeedEvent, local: string): boolean {
  const wall = wallMs(local);
  return rrule !== null && localStarts(rrule, start, wall, wall).length > 0;
}

/** End of a period: a time, or how long after its start (RFC 5545 section 3.3.9). */
const endOf = (text: string, start: string): string =>
  localOf(text) ?? wallText(wallMs(start) + Temporal.Duration.from(text).total('milliseconds'));

function localOf(text: string): string | null {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = DATE.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function datesOf(entry: unknown): { value: string; zone: string | undefined }[] {
  const { val, params } = typeof entry === 'string' ? { val: entry, params: undefined } : (entry as { val: string; params?: { TZID?: string } });
  return val.split(',').map((value) => ({ value, zone: value.endsWith('Z') || /Z\//.test(value) ? 'Etc/UTC' : params?.TZID }));
}
