import { describe, expect, it } from '@jest/globals';
import type { Slot } from '../../../server/features/scheduling/contract.ts';
import { foundWords, groupByDay, minutesOf, ranks, slotBadges } from '../../../src/features/scheduling/slot-days.ts';

const slot = (start: string, more: Partial<Slot> = {}): Slot => ({
  start,
  end: new Date(Date.parse(start) + 3_600_000).toISOString(),
  why: 'Everybody is free.',
  certain: true,
  preferred: false,
  compromises: [],
  evidence: [],
  ...more,
});
const state = (one: Slot['evidence'][number]['state']): Slot['evidence'] => [
  { personId: 'p', state: one, source: 'feed', localStart: '2026-03-02T09:00', zone: 'Europe/London', movesReview: false },
];

describe('slots by day', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const view = { zone: 'Pacific/Auckland', locale: 'en-GB', now };

  it("uses the viewer's days, not the server's", () => {
    const days = groupByDay([slot('2026-03-02T09:00:00Z'), slot('2026-03-02T22:00:00Z')], view);
    expect(days.map(({ date, slots }) => [date, slots.length])).toEqual([['2026-03-02', 1], ['2026-03-03', 1]]);
  });

  it('puts days and times in the order of the calendar, whatever their rank', () => {
    const ranked = [slot('2026-03-05T02:00:00Z'), slot('2026-03-03T03:00:00Z'), slot('2026-03-03T01:00:00Z')];
    const starts = groupByDay(ranked, view).flatMap(({ slots }) => slots.map(({ start }) => start));
    expect(starts).toEqual(['2026-03-03T01:00:00Z', '2026-03-03T03:00:00Z', '2026-03-05T02:00:00Z']);
    expect(ranks(ranked).get('2026-03-05T02:00:00Z')).toBe(1);
  });

  it('names the day in words', () => {
    expect(groupByDay([slot('2026-03-02T20:00:00Z')], view)[0]).toMatchObject({ title: 'Tuesday 3 March', near: 'Tomorrow' });
  });
});

describe('badges', () => {
  it('says nothing of a slot that is plainly free, and who must confirm another', () => {
    expect(slotBadges(slot('2026-03-02T09:00:00Z'), false)).toEqual([]);
    expect(slotBadges(slot('2026-03-02T09:00:00Z', { certain: false, evidence: state('unknown') }), false).map(({ text }) => text)).toEqual(['To be confirmed']);
  });

  it('says doubts, preference and rank', () => {
    const doubtful = slot('2026-03-02T09:00:00Z', { certain: false, preferred: true, evidence: state('tentative') });
    expect(slotBadges(doubtful, true).map(({ text }) => text)).toEqual(['Best', 'Somebody is tentative', 'Preferred time']);
  });
});

it.each([[0, 0, 'No time suits everybody yet.'], [1, 1, 'One time.'], [4, 4, '4 times.'], [10, 34, 'The best 10 of 34 times.']])(
  'counts %i of %i',
  (shown, total, words) => expect(foundWords(shown, total)).toBe(words),
);

it('measures a slot that a relaxation made shorter', () => {
  expect(minutesOf({ start: '2026-03-02T09:00:00Z', end: '2026-03-02T09:45:00Z' })).toBe(45);
});
