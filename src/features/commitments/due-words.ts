import { dateIn, daysBetween } from '../../components/time.ts';

/** "today", "tomorrow", "by Friday", "by Fri 6 March", "was due Mon 2 March", for a day in the client's zone. */
export function dueWords(on: string, now: Date, zone: string, locale: string): string {
  const noon = `${on}T12:00:00Z`;
  const days = daysBetween(`${dateIn(now, zone)}T12:00:00Z`, noon, 'UTC');
  const format = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(noon));
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
  if (days === 0) return 'today';
  if (days === 1) return 'by tomorrow';
  if (days < 0) return `was due ${day}`;
  return days < 7 ? `by ${format({ weekday: 'long' })}` : `by ${day}`;
}
