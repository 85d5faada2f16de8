import { execFileSync } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { allStarts, findSlots } from '../server/features/scheduling/slots/find-slots.ts';
import type { SlotQuery } from '../server/features/scheduling/slots/types.ts';
import { luxonStarts } from './slots/luxon-peer.ts';
import { compare, spreadOf, type Spread } from './slots/pairs.ts';
import { treeStarts } from './slots/tree-peer.ts';
import { workload } from './slots/workload.ts';

/* The slot finder with everything on, beside two compositions that only enumerate the feasible starts. Fails when they differ or a target is missed. */
const PAIRS = 25;
const DATA_SETS = 6;
const FRESH_PROCESSES = 9;
const FIRST_SEARCH_MS = 25;
const SIZES = [[3, 200], [3, 2000], [20, 200], [20, 2000]] as const;
const PEERS = [
  { name: 'luxon Interval', starts: luxonStarts, targets: { '3x200': 150, '20x2000': 100 } as Record<string, number> },
  { name: 'flatten interval-tree', starts: treeStarts, targets: {} as Record<string, number> },
];
const missed: string[] = [];

const print = (cells: string[]): void => {
  process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(9) : cell.padStart(at === 1 ? 22 : 26))).join(' ')}\n`);
};
const three = ({ min, median, max }: Spread, digits: number): string => [min, median, max].map((value) => value.toFixed(digits)).join(' / ');

/** Nobody's speed counts unless all find the same: how many starts there are in all data sets. */
function sameStarts(size: string, queries: SlotQuery[]): number {
  return queries.reduce((sum, query) => {
    const ours = allStarts(query);
    for (const peer of PEERS) deepStrictEqual(peer.starts(query), ours, `${size}: ${peer.name} finds other starts`);
    deepStrictEqual(findSlots(query).total, ours.length, `${size}: findSlots counts other than allStarts`);
    return sum + ours.length;
  }, 0);
}

function runSize(people: number, busy: number): void {
  const size = `${people}x${busy}`;
  const queries = Array.from({ length: DATA_SETS }, (_, seed) => workload(people, busy, seed + 1));
  const found = sameStarts(size, queries);
  for (const { name, starts, targets } of PEERS) {
    const { ours, theirs, ratio } = compare(queries, PAIRS, findSlots, starts);
    const target = targets[size];
    print([size, name, three({ min: ours.min * 1e3, median: ours.median * 1e3, max: ours.max * 1e3 }, 0), three(theirs, 1), three(ratio, 0), target ? `>= ${target}` : '', String(found)]);
    if (target && ratio.median < target) missed.push(`${size}: ${ratio.median.toFixed(0)} times ${name}, not ${target}`);
  }
}

function runFirstSearch(people: number, busy: number): void {
  const script = fileURLToPath(new URL('./slots/first-search.ts', import.meta.url));
  const runs = Array.from({ length: FRESH_PROCESSES }, () => {
    return JSON.parse(execFileSync(process.execPath, [script, String(people), String(busy)], { encoding: 'utf8' })) as { load: number; search: number; wall: number };
  });
  const [search, wall, load] = [spreadOf(runs.map((run) => run.search)), spreadOf(runs.map((run) => run.wall)), spreadOf(runs.map((run) => run.load))];
  process.stdout.write(`first search of a process, ${people}x${busy}: ${three(search, 1)} ms of processor time (target < ${FIRST_SEARCH_MS}), `);
  process.stdout.write(`${three(wall, 1)} ms on the clock; loading the code before it: ${three(load, 0)} ms\n`);
  if (search.median >= FIRST_SEARCH_MS) missed.push(`first search ${people}x${busy}: ${search.median.toFixed(1)} ms, not under ${FIRST_SEARCH_MS}`);
}

process.stdout.write(`processor time, min / median / max of ${PAIRS} alternating pairs; ${DATA_SETS} data sets a size\n`);
print(['size', 'peer', 'ours, us', 'theirs, ms', 'theirs / ours', 'target', 'starts']);
for (const [people, busy] of SIZES) runSize(people, busy);
for (const [people, busy] of [SIZES[0], SIZES[3]]) runFirstSearch(people, busy);
for (const line of missed) process.stdout.write(`MISSED ${line}\n`);
process.exitCode = missed.length > 0 ? 1 : 0;
