import type { SeriesWish } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Relaxation, SessionKind } from '../../../server/features/scheduling/contract.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { hasFields } from '../../components/drafts.ts';
import { clockToMinute } from '../../components/time.ts';
import { checkClock } from './settings-draft.ts';

/** A cadence as its form holds it. */
export interface SeriesDraft {
  kind: SessionKind;
  minutes: number;
  begin: 'next-week' | 'date';
  first: string;
  everyDays: number;
  stop: 'count' | 'until' | 'end';
  count: string;
  until: string;
  weekday: number | null;
  clock: string;
}

/** As many as one action books. */
export const mostSessions = 60;

/** Six sessions in the engagement's own rhythm, from next week. */
export const newSeries = ({ sessionMinutes, cadenceDays }: Pick<Engagement, 'sessionMinutes' | 'cadenceDays'>): SeriesDraft => ({
  kind: 'coaching', minutes: sessionMinutes, begin: 'next-week', first: '', everyDays: cadenceDays, stop: 'count', count: '6', until: '', weekday: null, clock: '',
});

const liked = (value: unknown): boolean => value === null || typeof value === 'number';

export const isSeriesDraft = (value: unknown): value is SeriesDraft =>
  hasFields(value, { kind: 'string', minutes: 'number', begin: 'string', first: 'string', everyDays: 'number', stop: 'string', count: 'string', until: 'string', clock: 'string' }) &&
  liked((value as SeriesDraft).weekday);

/** What would certainly be refused, at the paths the API itself would name. `today` is `YYYY-MM-DD`. */
export function checkSeries(draft: SeriesDraft, today: string): FieldProblem[] {
  const { begin, first, stop, count, until } = draft;
  return [...(begin === 'date' ? checkFirst(first, today) : []), ...(stop === 'count' ? checkCount(count) : []), ...(stop === 'until' ? checkUntil(until, begin === 'date' ? first : today) : []), ...checkClock(draft.clock, 'minute')];
}

function checkFirst(first: string, today: string): FieldProblem[] {
  if (!first) return [{ path: 'first', message: 'Choose the first date.' }];
  return first < today ? [{ path: 'first', message: 'Choose a date that has not passed.' }] : [];
}

const checkCount = (count: string): FieldProblem[] =>
  /^\d{1,2}$/.test(count.trim()) && Number(count) >= 1 && Number(count) <= mostSessions ? [] : [{ path: 'count', message: `Give a number from 1 to ${mostSessions}.` }];

function checkUntil(until: string, first: string): FieldProblem[] {
  if (!until) return [{ path: 'until', message: 'Choose the last date.' }];
  return first && until < first ? [{ path: 'until', message: 'Choose a date that is not before the first.' }] : [];
}

/** The question as the API takes it. Call only after `checkSeries` found nothing. */
export const seriesToSend = (draft: SeriesDraft, relax: Relaxation[]): SeriesWish => ({
  kind: draft.kind,
  minutes: draft.minutes,
  everyDays: draft.everyDays,
  weekday: draft.weekday,
  minute: draft.clock === '' ? null : clockToMinute(draft.clock),
  relax,
  ...(draft.begin === 'date' ? { first: draft.first } : {}),
  ...(draft.stop === 'count' ? { count: Number(draft.count) } : {}),
  ...(draft.stop === 'until' ? { until: draft.until } : {}),
});
