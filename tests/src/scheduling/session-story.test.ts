import { describe, expect, it } from '@jest/globals';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { calendarMessage, standingWords } from '../../../src/components/session-words.ts';
import { declinedWords, joinNotes, sessionStory } from '../../../src/features/scheduling/session-story.ts';

const attendee = (response: Session['attendees'][number]['response'], organizer = false): Session['attendees'][number] => ({
  personId: response,
  role: 'coach',
  displayName: 'Somebody',
  zone: null,
  optional: false,
  organizer,
  response,
});
const done: Session['calendar'] = { status: 'done', what: null, message: null, nextTryAt: null, permission: null };
const session = { state: 'booked' as const, calendar: done, attendees: [attendee('organizer', true), attendee('accepted'), attendee('none')] };
const story = (change: Partial<Parameters<typeof sessionStory>[0]>): string[] => sessionStory({ ...session, ...change }).map(({ text, state }) => `${text}: ${state}`);

describe('where a session stands', () => {
  it('counts the answers of those who were asked, not of the organiser', () => {
    expect(story({})).toEqual(['Time chosen: done', 'In the calendars: done', '1 of 2 answered yes: now', 'The conversation: ahead']);
    expect(story({ attendees: [attendee('organizer', true), attendee('accepted')] })[2]).toBe('Everybody comes: done');
  });

  it('says when somebody declined, because somebody has to act', () => {
    expect(story({ attendees: [attendee('organizer', true), attendee('declined'), attendee('accepted')] })[2]).toBe('One cannot come: stopped');
  });

  it('has no answers before Microsoft 365 has the event', () => {
    const waiting: Session['calendar'] = { ...done, status: 'waiting', what: 'book' };
    expect(story({ calendar: waiting })).toEqual(['Time chosen: done', 'Being put into the calendars: now', 'Answers: ahead', 'The conversation: ahead']);
    expect(story({ calendar: { ...waiting, status: 'attention', what: 'move' } })[1]).toBe('Moving in the calendars: stopped');
  });

  it('ends with a cancellation, done or under way', () => {
    expect(story({ state: 'cancelled' })).toEqual(['Time chosen: done', 'Cancelled, and taken out of the calendars: done']);
    expect(story({ state: 'cancelled', calendar: { ...done, status: 'waiting', what: 'cancel' } })[1]).toBe('Cancelled, being taken out of the calendars: now');
  });

  it('never takes what is not known for a no', () => {
    expect(story({ state: 'unknown' }).at(-1)).toBe('Whether it took place is not known yet: now');
    expect(story({ state: 'held' }).at(-1)).toBe('It took place: done');
  });
});

describe('what did not come with the meeting', () => {
  it('is said plainly', () => {
    expect(joinNotes({ state: 'booked', joinUrlMissing: true, chatApp: 'none' })).toEqual([expect.stringContaining('no Teams link')]);
    expect(joinNotes({ state: 'booked', joinUrlMissing: false, chatApp: 'failed' })).toEqual([expect.stringContaining('could not be added')]);
  });

  it('is nothing when all is there, on its way, or no longer wanted', () => {
    expect(joinNotes({ state: 'booked', joinUrlMissing: false, chatApp: 'pending' })).toEqual([]);
    expect(joinNotes({ state: 'cancelled', joinUrlMissing: true, chatApp: 'failed' })).toEqual([]);
  });
});

describe('somebody who cannot come', () => {
  const who = (personId: string, displayName: string) => ({ ...attendee('declined'), personId, displayName });
  const words = (attendees: Session['attendees'], state: Session['state'] = 'booked') => declinedWords({ state, attendees }, 'me');

  it('is named, the viewer too', () => {
    expect(words([attendee('accepted'), who('kit', 'Kit Novak')])).toBe('Kit Novak cannot come.');
    expect(words([who('me', 'Sam Obi'), who('kit', 'Kit Novak')])).toBe('You and Kit Novak cannot come.');
    expect(words([who('me', 'Sam Obi')])).toBe('You said that you cannot come.');
  });

  it('is nobody before anybody said so, and after it was cancelled', () => {
    expect(words([attendee('accepted'), attendee('none')])).toBeNull();
    expect(words([who('kit', 'Kit Novak')], 'cancelled')).toBeNull();
  });
});

it('does not say twice that it waits', () => {
  const waiting: Session['calendar'] = { ...done, status: 'waiting', what: 'book', message: 'Waiting for Microsoft 365. Done soon.' };
  expect(calendarMessage({ calendar: waiting })).toBe('Done soon.');
  expect(calendarMessage({ calendar: { ...waiting, message: null } })).toContain('kept');
  expect(calendarMessage({ calendar: { ...waiting, status: 'attention', message: null } })).toBe('');
});

it('calls nothing booked that no calendar holds', () => {
  const waiting: Session['calendar'] = { ...done, status: 'waiting', what: 'book' };
  const time = { start: '2026-03-06T09:00:00Z', end: '2026-03-06T10:00:00Z' };
  const before = new Date('2026-03-06T08:59:59Z');
  expect(standingWords({ ...time, state: 'booked', calendar: waiting }, before)).toBe('Not in the calendars yet');
  expect(standingWords({ ...time, state: 'booked', calendar: { ...waiting, what: 'move' } }, before)).toBe('Booked');
  expect(standingWords({ ...time, state: 'proposed', calendar: done }, before)).toBe('Proposed');
});

it('says of what is booked that it goes on, and that it is over, and nothing else of what is judged', () => {
  const session = (state: Session['state']) => ({ start: '2026-03-06T09:00:00Z', end: '2026-03-06T10:00:00Z', state, calendar: done });
  const at = (state: Session['state'], now: string) => standingWords(session(state), new Date(now));
  expect([at('booked', '2026-03-06T09:00:00Z'), at('booked', '2026-03-06T09:59:59Z'), at('booked', '2026-03-06T10:00:00Z')]).toEqual(['Going on now', 'Going on now', 'Over']);
  expect([at('held', '2026-03-06T10:00:00Z'), at('cancelled', '2026-03-06T09:30:00Z')]).toEqual(['Held', 'Cancelled']);
});
