import { Temporal } from 'temporal-polyfill';
import type { Prompt } from './contract.ts';

/** The product's own prompts: what moved, what was in the way, what comes next. */
export const defaultPrompts: Prompt[] = [
  { key: 'one', text: 'What moved this week, however little?' },
  { key: 'two', text: 'What did I avoid or find hard?' },
  { key: 'three', text: 'What will I try next?' },
];

/** How long a week can be written in after it ended, and how early before it begins: holidays are long, and blocks move. */
const openWeeks = { back: 8, ahead: 1 };

const words = (year: number, week: number): string => `${year}-W${String(week).padStart(2, '0')}`;

/** The ISO week of an instant in a zone (IANA), `2026-W10`. */
export function weekAt(at: Date, zone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  return words(day.yearOfWeek!, day.weekOfYear!);
}

/** The Monday of an ISO week. */
function monday(week: string): Temporal.PlainDate {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  // The fourth of January is always in the first week.
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  return fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: number - 1 });
}

/** Monday and Sunday of an ISO week, `YYYY-MM-DD`. */
export function daysOf(week: string): { startsOn: string; endsOn: string } {
  const first = monday(week);
  return { startsOn: first.toString(), endsOn: first.add({ days: 6 }).toString() };
}

/** Whether there is such a week: 53 only in the years that have one. */
export function isWeek(week: string): boolean {
  if (!/^(20|21)\d{2}-W\d{2}$/.test(week)) return false;
  const thursday = monday(week).add({ days: 3 });
  return words(thursday.yearOfWeek!, thursday.weekOfYear!) === week;
}

/** Whether a week can still, or already, be written in when it is `current`. */
export function isOpenIn(week: string, current: string): boolean {
  const weeks = monday(current).until(monday(week)).days / 7;
  return weeks >= -openWeeks.back && weeks <= openWeeks.ahead;
}
