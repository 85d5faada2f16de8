import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromGraphTime, toGraphTime, toIana, toWindows } from '../../../server/platform/microsoft/zones.ts';

describe("Graph's zone names", () => {
  it.each([
    ['Nepal Standard Time', 'Asia/Kathmandu'],
    ['Lord Howe Standard Time', 'Australia/Lord_Howe'],
    ['Newfoundland Standard Time', 'America/St_Johns'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['Romance Standard Time', 'Europe/Paris'],
    ['GMT Standard Time', 'Europe/London'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['FLE Standard Time', 'Europe/Kyiv'],
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is %s', (name, iana) => expect(toIana(name)).toBe(iana));

  it.each(['Customized Time Zone', 'tzone://Microsoft/Custom', 'Mars/Olympus', '+05:45', '', null, undefined])(
    '%s is no zone that can be relied on',
    (name) => expect(toIana(name)).toBeNull(),
  );

  it.each([
    ['Asia/Kathmandu', 'Nepal Standard Time'],
    ['Australia/Lord_Howe', 'Lord Howe Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Europe/London', 'GMT Standard Time'],
    ['Antarctica/Troll', null],
    ['Mars/Olympus', null],
  ])('%s is %s to Windows', (zone, windows) => expect(toWindows(zone)).toBe(windows));
});

describe('a moment told to Graph', () => {
  it.each([
    ['2026-07-01T09:00:00Z', 'Europe/London', '2026-07-01T10:00:00', 'GMT Standard Time'],
    ['2026-03-02T09:00:00Z', 'Asia/Kathmandu', '2026-03-02T14:45:00', 'Nepal Standard Time'],
    ['2026-01-05T22:30:00Z', 'Australia/Lord_Howe', '2026-01-06T09:30:00', 'Lord Howe Standard Time'],
    ['2026-03-02T09:00:00.000Z', 'UTC', '2026-03-02T09:00:00', 'UTC'],
  ])('%s in %s is %s', (instant, zone, dateTime, timeZone) => expect(toGraphTime(instant, zone)).toEqual({ dateTime, timeZone }));

  it('is in UTC where Windows has no such zone', () => {
    expect(toGraphTime('2026-03-02T09:00:00Z', 'Antarctica/Troll')).toEqual({ dateTime: '2026-03-02T09:00:00', timeZone: 'UTC' });
  });

  it('is in UTC the second time the wall clock shows it', () => {
    expect(toGraphTime('2026-10-25T00:30:00Z', 'Europe/London')).toEqual({ dateTime: '2026-10-25T01:30:00', timeZone: 'GMT Standard Time' });
    expect(toGraphTime('2026-10-25T01:30:00Z', 'Europe/London')).toEqual({ dateTime: '2026-10-25T01:30:00', timeZone: 'UTC' });
  });

  it('comes back as the same moment, whatever the zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const moments = fc.integer({ min: Date.parse('2025-01-01') / 900_000, max: Date.parse('2029-01-01') / 900_000 });
    fc.assert(
      fc.property(zones, moments, (zone, quarter) => {
        const moment = quarter * 900_000;
        expect(fromGraphTime(toGraphTime(new Date(moment).toISOString(), zone))).toBe(moment);
      }),
      { seed: 20260302, numRuns: 2000 },
    );
  });
});

describe("Graph's times", () => {
  it.each([
    [{ dateTime: '2026-03-02T09:00:00.0000000', timeZone: 'UTC' }, '2026-03-02T09:00:00.000Z'],
    [{ dateTime: '2026-07-01T10:00:00.0000000', timeZone: 'GMT Standard Time' }, '2026-07-01T09:00:00.000Z'],
    [{ dateTime: '2026-03-02T14:45:00', timeZone: 'Asia/Kathmandu' }, '2026-03-02T09:00:00.000Z'],
  ])('%j is %s', (time, instant) => expect(new Date(fromGraphTime(time) ?? 0).toISOString()).toBe(instant));

  it.each([
    [{ dateTime: '2026-03-02T09:00:00', timeZone: 'tzone://Microsoft/Custom' }],
    [{ dateTime: 'soon', timeZone: 'UTC' }],
    [{ dateTime: 'soon', timeZone: 'Europe/London' }],
    [{ timeZone: 'UTC' }],
    [null],
  ])('%j cannot be told', (time) => expect(fromGraphTime(time)).toBeNull());
});
