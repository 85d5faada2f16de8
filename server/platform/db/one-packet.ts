import type { Pool } from 'pg';
import type { Prepared } from './database.ts';
import { ownName } from './kept-plans.ts';

/**
 * A transaction of one statement: `begin`, the statement and COMMIT are sent together (PostgreSQL answers them in order, and does nothing more
 * after one that failed). Planning is what a large read costs most, so it is planned once on each connection and for all values alike.
 */
export async function inOnePacket<Row extends object>(pool: Pool, begin: string, { name, sql }: Prepared, values: unknown[]): Promise<Row[]> {
  const client = await pool.connect();
  const { stream } = client.connection;
  // Corked, so that it is one packet and not three.
  stream.cork();
  const steps = [
    client.query(`${begin}; SET LOCAL plan_cache_mode = force_generic_plan`),
    client.query<Row>({ name: ownName(name), text: sql, values }),
    client.query('COMMIT'),
  ] as const;
  stream.uncork();
  const [began, read, ended] = await Promise.allSettled(steps);
  // Also the answer to COMMIT came, so nothing of this transaction is left on the connection, whatever became of it.
  client.release(ended.status === 'rejected');
  // The pool lends the connection on in the next tick: first let the database go on, then work with what it said.
  await new Promise(process.nextTick);
  for (const step of [began, read, ended]) if (step.status === 'rejected') throw step.reason;
  return (read as PromiseFulfilledResult<{ rows: Row[] }>).value.rows;
}
