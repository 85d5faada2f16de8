/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { leftOver, undoneWords, undoQuestion } from '../../../src/features/arc/undo-words.ts';
import { uuidOf } from '../samples.ts';

const coming = (...ways: ('now' | 'ask' | 'with-reason' | 'no')[]) => ways.map((cancel, index) => ({ id: uuidOf(index), start: `2026-12-0${index + 1}T10:00:00Z`, cancel }));
const done = (...fates: ('cancelled' | 'asked' | 'needs-reason')[]) => ({
  cancelled: fates.filter((fate) => fate === 'cancelled').length, results: fates.map((fate, index) => ({ id: uuidOf(index), start: `2026-12-0${index + 1}T10:00:00Z`, fate })),
});

it.each([
  [coming('now'), 'Cancel it', false],
  [coming('now', 'now'), 'Cancel all 2', false],
  [coming('ask', 'now', 'now'), 'Cancel 2, ask about 1', true],
  [coming('with-reason', 'ask'), 'Ask about 1', true],
  [coming('with-reason'), 'See what becomes of them', true],
])('the button says what it does: %#', (sessions, yes, each) => {
  expect(undoQuestion(sessions)).toMatchObject({ yes, each });
});

it('says what was done, and keeps what was not in sight', () => {
  expect(undoneWords(done('cancelled'))).toBe('1 session cancelled');
  expect(undoneWords(done('needs-reason', 'asked', 'cancelled', 'cancelled'))).toBe('2 sessions cancelled, the coach is asked about 1');
  expect(undoneWords(done('needs-reason'))).toBe('Nothing could be cancelled at once');
  expect(leftOver(done('needs-reason', 'asked', 'cancelled'))).toHaveLength(2);
});
