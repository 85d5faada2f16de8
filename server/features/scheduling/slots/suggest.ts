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
 * The smallest relaxations that open times the query does not have, cheapest first, at most `limit`: what settles the unknown people
 * alone, or with one thing more, or two; where that opens nothing, as few as it takes, once. `mayBeOptional`: ids of people whom the
 * meeting could do without.
 */
export function suggestRelaxations(query: SlotQuery, options: { mayBeOptional: readonly string[]; limit?: number }): Offer[] {
  const candidates = candidatesFor(query, options.mayBeOptional);
  const limit = options.limit ?? 6;
  const before = countStarts(query);
  const { settled, others } = settling(query, candidates);
  for (const more of [[[]], others.map((one) => [one]), pairsOf(others)]) {
    const found = opening(query, together(settled, more).slice(0, PAIRS_TRIED), before, limit);
    if (found.length > 0) return found.map(offerOf);
  }
  const last = asFewAsItTakes(query, [...settled[0]!, ...others], before);
  return last ? [offerOf(last)] : [];
}

const offerOf = ({ candidates: taken, count }: Tried): Offer => ({ relax: taken.map(({ relax }) => relax), count });

const cost = (set: Candidate[]): number => set.reduce((sum, candidate) => sum + candidate.cost, 0);

/**
 * Nothing opens while somebody needed is unknown: each is asked to confirm, or missed. `settled`: all ways to do that for all of them,
 * cheapest first; one that does nothing when everybody is known. `others`: what can be loosened beside it.
 */
function settling(query: SlotQuery, candidates: Candidate[]): { settled: Candidate[][]; others: Candidate[] } {
  const unknown = query.people.filter(({ required, known, unconfirmed }) => required && !known && !unconfirmed).map(({ id }) => id);
  const waysFor = (id: string): Candidate[] => candidates.filter(({ relax }) => (relax.type === 'unconfirmed' || relax.type === 'optional') && relax.personId === id);
  const settled = unknown.reduce<Candidate[][]>((sets, id) => sets.flatMap((set) => waysFor(id).map((way) => [...set, way])), [[]]);
  return { settled: settled.toSorted((a, b) => cost(a) - cost(b)), others: candidates.filter((one) => !unknown.some((id) => waysFor(id).includes(one))) };
}

const together = (settled: Candidate[][], more: Candidate[][]): Candidate[][] =>
  settled.flatMap((first) => more.map((second) => [...first, ...second])).toSorted((a, b) => cost(a) - cost(b));

/** The widest step of everything, then without whatever is not needed, the dearest first; null when even all of it opens nothing. */
function asFewAsItTakes(query: SlotQuery, candidates: Candidate[], before: number): Tried | null {
  const widest = new Map(candidates.map((candidate) => [keyOf(candidate.relax), candidate]));
  const opens = (set: Candidate[]): number => countStarts(set.reduce((relaxed, { relax }) => applyRelaxation(relaxed, relax), query));
  let taken = [...widest.values()];
  if (opens(taken) <= before) return null;
  for (const one of taken.toSorted((a, b) => b.cost - a.cost)) {
    const without = taken.filter((other) => other !== one);
    if (opens(without) > before) taken = without;
  }
  return { candidates: taken, count: opens(taken) };
}

/** Of two relaxations with the same key only one counts. */
const keyOf = (relax: Relaxation): string => ('personId' in relax ? `${relax.type} ${relax.personId}` : relax.type);

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
  return pairs.filter(([first, second]) => keyOf(first!.relax) !== keyOf(second!.relax)).sort((a, b) => cost(a) - cost(b));
}
