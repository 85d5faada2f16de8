import type { Figures, LogMonth, LogOutcome, Punctuality } from '../../../server/features/attendance-log/contract.ts';
import { addMonths } from '../../components/time.ts';

/** What each outcome is called in the log; nobody is blamed. */
export const logWords: Record<LogOutcome, string> = {
  held: 'Held',
  'cut-short': 'Ended early',
  'client-missed': 'The client was not there',
  'coach-missed': 'The coach was not there',
  'late-cancel': 'Cancelled at short notice',
  open: 'Not known yet',
  cancelled: 'Cancelled or moved',
};

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** "9 of 12", or that there is nothing to count. */
export const heldWords = ({ held, counted }: Pick<Figures, 'held' | 'counted'>): string => (counted === 0 ? 'None yet' : `${held} of ${counted}`);

export function punctualWords({ known, onTime, lateMinutes }: Punctuality): string {
  if (known === 0) return 'Not known yet';
  return `In time ${onTime} of ${known}${lateMinutes === null ? '' : `, else ${plural(lateMinutes, 'minute')} late`}`;
}

/** The figures under their names, those that say nothing left out. */
export function figureFacts(figures: Figures): [name: string, value: string][] {
  const { medianDaysBetween: days, clientMissed, coachMissed, lateCancelled, cutShort, open, cancelled } = figures;
  const counts: [string, number][] = [
    ['Ended early', cutShort], ['The client was not there', clientMissed], ['The coach was not there', coachMissed], ['Cancelled at short notice', lateCancelled],
    ['Not known yet, not counted', open], ['Cancelled or moved, not counted', cancelled],
  ];
  return [
    ['Held, of those booked', heldWords(figures)],
    ['Between sessions, usually', days === null ? 'Not known yet' : plural(days, 'day')],
    ['Punctuality of the client', punctualWords(figures.client)],
    ['Punctuality of the coach', punctualWords(figures.coach)],
    ...counts.filter(([, count]) => count > 0).map(([name, count]): [string, string] => [name, String(count)]),
  ];
}

const stacks = ['held', 'missed', 'lateCancelled', 'open'] as const;
export type Stack = (typeof stacks)[number];
export const stackWords: Record<Stack, string> = { held: 'Held', missed: 'Did not take place', lateCancelled: 'Cancelled at short notice', open: 'Not known yet' };

export interface Column {
  month: string;
  /** From the bottom; `share` of the chart's height, 0 to 1. */
  parts: { stack: Stack; count: number; share: number }[];
}

/** A column for each month, all by one scale. */
export function columnsOf(months: readonly LogMonth[]): Column[] {
  const highest = Math.max(1, ...months.map((month) => stacks.reduce((sum, stack) => sum + month[stack], 0)));
  return months.map((month) => ({
    month: month.month,
    parts: stacks.filter((stack) => month[stack] > 0).map((stack) => ({ stack, count: month[stack], share: month[stack] / highest })),
  }));
}

/** Which of the stacks are in the picture at all. */
export const stacksIn = (columns: readonly Column[]): Stack[] => stacks.filter((stack) => columns.some(({ parts }) => parts.some((part) => part.stack === stack)));

export const periods = ['year', 'quarter', 'this-year', 'last-year'] as const;
export type Period = (typeof periods)[number];
export const periodWords: Record<Period, string> = { year: 'Last twelve months', quarter: 'Last three months', 'this-year': 'This year', 'last-year': 'Last year' };

/** The part of a query that says a period; `today` is a date. */
export function periodQuery(period: Period, today: string): Record<string, string> {
  const year = Number(today.slice(0, 4));
  if (period === 'year') return {};
  if (period === 'quarter') return { from: addMonths(today, -3) };
  return period === 'this-year' ? { from: `${year}-01-01` } : { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
}
