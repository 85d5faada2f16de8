/** Dates and times in words. Instants are ISO 8601 or Date, zones IANA, dates `YYYY-MM-DD`, minutes from local midnight. */
type Instant = string | Date;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format that is made once: making one costs about a hundred times as much as using it. */
export function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

const toDate = (instant: Instant): Date => (typeof instant === 'string' ? new Date(instant) : instant);

/** "Thursday, 3 December", with the year when it is not `now`'s. */
export function dayText(instant: Instant, zone: string, locale: string, now?: Instant): string {
  const year = { year: 'numeric', timeZone: zone } as const;
  const another = now !== undefined && format('en', year).format(toDate(now)) !== format('en', year).format(toDate(instant));
  const day = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const;
  return format(locale, another ? { ...day, year: 'numeric' } : day).format(toDate(instant));
}

/** "09:00" or "9:00 am", as the locale has it. */
export function clockText(instant: Instant, zone: string, locale: string): string {
  const hour = format(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? 'numeric' : '2-digit';
  return format(locale, { hour, minute: '2-digit', timeZone: zone }).format(toDate(instant));
}

/** "14:00 – 15:00". */
export const rangeText = (start: Instant, end: Instant, zone: string, locale: string): string =>
  `${clockText(start, zone, locale)} – ${clockText(end, zone, locale)}`;

/** The calendar date in a zone, `YYYY-MM-DD`. */
export const dateIn = (instant: Instant, zone: string): string =>
  format('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }).format(toDate(instant));

/** Whole days from `now`'s date to the instant's date, both in the zone; negative for the past. */
export const daysBetween = (now: Instant, instant: Instant, zone: string): number =>
  (Date.parse(dateIn(instant, zone)) - Date.parse(dateIn(now, zone))) / 86_400_000;

/** "Today", "Tomorrow", "Yesterday", "In 5 days"; null when the date itself says it better (over two weeks). */
export function nearText(now: Instant, instant: Instant, zone: string): string | null {
  const days = daysBetween(now, instant, zone);
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  return days > 1 && days <= 14 ? `In ${days} days` : null;
}

/** "3 December 2026" for a calendar date. */
export const dateText = (date: string, locale: string): string =>
  format(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** "New York" for `America/New_York`. */
export const zoneName = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** The date some months later: `2026-08-31` + 6 is `2027-02-28`, never a day that does not exist. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** The date some days later. */
export const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** 540 -> `09:00`, as an input of type time has it. */
export const minuteToClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `09:00` -> 540; null when it is no time. */
export function clockToMinute(clock: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})/.exec(clock);
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** Monday to Sunday, by their names. Taken from Monday, 5 January 2026, and the six days after it. */
export const weekdayNames = (locale: string, length: 'short' | 'long'): string[] =>
  [5, 6, 7, 8, 9, 10, 11].map((day) => format(locale, { weekday: length, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, day))));

/** "5 Jan" for a calendar date. */
export const shortDate = (date: string, locale: string): string =>
  format(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
