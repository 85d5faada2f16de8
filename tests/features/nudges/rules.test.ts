import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { decide, defaultPreferences, digestAt, isQuiet, nextOpening, weekOf, type Listener, type Pending, type Preferences } from '../../../server/features/nudges/rules.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);

/** Zones off by 45 and 30 minutes, one of them moving its clocks by half an hour; and days around their changes in 2026. */
const zones = ['Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Europe/London', 'Pacific/Apia'];
const starts = ['2026-03-06T00:00Z', '2026-03-27T00:00Z', '2026-04-03T00:00Z', '2026-10-02T00:00Z', '2026-10-30T00:00Z', '2026-12-29T00:00Z'].map(at);

const minute = fc.integer({ min: 0, max: 287 }).map((step) => step * 5);
const preferences: fc.Arbitrary<Preferences> = fc.record({
  weeklyBudget: fc.integer({ min: 1, max: 10 }),
  quietFromMinute: minute,
  quietToMinute: minute,
  quietWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
  pausedUntil: fc.constant(null),
});
const moment = fc.tuple(fc.constantFrom(...starts), fc.integer({ min: 0, max: 6 * 24 * 60 })).map(([start, minutes]) => start + minutes * MINUTE);

/** Quiet as somebody would read it off a wall clock, by another library. */
function quietByTheClock({ quietFromMinute: from, quietToMinute: to, quietWeekdays }: Preferences, zone: string, ms: number): boolean {
  const local = DateTime.fromMillis(ms, { zone });
  const now = local.hour * 60 + local.minute;
  const daily = from < to ? from <= now && now < to : from > to && !(to <= now && now < from);
  return daily || quietWeekdays.includes(local.weekday);
}

describe('quiet hours', () => {
  it.each([
    ['Asia/Kathmandu', '2026-03-02T01:44Z', true],
    ['Asia/Kathmandu', '2026-03-02T01:45Z', false],
    ['Asia/Kathmandu', '2026-03-02T13:14Z', false],
    ['Asia/Kathmandu', '2026-03-02T13:15Z', true],
    // St John's goes forward on 8 March: 07:30 on Monday is 10:00 in UTC, and was 11:00 the week before.
    ['America/St_Johns', '2026-03-06T10:59Z', true],
    ['America/St_Johns', '2026-03-09T10:00Z', false],
    // Lord Howe goes back by half an hour on 5 April.
    ['Australia/Lord_Howe', '2026-04-02T20:30Z', false],
    ['Australia/Lord_Howe', '2026-04-05T20:59Z', true],
    ['Australia/Lord_Howe', '2026-04-05T21:00Z', false],
    ['Europe/London', '2026-03-07T12:00Z', true],
  ])('%s at %s: %s', (zone, instant, quiet) => {
    expect(isQuiet(defaultPreferences, zone, at(instant))).toBe(quiet);
  });

  it('are as a wall clock and a calendar say, on days on which clocks change too', () => {
    fc.assert(fc.property(preferences, fc.constantFrom(...zones), moment, (chosen, zone, ms) => {
      expect(isQuiet(chosen, zone, ms)).toBe(quietByTheClock(chosen, zone, ms));
    }), { numRuns: 2000 });
  });

  it('end at the first minute that is not quiet', () => {
    fc.assert(fc.property(preferences, fc.constantFrom(...zones), moment, (chosen, zone, ms) => {
      let expected = ms;
      while (expected < ms + 9 * DAY && quietByTheClock(chosen, zone, expected)) expected += MINUTE;
      const found = nextOpening(chosen, zone, ms);
      expect(found).toBe(quietByTheClock(chosen, zone, expected) ? null : expected);
    }), { numRuns: 40 });
  });

  it('never hold a digest', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), moment, (zone, ms) => {
      const when = digestAt(defaultPreferences, zone, ms);
      expect(when).toBeGreaterThanOrEqual(ms);
      expect(quietByTheClock(defaultPreferences, zone, when)).toBe(false);
    }));
  });
});

const pending = (more: Partial<Pending> = {}): Pending => ({
  id: 'a', weight: 'normal', dueAt: at('2026-03-02T09:00Z'), expiresAt: at('2026-03-20T09:00Z'), meetingOn: false, alone: false, reason: null,
  engagement: { status: 'active', pausedUntil: null }, ...more,
});
const listener = (more: Partial<Listener> = {}): Listener => ({ preferences: defaultPreferences, zone: 'Europe/London', saidThisWeek: 0, awayUntil: null, ...more });

