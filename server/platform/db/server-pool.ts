import pg from 'pg';
import { columnTypes } from './column-types.ts';

/** The oldest PostgreSQL whose dialect the migrations and stores are written for. */
const OLDEST = 15;

export interface ServerOptions {
  url: string;
  queryTimeoutMs: number;
  idleInTransactionMs: number;
  /** Connections at most. */
  size: number;
}

/** A pool on a PostgreSQL server. Rejects when it is too old or cannot be reached. */
export async function serverPool({ url, queryTimeoutMs, idleInTransactionMs, size }: ServerOptions): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'fieldwork',
    max: size,
    // A new connection costs the database more than a hundred reads: a process, its caches, every plan anew. A lull is no reason to give one up.
    idleTimeoutMillis: 600_000,
    connectionTimeoutMillis: 15_000,
    statement_timeout: queryTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    // Compiling a query costs more than any of ours takes; the planner, which guesses high, would have it done for some.
    options: '-c jit=off',
    types: columnTypes,
    // For `inOnePacket`: what is not awaited is sent all the same.
    pipeline: true,
  });
  try {
    await checkVersion(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}

/** Throws naming the version when the server is older than the product is written for. */
export async function checkVersion(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) < OLDEST) {
    throw new Error(`The PostgreSQL server is version ${version}; Fieldwork needs ${OLDEST} or newer.`);
  }
}
