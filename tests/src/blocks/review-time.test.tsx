/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { reviewBlock, reviewWeeks, saveReviewTime, type ReviewBlock, type ReviewWeeks, type ReviewWish } from '../../../server/features/blocks/contract.ts';
import { suggestedWish } from '../../../server/features/blocks/rules.ts';
import type { Api } from '../../../src/api/client.ts';
import { ViewerContext } from '../../../src/components/viewer.ts';
import { besideWords, leavingWords, marksOf, movedFromTo, weekWords } from '../../../src/features/blocks/block-words.ts';
import { chartSentence, columnsOf, nextWords } from '../../../src/features/blocks/chart-shape.ts';
import { ReviewTimeSummary } from '../../../src/features/blocks/review-time-card.tsx';
import { WeekRow } from '../../../src/features/blocks/week-row.tsx';
import { daysWords, entryWords, holidayAnswers, holidaysWords, wishProblems, withDays } from '../../../src/features/blocks/wish-words.ts';
import { uuidOf } from '../samples.ts';

const [zone, locale] = ['Europe/London', 'en-GB'];

const block = (more: Partial<ReviewBlock> = {}): ReviewBlock => ({
  id: uuidOf(1), week: '2026-03-09', kind: 'block', state: 'planned', start: '2026-03-12T09:00:00.000Z', end: '2026-03-12T09:30:00.000Z', shows: 'free', note: null,
  used: false, moves: 0, shrunk: false, nextSession: null, inCalendar: true, can: { move: true, pin: true, unpin: false, skip: true, bringBack: false }, ...more,
});

describe('a block in words', () => {
  it('is one that the API could have answered', () => expect(reviewBlock.safeParse(block()).error).toBeUndefined());

  it.each<[string, Partial<ReviewBlock>, string[]]>([
    ['planned', {}, ['Planned']],
    ['pinned', { state: 'pinned' }, ['Pinned by you']],
    ['moved twice and shortened', { moves: 2, shrunk: true, end: '2026-03-12T09:20:00.000Z' }, ['Planned', 'Moved twice', 'Shortened to 20 minutes']],
    ['skipped', { state: 'skipped', start: null, end: null }, ['Skipped']],
    ['kept', { used: true, state: 'missed' }, ['Kept']],
    ['lost', { state: 'missed' }, ['Lost']],
    ['a rescue slot', { kind: 'rescue' }, ['Rescue slot']],
    ['a rescue slot that was used', { kind: 'rescue', used: true }, ['Kept', 'Rescue slot']],
    ['waiting', { inCalendar: false }, ['Planned', 'Waiting for Microsoft 365']],
    ['asking', { state: 'asking', start: null, end: null }, ['Asks you']],
  ])('%s', (_name, more, words) => expect(marksOf(block(more)).map(({ text }) => text)).toEqual(words));

  it('says its week, how it is shown, and the session after it', () => {
    expect(['2026-03-02', '2026-03-09', '2026-03-16'].map((week) => weekWords(week, '2026-03-08', locale))).toEqual(['This week', 'Next week', 'Week of 16 March 2026']);
    expect(besideWords(block({ nextSession: { id: uuidOf(2), start: '2026-03-12T14:00:00Z' } }), zone, locale)).toEqual({ shown: 'Shown as free.', session: 'Thursday 12 March, 14:00' });
    expect(besideWords(block({ used: true }), zone, locale).shown).toBeNull();
  });

  it('says from where to where it went, and what leaves the calendar', () => {
    const [from, to] = [{ start: '2026-03-12T09:00:00Z', end: '2026-03-12T09:30:00Z' }, { start: '2026-03-12T13:30:00Z', end: '2026-03-12T14:00:00Z' }];
    expect(movedFromTo({ from, to }, zone, locale)).toBe('From Thursday 12 March, 09:00 – 09:30 to Thursday 12 March, 13:30 – 14:00.');
    expect([movedFromTo({ from, to: null }, zone, locale), movedFromTo({ from: null, to: null }, zone, locale)]).toEqual(['It was Thursday 12 March, 09:00 – 09:30.', null]);
    expect(leavingWords({ blocks: [block()], zone }, new Date('2026-03-08T00:00:00Z'), locale)).toContain('from Thursday 12 March on leave your calendar');
    expect(leavingWords({ blocks: [block({ used: true })], zone }, new Date('2026-03-08T00:00:00Z'), locale)).toContain('No block');
  });
});

describe('a week on the screen', () => {
  const acts = { api: {} as Api, busy: false, problem: null, run: async () => true, undo: async () => true };
  const read = (more: Partial<ReviewBlock>): string =>
    renderToStaticMarkup(<WeekRow block={block(more)} zone={zone} today="2026-03-12" now={new Date('2026-03-12T09:10:00Z')} acts={acts} />);
  const buttons = (html: string): string[] => [...html.matchAll(/<button[^>]*aria-label="([^"]+)"/g)].map(([, name]) => name!);

  it('offers what may be done, and the way into the review', () => {
    const html = read({ nextSession: { id: uuidOf(2), start: '2026-03-12T14:00:00Z' } });
    expect(buttons(html)).toEqual(['Move: This week', 'Pin: This week', 'Skip this week: This week']);
    for (const words of [`#/review/${uuidOf(1)}`, `#/sessions/${uuidOf(2)}`, 'Thursday 12 March, 14:00']) expect(html).toContain(words);
  });

  it('offers a rescue slot to be used, and nothing once a week is over', () => {
    const can = { move: false, pin: false, unpin: false, skip: true, bringBack: false };
    const rescue = read({ kind: 'rescue', can });
    expect([rescue.includes('Use the rescue slot'), buttons(rescue)]).toEqual([true, ['Leave it out: This week']]);
    expect(read({ kind: 'rescue', state: 'missed', can: { ...can, skip: false } })).not.toContain('Use the rescue slot');
    expect(buttons(read({ used: true, can: { ...can, skip: false } }))).toEqual([]);
    expect(buttons(read({ state: 'skipped', start: null, end: null, can: { ...can, skip: false, bringBack: true } }))).toEqual(['Bring it back: This week']);
  });
});

