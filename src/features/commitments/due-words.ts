import { daysBetween, format } from '../../components/time.ts';

/** Days within which a day of a month is taken for the right one without its year. */
const unmistakable = 300;

/** "today", "by tomorrow", "by Friday", "by Fri 6 March", "was due Mon 2 March", with its year where that is far away, for a day seen from `today`, both ISO and in the client's zone. */
export function dueWords(on: string, today: string, locale: string): string {
  const noon = `${on}T12:00:00Z`;
  const days = daysBetween(`${today}T12:00:00Z`, noon, 'UTC');
  const written = (options: Intl.DateTimeFormatOptions): string => format(locale, { ...options, timeZone: 'UTC' }).format(new Date(noon));
  if (days === 0) return 'today';
  if (days === 1) return 'by tomorrow';
  if (days >= 0 && days < 7) return `by ${written({ weekday: 'long' })}`;
  const day = written({ weekday: 'short', day: 'numeric', month: 'short', ...(Math.abs(days) > unmistakable && { year: 'numeric' }) });
  return days < 0 ? `was due ${day}` : `by ${day}`;
}
