import type { Relaxation } from '../contract.ts';
import { candidatesFor, type Candidate } from './candidates.ts';
import { countStarts } from './find-slots.ts';
import { applyRelaxation } from './relax.ts';
import type { SlotQuery } from './types.ts';

/** Relaxations that together open times, and how many starts are feasible then. */
export interface Offer {
  relax: Relaxation[];
  count: number;
}

/** More than one of a kind is help, more than two are noise: three people's evenings would crowd out everything else. */
const PER_TYPE = 2;
/** Pairs grow with the square of people; this many searches stay well under a tenth of a second for three. */
const PAIRS_TRIED = 150;

type Tried = { candidates: Candidate[]; count: number };

/**
 * The smallest relaxations that open times the query does not have, cheapest first, at most `limit`: single ones, or pairs when no
 * single one does. `mayBeOptional`: ids of people whom the meeting could do without.
 */
export function suggestRelaxations(query: SlotQuery, options: { mayBeOptional: readonly string[]; limit?: number }): Offer[] {
  const candidates = candidatesFor(query, options.mayBeOptional);
  const limit = options.limit ?? 6;
  const before = countStarts(query);
  const singles = opening(query, candidates.map((candidate) => [candidate]), before, limit);
  const found = singles.length > 0 ? singles : opening(query, pairsOf(candidates).slice(0, PAIRS_TRIED), before, limit);
  return found.map(({ candidates: taken, count }) => ({ relax: taken.map(({ relax }) => relax), count }));
}

/** Tries sets in order and keeps those that open something, the cheapest of each group. */
function opening(query: SlotQuery, sets: Candidate[][], before: number, limit: number): Tried[] {
  const found: Tried[] = [];
  for (const candidates of sets) {
    if (found.length === limit) break;
    if (crowded(found, candidates)) continue;
    const count = countStarts(candidates.reduce((relaxed, { relax }) => applyRelaxation(relaxed, relax), query));
    if (count > before) found.push({ candidates, count });
  }
  return found;
}

function crowded(found: Tried[], candidates: Candidate[]): boolean {
  const groups = groupsOf(candidates);
  const types = typesOf(candidates);
  const alike = found.filter((offer) => typesOf(offer.candidates) === types).length;
  return alike >= PER_TYPE || found.some((offer) => groupsOf(offer.candidates) === groups);
}

const groupsOf = (candidates: Candidate[]): string => candidates.map(({ group }) => group).join('+');
const typesOf = (candidates: Candidate[]): string => candidates.map(({ relax }) => relax.type).sort().join('+');

function pairsOf(candidates: Candidate[]): Candidate[][] {
  const pairs = candidates.flatMap((first, at) => candidates.slice(at + 1).map((second) => [first, second]));
  const cost = (pair: Candidate[]): number => pair.reduce((sum, candidate) => sum + candidate.cost, 0);
  return pairs.filter(([first, second]) => first!.group !== second!.group).sort((a, b) => cost(a) - cost(b));
}
