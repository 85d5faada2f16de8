/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, clockText, clockToMinute, dateIn, dateText, dayText, minuteToClock, nearText, zoneName } from '../../../src/components/time.ts';
import { otherTimes } from '../../../src/components/zoned-time.tsx';

const at = '2026-12-31T20:30:00Z';

describe('an instant', () => {
  it('is another day and year in another zone', () => {
    expect(dayText(at, 'Europe/London', 'en-GB', at)).toBe('Thursday 31 December');
    expect(dayText(at, 'Asia/Kathmandu', 'en-GB', at)).toBe('Friday 1 January');
    expect(dayText('2027-01-01T00:00:00Z', 'Asia/Kathmandu', 'en-GB', '2026-12-01T00:00:00Z')).toMatch(/^Friday,? 1 January 2027$/);
    expect(dateIn(at, 'Australia/Lord_Howe')).toBe('2027-01-01');
  });

  it('is read as the locale has it, in half-hour and 45-minute zones too', () => {
    expect(clockText(at, 'Asia/Kathmandu', 'en-GB')).toBe('02:15');
    expect(clockText(at, 'America/St_Johns', 'en-GB')).toBe('17:00');
    expect(clockText(at, 'America/St_Johns', 'en-US')).toMatch(/^5:00\sPM$/);
  });
});

describe('nearness', () => {
  it.each([
    ['2026-11-22T23:00:00Z', 'Today'],
    ['2026-11-23T00:10:00Z', 'Tomorrow'],
    ['2026-11-21T10:00:00Z', 'Yesterday'],
    ['2026-11-27T10:00:00Z', 'In 5 days'],
    ['2026-12-20T10:00:00Z', null],
    ['2026-11-01T10:00:00Z', null],
  ])('%s is %p', (instant, text) => {
    expect(nearText('2026-11-22T08:00:00Z', instant, 'Europe/London')).toBe(text);
  });

  it('counts the days of the viewer’s zone, not stretches of 24 hours', () => {
    expect(nearText('2026-11-22T17:00:00Z', '2026-11-22T19:00:00Z', 'Asia/Kathmandu')).toBe('Tomorrow');
  });
});

describe('the others’ times', () => {
  const time = { start: '2026-12-10T20:00:00Z', end: '2026-12-10T21:00:00Z' };

  it('say the day where it is another one', () => {
    const others = [{ name: 'Kit', zone: 'America/St_Johns' }, { name: 'Sam', zone: 'Asia/Dhaka' }];
    expect(otherTimes(time, others, 'Asia/Kathmandu', 'en-GB')).toEqual([
      'Kit: Thursday 10 December, 16:30 – 17:30 (St Johns)',
      'Sam: 02:00 – 03:00 (Dhaka)',
    ]);
  });

  it('are left out where the clock is the same or nobody knows the zone', () => {
    const others = [{ name: 'Sam', zone: 'Europe/Lisbon' }, { name: 'Kit', zone: null }];
    expect(otherTimes(time, others, 'Europe/London', 'en-GB')).toEqual([]);
  });
});

describe('calendar dates', () => {
  it.each([
    ['2026-11-22', 6, '2027-05-22'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-01', 1, '2027-01-01'],
  ])('%s and %p months is %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });

  it('count days across a change of the clocks', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  });

  it('read without a zone', () => {
    expect(dateText('2026-11-02', 'en-GB')).toBe('2 November 2026');
  });
});

it('turns minutes into clock times and back', () => {
  expect([0, 545, 1440].map(minuteToClock)).toEqual(['00:00', '09:05', '24:00']);
  expect(['09:05', '9:05', '09:05:00', '', 'noon'].map(clockToMinute)).toEqual([545, 545, 545, null, null]);
});

it('names a zone by its place', () => {
  expect(['America/Argentina/Buenos_Aires', 'UTC'].map(zoneName)).toEqual(['Buenos Aires', 'UTC']);
});
