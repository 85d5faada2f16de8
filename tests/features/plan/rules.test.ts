import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlanGoal } from '../../../server/features/plan/contract.ts';
import { sharedTitles, withTitles } from '../../../server/features/plan/rules.ts';
import { differencesOf } from '../../../server/features/plan/text/differences.ts';
import { planText } from '../../../server/features/plan/text/plan-text.ts';

const words = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', 'one two three', '漢字 かな', 'مرحبا بالعالم', '👩🏽‍💻 a\u0301', 'a  b\t\nc', '<b>x</b>'));
const texts = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));

describe('differences', () => {
  it('put together again are exactly the two texts', () => {
    fc.assert(fc.property(texts, texts, (before, after) => {
      const parts = differencesOf(before, after);
      const without = (kind: string): string => parts.filter((part) => part.kind !== kind).map(({ text }) => text).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }), { numRuns: 300 });
  });

  it('of a text and itself are none', () => {
    fc.assert(fc.property(texts, (text) => expect(differencesOf(text, text).every(({ kind }) => kind === 'same')).toBe(true)));
  });

  it('are still exact between texts that share nothing', () => {
    const [before, after] = ['a', 'b'].map((letter) => Array.from({ length: 4000 }, (_, index) => `${letter}${index}`).join(' ')) as [string, string];
    expect(differencesOf(before, after)).toEqual([{ kind: 'removed', text: before }, { kind: 'added', text: after }]);
  });
});

const goal = fc.record({ shared: fc.option(fc.constantFrom('A', 'B', 'C', 'D')), own: fc.constantFrom('', 'own'), id: fc.uuid() }).map(
  ({ shared, own, id }): PlanGoal => ({ id, shared, own: shared === null ? 'own' : own, behaviours: [], levels: null, ratings: [], steps: [] }),
);
const titles = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { maxLength: 6 });

describe('goals that were worded elsewhere', () => {
  it('are shared just so, and nothing that the client wrote is lost', () => {
    fc.assert(fc.property(fc.array(goal, { maxLength: 6 }), titles, (goals, wanted) => {
      const after = withTitles(goals, wanted, wanted.map((_, index) => `new ${index}`));
      expect(sharedTitles(after)).toEqual(wanted);
      for (const { id, own } of goals) if (own !== '') expect(after.filter((one) => one.id === id).length).toBe(1);
      expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    }));
  });

  it('stay as they are when nothing was worded', () => {
    fc.assert(fc.property(fc.array(goal, { maxLength: 6 }), (goals) => {
      const inOrder = [...goals.filter(({ shared }) => shared !== null), ...goals.filter(({ shared }) => shared === null)];
      expect(withTitles(inOrder, sharedTitles(inOrder), sharedTitles(inOrder).map(() => 'never used'))).toEqual(inOrder);
    }));
  });
});

it('a plan is told as lines that name everything in it', () => {
  const text = planText([{
    id: '1', shared: 'Delegate more', own: 'Let go', behaviours: [{ id: '2', text: 'Asks first' }], ratings: [{ id: '3', on: '2026-03-02', level: 1 }],
    levels: { muchLess: 'a', less: 'b', expected: 'c', more: 'd', muchMore: 'e' }, steps: [{ id: '4', text: 'Hand over', due: '2026-03-20', doneOn: '2026-03-19' }],
  }]);
  expect(text.split('\n')).toEqual([
    'Goal 1', 'In my words: Let go', 'As shared: Delegate more', 'Behaviour: Asks first', 'Level -2: a', 'Level -1: b', 'Level 0: c', 'Level +1: d', 'Level +2: e',
    'Rated +1 on 2026-03-02', 'Step: Hand over (due 2026-03-20) (done 2026-03-19)', '',
  ]);
});
