import { setTimeout as delay } from 'node:timers/promises';
import pg, { type Pool } from 'pg';
import { keepPlan } from './kept-plans.ts';

/** PostgreSQL's channel for everything of ours; what it is about is the payload. */
const channel = 'fieldwork';

/** Told what was said with `NOTIFY` in a transaction that was committed, by any process; null when something may have been missed. */
export type Heard = (topic: string | null) => void;

export interface Hearing {
  /** Adds a listener. Returns what ends that. */
  hear(listener: Heard): () => void;
  close(): Promise<void>;
}

/** Says `topic` to every process, if and when the surrounding transaction commits. At most 8,000 bytes, by PostgreSQL's own limit. */
export const sayWith = keepPlan(`select pg_notify('${channel}', $1)`);

/** The same for every row of a relation, as the end of a statement. */
export const sayAll = (topic: string, rows: string): string => `select pg_notify('${channel}', ${topic}) from ${rows}`;

class Listeners {
  readonly #all = new Set<Heard>();

  add(listener: Heard): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(topic: string | null): void {
    for (const listener of this.#all) listener(topic);
  }

  /** Listens on one connection and tells what comes. */
  async attach(client: Pick<pg.Client, 'on' | 'query'>): Promise<void> {
    client.on('notification', ({ payload }) => this.tell(payload ?? null));
    await client.query(`LISTEN ${channel}`);
    this.tell(null);
  }
}

/** Hearing over the pool's own connections: for the embedded database, whose one process hears itself. */
export function hearOnPool(pool: Pool): Hearing {
  const listeners = new Listeners();
  // A connection that dies at once says so to whoever uses it.
  pool.on('connect', (client) => void listeners.attach(client).catch(() => undefined));
  return { hear: (listener) => listeners.add(listener), close: async () => undefined };
}

/** Milliseconds between tries to get a lost connection back. */
const pause = 1_000;

/** Hearing over a connection of its own to a server, made with the first listener and made anew when it is lost. */
export function hearOnServer(url: string): Hearing {
  const listeners = new Listeners();
  const ended = new AbortController();
  let keeping: Promise<void> | null = null;

  const once = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, application_name: 'fieldwork live', keepAlive: true });
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
      ended.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      await client.connect();
      await listeners.attach(client);
      await lost;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const keep = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await once().catch(() => undefined);
      await delay(pause, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };

  return {
    hear(listener) {
      keeping ??= keep();
      return listeners.add(listener);
    },
    async close() {
      ended.abort();
      await keeping;
    },
  };
}
