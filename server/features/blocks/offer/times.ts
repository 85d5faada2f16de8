import { dateOf, localDay, toUtc, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { byStart, dayAt, isAvoided, isHard, nearestStart, overlapsTaken, takenBy, type Day, type Taken } from '../plan/free-time.ts';
import { limits } from '../plan/limits.ts';
import type { PersonTime, Span, Wish } from '../plan/types.ts';

const MINUTE = 60_000;

/** A time that a client may choose for a block. Instants in epoch milliseconds. */
export interface OfferedTime extends Span {
  /** Inside the days and hours that the client set up. */
  usual: boolean;
  /** Over something tentative, such as an unanswered invitation. */
  tentative: boolean;
}

/** Enough to choose from, few enough to read through. */
const most = 9;
const mostADay = 3;
/** With fewer than this in the client's own hours, other working hours are offered too. */
const few = 3;
/** Two offers of one day are at least this far apart, or they are the same choice. */
const apartMinutes = 60;

interface Question {
  /** Monday, in days from 1970-01-01. */
  week: number;
  /** Start of the session that the review is for; null for none. */
  before: number | null;
  /** Where the block is now: not offered again. */
  current: Span | null;
}

/**
 * Times of a week that a client may put a block at, in order. First the whole length in their own days and hours, then the shortest, then
 * anywhere in working hours; free of tentative time before over it. Pure.
 */
export function offeredTimes(time: PersonTime, wish: Wish, question: Question, now: number): OfferedTime[] {
  const anywhere: Wish = { ...wish, days: [...new Set(time.hours.map(({ weekday }) => weekday))], windowStart: 0, windowEnd: 1440 };
  const tries: [Wish, number][] = [[wish, wish.minutes], [wish, wish.leastMinutes], [anywhere, wish.minutes], [anywhere, wish.leastMinutes]];
  let found: OfferedTime[] = [];
  for (const [where, minutes] of tries) {
    if (found.length >= few) break;
    const more = startsOf(time, where, minutes, question, now).map((start) => offer(time, wish, { start, end: start + minutes * MINUTE }));
    found = [...found, ...more.filter((one) => found.every(({ start }) => Math.abs(start - one.start) >= apartMinutes * MINUTE))];
  }
  return found.slice(0, most).toSorted((a, b) => a.start - b.start);
}

function offer(time: PersonTime, wish: Wish, span: Span): OfferedTime {
  const tentative = overlapsTaken(takenBy(byStart(time.busy), (status) => status === 'tentative'), span);
  const table = zoneTable(time.zone);
  const day = localDay(table, span.start);
  const usual = wish.days.includes(weekdayOf(day)) && span.start >= toUtc(table, dateOf(day), wish.windowStart) && span.end <= toUtc(table, dateOf(day), wish.windowEnd);
  return { ...span, usual, tentative };
}

/** Starts of a week, the days taking turns so that no day hides the others. */
function startsOf(time: PersonTime, wish: Wish, minutes: number, { week, before, current }: Question, now: number): number[] {
  const bounds: Span = { start: now + limits.noticeMinutes * MINUTE, end: before ?? Infinity };
  const busy = byStart(time.busy);
  const [free, hard] = [takenBy(busy, isAvoided), takenBy(busy, isHard)];
  const days = wish.days.toSorted((a, b) => a - b).map((weekday) => {
    const day = dayAt(time, wish, week + weekday - 1);
    const starts = startsOn(day, free, minutes, bounds);
    return (starts.length > 0 ? starts : startsOn(day, hard, minutes, bounds)).filter((start) => start !== current?.start);
  });
  return Array.from({ length: mostADay }, (_, turn) => days.flatMap((starts) => starts[turn] ?? [])).flat();
}

/** Free starts of a day: the one nearest to the ideal, the earliest and the latest. */
function startsOn(day: Day, taken: Taken, minutes: number, bounds: Span): number[] {
  const ideals = [day.ideal, ...day.ranges.flatMap(({ start, end }) => [start, end - minutes * MINUTE])];
  const starts: number[] = [];
  for (const ideal of ideals) {
    const start = nearestStart({ ...day, ideal }, taken, minutes * MINUTE, bounds);
    if (start !== null && starts.every((one) => Math.abs(one - start) >= apartMinutes * MINUTE)) starts.push(start);
  }
  return starts.slice(0, mostADay);
}
