import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { cast } from '../../../server/sandbox/story/people.ts';
import { story } from '../../../server/sandbox/story/story.ts';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { createTenant, type Tenant } from '../../../server/sandbox/tenant/tenant.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { app } from '../support/seeds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string): Date => new Date(iso);
const told = (now: Date): Tenant =>
  createTenant({ seed: story({ now, apps: [app] }), clock: { now: () => now }, store: memoryStore(), log: pino({ enabled: false }) });

interface Party {
  address: string;
  zone: string;
  buffer: number;
  /** Local hours of the working day. */
  from: number;
  to: number;
}
// What an engagement starts with: a day's notice, buffers of 10 minutes, 30 for the coach, working hours, an hour on a 15-minute grid.
const three: Party[] = [
  { address: cast.client, zone: 'Europe/London', buffer: 10, from: 9, to: 17 },
  { address: cast.sponsor, zone: 'America/New_York', buffer: 10, from: 9, to: 17.5 },
  { address: cast.outsideCoach, zone: 'America/St_Johns', buffer: 30, from: 9, to: 17 },
];
const until = (party: Party, to: number): Party[] => three.map((one) => (one.address === party.address ? { ...one, to } : one));

function localHours(zone: string): (ms: number) => { hour: number; weekday: string } {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (ms) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    return { hour: Number(parts['hour']) + Number(parts['minute']) / 60, weekday: parts['weekday']! };
  };
}

/** Every start that suits all parties, the slow and obvious way. */
function commonStarts(tenant: Tenant, parties: Party[], from: number, to: number): number[] {
  const fits = parties.map((party) => {
    const local = localHours(party.zone);
    const busy = calendarAt(tenant, party.address, new Date(from - DAY), new Date(to + DAY))
      .filter(({ showAs }) => showAs === 'busy' || showAs === 'oof')
      .map(({ start, end }) => [Date.parse(start) - party.buffer * MINUTE, Date.parse(end) + party.buffer * MINUTE] as const);
    return (start: number): boolean => {
      const { hour, weekday } = local(start);
      if (weekday === 'Sat' || weekday === 'Sun' || hour < party.from || hour + 1 > party.to) return false;
      return busy.every(([busyFrom, busyTo]) => busyTo <= start || busyFrom >= start + HOUR);
    };
  });
  const starts: number[] = [];
  const first = Math.ceil(from / (15 * MINUTE)) * 15 * MINUTE;
  for (let start = first; start + HOUR <= to; start += 15 * MINUTE) if (fits.every((fit) => fit(start))) starts.push(start);
  return starts;
}

describe('the built-in story', () => {
  // Every weekday of one week, both summer-time changes with their weeks of disagreement, and two plain weeks.
  const moments = [
    ...[2, 3, 4, 5, 6, 7, 8].map((day) => `2026-11-0${day}T09:40:00Z`),
    '2026-02-16T23:30:00Z',
    '2026-02-27T08:00:00Z',
    '2026-03-10T17:00:00Z',
    '2026-03-28T12:00:00Z',
    '2026-06-17T10:00:00Z',
    '2026-10-05T00:05:00Z',
    '2026-10-20T15:00:00Z',
    '2026-10-25T01:30:00Z',
    '2027-01-01T00:00:00Z',
  ];

  it.each(moments)('has no hour for the three in three weeks from %s, some with a later end or another week', (moment) => {
    const now = at(moment).getTime();
    const tenant = told(at(moment));
    const within = (parties: Party[], days: number): number => commonStarts(tenant, parties, now + DAY, now + days * DAY).length;
    expect(within(three, 21)).toBe(0);
    expect(within(until(three[0]!, 18), 21)).toBeGreaterThan(0);
    expect(within(until(three[0]!, 18), 21)).toBeLessThan(20);
    expect(within(three, 28)).toBeGreaterThan(0);
    expect(within(three.filter(({ address }) => address !== cast.sponsor), 21)).toBeGreaterThan(0);
  });

  it('is the same for the same moment', () => {
    expect(story({ now: at('2026-11-04T09:40:00Z'), apps: [] })).toEqual(story({ now: at('2026-11-04T09:40:00Z'), apps: [] }));
  });

  it('fills everybody\'s calendar for twelve weeks and keeps Marcus\' unknown', () => {
    const now = at('2026-11-04T09:40:00Z');
    const tenant = told(now);
    const seed = story({ now, apps: [] });
    expect(seed.people).toHaveLength(10);
    for (const { address } of seed.people) {
      const weeks = Array.from({ length: 11 }, (_, week) => calendarAt(tenant, address, new Date(+now + week * 7 * DAY), new Date(+now + (week + 1) * 7 * DAY)));
      for (const week of weeks) expect(week.length).toBeGreaterThan(1);
    }
    expect(seed.outsiders.map(({ address, events }) => [address, events === null])).toEqual([
      [cast.outsideCoach, false],
      [cast.outsideAdviser, true],
    ]);
  });

  it('has one line of command that ends with the chief, and one programme lead', () => {
    const { people } = story({ now: at('2026-11-04T09:40:00Z'), apps: [] });
    const managers = new Map(people.map(({ address, manager }) => [address, manager]));
    for (const { address } of people) {
      let [top, steps] = [address, 0];
      while (managers.get(top) && steps < 10) [top, steps] = [managers.get(top)!, steps + 1];
      expect(top).toBe(cast.chief);
    }
    expect(people.filter(({ appRoles }) => appRoles.includes('ProgrammeLead')).map(({ address }) => address)).toEqual([cast.programmeLead]);
  });
});
