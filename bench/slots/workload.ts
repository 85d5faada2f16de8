import type { PersonCalendar, SlotQuery } from '../../server/features/scheduling/slots/types.ts';
import type { BusyInterval, DayHours } from '../../server/platform/microsoft/microsoft.ts';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
/** Eight weeks, with the change of New York's clock on 8 March and that of London's and Berlin's on 29 March. */
const FROM = Date.UTC(2026, 2, 2);
const TO = Date.UTC(2026, 3, 27);
const ZONES = [
  { zone: 'America/New_York', startMinute: 480, endMinute: 1080 },
  { zone: 'Europe/London', startMinute: 480, endMinute: 1080 },
  { zone: 'Europe/Berlin', startMinute: 480, endMinute: 1140 },
];
const BUFFERS = [10, 10, 30];
/** Of twenty intervals, three only rank a time lower: the finder reads them all the same, the peers are spared them. */
const STATUSES = [...Array<'busy'>(16).fill('busy'), 'oof', 'tentative', 'tentative', 'workingElsewhere'] as const;
const KEPT_FREE = 24;

/** Mulberry32: the same numbers for the same seed, 0 <= n < 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const weekdays = ({ startMinute, endMinute }: { startMinute: number; endMinute: number }): DayHours[] =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute, endMinute }));

/** Stretches of 90 minutes on working days, 13 to 17 UTC, that everybody has free, so that no answer is empty. */
function keptFree(random: () => number): number[] {
  const days = Array.from({ length: 56 }, (_, index) => FROM + index * DAY).filter((ms) => ![0, 6].includes(new Date(ms).getUTCDay()));
  return Array.from({ length: KEPT_FREE }, () => days[Math.floor(random() * days.length)]! + 13 * 60 * MINUTE + Math.floor(random() * 14) * 15 * MINUTE);
}

function busyTime(random: () => number, count: number, free: number[], buffer: number): BusyInterval[] {
  const busy: BusyInterval[] = [];
  while (busy.length < count) {
    const start = FROM + Math.floor((random() * (TO - FROM)) / (5 * MINUTE)) * 5 * MINUTE;
    const end = start + (3 + Math.floor(random() * 16)) * 5 * MINUTE;
    if (free.some((kept) => start - buffer < kept + 90 * MINUTE && kept < end + buffer)) continue;
    busy.push({ start, end, status: STATUSES[Math.floor(random() * STATUSES.length)]! });
  }
  return busy;
}

/** A search among `people` calendars of `count` intervals each, with buffers, preferences, spacing and ranking. */
export function workload(people: number, count: number, seed: number): SlotQuery {
  const random = numbers(seed);
  const free = keptFree(random);
  const calendars = Array.from({ length: people }, (_, index): PersonCalendar => {
    const told = ZONES[index % 3]!;
    const bufferMinutes = BUFFERS[index % 3]!;
    const busy = busyTime(random, count, free, bufferMinutes * MINUTE);
    const rules = { required: true, known: true, unconfirmed: false, bufferMinutes };
    return { id: `person ${index}`, ...rules, zone: told.zone, hours: weekdays(told), hoursByDate: {}, busy };
  });
  return {
    from: FROM,
    to: TO,
    dataUntil: TO,
    now: FROM - 5 * DAY,
    minutes: 60,
    gridMinutes: 15,
    noticeMinutes: 2880,
    spacing: { minDays: 10, maxDays: 21, neighbours: [FROM - 12 * DAY] },
    people: calendars,
    preferred: { zone: 'Europe/London', hours: weekdays({ startMinute: 840, endMinute: 960 }) },
    movable: [],
    spreadZone: 'Europe/London',
    limit: 10,
  };
}

/** The intervals that forbid a time; the rest only ranks it lower. */
export const forbidding = (person: PersonCalendar): BusyInterval[] => person.busy.filter(({ status }) => status === 'busy' || status === 'oof');
