import { describe, expect, it } from '@jest/globals';
import { nearestSession } from '../../../src/features/meetings/nearest.ts';

const at = (sessionId: string, start: string, end: string) => ({ sessionId, kind: 'coaching' as const, start, end, myRole: 'coach' as const, clientName: 'Amina', coachName: 'Dana' });
const sessions = [
  at('last', '2026-03-04T09:00:00Z', '2026-03-04T10:00:00Z'),
  at('evening', '2026-03-09T19:00:00Z', '2026-03-09T20:00:00Z'),
  at('today', '2026-03-10T17:00:00Z', '2026-03-10T18:00:00Z'),
  at('next', '2026-03-24T09:00:00Z', '2026-03-24T10:00:00Z'),
];

describe('the session that is meant', () => {
  it.each([
    ['days after', '2026-03-05T12:00:00Z', 'UTC', 'last'],
    ['in the morning, today’s and not last evening’s', '2026-03-10T07:00:00Z', 'UTC', 'today'],
    ['the day is the viewer’s', '2026-03-10T06:30:00Z', 'America/Los_Angeles', 'evening'],
    ['while it goes on', '2026-03-10T17:30:00Z', 'UTC', 'today'],
    ['right after', '2026-03-10T18:05:00Z', 'UTC', 'today'],
    ['nearer to the next', '2026-03-18T12:00:00Z', 'UTC', 'next'],
    ['long after all', '2026-09-18T12:00:00Z', 'UTC', 'next'],
  ])('%s', (_words, now, zone, expected) => {
    expect(nearestSession(sessions, new Date(now), zone)?.sessionId).toBe(expected);
  });

  it('is none where there is none', () => {
    expect(nearestSession([], new Date('2026-03-10T12:00:00Z'), 'UTC')).toBeNull();
  });
});
