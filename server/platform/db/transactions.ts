import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Database, Queryable } from './database.ts';
import { hearOnPool, hearOnServer } from './hearing.ts';
import { keepPlan, planIsStale, plansNow, statement } from './kept-plans.ts';
import { inOnePacket } from './one-packet.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** serialization_failure and deadlock_detected: nothing was done, and doing it again is the remedy. */
const passing = new Set<unknown>(['40001', '40P01']);
const worthRepeating = (error: unknown, askedIn: number): boolean => passing.has(codeOf(error)) || planIsStale(error, askedIn);
const readOnlyTransaction = '25006';

/** The transaction that the running code is inside of, if any. */
const surrounding = new AsyncLocalStorage<{ open: boolean }>();

/** The database with its pool, for the queue; features see only `Database`. */
export type OpenDatabase = Database & { pool: Pool };

export interface PoolEvents {
  /** Where a server is heard; left out for the embedded database, which hears itself on the pool. */
  hearAt?: string;
  /** Runs after the pool has ended. */
  onClose?: () => Promise<void>;
  /** Told of a connection that died. */
  onLost?: (error: Error) => void;
}

/** Transactions over a pool. */
export function createDatabase(pool: Pool, { hearAt, onClose, onLost = () => undefined }: PoolEvents = {}): OpenDatabase {
  // Whoever waits on a dying connection is told; unheard, the same event would end the process as well.
  pool.on('connect', (client) => client.on('error', onLost));
  pool.on('error', onLost);
  const hearing = hearAt === undefined ? hearOnPool(pool) : hearOnServer(hearAt);
  return {
    pool,
    scoped: async (tenantId, work) => transaction(pool, beginAsTenant(tenantId), work),
    together: async (tenantId, work) => {
      refuseInside();
      return again(() => attemptTogether(pool, beginAsTenant(tenantId), work));
    },
    reading: async (tenantId, work) => transaction(pool, beginAsTenant(tenantId, 'BEGIN READ ONLY'), work, 'nothing to lose'),
    read: async (tenantId, prepared, values) => {
      refuseInside();
      return again(() => inOnePacket(pool, beginAsTenant(tenantId, 'BEGIN READ ONLY'), prepared, values));
    },
    write: async (tenantId, prepared, values) => {
      refuseInside();
      return again(() => inOnePacket(pool, beginAsTenant(tenantId), prepared, values));
    },
    system: (work) => transaction(pool, 'BEGIN', work),
    glance: async (work) => {
      refuseInside();
      return again(() => work(onPool(pool)));
    },
    hear: (listener) => hearing.hear(listener),
    async close() {
      await hearing.close();
      await pool.end();
      await onClose?.();
    },
  };
}

/** One statement list, so one round trip. The id is checked because SET takes no parameters. */
function beginAsTenant(tenantId: string, begin = 'BEGIN'): string {
  if (!uuid.test(tenantId)) throw new Error('A tenant id is a UUID.');
  return `${begin}; SET LOCAL ROLE fieldwork_app; SET LOCAL app.tenant_id = '${tenantId}'`;
}

function refuseInside(): void {
  if (surrounding.getStore()?.open) {
    throw new Error('A transaction was asked for inside a transaction: use the `tx` of the outer one (the embedded database would wait for ever).');
  }
}

/** Once more where nothing was done and doing it again is the remedy. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  const askedIn = plansNow();
  try {
    return await work();
  } catch (error) {
    if (!worthRepeating(error, askedIn)) throw error;
    return work();
  }
}

/** What hangs on the end of a transaction: what it wrote, or nothing, since it only read. */
type End = 'what it wrote' | 'nothing to lose';

async function transaction<T>(pool: Pool, begin: string, work: (tx: Queryable) => Promise<T>, end: End = 'what it wrote'): Promise<T> {
  refuseInside();
  return again(() => attempt(pool, begin, work, end));
}

