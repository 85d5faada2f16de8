import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayTimes } from '../../../server/features/arc/times/day-times.ts';
import { dateOf, dayOf } from '../../../server/platform/zones.ts';
import type { SlotQuery } from '../../../server/features/scheduling/slots/types.ts';

const DAY = 86_400_000;
/** Quarter hours off the hour, half an hour of summer time, summer time at midnight's edge. */
const zones = ['Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Europe/London'];
const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 480, endMinute: 1080 }));

const query = (zone: string, from: number, days: number): SlotQuery => ({
  from, to: from + days * DAY, dataUntil: from + days * DAY, now: from - 5 * DAY, minutes: 60, gridMinutes: 15, noticeMinutes: 0,
  spacing: { minDays: 0, maxDays: 60, neighbours: [] },
  people: [{ id: 'one', required: true, known: true, unconfirmed: false, bufferMinutes: 0, zone, hours: everyDay, hoursByDate: {}, busy: [] }],
  preferred: { zone, hours: [] }, movable: [], spreadZone: zone, limit: 10,
});

const formats = new Map(zones.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })]));

/** Another library's opinion of the wall clock. */
const wall = (zone: string, ms: number): { day: string; clock: string } => {
  const parts = formats.get(zone)!.format(ms).split(' ');
  return { day: parts[0]!, clock: parts[1]! };
};

describe('the times of each day', () => {
  it('are at the liked wall clock on every whole day, also when the clocks change, and of the client’s own day', () => {
    const start = fc.integer({ min: dayOf('2025-01-01'), max: dayOf('2028-12-31') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), start, fc.integer({ min: 32, max: 68 }), (zone, first, quarter) => {
        const minute = quarter * 15;
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const found = dayTimes(query(zone, first * DAY, 40), { minute, preferred: [], away: () => false, daysOff: [] });
        for (const { day, starts } of found) for (const one of starts) expect(wall(zone, one).day).toBe(dateOf(day));
        for (const { day, starts } of found.slice(1, -1)) expect([day, wall(zone, starts[0]!).clock]).toEqual([day, clock]);
        expect(found.length).toBeGreaterThanOrEqual(39);
      }),
      { numRuns: 40 },
    );
  });

  it('are none on days off of the person’s own day, which is not always the client’s', () => {
    const from = Date.parse('2026-03-02T00:00:00Z');
    const off = { personId: 'one', zone: 'Asia/Kathmandu', dates: new Map([['2026-03-10', 'Phagu Purnima']]) };
    const found = dayTimes(query('America/St_Johns', from, 20), { minute: null, preferred: [], away: (day) => dateOf(day) === '2026-03-12', daysOff: [off] });
    for (const { starts } of found) for (const one of starts) expect(wall('Asia/Kathmandu', one).day).not.toBe('2026-03-10');
    expect(found.map(({ day }) => dateOf(day))).not.toContain('2026-03-12');
  });
});
