/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import type { ChangeRequest, Happening, Reschedule } from '../../../server/features/scheduling/contract.ts';
import { happeningWords } from '../../../src/features/scheduling/history-words.ts';
import { bandWords, cancelLabel, cancelledWords, moveLabel, requestWords } from '../../../src/features/scheduling/reschedule-words.ts';
import { uuidOf } from '../samples.ts';

const tell = (instant: string): string => instant.slice(5, 16).replace('T', ' ');
const request = (more: Partial<ChangeRequest> = {}): ChangeRequest => ({
  id: uuidOf(1), what: 'move', state: 'open', askedBy: 'Amara', askedAt: '2026-11-22T10:00:00Z', expiresAt: '2026-11-23T10:00:00Z', start: '2026-11-30T09:00:00Z', end: '2026-11-30T10:00:00Z',
  comment: null, mine: false, can: { answer: false, withdraw: false }, ...more,
});
const rules = (more: Partial<Reschedule> = {}): Reschedule => ({
  band: 'free', freeUntil: '2026-11-22T10:00:00Z', agreeUntil: '2026-11-23T10:00:00Z', move: 'now', cancel: 'now', reasons: [], onlyBy: null, request: null, cancelled: null, ...more,
});

describe('how a session can be changed', () => {
  it.each<[Partial<Reschedule>, string | null, string, string]>([
    [{}, 'You can move or cancel freely until 11-22 10:00.', 'Move', 'Cancel the session'],
    [{ band: 'agree', move: 'ask', cancel: 'ask' }, 'The coach agrees to changes now. Without an answer, the session stays as it is.', 'Ask to move', 'Ask to cancel'],
    [{ band: 'agree' }, 'You can move or cancel; the others are told.', 'Move', 'Cancel the session'],
    [{ band: 'agree', move: 'no', cancel: 'no', request: request() }, null, 'Move', 'Cancel the session'],
    [{ band: 'late', move: 'ask', cancel: 'with-reason' }, 'It is soon. The coach can agree to another time; cancelling counts as late and asks for a reason.', 'Ask to move', 'Cancel the session'],
    [{ band: 'late', move: 'no', cancel: 'with-reason', request: request() }, 'It is soon: cancelling counts as late and asks for a reason.', 'Move', 'Cancel the session'],
    [{ band: null, move: 'no', cancel: 'no' }, null, 'Move', 'Cancel the session'],
    [{ move: 'no', cancel: 'no', onlyBy: 'Kit' }, 'Kit sent the invitation. To move or cancel it, ask them: it is in their calendar.', 'Move', 'Cancel the session'],
  ])('%j', (more, words, move, cancel) => {
    expect([bandWords(rules(more), tell), moveLabel(rules(more)), cancelLabel(rules(more))]).toEqual([words, move, cancel]);
  });
});

describe('a question to the coach', () => {
  it.each<[Partial<ChangeRequest>, string, string]>([
    [{ mine: true }, 'You ask to move it to 11-30 09:00.', 'The coach is asked. Without an answer by 11-23 10:00, the session stays as it is.'],
    [{ can: { answer: true, withdraw: false } }, 'Amara asks to move it to 11-30 09:00.', 'Without an answer by 11-23 10:00, the session stays as it is.'],
    [{ askedBy: null, what: 'cancel', start: null, end: null }, 'The programme’s office asks to cancel this session.', 'The coach is asked. Without an answer by 11-23 10:00, the session stays as it is.'],
    [{ state: 'agreed', mine: true }, 'The coach agreed.', 'The session moves.'],
    [{ state: 'agreed', what: 'cancel', start: null }, 'You agreed.', 'The session is cancelled.'],
    [{ state: 'declined', mine: true }, 'The coach keeps this time.', 'You asked to move it to 11-30 09:00.'],
    [{ state: 'expired' }, 'The session stays as it is.', 'Amara asked to move it to 11-30 09:00; no answer came in time.'],
  ])('%j', (more, title, text) => {
    expect(requestWords(request(more), tell)).toMatchObject({ title, text });
  });
});

it('a session that was called off says by whom, and why to those who may know', () => {
  const said = (state: 'cancelled' | 'late-cancel', by: string | null, reason: string | null) => cancelledWords({ state, reschedule: rules({ cancelled: { by, reason, askWhy: false } }) });
  expect([said('cancelled', 'Amara', null), said('late-cancel', 'Amara', 'Illness'), said('late-cancel', null, null)]).toEqual(['Cancelled by Amara.', 'Cancelled at short notice by Amara: illness.', 'Cancelled at short notice.']);
  expect(cancelledWords({ state: 'booked', reschedule: rules() })).toBeNull();
});

describe('what happened', () => {
  const line = (what: Happening['what'], more: Partial<Happening> = {}): Happening => ({ at: '2026-11-22T10:00:00Z', what, by: 'Amara', mine: false, about: null, from: null, to: null, late: false, reason: null, ...more });
  const span = { from: '2026-11-23T10:00:00Z', to: '2026-11-30T09:00:00Z' };

  it.each<[Happening, string]>([
    [line('booked'), 'Amara booked it.'],
    [line('booked', { by: null }), 'It was booked.'],
    [line('moved', { ...span, mine: true }), 'You moved it from 11-23 10:00 to 11-30 09:00.'],
    [line('moved-in-outlook', { by: null, ...span, late: true }), 'It was moved in Outlook from 11-23 10:00 to 11-30 09:00 at short notice.'],
    [line('cancelled', { late: true, reason: 'Illness' }), 'Amara cancelled it at short notice: illness.'],
    [line('cancelled-in-outlook', { by: null }), 'It was cancelled in Outlook.'],
    [line('accepted', { mine: true }), 'You accepted.'],
    [line('declined', { mine: true }), 'You cannot come.'],
    [line('tentative'), 'Amara might come.'],
    [line('proposed-time', { to: span.to }), 'Amara proposed 11-30 09:00.'],
    [line('uninvited', { by: null, about: 'Sam' }), 'Sam was taken off the invitation.'],
    [line('invited-again', { about: 'Sam' }), 'Amara invited Sam again.'],
    [line('handed-over', { mine: true }), 'You send the invitation now.'],
    [line('handed-over'), 'Amara sends the invitation now.'],
    [line('move-asked', { to: span.to, by: null }), 'The programme’s office asked to move it to 11-30 09:00.'],
    [line('cancel-asked'), 'Amara asked to cancel it.'],
    [line('agreed'), 'Amara agreed.'],
    [line('kept', { mine: true }), 'You kept the time.'],
    [line('no-answer', { by: null }), 'No answer came in time: the session stayed.'],
    [line('withdrawn'), 'Amara took the question back.'],
    [line('confirmed', { by: null }), 'Everybody needed accepted: it is booked.'],
    [line('reason-given', { reason: 'Travel' }), 'Amara said why: travel.'],
    [line('strangers', { by: null }), 'More people were invited in Outlook.'],
  ])('%#: %j', (happened, words) => {
    expect(happeningWords(happened, tell)).toBe(words);
  });
});
