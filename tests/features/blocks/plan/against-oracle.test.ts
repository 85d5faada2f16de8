import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { planWeeks } from '../../../../server/features/blocks/plan/plan-weeks.ts';
import type { PersonTime, WeekQuestion, Wish } from '../../../../server/features/blocks/plan/types.ts';
import type { BusyInterval } from '../../../../server/platform/microsoft/microsoft.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const zones = ['Europe/London', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Havana', 'Pacific/Chatham', 'Africa/Casablanca'];
// Weeks in which clocks change in one of the zones, in 2026; its week 53, which ends in another year, and the next week 1.
const mondays = ['2026-03-02', '2026-03-09', '2026-03-23', '2026-03-30', '2026-04-20', '2026-09-21', '2026-10-26', '2026-12-28', '2027-01-04'];

const at = (zone: string, date: Temporal.PlainDate, minute: number): number =>
  date.toPlainDateTime({ hour: 0 }).add({ minutes: minute }).toZonedDateTime(zone).epochMilliseconds;

type Place = { start: number; end: number } | null;

interface Asked {
  time: PersonTime;
  wish: Wish;
  monday: Temporal.PlainDate;
  from: number;
  before: number | null;
}

const free = (busy: readonly BusyInterval[], start: number, end: number, statuses: string[]): boolean =>
  !busy.some((one) => statuses.includes(one.status) && one.end > one.start && one.start < end && one.end > start);

/** Every start of the grid of one day, tried one by one. */
function startsOf({ time, wish, monday, from, before }: Asked, weekday: number, minutes: number, statuses: string[]): number[] {
  const date = monday.add({ days: weekday - 1 });
  if (time.holidays.has(Date.parse(date.toString()) / 86_400_000)) return [];
  const ideal = at(time.zone, date, wish.idealMinute);
  const found: number[] = [];
  const ranges = time.hours.filter((hours) => hours.weekday === weekday).map((hours) => [
    at(time.zone, date, Math.max(hours.startMinute, wish.windowStart)), at(time.zone, date, Math.min(hours.endMinute, wish.windowEnd)),
  ] as const);
  for (let step = -100; step <= 100; step += 1) {
    const [start, end] = [ideal + step * 15 * MINUTE, ideal + step * 15 * MINUTE + minutes * MINUTE];
    const inside = ranges.some(([from, to]) => start >= from && end <= to);
    if (inside && start >= from && (before === null || end <= before) && free(time.busy, start, end, statuses)) found.push(start);
  }
  return found.sort((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal) || a - b);
}

function search(asked: Asked, weekdays: number[], minutes: number): Place {
  for (const statuses of [['busy', 'oof', 'tentative'], ['busy', 'oof']]) {
    for (const weekday of weekdays) {
      const [start] = startsOf(asked, weekday, minutes, statuses);
      if (start !== undefined) return { start, end: start + minutes * MINUTE };
    }
  }
  return null;
}

/** Lengths that a block may shrink to, the longest first. */
const shorter: Record<number, number[]> = { 20: [], 30: [20], 45: [30, 20], 60: [45, 30, 20] };

function searchAll(asked: Asked, weekdays: number[]): Place {
  for (const minutes of [asked.wish.minutes, ...shorter[asked.wish.minutes]!]) {
    const found = search(asked, weekdays, minutes);
    if (found) return found;
  }
  return null;
}

const byIdeal = ({ days, idealDay }: Wish): number[] => [...days].sort((a, b) => Math.abs(a - idealDay) - Math.abs(b - idealDay) || a - b);

const status = fc.constantFrom('busy', 'oof', 'tentative', 'workingElsewhere') as fc.Arbitrary<BusyInterval['status']>;
const entry = fc.record({ from: fc.integer({ min: -60, max: 7 * 288 }), length: fc.integer({ min: 1, max: 120 }), status });
const world = fc.record({
  zone: fc.constantFrom(...zones),
  monday: fc.constantFrom(...mondays),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  windowStart: fc.integer({ min: 0, max: 70 }),
  windowLength: fc.integer({ min: 8, max: 120 }),
  ideal: fc.integer({ min: 0, max: 120 }),
  minutes: fc.constantFrom(20, 30, 45, 60),
  entries: fc.array(entry, { maxLength: 40 }),
  nowStep: fc.integer({ min: -300, max: 1200 }),
  before: fc.option(fc.integer({ min: 100, max: 1900 }), { nil: null }),
  blockStep: fc.integer({ min: 0, max: 2000 }),
  // Weekdays; most weeks have none, some are holidays whole.
  holidays: fc.oneof(fc.constant<number[]>([]), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 })),
  movesLeft: fc.integer({ min: 0, max: 2 }),
});

