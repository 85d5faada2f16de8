import type { Clock } from './clock.ts';
import type { Queryable } from './db/database.ts';
import type { Log } from './log.ts';
import type { Seal } from './seal.ts';

const MINUTE = 60_000;
/** Milliseconds between two looks at what other processes counted. */
const lookEvery = 1_000;
/** Keys remembered at a time; the oldest goes first. Bounds memory, not correctness. */
const remembered = 50_000;
/** What stays below this share of its limit is this process' own matter: so honest use costs the database nothing. */
const worthSharing = 0.1;

interface Count {
  minute: number;
  /** Known of all processes when the database was last asked. */
  known: number;
  /** Counted here since. */
  unsent: number;
  worth: boolean;
}

export interface SharedCounts {
  /** Counts one for `key` in the running minute; answers all so far. `limit` says when others have to know. */
  hit(key: string, limit: number): number;
  /** Tells the database, and hears what other processes told it. */
  share(): Promise<void>;
  close(): void;
}

type Systems = { system<T>(work: (tx: Queryable) => Promise<T>): Promise<T> };

/** Adds to the counts and answers their sums. In one order, so that two processes do not wait for each other. */
async function add(tx: Queryable, keys: Buffer[], counts: number[], minute: Date): Promise<Map<string, number>> {
  await tx.query("delete from rate_counts where minute < $1::timestamptz - interval '2 minutes'", [minute]);
  const { rows } = await tx.query<{ key: Buffer; count: number }>(
    `insert into rate_counts (key, minute, count) select key, $3, count from unnest($1::bytea[], $2::int[]) as told (key, count) order by key
     on conflict (key, minute) do update set count = rate_counts.count + excluded.count returning key, count`,
    [keys, counts, minute],
  );
  return new Map(rows.map(({ key, count }) => [key.toString('hex'), count]));
}

/**
 * Counts by the minute that all processes share, at the cost of one statement a second, and none while nobody comes near a limit. With
 * n processes, somebody whose requests are spread evenly gets through at most a tenth of the limit in each before the
 * others hear of it, and after that what they send within a second: 1.1 to 1.3 times the limit for up to four.
 */
export function createSharedCounts({ db, clock, seal, log }: { db: Systems; clock: Clock; seal: Seal; log: Log }): SharedCounts {
  const counts = new Map<string, Count>();
  let sharing: Promise<void> | null = null;

  const minuteOf = (): number => Math.floor(clock.now().getTime() / MINUTE) * MINUTE;
  const current = (key: string): Count => {
    const known = counts.get(key);
    return known?.minute === minuteOf() ? known : { minute: minuteOf(), known: 0, unsent: 0, worth: false };
  };

  async function send(): Promise<void> {
    const minute = minuteOf();
    const told = [...counts].filter(([, one]) => one.minute === minute && one.worth && one.unsent > 0).map(([key, one]) => ({ one, print: seal.fingerprint(key), sent: one.unsent }));
    if (told.length === 0) return;
    for (const { one, sent } of told) Object.assign(one, { unsent: one.unsent - sent, known: one.known + sent });
    const sums = await db.system((tx) => add(tx, told.map(({ print }) => print), told.map(({ sent }) => sent), new Date(minute)));
    for (const { one, print } of told) one.known = Math.max(one.known, sums.get(print.toString('hex')) ?? 0);
  }

  const share = (): Promise<void> => {
    sharing ??= send()
      .catch((error: unknown) => log.warn({ code: (error as { code?: unknown }).code }, 'requests are counted by this process alone'))
      .finally(() => (sharing = null));
    return sharing;
  };
  const timer = setInterval(() => void share(), lookEvery).unref();

  return {
    hit(key, limit) {
      const one = current(key);
      one.unsent += 1;
      one.worth ||= one.known + one.unsent >= limit * worthSharing;
      counts.delete(key);
      counts.set(key, one);
      if (counts.size > remembered) counts.delete(counts.keys().next().value!);
      return one.known + one.unsent;
    },
    share,
    close: () => clearInterval(timer),
  };
}
