import { expect, it } from '@jest/globals';
import { fileNameOf, keptOf } from '../../../src/features/privacy/kept.ts';

const own = { personId: 'a', madeAt: '2026-03-02T23:30:00.000Z', data: { goals: [{}], sessions: [{}, {}], votes: [], reflections: [{}] }, elsewhere: [] };

it('lists what there is anything of, the most first', () => {
  expect(keptOf(own)).toEqual([['Sessions', 2], ['Goals', 1], ['Reflections', 1]]);
  expect(fileNameOf(own)).toBe('fieldwork-2026-03-02.json');
});
