import type { Commitment } from '../../../server/features/commitments/contract.ts';
import type { Lines } from './overlay.ts';

/** What a row says, remembered with it. */
const said = new WeakMap<Commitment, string>();

function wordsOf(row: Commitment): string {
  const words = said.get(row) ?? JSON.stringify(row);
  said.set(row, words);
  return words;
}

function rowsSteadily(was: readonly Commitment[], now: Commitment[]): Commitment[] {
  const known = new Map(was.map((row) => [row.id, row]));
  return now.map((row) => {
    const before = known.get(row.id);
    return before && wordsOf(before) === wordsOf(row) ? before : row;
  });
}

/** Takes in boards as they are read: each comes back with the very rows of the one before where nothing changed, so that only what differs is drawn again. */
export function steadyBoards<B extends Lines>(first: B | null): (read: B) => B {
  let was = first;
  return (now) => {
    was = was ? { ...now, commitments: rowsSteadily(was.commitments, now.commitments), lastTime: rowsSteadily(was.lastTime, now.lastTime) } : now;
    return was;
  };
}
