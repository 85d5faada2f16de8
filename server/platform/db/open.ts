import { openEmbedded, type OpenPool } from './embedded/open-embedded.ts';
import { migrate, migrationsFolder, readMigrations } from './migrate.ts';
import { serverPool } from './server-pool.ts';
import { createDatabase, type OpenDatabase } from './transactions.ts';
import type { Log } from '../log.ts';

export interface OpenOptions {
  /** Connection string of a PostgreSQL 15 or newer; null for the embedded database. */
  url: string | null;
  /** Where the embedded database lives; null keeps it in memory. */
  directory: string | null;
  log: Log;
  /** Told what takes seconds at the first start. */
  onProgress?: (message: string) => void;
  /** A query that takes longer is ended: 20 s unless told. */
  queryTimeoutMs?: number;
  /** A transaction whose work says nothing to the database for this long is rolled back: 60 s unless told. */
  idleInTransactionMs?: number;
  /** Connections to a server: 10 unless told. */
  poolSize?: number;
  /** The embedded database stops writing below this: 64 MB (four segments of its log) unless told. */
  minFreeBytes?: number;
  /** Free bytes of the disk, for tests. */
  freeBytes?: () => Promise<number>;
}

/** Opens the database and brings it up to date. Rejects with a readable reason; nothing stays open then. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { pool, close } = await openPool(options);
  const database = createDatabase(pool, {
    ...(options.url !== null && { hearAt: options.url }),
    onClose: close,
    onLost: (error) => options.log.warn({ code: 'code' in error ? error.code : undefined }, 'a database connection was lost'),
  });
  try {
    const applied = await migrate(pool, await readMigrations(migrationsFolder));
    if (applied.length > 0) options.log.info({ applied }, 'migrations applied');
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function openPool(options: OpenOptions): Promise<OpenPool> {
  const { url, directory, log, queryTimeoutMs = 20_000, idleInTransactionMs = 60_000, minFreeBytes = 64_000_000 } = options;
  if (url !== null) {
    const pool = await serverPool({ url, queryTimeoutMs, idleInTransactionMs, size: options.poolSize ?? 10 }).catch((cause: Error) => {
      throw new Error(`The database named by DATABASE_URL cannot be used: ${cause.message}`, { cause });
    });
    return { pool, close: async () => undefined };
  }
  return openEmbedded({
    directory,
    queryTimeoutMs,
    idleInTransactionMs,
    minFreeBytes,
    ...(options.freeBytes ? { freeBytes: options.freeBytes } : {}),
    onProgress: options.onProgress ?? (() => undefined),
    onReplaced: (reason) => log.error({ reason }, 'the embedded database was restarted'),
  });
}
