import { say, type Database, type Queryable } from '../db/database.ts';

/**
 * Tells open surfaces of every process that something is new. It carries no contents: who is woken reads what they may see.
 * A wake-up may be lost with a connection; then everybody is woken once the connection is back.
 */
export interface Live {
  /** Calls `wake` whenever there may be something new on `topic`. Returns what ends that. */
  subscribe(topic: string, wake: () => void): () => void;
  /** The same for the process itself, for as long as it runs: no stream of anybody's. */
  listen(topic: string, wake: () => void): void;
  /** Aborted when the process is about to go: open streams end then, and their clients come back elsewhere. */
  readonly ending: AbortSignal;
  /** Streams that are open in this process. */
  open(): number;
  close(): void;
}

/** Wakes who is subscribed to `topic`, if and when the transaction commits. */
export const wakeTopic = (tx: Queryable, topic: string): Promise<void> => say(tx, topic);

export function createLive(db: Pick<Database, 'hear'>): Live {
  const topics = new Map<string, Set<() => void>>();
  const ending = new AbortController();
  let stopHearing: (() => void) | null = null;

  const heard = (topic: string | null): void => {
    const woken = topic === null ? [...topics.values()] : [topics.get(topic)];
    for (const subscribers of woken) for (const wake of subscribers ?? []) wake();
  };

  const add = (topic: string, wake: () => void): Set<() => void> => {
    stopHearing ??= db.hear(heard);
    const subscribers = topics.get(topic) ?? new Set();
    topics.set(topic, subscribers.add(wake));
    return subscribers;
  };
  const streams = new Set<() => void>();

  return {
    subscribe(topic, wake) {
      const subscribers = add(topic, wake);
      streams.add(wake);
      return () => {
        streams.delete(wake);
        subscribers.delete(wake);
        if (subscribers.size === 0 && topics.get(topic) === subscribers) topics.delete(topic);
      };
    },
    listen: (topic, wake) => void add(topic, wake),
    ending: ending.signal,
    open: () => streams.size,
    close() {
      ending.abort();
      stopHearing?.();
    },
  };
}
