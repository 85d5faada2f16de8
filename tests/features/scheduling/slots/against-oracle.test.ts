import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allStarts, countStarts, findSlots } from '../../../../server/features/scheduling/slots/find-slots.ts';
import { applyRelaxation } from '../../../../server/features/scheduling/slots/relax.ts';
import { suggestRelaxations } from '../../../../server/features/scheduling/slots/suggest.ts';
import type { SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';
import { awkwardQuery, fuzz } from './awkward.ts';
import { oracle, oracleChoice, type OracleStart } from './oracle.ts';

const feasible = (starts: OracleStart[]) => starts.filter((one) => one.blockers.length === 0);

function blockersByOracle(starts: OracleStart[]) {
  const counts: Record<string, { alone: number; total: number }> = {};
  for (const { blockers } of starts) {
    for (const name of blockers) {
      const count = (counts[name] ??= { alone: 0, total: 0 });
      count.total++;
      if (blockers.length === 1) count.alone++;
    }
  }
  return counts;
}

describe('against the oracle, in awkward zones around changes of the clock', () => {
  it('finds exactly the same starts', () => {
    fc.assert(
      fc.property(awkwardQuery, (query) => {
        expect(allStarts(query)).toEqual(feasible(oracle(query)).map((one) => one.start));
      }),
      { ...fuzz, numRuns: fuzz.numRuns * 2 },
    );
  });

  it('chooses, orders and describes the same slots', () => {
    fc.assert(
      fc.property(awkwardQuery, (query) => {
        const expected = oracleChoice(oracle(query), query.limit).map((one) => ({
          start: one.start,
          end: one.start + query.minutes * 60_000,
          certain: one.certain,
          preferred: one.preferred,
          compromises: one.compromises,
          daysTooFar: one.tooFar,
          people: query.people.map((person, at) => ({ personId: person.id, state: one.states[at] })),
        }));
        expect(findSlots(query).slots).toEqual(expected);
      }),
      fuzz,
    );
  });

  it('counts the same blockers', () => {
    fc.assert(
      fc.property(awkwardQuery, (query) => {
        const starts = oracle(query);
        const result = findSlots(query);
        const found = result.blockers.map(({ personId, reason, alone, total }) => [`${personId ?? ''}:${reason}`, { alone, total }]);
        expect(Object.fromEntries(found)).toEqual(blockersByOracle(starts));
        expect([result.total, result.considered]).toEqual([feasible(starts).length, starts.length]);
      }),
      fuzz,
    );
  });
});

/** Everybody required and known, so that searches often come to nothing and offers are made. */
const strict = (query: SlotQuery): SlotQuery => ({ ...query, people: query.people.map((person) => ({ ...person, required: true })) });

describe('offered relaxations', () => {
  it('open exactly as many starts as promised, by the oracle', () => {
    let offers = 0;
    fc.assert(
      fc.property(awkwardQuery.map(strict), (query) => {
        const before = countStarts(query);
        for (const offer of suggestRelaxations(query, { mayBeOptional: ['p0', 'p1'] })) {
          offers++;
          expect(offer.count).toBeGreaterThan(before);
          expect(feasible(oracle(offer.relax.reduce(applyRelaxation, query)))).toHaveLength(offer.count);
        }
      }),
      { ...fuzz, numRuns: Math.ceil(fuzz.numRuns / 5) },
    );
    expect(offers).toBeGreaterThan(20);
  });

  it('come in pairs only when no single one opens anything', () => {
    fc.assert(
      fc.property(awkwardQuery.map(strict), (query) => {
        const before = countStarts(query);
        for (const { relax } of suggestRelaxations(query, { mayBeOptional: ['p0'] }).filter((offer) => offer.relax.length > 1)) {
          for (const single of relax) expect(countStarts(applyRelaxation(query, single))).toBe(before);
        }
      }),
      fuzz,
    );
  });
});
