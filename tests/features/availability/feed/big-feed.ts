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
const daysBetween = (a: Temporal.PlainDate, b: Temporal.PlainDate): number => a.until(b, { largestUnit: 'day' }).days;
const monday = (date: Temporal.PlainDate): Temporal.PlainDate => date.subtract({ days: date.dayOfWeek - 1 });

/** A kind of repetition: its rule, and whether a day (not before the start) is in it. */
type Kind = (r: Random, start: Temporal.PlainDate, until: Temporal.PlainDate, one: Series) => { rule: string; on: (day: Temporal.PlainDate) => boolean };

const KINDS: Kind[] = [
  (_r, start) => ({ rule: `FREQ=WEEKLY;BYDAY=${DAYS[start.dayOfWeek - 1]}`, on: (day) => day.dayOfWeek === start.dayOfWeek }),
  (_r, _start, until, one) => ({
    rule: `FREQ=DAILY;UNTIL=${until.toString().replaceAll('-', '')}T235959Z`,
    on: (day) => instant(day.toPlainDateTime(one.start.toPlainTime()), one.zone[1]) < Date.parse(`${until.toString()}T23:59:59Z`),
  }),
  (_r, start) => ({ rule: 'FREQ=MONTHLY;BYDAY=2TU', on: (day) => day.dayOfWeek === 2 && Math.ceil(day.day / 7) === 2 && daysBetween(start, day) >= 0 }),
  (_r, start) => ({ rule: 'FREQ=MONTHLY;BYDAY=-1FR', on: (day) => day.dayOfWeek === 5 && day.day + 7 > day.daysInMonth && daysBetween(start, day) >= 0 }),
  (_r, start) => {
    const other = (start.dayOfWeek % 7) + 1;
    const weeks = (day: Temporal.PlainDate): number => daysBetween(monday(start), monday(day)) / 7;
    return {
      rule: `FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=${DAYS[start.dayOfWeek - 1]},${DAYS[other - 1]}`,
      on: (day) => weeks(day) % 2 === 0 && [start.dayOfWeek, other].includes(day.dayOfWeek),
    };
  },
  (r, start) => {
    const count = 100 + r(60);
    return { rule: `FREQ=DAILY;INTERVAL=3;COUNT=${count}`, on: (day) => daysBetween(start, day) % 3 === 0 && daysBetween(start, day) / 3 < count };
  },
];

/** Builds `singles` plain events and `repeating` series over a window (epoch ms), some with exceptions. */
export function bigFeed(seed: number, singles: number, repeating: number, window: { from: number; to: number }): BigFeed {
  const r = random(seed);
  const parts: string[] = [];
  const found: [number, number][] = [];
  const days = Math.round((window.to - window.from) / 86_400_000);
  const first = Temporal.Instant.fromEpochMilliseconds(window.from).toZonedDateTimeISO('UTC').toPlainDate();
  const series = (date: Temporal.PlainDate): Series => ({
    zone: ZONES[r(ZONES.length)]!,
    start: date.toPlainDateTime({ hour: 6 + r(13), minute: 15 * r(4) }),
    minutes: 15 * (1 + r(8)),
  });
  const times = ({ zone, start, minutes }: Series): string[] => [`DTSTART;TZID=${zone[0]}:${text(start)}`, `DTEND;TZID=${zone[0]}:${text(start.add({ minutes }))}`];

  for (let n = 0; n < singles; n++) {
    const one = series(first.add({ days: r(days + 200) - 100 }));
    parts.push(event(...times(one), `SUMMARY:Meeting ${n}`, 'DESCRIPTION:Something to be passed over\\, at some length'));
    found.push(period(one.start, one));
  }
  for (let n = 0; n < repeating; n++) {
    const one = series(first.subtract({ days: 10 + r(300) }));
    // The first day is one of the rule's own, as every calendar program writes it.
    const kind = KINDS[n % KINDS.length]!;
    let made = kind(r, one.start.toPlainDate(), first.add({ days: 20 }), one);
    for (let step = 0; step < 40 && !made.on(one.start.toPlainDate()); step++) {
      one.start = one.start.add({ days: 1 });
      made = kind(r, one.start.toPlainDate(), first.add({ days: 20 }), one);
    }
    const starts: Temporal.PlainDateTime[] = [];
    for (let day = first.subtract({ days: 2 }); daysBetween(first, day) < days + 2; day = day.add({ days: 1 })) {
      if (daysBetween(one.start.toPlainDate(), day) >= 0 && made.on(day)) starts.push(day.toPlainDateTime(one.start.toPlainTime()));
    }
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
  return { text: calendar(...parts), expected: inside.map((times) => times.join('/')).sort() };
}
