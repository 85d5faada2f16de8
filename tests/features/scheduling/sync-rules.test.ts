import { describe, expect, it } from '@jest/globals';
import type { SessionRow } from '../../../server/features/scheduling/store.ts';
import { nextStep, pendingWork, setback } from '../../../server/features/scheduling/sync/rules.ts';
import { MicrosoftFailure } from '../../../server/platform/microsoft/microsoft.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 2, 3, hour));

const row = (more: Partial<SessionRow> = {}): SessionRow => ({
  tenant_id: 't', id: 's', engagement_id: 'e', kind: 'three-way', state: 'booked', starts_at: at(10), ends_at: at(11), version: 1, agenda: '',
  cancel_comment: '', optional_people: [], relaxed: [], organizer_id: 'p', booked_by: 'p', event_id: null, event_starts_at: null,
  event_ends_at: null, event_cancelled: false, join_url: null, web_link: null, chat_id: null, chat_app: 'pending', responses: {}, checked: true,
  sync_due_at: at(9), sync_attempts: 1, sync_problem: null, sync_permission: null, event_read_at: null, expected_until: null, neutral_subject: false, people: [], empty_body: false, reschedule: { freeHours: 48, agreeHours: 24 },
  event_modified_at: null, look_due_at: null, look_attempts: 0, uninvited: [], strangers: 0, proposals: {}, successor: null, hosted_outside: false,
  cancel_reason: null, cancelled_by: null, request: null, ...more,
});

const inCalendar = { event_id: 'x', event_starts_at: at(10), event_ends_at: at(11), join_url: 'https://teams.example/x', chat_app: 'installed' as const };

describe('what brings the calendar to what was agreed', () => {
  it.each<[string, Partial<SessionRow>, string | null]>([
    ['a new time that nobody looked at again is checked first', { checked: false }, 'check'],
    ['a new session is booked', {}, 'book'],
    ['a session in the calendar at its time needs nothing', inCalendar, null],
    ['the app goes into the chat once there is a meeting', { ...inCalendar, chat_app: 'pending' }, 'install'],
    ['without a Teams link there is no chat to put it into', { ...inCalendar, join_url: null, chat_app: 'pending' }, null],
    ['another time is moved to', { ...inCalendar, starts_at: at(14), ends_at: at(15) }, 'move'],
    ['another length is moved to', { ...inCalendar, ends_at: at(12) }, 'move'],
    ['another time that nobody looked at again is checked first', { ...inCalendar, starts_at: at(14), ends_at: at(15), checked: false }, 'check'],
    ['a cancelled session is cancelled in the calendar', { ...inCalendar, state: 'cancelled' }, 'cancel'],
    ['what was cancelled needs nothing', { ...inCalendar, state: 'cancelled', event_cancelled: true }, null],
    ['an event whose answer may have been lost is looked for', { state: 'cancelled' }, 'find-lost'],
  ])('%s', (_what, given, step) => {
    expect(nextStep(row(given))).toBe(step);
  });

  it('says on the screen what waits, and that the chat app is none of that', () => {
    expect(pendingWork(row({ checked: false }))).toBe('book');
    expect(pendingWork(row({ ...inCalendar, starts_at: at(14), ends_at: at(15), checked: false }))).toBe('move');
    expect(pendingWork(row({ ...inCalendar, state: 'cancelled' }))).toBe('cancel');
    expect(pendingWork(row({ ...inCalendar, chat_app: 'pending' }))).toBe(null);
  });
});

describe('what a failure means', () => {
  it('waits as long as Microsoft says, and never less than its own patience', () => {
    const throttled = (seconds: number | null) => new MicrosoftFailure('throttled', '', { retryAfterSeconds: seconds });
    expect(setback(throttled(120), 1).waitSeconds).toBe(120);
    expect(setback(throttled(1), 3).waitSeconds).toBe(60);
    expect([1, 2, 3, 4, 5, 6, 99].map((attempt) => setback(throttled(null), attempt).waitSeconds)).toEqual([5, 15, 60, 300, 900, 900, 900]);
  });

  it('tells what passes from what a person must mend', () => {
    expect(setback(new MicrosoftFailure('no-answer', ''), 1).problem).toBe('waiting');
    expect(setback(new MicrosoftFailure('consent-missing', '', { permission: 'Calendars.ReadWrite' }), 1)).toEqual({ problem: 'consent-missing', permission: 'Calendars.ReadWrite', waitSeconds: 600 });
    expect(setback(new MicrosoftFailure('not-found', ''), 1)).toEqual({ problem: 'gone', permission: null, waitSeconds: null });
    expect(setback(new MicrosoftFailure('refused', ''), 1)).toEqual({ problem: 'refused', permission: null, waitSeconds: null });
  });
});
