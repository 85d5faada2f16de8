import { count } from '../../components/rhythm-words.ts';

/** Hours of notice: 0 -> "None", 48 -> "2 days". */
export function noticeWords(hours: number): string {
  if (hours === 0) return 'None';
  return hours % 24 === 0 ? count(hours / 24, 'day') : count(hours, 'hour');
}

/** How long before a session: 0 -> "Its start", 48 -> "2 days before". */
export const beforehandWords = (hours: number): string => (hours === 0 ? 'Its start' : `${noticeWords(hours)} before`);

/** Days with nothing booked: 21 -> "3 weeks", 60 -> "60 days". */
export const idleWords = (days: number): string => (days % 7 === 0 ? count(days / 7, 'week') : count(days, 'day'));

/** Minutes kept free around a session. */
export const bufferWords = (minutes: number): string => (minutes === 0 ? 'None' : count(minutes, 'minute'));
