/** Requests Outlook serves at once for one application and mailbox (Microsoft's throttling limits page). */
export const perMailbox = 4;

/** Runs work for a key, at most so many at a time; the rest waits its turn in order. A null key is not limited. */
export interface Limiter {
  run<T>(key: string | null, work: () => Promise<T>): Promise<T>;
}

interface Lane {
  running: number;
  waiting: (() => void)[];
}

/** A limiter of `atOnce` pieces of work per key. Keys that have nothing to do take no memory. */
export function createLimiter(atOnce = perMailbox): Limiter {
  const lanes = new Map<string, Lane>();

  const enter = async (lane: Lane): Promise<void> => {
    if (lane.running < atOnce) lane.running += 1;
    // The place is handed over by whoever leaves, so that nobody who comes later slips in between.
    else await new Promise<void>((resume) => lane.waiting.push(resume));
  };

  const leave = (key: string, lane: Lane): void => {
    const next = lane.waiting.shift();
    if (next) return next();
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(key);
  };

  return {
    async run(key, work) {
      if (key === null) return work();
      const lane = lanes.get(key) ?? { running: 0, waiting: [] };
      lanes.set(key, lane);
      await enter(lane);
      try {
        return await work();
      } finally {
        leave(key, lane);
      }
    },
  };
}
