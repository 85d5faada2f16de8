/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { Relaxation, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { deadlinesFor, missable, settlingFor, unreadIn } from '../../../src/features/scheduling/vote-draft.ts';

const now = new Date('2026-11-22T10:00:00Z');
const read = (personId: string, source: 'unknown' | 'microsoft-365', required = true): TimesFound['calendars'][number] => ({
  personId, role: 'coach', displayName: personId, zone: 'Europe/London', zoneAssumed: false, required, source, readAt: null, note: '', hoursAssumed: false,
});
const unknown = (personId: string): TimesFound['blockers'][number] => ({ personId, reason: 'unknown', text: '', ruledOut: 0 });
const asking = (personId: string): Relaxation => ({ type: 'unconfirmed', personId });
const later: Relaxation = { type: 'hours', personId: 'client', startMinute: 540, endMinute: 1080 };

describe('how long answers count', () => {
  it('ends two hours before the first time, the usual length first', () => {
    expect(deadlinesFor(['2026-11-30T10:00:00Z', '2026-11-25T10:00:00Z'], now).map(({ label }) => label)).toEqual(['Two days', 'One day', 'Six hours']);
    expect(deadlinesFor(['2026-11-22T12:00:00Z'], now)).toEqual([]);
    expect(deadlinesFor([], now)).toEqual([]);
  });
});

describe('the way to a vote', () => {
  const found = { calendars: [read('client', 'microsoft-365'), read('coach', 'unknown')], blockers: [unknown('coach')], relaxations: [] as TimesFound['relaxations'] };

  it('is there for whoever has to come and cannot be read, until they are asked or missed', () => {
    expect(unreadIn(found).map(({ personId }) => personId)).toEqual(['coach']);
    expect(unreadIn({ ...found, blockers: [] })).toEqual([]);
    expect(unreadIn({ ...found, calendars: [read('coach', 'unknown', false)] })).toEqual([]);
  });

  it('takes the smallest offer that asks all of them about more than one time, and says what else it takes', () => {
    const relaxations = [
      { relax: [{ type: 'optional' as const, personId: 'coach' }], label: '', count: 3 },
      { relax: [asking('coach'), { type: 'spacing' as const }], label: '', count: 1 },
      { relax: [asking('coach'), later], label: '', count: 2 },
    ];
    expect(settlingFor({ ...found, relaxations }, [{ type: 'spacing' }])).toEqual({ relax: [{ type: 'spacing' }, asking('coach'), later], more: [later] });
  });

  it('is there when nothing that is small enough opens a time, too', () => {
    expect(settlingFor(found, [])).toEqual({ relax: [asking('coach')], more: [] });
  });
});

it('lets the sponsor of a three-way session be missed, and nobody else', () => {
  const people = [{ id: 'c', displayName: 'Cleo', role: 'client' }, { id: 's', displayName: 'Sam', role: 'sponsor' }];
  expect(missable('three-way', [], people)).toEqual({ id: 's', displayName: 'Sam', loosened: false });
  expect(missable('three-way', [{ type: 'optional', personId: 's' }], people)).toMatchObject({ loosened: true });
  expect([missable('coaching', [], people), missable('three-way', [], people.slice(0, 1))]).toEqual([null, null]);
});
