import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beside, daysOf, instantOf, spanOf, wallOf, weekOf, weeksOn, type Piece } from '../../../../src/sandbox/outlook/week.ts';
import type { CalendarEntry } from '../../../../src/sandbox/tenant/calendar.ts';

const entry = (start: string, end: string, more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: start,
  iCalUId: start,
  subject: 'Something',
  bodyHtml: '',
  start,
  end,
  isAllDay: false,
  isCancelled: false,
  isOrganizer: true,
  isRecurring: false,
  organizer: { address: 'a@b.example', name: 'A' },
  attendees: [],
  showAs: 'busy',
  sensitivity: 'normal',
  response: 'organizer',
  location: '',
  joinUrl: null,
  ...more,
});

const pieces = (entries: CalendarEntry[], dates: string[], zone: string) => daysOf(entries, dates, zone).map(({ timed }) => timed.map(({ from, to }) => [from, to]));

describe('a week', () => {
  it('runs from Monday to Sunday around any of its days', () => {
    const week = ['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01'];
    for (const date of week) expect(weekOf(date)).toEqual(week);
    expect(weeksOn('2026-12-28', 1)).toBe('2027-01-04');
  });

  it('is an hour longer or shorter where the clocks change', () => {
    const hours = (date: string, zone: string) => {
      const { from, to } = spanOf(weekOf(date), zone);
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect(hours('2026-10-25', 'Europe/London')).toBe(169);
    expect(hours('2026-03-29', 'Europe/London')).toBe(167);
    expect(hours('2026-10-25', 'Asia/Kathmandu')).toBe(168);
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(168.5);
  });
});

describe('entries on days', () => {
  it('stand at the wall clock of the zone', () => {
    const one = entry('2026-11-03T14:00:00Z', '2026-11-03T15:00:00Z');
    expect(pieces([one], ['2026-11-03'], 'Europe/London')).toEqual([[[840, 900]]]);
    expect(pieces([one], ['2026-11-03'], 'Asia/Kathmandu')).toEqual([[[1185, 1245]]]);
    expect(pieces([one], ['2026-11-03', '2026-11-04'], 'Asia/Tokyo')).toEqual([[[1380, 1440]], []]);
  });

  it('go on over midnight, and do not reach into a day that begins as they end', () => {
    const dates = ['2026-11-03', '2026-11-04', '2026-11-05'];
    expect(pieces([entry('2026-11-03T22:00:00Z', '2026-11-05T00:00:00Z')], dates, 'UTC')).toEqual([[[1320, 1440]], [[0, 1440]], []]);
  });

  it('are high enough to be pressed, however short or late', () => {
    expect(pieces([entry('2026-11-03T10:00:00Z', '2026-11-03T10:05:00Z')], ['2026-11-03'], 'UTC')).toEqual([[[600, 620]]]);
    expect(pieces([entry('2026-11-03T23:55:00Z', '2026-11-03T23:59:00Z')], ['2026-11-03'], 'UTC')).toEqual([[[1420, 1440]]]);
  });

  it('of whole days stand above the hours of each of them', () => {
    const away = entry('2026-11-03T00:00:00Z', '2026-11-05T00:00:00Z', { isAllDay: true });
    expect(daysOf([away], ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'], 'Europe/London').map(({ wholeDay }) => wholeDay.length)).toEqual([0, 1, 1, 0]);
  });
});

describe('overlapping entries', () => {
  const anyPieces = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 20, max: 300 })).map(([from, length]): Piece => ({ entry: entry(`${from}`, `${length}`), from, to: Math.min(1440, from + length) })),
    { maxLength: 12 },
  );

  it('never share a lane, and none is lost', () => {
    fc.assert(
      fc.property(anyPieces, (all) => {
        const placed = beside(all);
        expect(placed).toHaveLength(all.length);
        for (const [index, one] of placed.entries()) {
          expect(one.lane).toBeLessThan(one.lanes);
          for (const other of placed.slice(index + 1)) {
            const overlap = one.from < other.to && other.from < one.to;
            expect(overlap && one.lane === other.lane).toBe(false);
            if (overlap) expect(other.lanes).toBe(one.lanes);
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('wall clocks', () => {
  it('go to instants and back', () => {
    expect(instantOf({ local: '2026-07-01T09:00', zone: 'America/St_Johns' }).toISOString()).toBe('2026-07-01T11:30:00.000Z');
    expect(wallOf('2026-07-01T11:30:00Z', 'America/St_Johns')).toBe('2026-07-01T09:00');
  });
});
