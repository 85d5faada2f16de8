import { dateOf, dayOf, localDay, utcToWall, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { allStarts, type SlotQuery } from '../../scheduling/service.ts';
import type { DayHours } from '../../people/contract.ts';
import type { Option } from '../layout/choose.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Everything on a day that would do for a session, best first. */
export interface DayTimes extends Option {
  /** Epoch ms. */
  starts: number[];
}

/** Days on which somebody who is needed does not work: public holidays, told in that person's own zone. */
export interface DaysOff {
  personId: string;
  zone: string;
  /** Date `YYYY-MM-DD` to what the day is called. */
  dates: ReadonlyMap<string, string>;
}

export interface Liking {
  /** Minute of the client's day that is liked; null for none. */
  minute: number | null;
  /** Hours the client likes best, in the client's zone; empty for none. */
  preferred: readonly DayHours[];
  /** Days from 1970-01-01 that are left out whatever the calendars say. */
  away(day: number): boolean;
  daysOff: readonly DaysOff[];
}

/** Times shown for one day; nearer to each other than an hour they are no choice. */
const mostStarts = 4;
const apart = 60 * MINUTE;
/** A time that is not certain is worse than any other time of its day. */
const uncertain = 5;

/** The question with tentative and working-elsewhere time taken as busy: what it allows is certainly free. */
const certainly = (query: SlotQuery): SlotQuery => ({
  ...query,
  people: query.people.map((person) => ({ ...person, busy: person.busy.map((one) => (one.status === 'oof' ? one : { ...one, status: 'busy' as const })) })),
});

/** Whether a day is left out for one of those who are needed, and what it is called there. */
export function holidayAt(start: number, daysOff: readonly DaysOff[]): { personId: string; name: string; date: string } | null {
  for (const { personId, zone, dates } of daysOff) {
    const date = dateOf(localDay(zoneTable(zone), start));
    const name = dates.get(date);
    if (name !== undefined) return { personId, name, date };
  }
  return null;
}

/**
 * Every start that the finder allows in the window of `query`, by day of the client (`query.spreadZone`): one search for a whole year.
 * Cost of a day is that of its best time: hours from the liked minute, and more when not everybody is certainly free.
 */
export function dayTimes(query: SlotQuery, liking: Liking): DayTimes[] {
  const table = zoneTable(query.spreadZone);
  const offs = liking.daysOff.map(({ dates, zone }) => ({ table: zoneTable(zone), days: new Set([...dates.keys()].map(dayOf)) }));
  const free = new Set(allStarts(certainly(query)));
  const days = new Map<number, { start: number; cost: number }[]>();
  for (const start of allStarts(query)) {
    const wall = utcToWall(table, start);
    const day = Math.floor(wall / DAY);
    if (liking.away(day) || offs.some((off) => off.days.has(localDay(off.table, start)))) continue;
    const minute = (wall - day * DAY) / MINUTE;
    const times = days.get(day) ?? [];
    times.push({ start, cost: dislike(liking, weekdayOf(day), minute) + (free.has(start) ? 0 : uncertain) });
    days.set(day, times);
  }
  return [...days].map(([day, times]) => ({ day, ...bestOf(times) }));
}

/** 0 to 4: how far a time is from what is liked. A minute that was named says more than the hours that are liked in general. */
function dislike({ minute: wanted, preferred }: Liking, weekday: number, minute: number): number {
  if (wanted !== null) return Math.min(4, Math.abs(minute - wanted) / 120);
  if (preferred.length === 0) return 0;
  return preferred.some((hours) => hours.weekday === weekday && minute >= hours.startMinute && minute < hours.endMinute) ? 0 : 4;
}

function bestOf(times: { start: number; cost: number }[]): { cost: number; starts: number[] } {
  const inOrder = times.toSorted((a, b) => a.cost - b.cost || a.start - b.start);
  const starts: number[] = [];
  for (const { start } of inOrder) {
    if (starts.length === mostStarts) break;
    if (starts.every((one) => Math.abs(one - start) >= apart)) starts.push(start);
  }
  return { cost: inOrder[0]!.cost, starts };
}
