/** @jest-environment node */
import { expect, it } from '@jest/globals';
import type { Board, Commitment } from '../../../server/features/commitments/contract.ts';
import { overlay } from '../../../src/features/commitments/overlay.ts';
import { steadyBoards } from '../../../src/features/commitments/steadily.ts';

const row = (id: string, more: Partial<Commitment> = {}): Commitment => ({
  id, engagementId: 'e', sessionId: 's', text: id, dueOn: null, goalId: null, state: 'open', proposedBy: 'client', slips: 0, asks: false, wantsHelp: false, review: null, version: 1,
  createdAt: '2026-03-02T08:00:00Z', doneAt: null, can: { reword: true, accept: false, tick: true }, ...more,
});
const boardWith = (commitments: Commitment[], lastTime: Commitment[] = []): Board => ({
  sessionId: 's', engagementId: 'e', myRole: 'client', off: false, lastTime, commitments, goals: [], readback: { digest: '', confirmedBy: [], complete: false }, zone: 'UTC', can: { write: true }, lastEventId: '1',
});

it('keeps the very rows that did not change, wherever they stand now, also as they are shown', () => {
  const steadily = steadyBoards(boardWith([row('a'), row('b')], [row('x')]));
  const before = steadily(boardWith([row('a'), row('b')], [row('x')]));
  const after = steadily(boardWith([row('b', { state: 'done', version: 2 }), row('a'), row('c')], [row('x')]));
  expect(after.commitments[1]).toBe(before.commitments[0]);
  expect(after.lastTime[0]).toBe(before.lastTime[0]);
  expect(after.commitments[0]).toMatchObject({ id: 'b', state: 'done' });
  expect(after.commitments.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(overlay(after, []).commitments[1]).toBe(overlay(before, []).commitments[0]);
});

it('shows what was done here on the row it was done to, and nowhere else', () => {
  const board = boardWith([row('a'), row('b')]);
  const [plain, shown] = [overlay(board, []), overlay(board, [{ key: 'k', method: 'post', path: '/api/commitments/b/step', body: { step: 'tick' } }])];
  expect(shown.commitments[0]).toBe(plain.commitments[0]);
  expect(shown.commitments[1]).toMatchObject({ state: 'done', pending: true });
  expect(plain.commitments[1]).toMatchObject({ state: 'open', pending: false });
});

it('shows another day, goal or look back at once, and leaves the day that was not touched', () => {
  const board = boardWith([row('a', { dueOn: '2026-03-06' }), row('b', { dueOn: '2026-03-06', goalId: 'g' })]);
  const change = (id: string, body: object, end = '') => ({ key: id + end, method: 'patch' as const, path: `/api/commitments/${id}${end}`, body });
  const { commitments } = overlay(board, [change('a', { version: 1, due: { type: 'day', on: '2026-03-10' } }), change('b', { version: 1, text: 'B', goalId: null })]);
  expect(commitments[0]).toMatchObject({ text: 'a', dueOn: '2026-03-10', pending: true });
  expect(commitments[1]).toMatchObject({ text: 'B', dueOn: '2026-03-06', goalId: null });
  const looked = overlay(board, [change('a', { sessionId: 's', outcome: 'partly', due: null }, '/review')]);
  expect(looked.commitments[0]).toMatchObject({ dueOn: null, review: { outcome: 'partly' } });
});

it('counts versions as the server does, so that what is done twice without a connection does not contradict itself', () => {
  const board = boardWith([row('a', { version: 4 })]);
  const one = (path: string, body: object) => ({ key: path + JSON.stringify(body), method: 'patch' as const, path: `/api/commitments/a${path}`, body });
  const version = (...done: ReturnType<typeof one>[]) => overlay(board, done).commitments[0]!.version;
  expect(version(one('', { version: 4, text: 'A' }))).toBe(5);
  expect(version(one('', { version: 4, text: 'A' }), one('', { version: 5, due: { type: 'day', on: '2026-03-10' } }))).toBe(6);
  expect(version(one('', { version: 4, text: 'a' }))).toBe(4);
  expect(version(one('/step', { step: 'tick' }), one('/step', { step: 'tick' }))).toBe(5);
  const looks = overlay(board, [one('/review', { sessionId: 's', outcome: 'partly' }), one('/review', { sessionId: 's', outcome: 'partly', learnt: 'Slowly', version: 1 })]);
  expect(looks.commitments[0]).toMatchObject({ version: 6, review: { version: 2, learnt: 'Slowly' } });
  const elsewhere = boardWith([row('a', { review: { sessionId: 'before', outcome: 'partly', learnt: '', at: '2026-03-02T08:00:00Z', version: 3 } })]);
  expect(overlay(elsewhere, [one('/review', { sessionId: 's', outcome: 'done' })]).commitments[0]!.review).toMatchObject({ sessionId: 's', version: 1 });
});
