import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysOf, isOpenIn, isWeek, weekAt } from '../../../server/features/reflection/rules.ts';

const DAY = 86_400_000;

describe('ISO weeks', () => {
  it.each([
    ['2026-01-01T00:00:00Z', 'UTC', '2026-W01'], ['2027-01-01T12:00:00Z', 'UTC', '2026-W53'], ['2027-01-04T00:00:00Z', 'UTC', '2027-W01'],
    ['2027-01-03T23:00:00Z', 'Europe/Berlin', '2027-W01'], ['2027-01-04T02:00:00Z', 'America/St_Johns', '2026-W53'],
    // The clocks go forward in the night to Sunday: its week ends at the same wall clock as ever.
    ['2026-03-29T22:30:00Z', 'Europe/London', '2026-W13'], ['2026-03-29T23:30:00Z', 'Europe/London', '2026-W14'],
    ['2026-04-05T12:29:00Z', 'Australia/Lord_Howe', '2026-W14'], ['2026-03-08T18:14:00Z', 'Asia/Kathmandu', '2026-W10'], ['2026-03-08T18:15:00Z', 'Asia/Kathmandu', '2026-W11'],
  ])('%s in %s is in %s', (at, zone, week) => expect(weekAt(new Date(at), zone)).toBe(week));

  it('hold the day they were taken from, Monday to Sunday', () => {
    fc.assert(fc.property(fc.integer({ min: Date.parse('2000-01-10') / DAY, max: Date.parse('2199-12-01') / DAY }), (day) => {
      const date = new Date(day * DAY);
      const week = weekAt(date, 'UTC');
      const { startsOn, endsOn } = daysOf(week);
      expect(isWeek(week)).toBe(true);
      expect([new Date(startsOn).getUTCDay(), Date.parse(endsOn) - Date.parse(startsOn)]).toEqual([1, 6 * DAY]);
      expect(Date.parse(startsOn) <= +date && +date <= Date.parse(endsOn)).toBe(true);
    }));
  });

  it('are open for eight weeks back and one ahead, over the turn of a year with 53 weeks', () => {
    expect(['2026-W46', '2026-W47', '2026-W53', '2027-W01', '2027-W02', '2027-W03', '2027-W04'].map((week) => isOpenIn(week, '2027-W02'))).toEqual([false, true, true, true, true, true, false]);
  });
});
