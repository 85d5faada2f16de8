import { describe, expect, it } from '@jest/globals';
import { findSlots } from '../../../../server/features/scheduling/slots/find-slots.ts';
import type { SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';
import { at, busy, iso, person, query, weekdays } from './support.ts';

const shown = (search: SlotQuery): string[] => findSlots(search).slots.map((slot) => iso(slot.start));
const twoHours = { hours: weekdays(540, 660) };

describe('ranking', () => {
  it('puts certainly free first, then fewer compromises, whatever the time', () => {
    const client = person('client', { hours: weekdays(540, 780), busy: [busy('2026-03-02T09:00', '2026-03-02T10:00', 'tentative')] });
    const guests = [
      person('guest 1', { required: false, busy: [busy('2026-03-02T10:00', '2026-03-02T12:00')] }),
      person('guest 2', { required: false, busy: [busy('2026-03-02T10:00', '2026-03-02T11:00', 'oof')] }),
    ];
    const { slots } = findSlots(query([client, ...guests], { gridMinutes: 60 }));
    expect(slots.map((slot) => [iso(slot.start).slice(11), slot.certain, slot.compromises.map(({ reason }) => reason)])).toEqual([
      ['12:00', true, []],
      ['11:00', true, ['busy']],
      ['10:00', true, ['busy', 'out-of-office']],
      ['09:00', false, ['tentative']],
    ]);
  });

  it('does not ask optional people who cannot come', () => {
    const guest = person('guest', { required: false, zone: 'Asia/Tokyo' });
    const { slots, total } = findSlots(query([person('client', twoHours), guest]));
    expect(total).toBe(5);
    expect(slots[0]).toMatchObject({ certain: true, people: [{ state: 'free' }, { state: 'not-asked' }] });
    expect(slots[0]!.compromises).toEqual([{ personId: 'guest', required: false, reason: 'working-hours' }]);
  });

  it('then prefers preferred times, in their own zone', () => {
    const preferred = { zone: 'America/New_York', hours: weekdays(600, 660) };
    const { slots } = findSlots(query([person('client')], { preferred, limit: 2 }));
    expect(slots.map((slot) => [iso(slot.start), slot.preferred])).toEqual([['2026-03-02T15:00', true], ['2026-03-02T09:00', false]]);
  });

  it('then fits the spacing, then takes the earliest', () => {
    const spacing = { minDays: 1, maxDays: 3, neighbours: [at('2026-03-10T10:00')] };
    const week = query([person('client', twoHours)], { to: at('2026-03-10T00:00'), spacing, gridMinutes: 60, limit: 3 });
    expect(findSlots(week).slots.map((slot) => [iso(slot.start), slot.daysTooFar])).toEqual([
      ['2026-03-09T09:00', 0],
      ['2026-03-06T09:00', 1],
      ['2026-03-05T09:00', 2],
    ]);
  });
});

describe('a review block that gives way', () => {
  const block = { start: at('2026-03-02T09:30'), end: at('2026-03-02T10:00') };

  it('is met last of times that are equal otherwise', () => {
    const search = query([person('client', twoHours)], { movable: [block], gridMinutes: 30 });
    expect(shown(search)).toEqual(['2026-03-02T10:00', '2026-03-02T09:00', '2026-03-02T09:30']);
    expect(findSlots(search).slots[0]!.daysTooFar).toBe(0);
  });

  it.each([
    ['a compromise', { people: [person('client', { ...twoHours, busy: [busy('2026-03-02T10:00', '2026-03-02T11:00', 'tentative')] })] }, '2026-03-02T09:00'],
    ['a time that is less liked', { preferred: { zone: 'Europe/London', hours: weekdays(540, 600) } }, '2026-03-02T09:00'],
    ['a day too far', { to: at('2026-03-04T00:00'), spacing: { minDays: 0, maxDays: 0, neighbours: [at('2026-03-02T18:00')] }, movable: [{ start: at('2026-03-02T09:00'), end: at('2026-03-02T11:00') }] }, '2026-03-02T09:00'],
  ])('is moved rather than %s', (_what, change, first) => {
    expect(shown(query([person('client', twoHours)], { movable: [block], gridMinutes: 60, ...change }))[0]).toBe(first);
  });
});

it('counts a session of the same day as the nearest on both sides', () => {
  const spacing = { minDays: 0, maxDays: 3, neighbours: [at('2026-03-02T18:00'), at('2026-03-20T10:00')] };
  expect(findSlots(query([person('client')], { spacing })).slots[0]!.daysTooFar).toBe(0);
});

describe('spreading', () => {
  it('shows one time of each day before a second', () => {
    const week = query([person('client', twoHours)], { to: at('2026-03-07T00:00'), gridMinutes: 60, limit: 7 });
    expect(shown(week)).toEqual([
      '2026-03-02T09:00', '2026-03-02T10:00', '2026-03-03T09:00', '2026-03-03T10:00', '2026-03-04T09:00', '2026-03-05T09:00', '2026-03-06T09:00',
    ]);
  });

  it('shows at most three of a day while other days have any, and better ones before spreading', () => {
    const elsewhere = busy('2026-03-03T00:00', '2026-03-04T00:00', 'workingElsewhere');
    const days = query([person('client', { busy: [elsewhere] })], { to: at('2026-03-04T00:00'), gridMinutes: 60, limit: 5 });
    expect(shown(days)).toEqual(['2026-03-02T09:00', '2026-03-02T10:00', '2026-03-02T11:00', '2026-03-03T09:00', '2026-03-03T10:00']);
  });

  it('fills up from one day when there is no other', () => {
    expect(shown(query([person('client')], { gridMinutes: 60 }))).toHaveLength(8);
  });

  it('counts days in the zone it is told', () => {
    const night = person('client', { hours: [1, 2].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })) });
    const search = query([night], { from: at('2026-03-02T13:00'), to: at('2026-03-02T17:00'), gridMinutes: 60, spreadZone: 'Asia/Tokyo', limit: 2 });
    expect(shown(search)).toEqual(['2026-03-02T13:00', '2026-03-02T15:00']);
  });
});

describe('blockers', () => {
  it('say who and what, alone and in all', () => {
    const client = person('client', { hours: weekdays(540, 780), busy: [busy('2026-03-02T09:00', '2026-03-02T11:00')] });
    const coach = person('coach', { hours: weekdays(540, 780), busy: [busy('2026-03-02T10:00', '2026-03-02T13:00', 'oof')] });
    const search = query([client, coach], { from: at('2026-03-02T09:00'), to: at('2026-03-02T13:00'), gridMinutes: 60 });
    expect(findSlots(search).blockers).toEqual([
      { personId: 'coach', reason: 'out-of-office', alone: 2, total: 3 },
      { personId: 'client', reason: 'busy', alone: 1, total: 2 },
    ]);
  });
});
