/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlanItem, PlanPage, SeriesBooked } from '../../../server/features/arc/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { changeWords, daysOffWords, farAheadWords, notNowWords, planSummary, reachWords } from '../../../src/features/arc/arc-words.ts';
import { became, outcomeWords } from '../../../src/features/arc/outcome-words.ts';
import { manyChoices, openItems } from '../../../src/features/arc/planned.ts';
import { byMonth, marksOf, placeOf } from '../../../src/features/arc/timeline.ts';
import { monthsOf } from '../../../src/features/arc/timeline-strip.tsx';
import { now, session, uuidOf, waiting } from '../samples.ts';

const item = (day: string, more: Partial<PlanItem> = {}): PlanItem => ({
  id: uuidOf(300 + Number(day.slice(-2))), kind: 'coaching', day, from: day, to: day, status: 'planned', sessionId: null, state: 'planned', start: null, end: null, ...more,
});
const page = (items: PlanItem[] | null, more: Partial<PlanPage> = {}): PlanPage => {
  const settings = { cadenceDays: 14, weekday: null, minute: null, regions: [], away: [{ from: '2026-12-21', to: '2027-01-01' }] };
  return { plan: items && { version: 1, settings, items }, suggested: settings, threeWays: true, holidays: [{ date: '2026-12-25', name: 'Christmas Day', people: ['Kit', 'Sam'] }], reasons: [], series: [], can: { plan: true, book: true }, ...more };
};
const at = { zone: 'Asia/Kathmandu', now };

describe('the line of an engagement', () => {
  it('has planned and booked sessions, holidays and what is left out, in order of the viewer’s day', () => {
    // 18:30 in London is the next day in Kathmandu.
    const booked = item('2026-12-01', { state: 'booked', sessionId: uuidOf(50), start: '2026-12-01T18:30:00Z', end: '2026-12-01T19:30:00Z' });
    const marks = marksOf(page([booked, item('2026-12-15')]), [session({ start: '2026-12-01T18:30:00Z' })], at);
    expect(marks.map(({ type, day }) => `${type} ${day}`)).toEqual(['session 2026-12-02', 'session 2026-12-15', 'away 2026-12-21', 'holiday 2026-12-25']);
  });

  it('has sessions booked without a plan, and none that were cancelled', () => {
    const marks = marksOf(page(null, { holidays: [] }), [session({ end: '2026-11-01T10:00:00Z' }), session({ id: uuidOf(51) }), session({ id: uuidOf(52), state: 'cancelled' })], at);
    expect(marks.map((mark) => mark.type === 'session' && mark.state)).toEqual(['done', 'booked']);
  });

  it('loses no mark when it is told by month', () => {
    const marks = marksOf(page([item('2026-12-01'), item('2027-01-12'), item('2027-01-26')]), [], at);
    expect(byMonth(marks).flatMap((month) => month.marks)).toEqual(marks);
    expect(byMonth(marks).map(({ month }) => month)).toEqual(['2026-12', '2027-01']);
  });

  it('lies between its ends, whatever its length', () => {
    const date = fc.integer({ min: 0, max: 4000 }).map((day) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, date, date, (a, b, day) => {
        const [startsOn, endsOn] = [a, b].toSorted() as [string, string];
        expect(placeOf(day, { startsOn, endsOn })).toBeGreaterThanOrEqual(0);
        expect(placeOf(day, { startsOn, endsOn })).toBeLessThanOrEqual(1);
        expect(monthsOf(startsOn, endsOn).length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('words of a plan', () => {
  it('counts sessions by how far they are', () => {
    expect(planSummary([item('2026-12-01', { state: 'booked' }), item('2026-12-15'), item('2026-12-29')])).toBe('3 sessions: 1 booked, 2 planned.');
  });

  it('never calls an empty calendar far ahead free', () => {
    expect(farAheadWords({ notKnownYet: [] })).toBeNull();
    expect(farAheadWords({ notKnownYet: ['Kit Novak'] })).toMatch(/^Free as far as can be known: Kit Novak has nothing at all/);
    const calendar = { personId: uuidOf(2), role: 'coach', displayName: 'Kit', zone: 'America/St_Johns', source: 'feed', known: true, note: 'Not said yet.', lastEntryAt: '2027-03-02T02:00:00Z' } as const;
    expect(reachWords(calendar, 'en-GB')).toMatch(/1 March 2027/);
    expect(reachWords({ ...calendar, known: false }, 'en-GB')).toBe('Kit: Not said yet.');
    expect(reachWords({ ...calendar, lastEntryAt: null }, 'en-GB')).toMatch(/may still fill/);
  });

  it('names what is different about a proposed session', () => {
    const change = (more: object) => changeWords({ before: { day: '2026-12-01', kind: 'coaching' }, day: '2026-12-01', kind: 'coaching', fits: true, ...more });
    expect([change({}), change({ day: '2026-12-02' }), change({ kind: 'three-way' }), change({ before: null }), change({ fits: false })]).toEqual(['As it was', 'Another day', 'Another kind', 'New', 'No time fits']);
    expect([daysOffWords(0), daysOffWords(1), daysOffWords(-3)]).toEqual([null, '1 day later than the rhythm', '3 days earlier than the rhythm']);
  });

  it('says why nothing can be done in a pause and after the end', () => {
    expect(notNowWords('active', { plan: true, book: true })).toBeNull();
    expect(notNowWords('paused', { plan: true, book: false })).toMatch(/paused.*resumed/);
    expect(notNowWords('ended', { plan: false, book: false })).toMatch(/has ended/);
  });

  it('offers to book the next few of what is still to come', () => {
    const items = [item('2026-11-01'), item('2027-01-12'), item('2026-12-01'), item('2026-12-15', { state: 'booked' }), item('2026-12-29', { state: 'skipped' })];
    expect(openItems(items, '2026-11-22').map(({ day }) => day)).toEqual(['2026-12-01', '2027-01-12']);
    expect([manyChoices(0), manyChoices(1), manyChoices(3), manyChoices(14)]).toEqual([[], [1], [1, 2, 3], [1, 2, 3, 4, 6, 12, 14]]);
  });
});

describe('what became of many', () => {
  const outcome = (...sessions: (Session | null)[]) => {
    const booked: SeriesBooked = { id: uuidOf(1), results: sessions.map((one, index) => ({ id: one?.id ?? uuidOf(80 + index), session: one, why: one ? null : 'Kit is not free any more.' })) };
    return became(booked, [], sessions.map(() => null));
  };

  it('is followed with the newest that is known', () => {
    const [one] = became({ id: uuidOf(1), results: [{ id: uuidOf(50), session: session({ calendar: waiting }), why: null }] }, [session()], [null]);
    expect(one?.session?.calendar.status).toBe('done');
  });

  it('calls nothing booked that no calendar holds, and never hides what was refused', () => {
    expect(outcomeWords(outcome(session(), session()), false)).toMatchObject({ intent: 'success', title: '2 are booked.' });
    expect(outcomeWords(outcome(session(), session({ calendar: waiting })), false)).toMatchObject({ intent: 'info', title: '1 of 2 are in the calendars.' });
    expect(outcomeWords(outcome(session(), null), false)).toMatchObject({ intent: 'warning', under: expect.stringMatching(/1 session could not be booked/) });
    expect(outcomeWords(outcome(null), false)).toMatchObject({ intent: 'warning', title: 'None of them could be booked.' });
    expect(outcomeWords(outcome(session({ calendar: { ...waiting, status: 'attention' } })), false).title).toMatch(/needs your attention/);
    expect(outcomeWords(outcome(session()), true).title).toBe('Cancelled.');
  });
});
