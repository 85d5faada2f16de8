import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../../src/api/problem.ts';
import { bookHints, whoIsInvited } from '../../../src/features/scheduling/book-words.ts';
import { calendarHints, invitedTo } from '../../../src/features/scheduling/evidence-words.ts';
import { takenOf } from '../../../src/features/scheduling/use-booking.ts';

const person = (id: string, role: 'client' | 'coach' | 'sponsor', inTenant = true) => ({ id, role, displayName: id, email: `${id}@example.com`, zone: null, inTenant });
const people = [person('ada', 'client'), person('kit', 'coach', false), person('sam', 'sponsor')];

describe('who takes part', () => {
  it('has the sponsor in three-way sessions only', () => {
    expect(invitedTo('three-way', people).map(({ id }) => id)).toEqual(['ada', 'kit', 'sam']);
    expect(invitedTo('coaching', people).map(({ id }) => id)).toEqual(['ada', 'kit']);
    expect(invitedTo('chemistry', people).map(({ id }) => id)).toEqual(['ada', 'kit']);
  });

  it('says where a coach outside is written to, and what was loosened for whom', () => {
    const invited = whoIsInvited(people, [{ type: 'optional', personId: 'sam' }, { type: 'unconfirmed', personId: 'kit' }]);
    expect(invited.map(({ under }) => under)).toEqual(['Client', 'Coach, kit@example.com, is asked to confirm', 'Sponsor, optional']);
  });
});

describe('what pressing the button does', () => {
  const engagement = { neutralSubject: false, participants: people };

  it('is one invitation, or one update of the meeting that is there', () => {
    expect(bookHints({ engagement, relax: [], moving: false })).toEqual(['One invitation with a Teams link goes to everybody.']);
    expect(bookHints({ engagement, relax: [], moving: true })[0]).toContain('one update');
  });

  it('says what calendars show, and that a proposal is one', () => {
    const hints = bookHints({ engagement: { ...engagement, neutralSubject: true }, relax: [{ type: 'unconfirmed', personId: 'kit' }], moving: false });
    expect(hints.slice(1)).toEqual(['Calendars show “Meeting”, nothing about coaching.', 'It counts as proposed until kit accepts.']);
  });
});

describe('what had to be assumed', () => {
  const read = { personId: 'p', role: 'coach' as const, displayName: 'P', zone: 'Asia/Kathmandu', required: true, readAt: null, note: '' };

  it('is said beside the calendar it was assumed for', () => {
    expect(calendarHints({ ...read, source: 'feed', zoneAssumed: true, hoursAssumed: true })).toEqual([
      'Working hours are not published: Monday to Friday, 9 to 17, is assumed.',
      'Time zone not known: Kathmandu time is assumed.',
    ]);
  });

  it('says nothing of hours where the calendar itself is not known', () => {
    expect(calendarHints({ ...read, source: 'unknown', zoneAssumed: false, hoursAssumed: true })).toEqual([]);
  });
});

describe('a time that was taken meanwhile', () => {
  const slot = { start: '2026-03-02T09:00:00Z', end: '2026-03-02T10:00:00Z', why: 'Everybody is free.', evidence: [] };

  it('brings who and what else, and leaves out what is no slot', () => {
    const problem = new ApiProblem('slot-taken', 'x', { status: 409, details: { blockedBy: ['Kit', 7], slots: [slot, { start: 1 }, null] } });
    expect(takenOf(problem)).toEqual({ blockedBy: ['Kit'], rule: null, slots: [slot] });
  });

  it('is not any other problem, and needs no details', () => {
    expect(takenOf(new ApiProblem('conflict', 'x'))).toBeNull();
    expect(takenOf(null)).toBeNull();
    expect(takenOf(new ApiProblem('slot-taken', 'x'))).toEqual({ blockedBy: [], rule: null, slots: [] });
  });
});
