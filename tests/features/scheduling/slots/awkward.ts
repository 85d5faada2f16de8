import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { BusyStatus, DayHours } from '../../../../server/platform/microsoft/microsoft.ts';
import type { DayWindow, PersonCalendar, SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2018, 0, 3);
const END = Date.UTC(2035, 0, 3);

/** Half hours, three quarters, half-hour summer time, changes at midnight, Ramadan, negative summer time, far corners. */
const AWKWARD = [
  'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Chatham', 'Australia/Eucla', 'Africa/Cairo',
  'Asia/Beirut', 'America/Havana', 'Africa/Casablanca', 'Africa/El_Aaiun', 'Europe/Dublin', 'Pacific/Apia', 'America/Nuuk',
  'Asia/Gaza', 'America/Asuncion', 'America/Santiago', 'Asia/Tehran', 'Atlantic/Azores', 'America/New_York', 'Europe/London',
];
const zone = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
  { weight: 1, arbitrary: fc.constantFrom(...Intl.supportedValuesOf('timeZone')) },
);

/** The next change of a zone's clock after an instant, or the instant where there is none; Apia's lost day now and then. */
function changeAfter(at: number, inZone: string, early: boolean): number {
  if (inZone === 'Pacific/Apia' && early) return Date.UTC(2011, 11, 30, 10);
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(inZone).getTimeZoneTransition('next')?.epochMilliseconds ?? at;
}
const anchor = fc.tuple(fc.integer({ min: START, max: END }), zone, fc.boolean()).map(([at, inZone, early]) => ({ zone: inZone, at: changeAfter(at, inZone, early) }));

const fives = (min: number, max: number) => fc.integer({ min: min / 5, max: max / 5 }).map((count) => count * 5);
const dayWindow: fc.Arbitrary<DayWindow> = fc
  .oneof(
    { weight: 2, arbitrary: fc.tuple(fives(0, 1435), fives(5, 1440)) },
    { weight: 2, arbitrary: fc.tuple(fives(0, 200), fives(5, 1440)) },
    { weight: 1, arbitrary: fc.tuple(fives(600, 1380), fc.constant(1440)) },
    { weight: 1, arbitrary: fc.constant<[number, number]>([0, 1440]) },
  )
  .map(([a, b]) => (a < b ? { startMinute: a, endMinute: b } : { startMinute: b - 5, endMinute: a + 5 }));
const weekly: fc.Arbitrary<DayHours[]> = fc
  .array(fc.tuple(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), dayWindow), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flatMap(([days, window]) => days.map((weekday) => ({ weekday, ...window }))));

const status = fc.constantFrom<BusyStatus>('busy', 'busy', 'tentative', 'oof', 'workingElsewhere');
/** To the millisecond or to the quarter hour; of no length and backwards too. */
const busy = (from: number, to: number) => {
  const exact = fc.integer({ min: from - DAY / 2, max: to });
  const start = fc.oneof(exact, exact.map((ms) => Math.floor(ms / (15 * MINUTE)) * 15 * MINUTE));
  const minutes = fc.integer({ min: 1, max: 200 }).map((count) => count * MINUTE);
  const length = fc.oneof(minutes, fc.integer({ min: -5 * MINUTE, max: 180 * MINUTE }), fc.constantFrom(0, 1));
  const interval = fc.tuple(start, length, status).map(([at, ms, told]) => ({ start: at, end: at + ms, status: told }));
  return fc.array(interval, { maxLength: 12 });
};

function person(id: string, from: number, to: number, near: string): fc.Arbitrary<PersonCalendar> {
  const dates = fc.integer({ min: -1, max: Math.ceil((to - from) / DAY) + 1 }).map((days) => new Date(from + days * DAY).toISOString().slice(0, 10));
  return fc.record({
    id: fc.constant(id),
    required: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
    known: fc.integer({ min: 0, max: 7 }).map((one) => one > 0),
    unconfirmed: fc.boolean(),
    zone: fc.oneof(fc.constant(near), zone),
    hours: weekly,
    hoursByDate: fc.dictionary(dates, fc.array(dayWindow, { maxLength: 2 }), { maxKeys: 2 }),
    busy: busy(from, to),
    bufferMinutes: fc.oneof(fives(0, 40), fc.integer({ min: 0, max: 40 })),
  });
}

/** Searches of some days around a change of somebody's clock, with every rule in play. */
export const awkwardQuery: fc.Arbitrary<SlotQuery> = fc
  .record({ anchor, early: fc.integer({ min: 0, max: 2 * DAY }), span: fc.integer({ min: DAY / 4, max: 4 * DAY }) })
  .chain(({ anchor: { zone: near, at }, early, span }) => {
    const [from, to] = [at - early, at - early + span];
    return fc.record({
      from: fc.constantFrom(from, Math.floor(from / (5 * MINUTE)) * 5 * MINUTE),
      to: fc.constant(to),
      dataUntil: fc.constantFrom(to, to + 30 * DAY, to - DAY / 8),
      now: fc.integer({ min: from - 2 * DAY, max: from + DAY / 2 }),
      minutes: fives(15, 120),
      gridMinutes: fc.constantFrom(5, 10, 15, 15, 30, 60),
      noticeMinutes: fc.integer({ min: 0, max: 2880 }),
      spacing: fc.record({
        minDays: fc.integer({ min: 0, max: 3 }),
        maxDays: fc.integer({ min: 3, max: 9 }),
        neighbours: fc.array(fc.integer({ min: from - 12 * DAY, max: to + 12 * DAY }), { maxLength: 2 }),
      }),
      people: fc.integer({ min: 1, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => person(`p${index}`, from, to, near)))),
      preferred: fc.option(fc.record({ zone: fc.oneof(fc.constant(near), zone), hours: weekly })),
      movable: fc.array(fc.record({ start: fc.integer({ min: from, max: to }), minutes: fc.integer({ min: 5, max: 600 }) }).map(({ start, minutes }) => ({ start, end: start + minutes * MINUTE })), { maxLength: 3 }),
      spreadZone: fc.oneof(fc.constant(near), zone),
      limit: fc.constantFrom(10, 10, 3),
    });
  });

const { FUZZ_SEED = '20260302', FUZZ_RUNS = '250' } = process.env;
/** The same cases every time; FUZZ_SEED and FUZZ_RUNS in the environment try others. */
export const fuzz = { seed: Number(FUZZ_SEED), numRuns: Number(FUZZ_RUNS) };
