/** Days give at most this many while others have any left: ten times of one morning are no choice. */
const PER_DAY = 3;

/** Positions first..end (end excluded) of one day's keys. */
interface Group {
  first: number;
  end: number;
}

interface Queue<G extends Group> {
  group: G;
  /** The best key not taken yet, Infinity when none is left, and its quality. */
  next: number;
  quality: number;
  taken: number;
  /** How many of that quality were taken from this day. */
  round: number;
}

/**
 * Takes up to `limit` keys, lowest first, turn by turn from each day: within one quality (key / `worth`, whole part) a day's second
 * comes only after every other day's first. A better quality goes before spreading, up to three a day. Answers in order of key.
 */
export function spread<G extends Group>(keys: Float64Array, groups: G[], worth: number, limit: number): { key: number; group: G }[] {
  const queues = groups.map((group): Queue<G> => {
    const next = nextKey(keys, group, -1);
    return { group, next, quality: Math.floor(next / worth), taken: 0, round: 0 };
  });
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

function firstOf<G extends Group>(queues: Queue<G>[], most: number): Queue<G> | null {
  let best: Queue<G> | null = null;
  for (const queue of queues) {
    if (queue.next < Infinity && queue.taken < most && (!best || goesBefore(queue, best))) best = queue;
  }
  return best;
}

function goesBefore<G extends Group>(a: Queue<G>, b: Queue<G>): boolean {
  if (a.quality !== b.quality) return a.quality < b.quality;
  return a.round === b.round ? a.next < b.next : a.round < b.round;
}

function advance<G extends Group>(queue: Queue<G>, keys: Float64Array, worth: number): void {
  queue.next = nextKey(keys, queue.group, queue.next);
  const quality = Math.floor(queue.next / worth);
  queue.round = quality === queue.quality ? queue.round + 1 : 0;
  queue.quality = quality;
  queue.taken++;
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
