import { mkdir } from 'node:fs/promises';
import type { Pool } from 'pg';
import { prepareCluster } from './cluster.ts';
import { Engine } from './engine.ts';
import { EngineError } from './engine-thread.ts';
import { freeBytesOf, spaceWatch } from './free-space.ts';
import { lockDirectory } from './owner-lock.ts';
import { enginePool } from './pool.ts';
import { keepTidy } from './upkeep.ts';

export interface EmbeddedOptions {
  /** Where the data lives, made when missing; null keeps it in memory. */
  directory: string | null;
  queryTimeoutMs: number;
  idleInTransactionMs: number;
  /** Writing stops while less than this is free. */
  minFreeBytes: number;
  /** Replaced by tests. */
  freeBytes?: () => Promise<number>;
  onProgress: (message: string) => void;
  onReplaced: (reason: string) => void;
}
export interface OpenPool {
  pool: Pool;
  /** Releases what is behind the pool, after the pool has ended. */
  close(): Promise<void>;
}

/** Opens the embedded database. Rejects with a readable reason when another process owns the directory or the disk is full. */
export async function openEmbedded(options: EmbeddedOptions): Promise<OpenPool> {
  const { directory } = options;
  if (directory === null) return overEngine(await Engine.open(engineOptions(options, null)), options);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  try {
    return await openDirectory(directory, options, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openDirectory(directory: string, options: EmbeddedOptions, unlock: () => Promise<void>): Promise<OpenPool> {
  const freeBytes = options.freeBytes ?? (() => freeBytesOf(directory));
  const free = await freeBytes();
  if (free < options.minFreeBytes) {
    throw new EngineError('53100', `Only ${megabytes(free)} MB are free for ${directory}; the database needs at least ${megabytes(options.minFreeBytes)} MB.`);
  }
  const cluster = await prepareCluster(directory, options.onProgress);
  const spaceIsLow = spaceWatch(freeBytes, options.minFreeBytes);
  const engine = await Engine.open({ ...engineOptions(options, cluster), spaceIsLow }).catch((cause: Error) => {
    throw new Error(`The database in ${directory} cannot be opened: ${cause.message}`, { cause });
  });
  return overEngine(engine, options, unlock);
}

const megabytes = (bytes: number): number => Math.floor(bytes / 1_000_000);

function engineOptions({ queryTimeoutMs, idleInTransactionMs, onReplaced }: EmbeddedOptions, cluster: string | null) {
  return { directory: cluster, template: null, fsync: cluster !== null, queryTimeoutMs, idleInTransactionMs, onReplaced };
}

function overEngine(engine: Engine, { queryTimeoutMs }: EmbeddedOptions, unlock?: () => Promise<void>): OpenPool {
  // Whoever waits for the one session outlasts the longest query before them.
  const pool = enginePool(engine, { waitMs: queryTimeoutMs + 10_000 });
  // What lives in memory is a test's, and gone before it matters.
  const stop = unlock ? keepTidy(pool, () => engine.batches) : null;
  return {
    pool,
    async close() {
      await stop?.();
      await engine.close();
      await unlock?.();
    },
  };
}
