/** Days give at most this many while others have any left: ten times of one morning are no choice. */
const PER_DAY = 3;
/** More turns than any day is asked for. */
const TURNS = 1024;

/** Positions first..end (end excluded) of one day's keys. */
export interface Group {
  first: number;
  end: number;
}

interface Queue<G extends Group> {
  group: G;
  /** The best key not taken yet; Infinity when none is left. */
  next: number;
  /** Its place among the days: quality, then how many of that quality were taken from this day, then the rest of the key. */
  place: number;
  taken: number;
  /** How many of the quality of `next` were taken. */
  turn: number;
}

/**
 * Takes up to `limit` keys, lowest first, turn by turn from each day: within one quality (key / `worth`, whole part) a day's second
 * comes only after every other day's first. A better quality goes before spreading, up to three a day. Answers in order of key.
 */
export function spread<G extends Group>(keys: Float64Array, groups: G[], worth: number, limit: number): { key: number; group: G }[] {
  const queues = groups.map((group) => queueOf(group, keys, worth));
  const chosen: { key: number; group: G }[] = [];
  for (const most of [PER_DAY, Infinity]) {
    while (chosen.length < limit) {
      const queue = firstOf(queues, most);
      if (!queue) break;
      chosen.push({ key: queue.next, group: queue.group });
      advance(queue, keys, worth);
    }
  }
  return chosen.sort((a, b) => a.key - b.key);
}

function queueOf<G extends Group>(group: G, keys: Float64Array, worth: number): Queue<G> {
  const next = nextKey(keys, group, -1);
  return { group, next, place: placeOf(next, 0, worth), taken: 0, turn: 0 };
}

function firstOf<G extends Group>(queues: Queue<G>[], most: number): Queue<G> | null {
  let best: Queue<G> | null = null;
  let place = Infinity;
  for (const queue of queues) {
    if (queue.place >= place || queue.taken >= most) continue;
    best = queue;
    place = queue.place;
  }
  return best;
}

function advance<G extends Group>(queue: Queue<G>, keys: Float64Array, worth: number): void {
  const next = nextKey(keys, queue.group, queue.next);
  queue.turn = Math.floor(next / worth) === Math.floor(queue.next / worth) ? queue.turn + 1 : 0;
  queue.next = next;
  queue.place = placeOf(next, queue.turn, worth);
  queue.taken++;
}

function placeOf(next: number, turn: number, worth: number): number {
  if (next === Infinity) return Infinity;
  const quality = Math.floor(next / worth);
  return next + (quality * (TURNS - 1) + turn) * worth;
}

/** The lowest key of a day above `above`: scanning again is cheaper than sorting days of which most are never asked twice. */
function nextKey(keys: Float64Array, { first, end }: Group, above: number): number {
  let lowest = Infinity;
  for (let at = first; at < end; at++) {
    const key = keys[at]!;
    if (key > above && key < lowest) lowest = key;
  }
  return lowest;
}
