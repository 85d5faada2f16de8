import { Temporal } from 'temporal-polyfill';
import { calendar, event } from './ics.ts';

/** A made-up calendar of thousands of events, and when its owner is busy, worked out day by day without any rule engine. */
export interface BigFeed {
  text: string;
  /** `start/end` in epoch ms of every occurrence that touches the window, sorted. */
  expected: string[];
}

const ZONES: [tzid: string, iana: string][] = [
  ['Europe/London', 'Europe/London'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['America/New_York', 'America/New_York'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['AUS Eastern Standard Time', 'Australia/Sydney'],
];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Random = (below: number) => number;

/** mulberry32: the same numbers for the same seed. */
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

interface Series {
  zone: [string, string];
  start: Temporal.PlainDateTime;
  minutes: number;
}

const text = (at: Temporal.PlainDateTime): string => at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
const instant = (at: Temporal.PlainDateTime, zone: string): number => at.toZonedDateTime(zone).epochMilliseconds;
const period = (at: Temporal.PlainDateTime, { zone, minutes }: Series): [number, number] => [instant(at, zone[1]), instant(at.add({ minutes }), zone[1])];
const times = ({ zone, start, minutes }: Series): string[] => [`DTSTART;TZID=${zone[0]}:${text(start)}`, `DTEND;TZID=${zone[0]}:${text(start.add({ minutes }))}`];

/** One date, with what the rules of a calendar go by. */
interface Day {
  date: Temporal.PlainDate;
  /** Days since 1970-01-01. */
  n: number;
  weekday: number;
  inMonth: number;
  monthLength: number;
}

const dayOf = (date: Temporal.PlainDate): Day => ({
  date, n: Date.parse(date.toString()) / 86_400_000, weekday: date.dayOfWeek, inMonth: date.day, monthLength: date.daysInMonth,
});
const weekOf = (day: Day): number => (day.n - day.weekday + 1) / 7;

/** A kind of repetition: its rule, and whether a day (not before the start) is in it. */
type Kind = (r: Random, start: Day, until: Temporal.PlainDate, one: Series) => { rule: string; on: (day: Day) => boolean };

const KINDS: Kind[] = [
  (_r, start) => ({ rule: `FREQ=WEEKLY;BYDAY=${DAYS[start.weekday - 1]}`, on: (day) => day.weekday === start.weekday }),
  (_r, _start, until, one) => ({
    rule: `FREQ=DAILY;UNTIL=${until.toString().replaceAll('-', '')}T235959Z`,
    on: ({ date }) => instant(date.toPlainDateTime(one.start.toPlainTime()), one.zone[1]) < Date.parse(`${until.toString()}T23:59:59Z`),
  }),
  () => ({ rule: 'FREQ=MONTHLY;BYDAY=2TU', on: (day) => day.weekday === 2 && Math.ceil(day.inMonth / 7) === 2 }),
  () => ({ rule: 'FREQ=MONTHLY;BYDAY=-1FR', on: (day) => day.weekday === 5 && day.inMonth + 7 > day.monthLength }),
  (_r, start) => {
    const next = (start.weekday % 7) + 1;
    return {
      rule: `FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=${DAYS[start.weekday - 1]},${DAYS[next - 1]}`,
      on: (day) => (weekOf(day) - weekOf(start)) % 2 === 0 && [start.weekday, next].includes(day.weekday),
    };
  },
  (r, start) => {
    const count = 100 + r(60);
    return { rule: `FREQ=DAILY;INTERVAL=3;COUNT=${count}`, on: (day) => (day.n - start.n) % 3 === 0 && (day.n - start.n) / 3 < count };
  },
];

/** Builds `singles` plain events and `repeating` series over a window (epoch ms), some with exceptions. */
export function bigFeed(seed: number, singles: number, repeating: number, window: { from: number; to: number }): BigFeed {
  const r = random(seed);
  const parts: string[] = [];
  const found: [number, number][] = [];
  const days = Math.round((window.to - window.from) / 86_400_000);
  const first = Temporal.Instant.fromEpochMilliseconds(window.from).toZonedDateTimeISO('UTC').toPlainDate();
  const around = Array.from({ length: days + 4 }, (_, n) => dayOf(first.add({ days: n - 2 })));
  const series = (date: Temporal.PlainDate): Series => ({
    zone: ZONES[r(ZONES.length)]!,
    start: date.toPlainDateTime({ hour: 6 + r(13), minute: 15 * r(4) }),
    minutes: 15 * (1 + r(8)),
  });

  for (let n = 0; n < singles; n++) {
    const one = series(first.add({ days: r(days + 200) - 100 }));
    parts.push(event(...times(one), `SUMMARY:Meeting ${n}`, 'DESCRIPTION:Something to be passed over\\, at some length'));
    found.push(period(one.start, one));
  }
  for (let n = 0; n < repeating; n++) {
    const one = series(first.subtract({ days: 10 + r(300) }));
    const until = first.add({ days: 20 });
    const kind = KINDS[n % KINDS.length]!;
    let made = kind(r, dayOf(one.start.toPlainDate()), until, one);
    // The first day is one of the rule's own, as every calendar program writes it.
    for (let step = 0; step < 40 && !made.on(dayOf(one.start.toPlainDate())); step++) {
      one.start = one.start.add({ days: 1 });
      made = kind(r, dayOf(one.start.toPlainDate()), until, one);
    }
    const { n: begun } = dayOf(one.start.toPlainDate());
    const on = around.filter((day) => day.n >= begun && made.on(day));
    const starts = on.map((day) => day.date.toPlainDateTime(one.start.toPlainTime()));
    const excepted = r(4) === 0 ? starts.splice(r(starts.length), 1) : [];
    const moved = r(12) === 0 ? starts.splice(r(starts.length), 1) : [];
    const uid = `UID:series-${n}@test`;
    parts.push(event(uid, ...times(one), `RRULE:${made.rule}`, ...excepted.map((at) => `EXDATE;TZID=${one.zone[0]}:${text(at)}`)));
    found.push(...starts.map((at) => period(at, one)));
    for (const at of moved) {
      const to = { ...one, start: at.add({ days: 1, hours: 1 }) };
      parts.push(event(uid, `RECURRENCE-ID;TZID=${one.zone[0]}:${text(at)}`, ...times(to)));
      found.push(period(to.start, to));
    }
  }
  const inside = found.filter(([start, end]) => end > window.from && start < window.to);
  return { text: calendar(...parts), expected: inside.map((times) => times.join('/')).toSorted() };
}