test('finds what a search of every start finds, in awkward zones, and leaves alone what it answered', () => {
  fc.assert(
    fc.property(world, (drawn) => {
      const monday = Temporal.PlainDate.from(drawn.monday);
      const base = at(drawn.zone, monday, 0);
      const start = drawn.windowStart * 5;
      const end = Math.min(start + drawn.windowLength * 5, 1440);
      const days = [...drawn.days].sort((a, b) => a - b);
      const wish: Wish = {
        minutes: drawn.minutes, leastMinutes: 20, days, windowStart: start, windowEnd: end, idealDay: days[drawn.ideal % days.length]!,
        idealMinute: Math.min(start + (drawn.ideal % 30) * 5, end - 5),
      };
      const hours = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [{ weekday, startMinute: 60, endMinute: 720 }, { weekday, startMinute: 780, endMinute: 1380 }]);
      const busy = drawn.entries.map(({ from, length, status: kind }) => ({ start: base + from * 5 * MINUTE, end: base + (from + length) * 5 * MINUTE, status: kind }));
      const week = Math.floor(Date.parse(drawn.monday) / 86_400_000);
      const time: PersonTime = { zone: drawn.zone, hours, busy, holidays: new Map(drawn.holidays.map((weekday) => [week + weekday - 1, 'Holiday'])) };
      const now = base + drawn.nowStep * 5 * MINUTE;
      const before = drawn.before === null ? null : base + drawn.before * 5 * MINUTE;
      const question: WeekQuestion = { week, block: null, before, movesLeft: drawn.movesLeft };

      const asked: Asked = { time, wish, monday, from: now + HOUR, before };
      const weekdayAt = (instant: number): number => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(drawn.zone).toPlainDate().since(monday).days + 1;
      const expected = searchAll(asked, byIdeal(wish));
      const [answer] = planWeeks(time, wish, [question], now);
      expect(answer).toMatchObject(expected ? { kind: 'place', ...expected } : { kind: 'ask', why: 'no-room' });
      expect(answer!.room).toBe(days.flatMap((day) => startsOf(asked, day, wish.minutes, ['busy', 'oof', 'tentative'])).length);

      if (expected) {
        expect(drawn.holidays).not.toContain(weekdayAt(expected.start));
        const stays = { ...question, block: { ...expected, pinned: false, asking: false } };
        expect(planWeeks(time, wish, [stays], now)[0]).toMatchObject({ kind: 'keep' });
      }
      // The defence of a block somewhere else in the week.
      const block = { start: base + drawn.blockStep * 5 * MINUTE, end: base + drawn.blockStep * 5 * MINUTE + wish.minutes * MINUTE, pinned: false, asking: false };
      const [defended] = planWeeks(time, wish, [{ ...question, block }], now);
      const weekday = weekdayAt(block.start);
      const onHoliday = drawn.holidays.includes(weekday);
      if (block.start - now < 20 * HOUR) expect(defended).toMatchObject({ kind: 'keep' });
      // Whatever nobody pinned leaves a holiday, however often it was moved.
      else if (onHoliday || (defended!.kind !== 'keep' && drawn.movesLeft > 0)) {
        const later = { ...asked, from: now + 20 * HOUR };
        const same = days.filter((one) => one === weekday);
        const others = byIdeal(wish).filter((one) => one !== weekday);
        const next = searchAll(later, same) ?? searchAll(later, others);
        expect(defended).toMatchObject({ ...(next ?? { kind: 'ask' }), ...(onHoliday && { why: 'holiday' }) });
      } else if (defended!.kind !== 'keep') expect(defended).toMatchObject({ kind: 'ask', why: 'moves' });
      expect(planWeeks(time, wish, [{ ...question, block: { ...block, pinned: true } }], now)[0]).toMatchObject({ kind: 'keep' });
    }),
    { numRuns: 150 },
  );
});
