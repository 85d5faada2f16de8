/** @jest-environment node */
import { expect, it } from '@jest/globals';
import { changeOfLine, problemOfLine } from '../../../src/features/commitments/change-line.tsx';

const row = { text: 'Ask Sam for feedback', dueOn: '2026-03-06', goalId: 'g' };
const asItIs = { text: row.text, on: row.dueOn, goalId: row.goalId };

it('sends what is different about a line, and nothing when nothing is', () => {
  expect(changeOfLine(row, asItIs)).toBeNull();
  expect(changeOfLine(row, { ...asItIs, text: ` ${row.text} ` })).toBeNull();
  expect(changeOfLine(row, { ...asItIs, text: 'Ask Ada' })).toEqual({ text: 'Ask Ada' });
  expect(changeOfLine(row, { ...asItIs, on: '2026-03-09' })).toEqual({ due: { type: 'day', on: '2026-03-09' } });
});

it('takes a day or a goal away when its field is emptied, but never the words', () => {
  expect(changeOfLine(row, { text: ' ', on: '', goalId: '' })).toEqual({ due: null, goalId: null });
  expect(changeOfLine({ text: 'Rest', dueOn: null, goalId: null }, { text: 'Rest', on: '', goalId: '' })).toBeNull();
});

it('keeps the fields open where the words are gone or a new day has passed, and lets a day stay that had passed before', () => {
  const found = (part: object) => problemOfLine(row, { ...asItIs, ...part }, '2026-03-08')?.field ?? null;
  expect(found({})).toBeNull();
  expect(found({ text: '  ' })).toBe('text');
  expect([found({ on: '2026-03-07' }), found({ on: '2026-03-08' }), found({ on: '' })]).toEqual(['on', null, null]);
});
