import type { PlanItem, PlanPage } from '../../../server/features/arc/contract.ts';
import type { Session, SessionKind } from '../../../server/features/scheduling/contract.ts';
import { addDays, dateIn } from '../../components/time.ts';

/** A session on the line of the whole engagement. */
export interface SessionMark {
  type: 'session';
  id: string;
  day: string;
  kind: SessionKind;
  state: PlanItem['state'];
  /** ISO instants; null while it is only planned. */
  start: string | null;
  end: string | null;
  sessionId: string | null;
}

/** A public holiday, with who has it. */
export interface HolidayMark {
  type: 'holiday';
  day: string;
  name: string;
  people: string[];
}

/** Days that are left out on purpose, both included. */
export interface AwayMark {
  type: 'away';
  day: string;
  to: string;
}

export type Mark = SessionMark | HolidayMark | AwayMark;

const off: ReadonlySet<Session['state']> = new Set(['cancelled', 'late-cancel']);
const order: Record<Mark['type'], number> = { away: 0, holiday: 1, session: 2 };

/** Planned and booked sessions, those booked without a plan, holidays and what is left out, in order of day (of `zone`). */
export function marksOf(page: PlanPage, sessions: readonly Session[], { zone, now }: { zone: string; now: Date }): Mark[] {
  const items = page.plan?.items ?? [];
  const linked = new Set(items.map(({ sessionId }) => sessionId));
  const planned = items.map(({ id, kind, day, state, start, end, sessionId }): Mark => ({ type: 'session', id, kind, state, start, end, sessionId, day: start === null ? day : dateIn(start, zone) }));
  const others = sessions.filter(({ id, state }) => !linked.has(id) && !off.has(state)).map(({ id, kind, start, end }): Mark => {
    return { type: 'session', id, kind, start, end, sessionId: id, day: dateIn(start, zone), state: Date.parse(end) > now.getTime() ? 'booked' : 'done' };
  });
  const holidays = page.holidays.map(({ date, name, people }): Mark => ({ type: 'holiday', day: date, name, people }));
  const away = (page.plan?.settings.away ?? []).map(({ from, to }): Mark => ({ type: 'away', day: from, to }));
  return [...planned, ...others, ...holidays, ...away].toSorted((a, b) => (a.day === b.day ? order[a.type] - order[b.type] : a.day < b.day ? -1 : 1));
}

export interface MonthOfMarks {
  /** `YYYY-MM`. */
  month: string;
  marks: Mark[];
}

/** Marks by the month they begin in; months without any are left out. */
export function byMonth(marks: readonly Mark[]): MonthOfMarks[] {
  const months = new Map<string, Mark[]>();
  for (const mark of marks) months.set(mark.day.slice(0, 7), [...(months.get(mark.day.slice(0, 7)) ?? []), mark]);
  return [...months].map(([month, those]) => ({ month, marks: those }));
}

const at = (day: string): number => Date.parse(day);

/** Where a day lies between the engagement's first and last, 0 to 1. */
export function placeOf(day: string, { startsOn, endsOn }: { startsOn: string; endsOn: string }): number {
  const long = at(addDays(endsOn, 1)) - at(startsOn);
  return Math.min(1, Math.max(0, (at(day) - at(startsOn)) / long));
}
