import type { DateTimeTimeZone } from '@microsoft/microsoft-graph-types';
import { Temporal } from 'temporal-polyfill';
import { findIana, findWindows } from 'windows-iana';

/** Names that Unicode's table still gives and the IANA database has since replaced. */
const renamed: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** The zone's older name where Node's own data has one, or null for a zone it does not know. */
function known(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/**
 * IANA name of a zone as Graph gives it: a Windows name ("Nepal Standard Time") or an IANA one. Null for anything else,
 * "Customized Time Zone" among it: Microsoft documents its bias with one sign and shows it with the other, so
 * a zone made from it could be wrong by a whole day's work.
 */
export function toIana(name: string | null | undefined): string | null {
  if (!name) return null;
  const [first] = findIana(name);
  if (first === 'Etc/UTC') return 'UTC';
  if (first) return renamed[first] ?? first;
  return /^(UTC|[A-Za-z_]+\/[A-Za-z_/+\-0-9]+)$/.test(name) && known(name) ? name : null;
}

/** Windows name of an IANA zone, or null where Windows has none. */
export function toWindows(zone: string): string | null {
  return findWindows(zone)[0] ?? findWindows(known(zone) ?? '')[0] ?? null;
}

/**
 * A moment as Graph wants it, in the organiser's zone under its Windows name. In UTC where Windows has no such zone,
 * counts it differently, or the wall clock shows that time twice: a wall-clock time alone would then be another moment.
 */
export function toGraphTime(instant: string, zone: string): DateTimeTimeZone & { dateTime: string; timeZone: string } {
  const moment = Temporal.Instant.from(instant);
  const windows = toWindows(zone);
  const windowsZone = toIana(windows);
  if (windows !== null && windowsZone !== null) {
    const wall = moment.toZonedDateTimeISO(zone).toPlainDateTime();
    if (wall.toZonedDateTime(windowsZone).toInstant().equals(moment)) return { dateTime: wall.toString(), timeZone: windows };
  }
  return { dateTime: moment.toZonedDateTimeISO('UTC').toPlainDateTime().toString(), timeZone: 'UTC' };
}

const orNull = (milliseconds: number): number | null => (Number.isNaN(milliseconds) ? null : milliseconds);

/** Epoch milliseconds of one of Graph's times (a wall clock without offset, beside a zone); null when it cannot be told. */
export function fromGraphTime(time: DateTimeTimeZone | null | undefined): number | null {
  if (!time?.dateTime) return null;
  // We ask for UTC, and a calendar of 2,000 entries is read in a search: the general way costs a hundred times more.
  if (time.timeZone === 'UTC') return orNull(Date.parse(`${time.dateTime.slice(0, 23)}Z`));
  const zone = toIana(time.timeZone);
  if (zone === null) return null;
  try {
    return Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}
