import type { Clock } from '../clock.ts';

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

/** Pauses that mailboxes asked for. Whoever goes on asking a throttled mailbox is throttled for longer. */
export interface Pauses {
  begin(mailbox: string | null, seconds: number): void;
  /** Whole seconds that are left; 0 when it may be asked. */
  left(mailbox: string | null): number;
}

export function createPauses(clock: Clock): Pauses {
  const until = new Map<string, number>();
  return {
    begin(mailbox, seconds) {
      if (mailbox !== null && seconds > 0) until.set(mailbox, Math.max(until.get(mailbox) ?? 0, clock.now().getTime() + seconds * 1000));
    },
    left(mailbox) {
      const end = mailbox === null ? undefined : until.get(mailbox);
      if (end === undefined) return 0;
      const seconds = Math.ceil((end - clock.now().getTime()) / 1000);
      if (seconds <= 0) until.delete(mailbox!);
      return Math.max(seconds, 0);
    },
  };
}
