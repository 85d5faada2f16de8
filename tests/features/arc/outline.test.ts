import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outline, type OutlineWish } from '../../../server/features/arc/layout/outline.ts';
import { seriesDays } from '../../../server/features/arc/rules.ts';
import { dateOf, dayOf, weekdayOf } from '../../../server/platform/zones.ts';

const first = dayOf('2026-03-02');
const wish = (more: Partial<OutlineWish> = {}): OutlineWish => ({
  starts: first, ends: first + 184, from: first, cadenceDays: 14, weekday: null, threeWays: true, fixed: [], open: [], ...more,
});
const wishes = fc
  .record({ length: fc.integer({ min: 1, max: 400 }), cadenceDays: fc.integer({ min: 1, max: 60 }), weekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }), threeWays: fc.boolean(), late: fc.integer({ min: 0, max: 100 }) })
  .map(({ length, late, ...rest }) => wish({ ...rest, ends: first + length, from: first + Math.min(late, length) }));
const kept = (made: ReturnType<typeof outline>) => made.sessions.map(({ kind, day }, index) => ({ id: `id ${index}`, kind, day }));

describe('laying out an engagement', () => {
  it('has three-ways at start, middle and end, and coaching in the rhythm between', () => {
    const { sessions, missing } = outline(wish());
    expect(sessions).toHaveLength(14);
    expect(sessions.flatMap(({ kind }, at) => (kind === 'three-way' ? [at] : []))).toEqual([0, 7, 13]);
    expect(missing).toEqual([]);
    sessions.slice(1).forEach(({ day }, at) => expect(day - sessions[at]!.day).toBe(14));
  });

  it('without a sponsor has coaching only', () => {
    expect(new Set(outline(wish({ threeWays: false })).sessions.map(({ kind }) => kind))).toEqual(new Set(['coaching']));
  });

  it('lies inside the engagement, in order, with at most three three-ways', () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const { sessions } = outline(asked);
        for (const { day } of sessions) expect(day >= asked.from && day <= asked.ends).toBe(true);
        expect(sessions.map(({ day }) => day)).toEqual(sessions.map(({ day }) => day).toSorted((a, b) => a - b));
        expect(sessions.filter(({ kind }) => kind === 'three-way').length).toBeLessThanOrEqual(asked.threeWays ? 3 : 0);
      }),
    );
  });

  it('changes nothing when asked again, whatever the engagement', () => {
    fc.assert(
      fc.property(wishes.filter(({ cadenceDays, weekday }) => weekday === null || cadenceDays >= 7), (asked) => {
        const before = kept(outline(asked));
        const again = outline({ ...asked, open: before });
        expect(again.dropped).toEqual([]);
        expect(kept(again).map(({ kind, day }) => ({ kind, day }))).toEqual(before.map(({ kind, day }) => ({ kind, day })));
      }),
    );
  });

  it('drops what lies after an earlier end and gives the end its three-way again', () => {
    const open = kept(outline(wish()));
    const { sessions, dropped } = outline(wish({ ends: first + 120, open }));
    expect(dropped.map(({ why }) => why)).toEqual(open.filter(({ day }) => day > first + 120).map(() => 'after-the-end'));
    expect(sessions.at(-1)).toMatchObject({ kind: 'three-way', day: first + 112 });
  });

  it('adds sessions for a later end and leaves the others', () => {
    const open = kept(outline(wish()));
    const { sessions } = outline(wish({ ends: first + 260, open }));
    expect(sessions.filter(({ id }) => id !== null).map(({ day }) => day)).toEqual(open.map(({ day }) => day));
    expect(sessions.at(-1)).toMatchObject({ id: null, kind: 'three-way' });
  });

  it('takes a session booked without the plan for the planned one near it', () => {
    const open = kept(outline(wish()));
    const { dropped } = outline(wish({ open, fixed: [{ day: open[1]!.day + 3, kind: 'coaching', planned: false }] }));
    expect(dropped).toEqual([{ id: open[1]!.id, why: 'booked-instead' }]);
  });

  it('lets what passed unbooked go', () => {
    const open = kept(outline(wish()));
    const { dropped } = outline(wish({ open, from: first + 30, fixed: [{ day: first, kind: 'three-way', planned: true }] }));
    expect(dropped.map(({ why }) => why)).toEqual(open.filter(({ day }) => day < first + 30).map(() => 'passed'));
  });
});

describe('the days of a series', () => {
  const bounds = { today: first + 1, starts: first, ends: first + 184, most: 60 };
  const series = { first: null, everyDays: 14, count: null, until: null, weekday: null };

  it('begins with next week’s Monday, or the weekday that is liked', () => {
    expect(dateOf(seriesDays(series, bounds)[0]!)).toBe('2026-03-09');
    expect(dateOf(seriesDays({ ...series, weekday: 4 }, bounds)[0]!)).toBe('2026-03-12');
  });

  it('ends with the count, the last date or the engagement, whichever is first', () => {
    expect(seriesDays({ ...series, count: 3 }, bounds)).toHaveLength(3);
    expect(dateOf(seriesDays({ ...series, until: '2026-04-06' }, bounds).at(-1)!)).toBe('2026-04-06');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 180 }), fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }), (everyDays, weekday) => {
        const days = seriesDays({ ...series, everyDays, weekday }, bounds);
        expect(days.length).toBeLessThanOrEqual(60);
        days.forEach((day, at) => expect(day <= bounds.ends && day === days[0]! + at * everyDays).toBe(true));
        if (weekday !== null && days.length > 0) expect(weekdayOf(days[0]!)).toBe(weekday);
      }),
    );
  });
});
