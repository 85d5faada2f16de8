import { localDay, toUtc, dateOf, zoneTable } from '../../../platform/zones.ts';
import type { Relaxation, SessionKind } from '../../scheduling/contract.ts';
import { engagementDays, isInvited, queryTogether, type SlotQuery, type Together } from '../../scheduling/service.ts';
import { choose, type SpacingDays } from '../layout/choose.ts';
import { dayTimes, type DayTimes, type DaysOff, type Liking } from './day-times.ts';

const DAY = 86_400_000;

/** A session to find a time for. Days are counted from 1970-01-01 in the client's zone. */
export interface Aim {
  itemId: string | null;
  kind: SessionKind;
  minutes: number;
  ideal: number;
  /** The day it must only leave when it has to; null when there is none. */
  current: number | null;
}

export interface Arrangement {
  /** Days either side of the ideal one that are looked at. */
  reach: number;
  spacing: SpacingDays;
  relax: Relaxation[];
  liking: Omit<Liking, 'daysOff'>;
  daysOff: readonly DaysOff[];
}

export interface Arranged {
  aim: Aim;
  /** The day it gets; null when none fits. */
  chosen: DayTimes | null;
  /** Every day around the ideal one on which it could be. */
  options: DayTimes[];
  /** The finder's question over those days. */
  query: SlotQuery;
  daysOff: readonly DaysOff[];
}

/** The client's zone, which days are counted in. */
export const zoneOf = (together: Together): string => together.engagement.people.find(({ role }) => role === 'client')?.zone ?? 'UTC';

/** Days of the client's on which the engagement has a session already. */
export function sessionDays(together: Together): number[] {
  const table = zoneTable(zoneOf(together));
  return together.sessions.map(({ starts_at }) => localDay(table, new Date(starts_at).getTime()));
}

/** The days that are needed to read calendars for. */
export function daysAround(aims: readonly Aim[], reach: number): { from: number; to: number } {
  const days = aims.map(({ ideal }) => ideal);
  return { from: Math.min(...days) - reach, to: Math.max(...days) + reach };
}

/** Days off of those who are asked to sessions of a kind. */
function daysOffFor(together: Together, kind: SessionKind, daysOff: readonly DaysOff[]): DaysOff[] {
  const needed = new Set(together.engagement.people.filter(({ role }) => isInvited(kind, role)).map(({ id }) => id));
  return daysOff.filter(({ personId }) => needed.has(personId));
}

/** Gives each aim the best day and time that spacing, calendars and days off leave, all of them together at their best. */
export function arrange(together: Together, aims: readonly Aim[], how: Arrangement): Arranged[] {
  const days = engagementDays(together.engagement);
  const taken = sessionDays(together);
  const times = new Map<string, DayTimes[]>();
  const ask = { relax: how.relax, neighbours: [], from: Math.max(days.from.getTime(), together.window.from.getTime()), to: Math.min(days.to.getTime(), together.window.to.getTime()) };
  const timesOf = ({ kind, minutes }: Aim): DayTimes[] => {
    const key = `${kind} ${minutes}`;
    const known = times.get(key) ?? dayTimes(queryTogether(together, { ...ask, kind, minutes }), { ...how.liking, daysOff: daysOffFor(together, kind, how.daysOff) });
    times.set(key, known);
    return known;
  };
  const open = aims.map((aim) => {
    const near = timesOf(aim).filter(({ day }) => Math.abs(day - aim.ideal) <= how.reach);
    return near.filter(({ day }) => taken.every((other) => Math.abs(day - other) >= Math.max(1, how.spacing.min)));
  });
  const chosen = choose(aims.map((aim, at) => ({ ideal: aim.ideal, current: aim.current, options: open[at]! })), how.spacing);
  return aims.map((aim, at) => ({
    aim,
    chosen: chosen[at] === null ? null : open[at]![chosen[at]!]!,
    options: open[at]!,
    query: queryTogether(together, { ...ask, ...windowOf(together, aim, how), kind: aim.kind, minutes: aim.minutes }),
    daysOff: daysOffFor(together, aim.kind, how.daysOff),
  }));
}

function windowOf(together: Together, aim: Aim, { reach, spacing }: Arrangement): { from: number; to: number; neighbours: number[] } {
  const table = zoneTable(zoneOf(together));
  const { from, to } = together.window;
  return {
    from: Math.max(from.getTime(), toUtc(table, dateOf(aim.ideal - reach), 0)),
    to: Math.min(to.getTime(), toUtc(table, dateOf(aim.ideal + reach), 1440)),
    neighbours: spacing.min === 0 ? [] : together.sessions.map(({ starts_at }) => new Date(starts_at).getTime()),
  };
}

/** From the first to the end of the last day, at most `most` days, in instants; nothing that has passed. */
export function instantsOf(zone: string, days: { from: number; to: number }, now: Date, engagement: { from: Date; to: Date }): { from: Date; to: Date } {
  const table = zoneTable(zone);
  const from = Math.max(toUtc(table, dateOf(days.from), 0), now.getTime(), engagement.from.getTime());
  const to = Math.min(toUtc(table, dateOf(days.to), 1440), engagement.to.getTime());
  return { from: new Date(from), to: new Date(Math.max(to, from + DAY)) };
}
