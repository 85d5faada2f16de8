import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readLine } from '../../../server/features/commitments/when/read-line.ts';
import { endOfDay, inWords, readWhen, type Reference } from '../../../server/features/commitments/when/read-when.ts';

/** A Tuesday. */
const at = (now: string, zone = 'Europe/London', nextSession: string | null = null): Reference => ({ now: new Date(now), zone, nextSession: nextSession === null ? null : new Date(nextSession) });
const tuesday = at('2026-03-03T09:00:00Z');

describe('days as people write them', () => {
  it.each([
    ['fri', '2026-03-06'], ['Friday', '2026-03-06'], ['by fri.', '2026-03-06'], ['next friday', '2026-03-13'], ['tue', '2026-03-03'],
    ['monday week', '2026-03-16'], ['tomorrow', '2026-03-04'], ['today', '2026-03-03'], ['tonight', '2026-03-03'],
    ['in 3 days', '2026-03-06'], ['in two weeks', '2026-03-17'], ['2 weeks', '2026-03-17'], ['in a fortnight', '2026-03-17'],
    ['this week', '2026-03-06'], ['end of week', '2026-03-06'], ['next week', '2026-03-13'],
    ['end of month', '2026-03-31'], ['eom', '2026-03-31'], ['end of next month', '2026-04-30'], ['end of quarter', '2026-03-31'], ['eoy', '2026-12-31'],
    ['12 mar', '2026-03-12'], ['12 March', '2026-03-12'], ['March 12', '2026-03-12'], ['12/3', '2026-03-12'], ['2026-03-30', '2026-03-30'],
    ['the 15th', '2026-03-15'], ['2nd', '2026-04-02'], ['the 31st', '2026-03-31'], ['april', '2026-04-30'], ['29 feb 2028', '2028-02-29'],
  ])('%s', (words, on) => expect(readWhen(words, tuesday)).toEqual({ on }));

  it.each(['30 feb', '31 april', '2026-02-30', 'the 32nd', '31/4'])('%s is no day', (words) => expect(readWhen(words, tuesday)).toEqual({ problem: 'no-such-date' }));
  it.each(['yesterday', '2026-03-02', '1 march 2026', 'last friday'])('%s has passed', (words) => expect(readWhen(words, tuesday)).toEqual({ problem: 'passed' }));
  it.each(['', 'by', 'soon', 'when I can', '3', 'friday and monday', 'call Sam', '🙂', 'a'.repeat(500)])('%s names none', (words) => expect(readWhen(words, tuesday)).toBeNull());

  it('before next session is the day before it, and today when it is today', () => {
    expect(readWhen('before next session', at('2026-03-03T09:00:00Z', 'Europe/London', '2026-03-17T10:00:00Z'))).toEqual({ on: '2026-03-16' });
    expect(readWhen('before our next session', at('2026-03-03T09:00:00Z', 'Europe/London', '2026-03-03T15:00:00Z'))).toEqual({ on: '2026-03-03' });
    expect(readWhen('before next session', tuesday)).toBeNull();
  });

  it.each([
    // 20:00 UTC on Tuesday is Wednesday already in Kathmandu and still Tuesday in St John’s.
    ['Asia/Kathmandu', 'today', '2026-03-04'], ['America/St_Johns', 'today', '2026-03-03'], ['Australia/Lord_Howe', 'tomorrow', '2026-03-05'],
    ['Pacific/Kiritimati', 'wed', '2026-03-04'], ['Pacific/Pago_Pago', 'wed', '2026-03-04'],
  ])('counts days in the owner’s zone: %s, %s', (zone, words, on) => expect(readWhen(words, at('2026-03-03T20:00:00Z', zone))).toEqual({ on }));

  it('never names a day before today, nor one that is none, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (words) => {
      const when = readWhen(words, tuesday);
      if (when && 'on' in when) expect(new Date(when.on).toISOString().slice(0, 10) === when.on && when.on >= '2026-03-03').toBe(true);
    }));
  });

  it('reads its own words back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 600 }), (days) => {
      const on = new Date(Date.parse('2026-03-03') + days * 86_400_000).toISOString().slice(0, 10);
      expect(readWhen(inWords(on, tuesday).replace(/^\w+ /, ''), tuesday)).toEqual({ on });
    }));
  });
});

describe('the end of a day', () => {
  it.each([
    ['2026-03-06', 'Europe/London', '2026-03-07T00:00:00.000Z'], ['2026-03-29', 'Europe/London', '2026-03-29T23:00:00.000Z'],
    ['2026-03-06', 'Asia/Kathmandu', '2026-03-06T18:15:00.000Z'], ['2026-10-03', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z'],
    // Midnight does not exist on 24 April 2026 in Cairo.
    ['2026-04-23', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
  ])('%s in %s', (on, zone, end) => expect(endOfDay(on, zone).toISOString()).toBe(end));
});

describe('one typed line', () => {
  it.each([
    ['Ask Sam for feedback by fri', 'Ask Sam for feedback', '2026-03-06'],
    ['Ask Sam for feedback fri', 'Ask Sam for feedback', '2026-03-06'],
    ['Draft the plan due 12 March', 'Draft the plan', '2026-03-12'],
    ['Three 1:1s by end of next month', 'Three 1:1s', '2026-04-30'],
    ['Let the team run the review in two weeks', 'Let the team run the review', '2026-03-17'],
    ['写一封信 by friday', '写一封信', '2026-03-06'],
    ['Ask Sam by friday!', 'Ask Sam', '2026-03-06'], ['Ask Sam fri.', 'Ask Sam', '2026-03-06'],
    // Where the weekday is another one, the date counts.
    ['Ask Sam by friday the 6th', 'Ask Sam', '2026-03-06'], ['Ask Sam by fri, 6 march', 'Ask Sam', '2026-03-06'], ['Ask Sam by monday the 6th', 'Ask Sam', '2026-03-06'],
  ])('%s', (line, text, on) => expect(readLine(line, tuesday)).toMatchObject({ text, due: { on }, problem: null }));

  it.each(['Read chapter 3', 'Call May', 'Meet 3 people', 'Write to Jan', 'friday', 'by friday', 'By next session', 'Sat down with April', 'Do less', '🙂🙂', '<b>hello</b>'])('%s names no day', (line) =>
    expect(readLine(line, tuesday)).toEqual({ text: line, due: null, problem: null }));

  it('says when a day was meant that is none, and keeps the words', () => {
    expect(readLine('Send it by 30 feb', tuesday)).toEqual({ text: 'Send it by 30 feb', due: null, problem: 'no-such-date' });
    expect(readLine('Send it by yesterday', tuesday)).toEqual({ text: 'Send it by yesterday', due: null, problem: 'passed' });
  });
});
