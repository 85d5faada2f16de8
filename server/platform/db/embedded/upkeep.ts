import type { Pool } from 'pg';

/** How often it is asked what changed, in milliseconds; nothing is asked while nothing was done. */
const everyMs = 2000;

/**
 * Tables that changed enough to be looked at again: a fifth of their rows, as autovacuum does it, and enough to matter. Dead rows wait for a
 * vacuum, the others for new statistics.
 */
const changed = `
  select relid::regclass::text as name, n_dead_tup > 1000 + 0.2 * n_live_tup as dead from pg_stat_all_tables
  where schemaname not like 'pg\\_toast%' and (n_dead_tup > 1000 + 0.2 * n_live_tup or n_mod_since_analyze > 500 + 0.2 * n_live_tup)
  order by 1`;

/**
 * What autovacuum does on a server; PGlite has none. Without it a plan that was made while a table was empty reads that table from end to
 * end for as long as the process lives (checks of foreign keys above all), and room of dead rows is never used again. One table at a time,
 * others have their turn in between. `gaveUp` are tables that could not be done: they are left alone. Answers the tables that were done.
 */
export async function tidy(pool: Pick<Pool, 'query'>, gaveUp: Set<string>): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; dead: boolean }>(changed);
  const done: string[] = [];
  for (const { name, dead } of rows) {
    if (gaveUp.has(name)) continue;
    try {
      await pool.query(`${dead ? 'vacuum (analyze)' : 'analyze'} ${name}`);
      done.push(name);
    } catch {
      gaveUp.add(name);
    }
  }
  return done;
}

/** Tidies up from time to time while the database is used, until the answer is called. `batches` counts what was asked of it so far. */
export function keepTidy(pool: Pool, batches: () => number): () => Promise<void> {
  const gaveUp = new Set<string>();
  let seen = 0;
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy || pool.ending || batches() === seen) return;
    busy = true;
    // A database that cannot be asked now says so to whoever needs it.
    await tidy(pool, gaveUp).catch(() => undefined);
    seen = batches();
    busy = false;
  };
  const timer = setInterval(() => (running = look()), everyMs).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
