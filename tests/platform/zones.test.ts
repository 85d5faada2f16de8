import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { dateOf, dayOf, localText, offsetAt, toLocal, toUtc, wallToUtc, weekdayOf, zoneTable } from '../../server/platform/zones.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2018, 0, 1);
const END = Date.UTC(2036, 0, 1);

/** Offset as Intl tells it, without Temporal: the second opinion. */
function intlOffset(format: Intl.DateTimeFormat, ms: number): number {
  const text = format.format(ms).split('GMT')[1] ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(text) ?? ['', '+', '0', '0'];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

function transitions(zone: string): Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(START).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  for (; at && at.epochMilliseconds < END; at = at.getTimeZoneTransition('next')) found.push(at);
  return found;
}

/** Temporal's own answer for a wall clock given in ms as if it were UTC. */
function compatible(zone: string, wall: number): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  return plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function wrongAround(zone: string, change: Temporal.ZonedDateTime): string[] {
  const table = zoneTable(zone);
  const before = change.subtract({ nanoseconds: 1 }).offsetNanoseconds / 1e6;
  const after = change.offsetNanoseconds / 1e6;
  const wrong: string[] = [];
  const t = change.epochMilliseconds;
  if (offsetAt(table, t - 1) !== before || offsetAt(table, t) !== after) wrong.push(`${zone} offset at ${change.toString()}`);
  const edges = [t + before, t + after];
  const steps = [-15 * MINUTE, -MINUTE, 0, MINUTE, 15 * MINUTE];
  for (const wall of [...edges.flatMap((edge) => steps.map((step) => edge + step)), (edges[0]! + edges[1]!) / 2]) {
    if (wallToUtc(table, wall) !== compatible(zone, wall)) wrong.push(`${zone} wall ${new Date(wall).toISOString()}`);
  }
  return wrong;
}

describe('offset tables', () => {
  it('agree with Temporal on both sides of every change of every zone from 2018 to 2035', () => {
    const changes = ZONES.map((zone) => ({ zone, changes: transitions(zone) }));
    expect(changes.flatMap(({ changes: list }) => list).length).toBeGreaterThan(4000);
    expect(changes.flatMap(({ zone, changes: list }) => list.flatMap((change) => wrongAround(zone, change)))).toEqual([]);
  });

  it('agree with Intl every ten days in every zone, so that no change is missed', () => {
    const wrong: string[] = [];
    for (const zone of ZONES) {
      const table = zoneTable(zone);
      const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
      for (let ms = START; ms < END; ms += 10 * 24 * HOUR) if (offsetAt(table, ms) !== intlOffset(format, ms)) wrong.push(`${zone} ${ms}`);
    }
    expect(wrong).toEqual([]);
  });

  it('refuse a zone that nobody knows', () => {
    expect(() => zoneTable('Mars/Olympus')).toThrow(RangeError);
  });

  it('answer for centuries ahead without building what lies between', () => {
    const table = zoneTable('Europe/Vienna');
    offsetAt(table, Date.UTC(9000, 6, 1));
    expect(table.blocks.size).toBeLessThanOrEqual(12);
  });
});

describe('wall clocks', () => {
  const iso = (ms: number) => new Date(ms).toISOString();

  it('take a skipped time with the offset before the change', () => {
    expect(iso(toUtc(zoneTable('Europe/London'), '2026-03-29', 90))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(toUtc(zoneTable('Africa/Cairo'), '2026-04-24', 0))).toBe('2026-04-23T22:00:00.000Z');
    expect(iso(toUtc(zoneTable('Australia/Lord_Howe'), '2026-10-04', 135))).toBe('2026-10-03T15:45:00.000Z');
    expect(iso(toUtc(zoneTable('Pacific/Apia'), '2011-12-30', 540))).toBe('2011-12-30T19:00:00.000Z');
  });

  it('take the earlier of a repeated time', () => {
    expect(iso(toUtc(zoneTable('Europe/Dublin'), '2026-10-25', 90))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(toUtc(zoneTable('America/Havana'), '2026-11-01', 30))).toBe('2026-11-01T04:30:00.000Z');
  });

  it('tell the date, weekday and minute of an instant', () => {
    expect(toLocal(zoneTable('Asia/Kathmandu'), Date.UTC(2026, 2, 1, 18, 15))).toEqual({ date: '2026-03-02', weekday: 1, minute: 0 });
    expect(localText(Date.UTC(2026, 2, 2, 19), 'America/New_York')).toBe('2026-03-02T14:00');
    expect(localText(Date.UTC(2026, 2, 2, 19, 0, 59), 'America/St_Johns')).toBe('2026-03-02T15:30');
  });

  it('end a day at 24:00, which is the next day at 0:00', () => {
    const table = zoneTable('America/New_York');
    expect(toUtc(table, '2026-03-08', 1440)).toBe(toUtc(table, '2026-03-09', 0));
  });
});

describe('days', () => {
  it('count from 1970-01-01, before it too', () => {
    expect([dayOf('1970-01-01'), dayOf('2026-03-02'), dayOf('1969-12-31')]).toEqual([0, 20514, -1]);
    expect([dateOf(20514), dateOf(-1)]).toEqual(['2026-03-02', '1969-12-31']);
    expect([weekdayOf(20514), weekdayOf(-1), weekdayOf(-4)]).toEqual([1, 3, 7]);
    expect(() => dayOf('2026-13-01')).toThrow(RangeError);
  });
});
