import { localDay, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { byStart, countStarts, dayAt, isAvoided, isAway, isHard, nearestStart, overlapsTaken, takenBy, type Day, type Taken } from './free-time.ts';
import { limits } from './limits.ts';
import type { PersonTime, PlannedWeek, Span, WeekAnswer, WeekQuestion, Why, Wish } from './types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Plan {
  time: PersonTime;
  wish: Wish;
  now: number;
  /** Busy and away; and these with tentative, which is avoided while there is another way. */
  hard: Taken;
  avoided: Taken;
  away: Taken;
  /** The eligible weekdays, the ideal one first, then by distance from it, the earlier first. */
  order: readonly number[];
}

function orderOf({ days, idealDay }: Wish): number[] {
  const distance = (weekday: number): number => Math.abs(weekday - idealDay);
  return [...days].sort((a, b) => distance(a) - distance(b) || a - b);
}

/**
 * Plans the weeks of one person: where each block goes first, and how one that cannot stay is defended. Pure: the same question has the
 * same answer, and one that was carried out is answered `keep`.
 */
export function planWeeks(time: PersonTime, wish: Wish, weeks: readonly WeekQuestion[], now: number): PlannedWeek[] {
  const busy = byStart(time.busy);
  const plan: Plan = { time, wish, now, hard: takenBy(busy, isHard), avoided: takenBy(busy, isAvoided), away: takenBy(busy, isAway), order: orderOf(wish) };
  return weeks.map((question) => planWeek(plan, question));
}

function planWeek(plan: Plan, question: WeekQuestion): PlannedWeek {
  const days = daysOf(plan, question.week);
  const bounds = boundsFrom(plan.now + limits.noticeMinutes * MINUTE, question);
  const room = days.reduce((sum, day) => sum + countStarts(day, plan.avoided, plan.wish.minutes * MINUTE, bounds), 0);
  return { ...(question.block === null ? place(plan, days, bounds) : defend(plan, days, question, question.block)), room };
}

const daysOf = ({ time, wish, order }: Plan, week: number): Day[] => order.map((weekday) => dayAt(time, wish, week + weekday - 1));

/** Every instant from one on, up to the session that the review is for. */
const boundsFrom = (start: number, { before }: WeekQuestion): Span => ({ start, end: before ?? Infinity });

/** The best start of the first day that has one; free of tentative time on any day before one that is not. */
function search({ avoided, hard }: Plan, days: readonly Day[], minutes: number, bounds: Span): Span | null {
  const length = minutes * MINUTE;
  for (const taken of [avoided, hard]) {
    for (const day of days) {
      const start = nearestStart(day, taken, length, bounds);
      if (start !== null) return { start, end: start + length };
    }
  }
  return null;
}

/** Lengths below the one that is wished for, in quarters of an hour down to the shortest: nothing is cut further than it has to be. */
export function shorterThan({ minutes, leastMinutes }: Pick<Wish, 'minutes' | 'leastMinutes'>): number[] {
  const lengths: number[] = [];
  for (let length = minutes - limits.gridMinutes; length > leastMinutes; length -= limits.gridMinutes) lengths.push(length);
  return leastMinutes < minutes ? [...lengths, leastMinutes] : lengths;
}

/** The longest of the shorter lengths that fits on one of the days. */
function searchShorter(plan: Plan, days: readonly Day[], bounds: Span): Span | null {
  for (const length of shorterThan(plan.wish)) {
    const found = search(plan, days, length, bounds);
    if (found) return found;
  }
  return null;
}

function place(plan: Plan, days: Day[], bounds: Span): WeekAnswer {
  const found = search(plan, days, plan.wish.minutes, bounds) ?? searchShorter(plan, days, bounds);
  return found ? { kind: 'place', ...found } : { kind: 'ask', why: 'no-room' };
}

type Block = NonNullable<WeekQuestion['block']>;

function defend(plan: Plan, days: Day[], question: WeekQuestion, block: Block): WeekAnswer {
  const why = block.pinned ? null : troubleOf(plan, question, block);
  if (why === null) return { kind: block.asking ? 'settle' : 'keep' };
  // Too near to be moved by anybody but the client: who accepted something else now knows what they do.
  if (block.start - plan.now < limits.frozenHours * HOUR) return { kind: 'keep' };
  // Keeping off a holiday is no defence: it was there before the block.
  if (why !== 'holiday' && question.movesLeft <= 0) return block.asking ? { kind: 'keep' } : { kind: 'ask', why: 'moves' };
  return nextBest(plan, days, question, block, why) ?? (block.asking ? { kind: 'keep' } : { kind: 'ask', why });
}

/** Why a block cannot stay where it is; null when it can. Tentative time, such as an unanswered invitation, moves nothing. */
function troubleOf({ time, wish, hard, away }: Plan, { before }: WeekQuestion, block: Block): Why | null {
  const day = localDay(zoneTable(time.zone), block.start);
  if (time.holidays.has(day)) return 'holiday';
  if (overlapsTaken(away, block)) return 'away';
  if (before !== null && block.end > before) return 'session';
  if (overlapsTaken(hard, block)) return 'busy';
  if (!wish.days.includes(weekdayOf(day))) return 'hours';
  return dayAt(time, wish, day).ranges.some(({ start, end }) => start <= block.start && end >= block.end) ? null : 'hours';
}

/** The steps of the defence in their order: the same day at full length, shorter, then another day (product.md, section B). */
function nextBest(plan: Plan, days: Day[], question: WeekQuestion, block: Block, why: Why): WeekAnswer | null {
  const { minutes } = plan.wish;
  const bounds = boundsFrom(plan.now + limits.frozenHours * HOUR, question);
  const today = localDay(zoneTable(plan.time.zone), block.start);
  const same = days.filter(({ day }) => day === today);
  const others = days.filter(({ day }) => day !== today);
  const moved = search(plan, same, minutes, bounds);
  if (moved) return { kind: 'move', ...moved, why };
  const shrunk = searchShorter(plan, same, bounds);
  if (shrunk) return { kind: shrunk.end - shrunk.start < block.end - block.start ? 'shrink' : 'move', ...shrunk, why };
  const elsewhere = search(plan, others, minutes, bounds) ?? searchShorter(plan, others, bounds);
  return elsewhere && { kind: 'other-day', ...elsewhere, why };
}

/**
 * One short slot for a week whose block was lost: the earliest free time of the rest of the week, anywhere in working hours. Null when the
 * week has no room left.
 */
export function planRescue(time: PersonTime, week: number, before: number | null, now: number): Span | null {
  const length = limits.rescueMinutes * MINUTE;
  const anywhere: Wish = { minutes: limits.rescueMinutes, leastMinutes: limits.rescueMinutes, days: [], windowStart: 0, windowEnd: 1440, idealDay: 1, idealMinute: 0 };
  const bounds: Span = { start: now + limits.noticeMinutes * MINUTE, end: before ?? Infinity };
  const busy = byStart(time.busy);
  for (const takes of [isAvoided, isHard]) {
    const taken = takenBy(busy, takes);
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      // The ideal is midnight, so the nearest start is the earliest.
      const start = nearestStart(dayAt(time, anywhere, week + weekday - 1), taken, length, bounds);
      if (start !== null) return { start, end: start + length };
    }
  }
  return null;
}
