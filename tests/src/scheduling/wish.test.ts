import { describe, expect, it } from '@jest/globals';
import { movePath, movingIn } from '../../../src/features/scheduling/moving.ts';
import { datesProblem, firstWish, kindsFor, lengthsFor, toFindTimes, type Wish } from '../../../src/features/scheduling/wish.ts';

const wish: Wish = { kind: 'three-way', minutes: 60, window: 'due', from: '', to: '', relax: [] };
const now = new Date('2026-03-26T10:00:00Z');

describe('what is searched for', () => {
  it('leaves the window to the engagement unless the person chose one', () => {
    expect(toFindTimes(wish, { zone: 'Europe/London', now })).toEqual({ kind: 'three-way', minutes: 60, relax: [] });
  });

  it('counts weeks from now', () => {
    const { from, to } = toFindTimes({ ...wish, window: 'weeks-2' }, { zone: 'Europe/London', now });
    expect([from, to]).toEqual(['2026-03-26T10:00:00.000Z', '2026-04-09T10:00:00.000Z']);
  });

  it('takes whole days of the viewer over a change of the clocks', () => {
    const { from, to } = toFindTimes({ ...wish, window: 'dates', from: '2026-03-28', to: '2026-03-29' }, { zone: 'Europe/London', now });
    expect([from, to]).toEqual(['2026-03-28T00:00:00Z', '2026-03-29T23:00:00Z']);
  });

  it('starts a day without midnight when it starts there', () => {
    const { from } = toFindTimes({ ...wish, window: 'dates', from: '2026-03-27', to: '2026-03-27' }, { zone: 'Africa/Cairo', now });
    const { from: skipped } = toFindTimes({ ...wish, window: 'dates', from: '2026-04-24', to: '2026-04-24' }, { zone: 'Africa/Cairo', now });
    expect([from, skipped]).toEqual(['2026-03-26T22:00:00Z', '2026-04-23T22:00:00Z']);
  });

  it('leaves out what has passed of today', () => {
    const { from } = toFindTimes({ ...wish, window: 'dates', from: '2026-03-26', to: '2026-03-27' }, { zone: 'Asia/Kathmandu', now });
    expect(from).toBe('2026-03-26T10:00:00.000Z');
  });

  it('names the session that moves', () => {
    expect(toFindTimes(wish, { zone: 'UTC', now, movingSessionId: 's1' })).toMatchObject({ movingSessionId: 's1' });
  });
});

it.each([
  ['', '', 'Choose both dates.'],
  ['2026-04-02', '2026-04-01', 'The second date must not be before the first.'],
  ['2026-03-01', '2026-03-02', 'These dates have passed.'],
  ['2026-04-01', '2026-05-27', 'Choose at most 8 weeks.'],
  ['2026-04-01', '2026-05-26', null],
])('says what is wrong with %s to %s', (from, to, problem) => {
  expect(datesProblem({ window: 'dates', from, to }, '2026-03-26')).toBe(problem);
});

it('minds no dates that are not used', () => {
  expect(datesProblem({ window: 'due', from: '', to: '' }, '2026-03-26')).toBeNull();
});

describe('what is offered first', () => {
  const person = { id: 'p', displayName: 'P', email: 'p@example.com', zone: null, inTenant: true };
  const pair = [{ ...person, role: 'client' as const }, { ...person, role: 'coach' as const }];

  it('is a three-way session where there is a sponsor', () => {
    expect(firstWish({ participants: [...pair, { ...person, role: 'sponsor' }], sessionMinutes: 75 })).toMatchObject({ kind: 'three-way', minutes: 75 });
    expect(kindsFor({ participants: pair })).toEqual(['coaching', 'chemistry']);
  });

  it('is the kind and length of the session that moves', () => {
    expect(firstWish({ participants: pair, sessionMinutes: 60 }, { kind: 'chemistry', minutes: 30 })).toMatchObject({ kind: 'chemistry', minutes: 30 });
  });

  it('has the usual length among the lengths, once', () => {
    expect(lengthsFor(50)).toEqual([30, 45, 50, 60, 75, 90, 120]);
    expect(lengthsFor(60)).toEqual([30, 45, 60, 75, 90, 120]);
  });
});

it('keeps the session that moves in the address', () => {
  expect(movingIn(`#${movePath({ id: 's1', engagementId: 'e1' })}`)).toBe('s1');
  expect(movingIn('#/engagements/e1/book')).toBeUndefined();
});
