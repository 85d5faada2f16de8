import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choose, costOf, worth, type SpacingDays, type Target } from '../../../server/features/arc/layout/choose.ts';

const option = fc.record({ day: fc.integer({ min: 0, max: 30 }), cost: fc.integer({ min: 0, max: 9 }) });
const target: fc.Arbitrary<Target> = fc.record({
  ideal: fc.integer({ min: 0, max: 30 }),
  current: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
  options: fc.uniqueArray(option, { selector: ({ day }) => day, maxLength: 5 }).map((all) => all.toSorted((a, b) => a.day - b.day)),
});
const spacing: fc.Arbitrary<SpacingDays> = fc.record({ min: fc.integer({ min: 0, max: 10 }), max: fc.integer({ min: 10, max: 15 }) });

/** What a whole answer costs; Infinity where it breaks a rule. */
function priceOf(targets: readonly Target[], answer: readonly (number | null)[], apart: SpacingDays): number {
  let before: number | null = null;
  let price = 0;
  for (const [at, chosen] of answer.entries()) {
    const option = chosen === null ? null : targets[at]!.options[chosen]!;
    if (option === null) price += worth.unplaced;
    else {
      if (before !== null && option.day - before < Math.max(1, apart.min)) return Infinity;
      price += costOf(targets[at]!, option, before, apart);
      before = option.day;
    }
  }
  return price;
}

/** Every answer there is. */
const allAnswers = (targets: readonly Target[]): (number | null)[][] =>
  targets.reduce<(number | null)[][]>((answers, { options }) => answers.flatMap((answer) => [null, ...options.keys()].map((at) => [...answer, at])), [[]]);

describe('choosing the days of many sessions', () => {
  it('costs no more than the cheapest of all possible answers, and breaks no rule', () => {
    fc.assert(
      fc.property(fc.array(target, { maxLength: 4 }), spacing, (targets, apart) => {
        const least = Math.min(...allAnswers(targets).map((answer) => priceOf(targets, answer, apart)));
        expect(priceOf(targets, choose(targets, apart), apart)).toBe(least);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves what is planned where it is as long as that is possible, whatever would be nearer', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(days, spacing, (steps, apart) => {
        const current = steps.toSorted((a, b) => a - b).map((day, at) => day + at * (apart.min + 1));
        const targets = current.map((day) => ({ ideal: day + 3, current: day, options: [-2, -1, 0, 1, 2].map((off) => ({ day: day + off, cost: off === 0 ? 9 : 0 })) }));
        expect(choose(targets, apart)).toEqual(current.map(() => 2));
      }),
    );
  });

  it('gives up one session rather than the rules', () => {
    const targets = [5, 6].map((day) => ({ ideal: day, current: null, options: [{ day, cost: 0 }] }));
    expect(choose(targets, { min: 10, max: 21 }).filter((at) => at !== null)).toHaveLength(1);
  });
});