describe('what becomes of a notice', () => {
  const monday = at('2026-03-02T10:00Z');
  const night = at('2026-03-02T22:00Z');
  const away = listener({ awayUntil: at('2026-03-04T12:00Z') });
  const paused = listener({ preferences: { ...defaultPreferences, pausedUntil: '2026-03-10' } });
  it.each<[string, Partial<Pending>, Listener, number, unknown]>([
    ['normal, by day', {}, listener(), monday, 'say'],
    ['normal, at night', {}, listener(), night, ['quiet-hours', '2026-03-03T07:30:00.000Z']],
    ['normal, away', {}, away, monday, ['away', '2026-03-04T12:00:00.000Z']],
    ['normal, paused', {}, paused, monday, ['paused', '2026-03-10T07:30:00.000Z']],
    ['normal, nothing left', {}, listener({ saidThisWeek: 5 }), monday, ['budget', '2026-03-09T07:30:00.000Z']],
    ['normal, nothing left, soon late', { expiresAt: at('2026-03-05T09:00Z') }, listener({ saidThisWeek: 5 }), monday, ['budget', '2026-03-05T09:00:00.000Z']],
    ['late', { expiresAt: monday }, listener(), monday, 'expired'],
    ['late, after it waited for the budget', { expiresAt: monday, reason: 'budget' }, listener(), monday, 'budget'],
    ['engagement ended', { engagement: { status: 'ended', pausedUntil: null } }, listener(), monday, 'engagement-ended'],
    ['engagement paused', { engagement: { status: 'paused', pausedUntil: '2026-03-08' } }, listener(), monday, ['engagement-paused', '2026-03-08T00:00:00.000Z']],
    ['urgent, nothing left', { weight: 'now' }, listener({ saidThisWeek: 9 }), monday, 'say'],
    ['urgent, at night', { weight: 'now' }, listener(), night, ['quiet-hours', '2026-03-03T07:30:00.000Z']],
    ['urgent, at night, the meeting is on', { weight: 'now', meetingOn: true }, listener(), night, 'say'],
    ['urgent, away, the meeting is on', { weight: 'now', meetingOn: true }, away, monday, ['away', '2026-03-04T12:00:00.000Z']],
    ['urgent, paused, the meeting is on', { weight: 'now', meetingOn: true }, paused, monday, ['paused', '2026-03-10T07:30:00.000Z']],
    ['digest, by day', { weight: 'digest' }, listener(), monday, ['digest', '2026-03-03T07:30:00.000Z']],
    ['digest, its morning', { weight: 'digest' }, listener(), at('2026-03-03T07:30Z'), 'say'],
    ['digest, late before its morning', { weight: 'digest', expiresAt: at('2026-03-02T18:00Z') }, listener(), monday, 'say'],
  ])('%s', (_what, notice, who, now, expected) => {
    const { say, hold, drop } = decide([pending(notice)], who, now);
    const outcome = say.length > 0 ? 'say' : hold[0] ? [hold[0].reason, new Date(hold[0].until).toISOString()] : drop[0]!.reason;
    expect(outcome).toEqual(expected);
  });

  it('says together what may be said together, and urgent things by themselves', () => {
    const all = [pending({ id: 'a' }), pending({ id: 'b', weight: 'now' }), pending({ id: 'c' }), pending({ id: 'd', weight: 'now' })];
    expect(decide(all, listener(), monday).say).toEqual([['b'], ['d'], ['a', 'c']]);
  });
});

const offers = fc.array(
  fc.record({ weight: fc.constantFrom('now' as const, 'normal' as const, 'digest' as const), due: fc.integer({ min: 0, max: 28 * 24 * 12 }), lives: fc.integer({ min: 1, max: 15 * 24 }), meetingOn: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

it('over a month: each is settled once, never in the night, never above the budget, never late', () => {
  fc.assert(fc.property(preferences, fc.constantFrom(...zones), fc.constantFrom(...starts), offers, (chosen, zone, start, made) => {
    const open = new Map(made.map((one, index) => {
      const dueAt = start + one.due * 5 * MINUTE;
      return [String(index), { notice: pending({ id: String(index), weight: one.weight, meetingOn: one.meetingOn && one.weight === 'now', dueAt, expiresAt: dueAt + one.lives * HOUR }), look: dueAt }] as const;
    }));
    const spent = new Map<string, number>();
    let now = start;
    for (let turn = 0; open.size > 0; turn++) {
      expect(turn).toBeLessThan(2000);
      now = Math.max(now, Math.min(...[...open.values()].map(({ look }) => look)));
      const due = [...open.values()].filter(({ notice }) => notice.dueAt <= now);
      const week = weekOf(zone, now);
      const before = spent.get(week) ?? 0;
      const { say, hold, drop } = decide(due.map(({ notice }) => notice), { preferences: chosen, zone, saidThisWeek: before, awayUntil: null }, now);
      expect([...say.flat(), ...hold.map(({ id }) => id), ...drop.map(({ id }) => id)].toSorted()).toEqual(due.map(({ notice }) => notice.id).toSorted());
      for (const message of say) {
        const notices = message.map((id) => open.get(id)!.notice);
        for (const notice of notices) {
          expect(now).toBeLessThan(notice.expiresAt);
          expect(notice.meetingOn || !quietByTheClock(chosen, zone, now)).toBe(true);
        }
        if (notices[0]!.weight !== 'now') expect(before + say.length).toBeLessThanOrEqual(chosen.weeklyBudget);
        for (const id of message) open.delete(id);
      }
      spent.set(week, before + say.length);
      for (const { id } of drop) open.delete(id);
      for (const { id, reason, until } of hold) {
        const held = open.get(id)!;
        expect(until).toBeGreaterThan(now);
        expect(until).toBeLessThanOrEqual(held.notice.expiresAt);
        open.set(id, { notice: { ...held.notice, reason }, look: until });
      }
    }
  }), { numRuns: 60 });
});