describe('what is set up', () => {
  const wish = suggestedWish(null);
  const problem = (more: Partial<ReviewWish>) => wishProblems({ ...wish, ...more }).map(({ path }) => path);

  it('in words', () => {
    expect(daysWords([1, 2, 3, 4, 5], locale)).toBe('Monday to Friday');
    expect(daysWords([5, 1], locale)).toBe('Monday, Friday');
    expect(entryWords(wish, locale)).toContain('“Review time” every Friday, 10:00 – 10:30, private, shown as free at first.');
  });

  it('tells whose public holidays are left out', () => {
    const [germany, berlin] = [{ code: 'DE', name: 'Germany' }, { code: 'DE-BE', name: 'Germany: Berlin' }];
    expect(holidaysWords(null, { region: germany, ofZone: germany })).toBe('Left out: Germany, by your time zone');
    expect(holidaysWords('DE-BE', { region: berlin, ofZone: germany })).toBe('Left out: Germany, Berlin');
    expect([holidaysWords('none', { region: null, ofZone: germany }), holidaysWords(null, { region: null, ofZone: null })]).toEqual(['Not left out', 'Not left out: your time zone tells no country']);
    expect([germany, null].map((ofZone) => holidayAnswers({ region: null, ofZone })[0])).toEqual([['zone', 'Germany, by your time zone'], ['zone', 'By your time zone, which tells no country']]);
  });

  it('finds at the same fields what the API would refuse', () => {
    expect([wishProblems(wish), saveReviewTime.safeParse({ ...wish, version: 0 }).success]).toEqual([[], true]);
    for (const [more, path] of [[{ days: [] }, 'days'], [{ windowEnd: wish.windowStart + 20 }, 'windowEnd'], [{ idealMinute: 100 }, 'idealMinute'], [{ idealMinute: 602 }, 'idealMinute']] as const) {
      const refused = saveReviewTime.safeParse({ ...wish, ...more, version: 0 });
      expect([problem(more as Partial<ReviewWish>), refused.error?.issues.some((issue) => issue.path[0] === path)]).toEqual([[path], true]);
    }
  });

  it('keeps the best day among the days', () => {
    expect([withDays(wish, [1, 5]).idealDay, withDays(wish, [1, 2]).idealDay, withDays(wish, []).idealDay]).toEqual([5, 2, 5]);
  });
});

describe('the last twelve weeks', () => {
  const none: ReviewWeeks['weeks'] = Array.from({ length: 12 }, (_, index) => ({ week: new Date(Date.UTC(2026, 0, 5 + index * 7)).toISOString().slice(0, 10), outcome: 'none', moved: 0 }));
  const outcomes = ['kept', 'kept', 'lost', 'skipped', 'open'] as const;
  const weeks = none.map((one, index) => (index < 7 ? one : { ...one, outcome: outcomes[index - 7]!, moved: index === 8 ? 2 : 0 }));
  const all: ReviewWeeks = { status: 'on', pausedUntil: null, zone, next: { id: uuidOf(1), kind: 'block', start: '2026-03-26T09:00:00.000Z', end: '2026-03-26T09:30:00.000Z' }, asking: 0, weeks };
  const read = (node: ReactNode): string => renderToStaticMarkup(<ViewerContext value={{ zone, locale, moves: 0 }}>{node}</ViewerContext>);

  it('are a sentence, a column each, and a table for who does not see them', () => {
    expect(reviewWeeks.safeParse(all).error).toBeUndefined();
    expect([chartSentence(none), chartSentence(weeks)]).toEqual([null, '2 kept, 1 moved, 1 lost, 1 skipped in the last 12 weeks.']);
    expect(columnsOf(weeks).map(({ words }) => words).slice(6)).toEqual(['No block', 'Kept', 'Kept, moved twice', 'Lost', 'Skipped', 'Still open']);
    const html = read(<ReviewTimeSummary weeks={all} chart />);
    expect(html.match(/<tr>/g)!.length).toBe(13);
    expect(html).toContain('<td>Kept, moved twice</td>');
    expect(read(<ReviewTimeSummary weeks={all} chart={false} />)).not.toContain('<table');
  });

  it('stand beside what comes next, or how to begin', () => {
    expect(nextWords(all, locale)).toBe('Next: Thursday 26 March, 09:00 – 09:30.');
    expect(nextWords({ ...all, status: 'paused', pausedUntil: '2026-04-06' }, locale)).toBe('Paused until 6 April 2026.');
    expect(read(<ReviewTimeSummary weeks={{ ...all, status: 'none', next: null, weeks: none }} chart />)).toContain('Set up review time');
    expect(read(<ReviewTimeSummary weeks={{ ...all, asking: 1 }} chart />)).toContain('One week needs a time.');
  });
});
