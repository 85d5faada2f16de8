import { expect, it } from '@jest/globals';
import { meetingTime, nextTickMs } from '../../../src/features/scheduling/meeting-clock.ts';

const meeting = { start: '2026-03-02T12:00:00Z', end: '2026-03-02T13:00:00Z' };

it.each([
  ['2026-03-01T09:00:00Z', 'Not started yet'],
  ['2026-03-02T09:00:00Z', 'Starts in 3 hours'],
  ['2026-03-02T11:47:30Z', 'Starts in 13 minutes'],
  ['2026-03-02T11:59:30Z', 'Starts in 1 minute'],
  ['2026-03-02T12:00:00Z', '60 minutes left'],
  ['2026-03-02T12:36:10Z', '24 minutes left'],
  ['2026-03-02T12:59:59Z', '1 minute left'],
  ['2026-03-02T13:00:00Z', 'The planned time is over'],
])('says at %s: %s', (now, text) => expect(meetingTime(meeting, new Date(now)).text).toBe(text));

it('measures what has passed only while it goes on', () => {
  expect(meetingTime(meeting, new Date('2026-03-02T12:15:00Z'))).toMatchObject({ state: 'going-on', passed: 0.25 });
  expect(meetingTime(meeting, new Date('2026-03-02T11:00:00Z')).passed).toBeNull();
  expect(meetingTime(meeting, new Date('2026-03-02T14:00:00Z'))).toMatchObject({ state: 'over', passed: null });
});

it('looks again as the minute changes, and at least twice a minute', () => {
  expect(nextTickMs(new Date('2026-03-02T12:00:50Z'))).toBe(10_050);
  expect(nextTickMs(new Date('2026-03-02T12:00:01Z'))).toBe(30_000);
});