async function attempt<T>(pool: Pool, begin: string, work: (tx: Queryable) => Promise<T>, end: End): Promise<T> {
  const client = await pool.connect();
  const state = { open: true };
  const lost = connectionLoss(client);
  let [broken, ending] = [false, false];
  const began = beginAhead(client, begin);
  try {
    // A work that hangs would hold the connection for ever; the database gives up on it, and so does the caller.
    const result = await Promise.race([surrounding.run(state, () => work(queryable(client, state))), lost.promise]);
    await began;
    if (end === 'what it wrote') await commit(client);
    else ending = endUnheard(client);
    return result;
  } catch (error) {
    broken = await rollback(client);
    // Where the beginning failed, what came after it only says that it may not run.
    throw explained(await began.then(() => error, (first: unknown) => first));
  } finally {
    state.open = false;
    lost.forget();
    if (!ending) client.release(broken);
  }
}

/** Begins, asks for everything that `work` asks for at once, and ends, in one packet. PostgreSQL does them in this order, and nothing after one that failed. */
async function attemptTogether<T>(pool: Pool, begin: string, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const state = { open: true };
  const { stream } = client.connection;
  stream.cork();
  const began = client.query(begin);
  const worked = surrounding.run(state, () => work(queryable(client, state)));
  const ended = client.query('COMMIT');
  state.open = false;
  stream.uncork();
  const [beginning, result, end] = await Promise.allSettled([began, worked, ended]);
  // Where the answer to COMMIT came, nothing of this transaction is left on the connection.
  client.release(end.status === 'rejected');
  for (const step of [beginning, result, end]) if (step.status === 'rejected') throw explained(step.reason);
  mustBeCommitted((end as PromiseFulfilledResult<QueryResult>).value);
  return (result as PromiseFulfilledResult<T>).value;
}

/** Ends a transaction that wrote nothing: whoever read waits for no answer, the connection does. */
function endUnheard(client: PoolClient): true {
  void client.query('COMMIT').then(() => client.release(), () => client.release(true));
  return true;
}

/**
 * Begins without waiting for the answer: the first statement travels in the same packet, which saves each transaction a round trip. When the
 * beginning fails, PostgreSQL refuses what follows (the transaction is aborted), so nothing runs outside of it.
 */
function beginAhead(client: PoolClient, begin: string): Promise<unknown> {
  const { stream } = client.connection;
  stream.cork();
  const began = client.query(begin);
  // Told where it is awaited, after the work; whoever fails before that says why.
  began.catch(() => undefined);
  // Works usually ask for something at once; one that does not must not wait either.
  process.nextTick(() => stream.uncork());
  return began;
}

/** A promise that rejects when the connection dies, until it is told to forget. */
function connectionLoss(client: PoolClient): { promise: Promise<never>; forget: () => void } {
  let died: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, reject) => (died = reject));
  // Nobody waits for it yet when the connection dies at the very beginning; the query that began says so then.
  promise.catch(() => undefined);
  client.on('error', died);
  return { promise, forget: () => void client.off('error', died) };
}

const onPool = (pool: Pool): Queryable => ({
  async query<Row extends object>(sql: string, values: unknown[] = []) {
    const { rows, rowCount } = await pool.query<Row>(statement(keepPlan(sql), values));
    return { rows, rowCount: rowCount ?? 0 };
  },
});

function queryable(client: PoolClient, state: { open: boolean }): Queryable {
  return {
    async query<Row extends object>(sql: string, values: unknown[] = []) {
      // The connection may be somebody else's by now, and so may the tenant.
      if (!state.open) throw new Error('This transaction is over: await every query inside its work.');
      const { rows, rowCount } = await client.query<Row>(statement(sql, values));
      return { rows, rowCount: rowCount ?? 0 };
    },
  };
}

async function commit(client: PoolClient): Promise<void> {
  mustBeCommitted(await client.query('COMMIT'));
}

/** PostgreSQL answers a COMMIT after a swallowed error with ROLLBACK, and calls that success. */
function mustBeCommitted({ command }: QueryResult): void {
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back, because a query in it had failed.');
}

/** True when the connection cannot be used again. */
async function rollback(client: PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return false;
  } catch {
    return true;
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** The embedded database stops writing by making transactions read-only; say what that means. */
function explained(error: unknown): unknown {
  if (codeOf(error) !== readOnlyTransaction) return error;
  return Object.assign(new Error('The database is not taking writes now: its disk is almost full (or it is a standby).', { cause: error }), { code: '53100' });
}
