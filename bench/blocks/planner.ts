import { deepStrictEqual } from 'node:assert';
import { planWeeks } from '../../server/features/blocks/plan/plan-weeks.ts';
import type { PersonTime, WeekQuestion, Wish } from '../../server/features/blocks/plan/types.ts';
import { compare, type Compared } from '../slots/pairs.ts';
import { luxonPlan, type PeerAnswer } from './luxon-peer.ts';
import { chanceOf } from './outlook.ts';
import { indexes } from './population.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const zones = ['Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney', 'America/Sao_Paulo', 'Asia/Tokyo'];
/** Monday 9 March 2026: American clocks have just changed, European ones change in the third week. */
const monday = Date.UTC(2026, 2, 9);
const entries = 100;

interface Client {
  time: PersonTime;
  wish: Wish;
  weeks: WeekQuestion[];
  now: number;
}

/** Four weekly reviews of an hour, near Friday at nine, in a calendar of a hundred entries. */
function clientOf(index: number): Client {
  const chance = chanceOf(index);
  const busy = indexes(entries).map(() => {
    const start = monday + Math.floor(chance() * 28) * DAY + (7 * 60 + Math.floor(chance() * 44) * 15) * MINUTE;
    const length = (2 + Math.floor(chance() * 6)) * 15 * MINUTE;
    return { start, end: start + length, status: chance() < 0.1 ? ('tentative' as const) : ('busy' as const) };
  });
  // By start, as Graph tells them.
  busy.sort((a, b) => a.start - b.start);
  return {
    time: { zone: zones[index % zones.length]!, hours: indexes(5).map((day) => ({ weekday: day + 1, startMinute: 480, endMinute: 1080 })), busy, holidays: new Map() },
    wish: { minutes: 60, leastMinutes: 20, days: [1, 2, 3, 4, 5], windowStart: 480, windowEnd: 1080, idealDay: 5, idealMinute: 540 },
    weeks: indexes(4).map((week) => ({ week: monday / DAY + week * 7, block: null, before: null, movesLeft: 2 })),
    now: monday - DAY,
  };
}

const ours = ({ time, wish, weeks, now }: Client) => planWeeks(time, wish, weeks, now);
const theirs = ({ time, wish, weeks, now }: Client): PeerAnswer[] => luxonPlan(time, wish, weeks, now);

/** Times of both for some clients, which are planned identically; throws where they are not. */
export function comparePlanners(clients: number, pairs: number): Compared {
  const all = indexes(clients).map(clientOf);
  for (const client of all) {
    const answers = ours(client).map((one): PeerAnswer => ({ start: one.kind === 'place' ? one.start : null, end: one.kind === 'place' ? one.end : null, room: one.room }));
    deepStrictEqual(answers, theirs(client), 'luxon plans otherwise');
  }
  const groups = indexes(5).map((group) => all.slice(group * 10, group * 10 + 10));
  const each = (plan: (client: Client) => unknown) => (group: Client[]): void => group.forEach(plan);
  return compare(groups, pairs, each(ours), each(theirs));
}

/** Clients of one group that is timed. */
export const perGroup = 10;
