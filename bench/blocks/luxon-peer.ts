import { DateTime, FixedOffsetZone, Interval } from 'luxon';
import { limits } from '../../server/features/blocks/plan/limits.ts';
import { shorterThan } from '../../server/features/blocks/plan/plan-weeks.ts';
import type { PersonTime, WeekQuestion, Wish } from '../../server/features/blocks/plan/types.ts';

const utc = { zone: FixedOffsetZone.utcInstance };
const grid = limits.gridMinutes * 60_000;

export interface PeerAnswer {
  start: number | null;
  end: number | null;
  room: number;
}

/** Time that is taken by entries of some statuses, merged once for all weeks. */
const takenBy = ({ busy }: PersonTime, statuses: string[]): Interval[] =>
  Interval.merge(busy.filter(({ status }) => statuses.includes(status)).map(({ start, end }) => Interval.fromDateTimes(DateTime.fromMillis(start, utc), DateTime.fromMillis(end, utc))));

interface Day {
  ideal: number;
  /** Working hours within the wished window, from the earliest start on. */
  ranges: Interval[];
}

function dayOf(time: PersonTime, wish: Wish, monday: DateTime, weekday: number, from: DateTime): Day {
  const day = monday.plus({ days: weekday - 1 });
  const at = (minute: number): DateTime => day.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const ranges = time.hours.flatMap((hours) => {
    const [start, end] = [Math.max(hours.startMinute, wish.windowStart), Math.min(hours.endMinute, wish.windowEnd)];
    if (hours.weekday !== weekday || end <= start) return [];
    const [first, last] = [DateTime.max(at(start), from), at(end)];
    return last > first ? [Interval.fromDateTimes(first, last)] : [];
  });
  return { ideal: at(wish.idealMinute).toMillis(), ranges };
}

/** What is left of the ranges of a day; only what meets a range is subtracted from it. */
function freeOn({ ranges }: Day, taken: Interval[]): Interval[] {
  return ranges.flatMap((range) => {
    const inside: Interval[] = [];
    for (const one of taken) {
      if (one.start! >= range.end!) break;
      if (one.end! > range.start!) inside.push(one);
    }
    return inside.length > 0 ? range.difference(...inside) : [range];
  });
}

/** Starts of the grid, counted from the ideal, at which the length fits. */
function startsOn(day: Day, free: Interval[], length: number): number[] {
  return free.flatMap((interval) => {
    const starts: number[] = [];
    const last = interval.end!.toMillis() - length;
    for (let start = day.ideal + Math.ceil((interval.start!.toMillis() - day.ideal) / grid) * grid; start <= last; start += grid) starts.push(start);
    return starts;
  });
}

const nearest = (starts: number[], ideal: number): number | null =>
  starts.reduce<number | null>((best, start) => (best === null || Math.abs(start - ideal) < Math.abs(best - ideal) ? start : best), null);

/** Where the block of each week goes first, by luxon's Interval sets: the same rules as the planner's. */
export function luxonPlan(time: PersonTime, wish: Wish, weeks: readonly WeekQuestion[], now: number): PeerAnswer[] {
  const sets = [takenBy(time, ['busy', 'oof', 'tentative']), takenBy(time, ['busy', 'oof'])];
  const order = [...wish.days].sort((a, b) => Math.abs(a - wish.idealDay) - Math.abs(b - wish.idealDay) || a - b);
  const from = DateTime.fromMillis(now + limits.noticeMinutes * 60_000, { zone: time.zone });
  return weeks.map(({ week }) => {
    const { year, month, day } = DateTime.fromMillis(week * 86_400_000, utc);
    const monday = DateTime.fromObject({ year, month, day }, { zone: time.zone });
    const days = order.map((weekday) => dayOf(time, wish, monday, weekday, from));
    const length = wish.minutes * 60_000;
    const firstSet = days.map((one) => startsOn(one, freeOn(one, sets[0]!), length));
    const room = firstSet.reduce((sum, starts) => sum + starts.length, 0);
    for (const minutes of [wish.minutes, ...shorterThan(wish)]) {
      for (const taken of sets) {
        for (const [index, one] of days.entries()) {
          const known = minutes === wish.minutes && taken === sets[0];
          const start = nearest(known ? firstSet[index]! : startsOn(one, freeOn(one, taken), minutes * 60_000), one.ideal);
          if (start !== null) return { start, end: start + minutes * 60_000, room };
        }
      }
    }
    return { start: null, end: null, room };
  });
}
