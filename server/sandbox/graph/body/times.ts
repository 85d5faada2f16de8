import type { WallTime } from '../../tenant/model.ts';
import { ianaOf } from '../../tenant/time/zones.ts';
import { wallAt } from '../../tenant/time/wall.ts';
import { badRequest } from '../errors.ts';
import { unknownZone } from '../prefer.ts';

/** `dateTimeTimeZone` as a request may hold it. */
export interface DateTimeTimeZone {
  dateTime: string;
  timeZone?: string | null;
}

const LOCAL = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** The wall-clock time that a request means. Throws 400 for a text that is none, or a zone that Outlook does not know. */
export function wallTimeFrom({ dateTime, timeZone }: DateTimeTimeZone): WallTime {
  const zoneName = timeZone || 'UTC';
  const zone = ianaOf(zoneName);
  if (zone === null) throw unknownZone(zoneName);
  const match = LOCAL.exec(dateTime.includes('T') ? dateTime : `${dateTime}T00:00:00`);
  const [, date, minutes, seconds = ':00', offset] = match ?? [];
  const local = `${date}T${minutes}${seconds}`;
  // Date.parse lets 31 February pass as a day of March.
  if (!match || Number.isNaN(Date.parse(`${local}Z`)) || new Date(`${local}Z`).toISOString().slice(0, 19) !== local) {
    throw badRequest(`The value '${dateTime}' is not a date and time.`, 'ErrorInvalidRequest');
  }
  return offset === undefined ? { local, zone, zoneName } : wallAt(Date.parse(`${local}${offset}`), zone, zoneName);
}

/** An instant (epoch ms) of a query string: with offset or Z, otherwise UTC. Throws 400. */
export function instantFrom(name: string, text: string | null): number {
  if (text === null) {
    const why = 'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.';
    throw badRequest(why, 'ErrorInvalidParameter');
  }
  const ms = Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);
  // A "+" that was not percent-encoded arrives as a blank.
  if (Number.isNaN(ms) || !/^\d{4}-\d\d-\d\dT?\S*$/.test(text))
    throw badRequest(`The value '${text}' of parameter '${name}' is invalid.`, 'ErrorInvalidParameter');
  return ms;
}
