import { FeedFailure } from '../failure.ts';
import type { Property } from './lines.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A time as the file writes it. `wall` is its wall clock in ms as if it were UTC; `tzid` null means floating. */
export interface Written {
  kind: 'utc' | 'local' | 'date';
  wall: number;
  tzid: string | null;
}

/** A length: whole days by the calendar, the rest as time that passes (RFC 5545, 3.3.6). */
export interface Duration {
  days: number;
  ms: number;
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/;
const DURATION = /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/;

/** Reads a DATE or DATE-TIME. Throws FeedFailure: a time that cannot be read must not pass for no appointment. */
export function written(value: string, params: Property['params']): Written {
  const [, year, month, day, hour, minute, second, z] = TIME.exec(value.trim().toUpperCase()) ?? unreadable(value);
  // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).getUTCDate() !== Number(day)) unreadable(value);
  if (hour === undefined || params['VALUE'] === 'DATE') return { kind: 'date', wall: midnight, tzid: null };
  if (Number(hour) > 24 || Number(minute) > 59) unreadable(value);
  const wall = midnight + Number(hour) * HOUR + Number(minute) * 60_000 + Number(second ?? 0) * 1000;
  return z ? { kind: 'utc', wall, tzid: null } : { kind: 'local', wall, tzid: params['TZID'] || null };
}

/** Reads a comma-separated list of times, without what a period adds to them. */
export const writtenList = (property: Property): Written[] =>
  property.value.split(',').map((value) => written(value.split('/')[0]!, property.params));

/** Reads a DURATION. A negative one is taken forwards: an event that ends before it begins still takes its time. */
export function duration(value: string): Duration {
  const [, , weeks, days, hours, minutes, seconds] = DURATION.exec(value.trim().toUpperCase()) ?? unreadable(value);
  return { days: count(weeks) * 7 + count(days), ms: count(hours) * HOUR + count(minutes) * 60_000 + count(seconds) * 1000 };
}

const count = (digits: string | undefined): number => Number(digits ?? 0);

function unreadable(value: string): never {
  throw new FeedFailure('too-complex', `It holds a time that cannot be read: “${value.slice(0, 40)}”.`);
}
