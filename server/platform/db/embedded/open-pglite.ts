import { readFileSync } from 'node:fs';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { DurableFs } from './durable-fs.ts';
import type { EngineData } from './engine-thread.ts';

/**
 * Buffers for the working set of some ten thousand clients and no more, because this shares a machine with a person's other work.
 * No repeating progress timer, which would keep the process alive. No replication, so the log can be minimal.
 */
const settings = [
  'shared_buffers=64MB', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=96MB', 'min_wal_size=32MB',
  'log_startup_progress_interval=0', 'jit=off', 'timezone=UTC',
];
const durable = ['fsync=on', 'wal_sync_method=fsync'];

function optionsFor({ directory, template, fsync }: EngineData): PGliteOptions {
  const chosen = fsync ? [...settings, ...durable] : settings;
  const startParams = [
    ...PGlite.defaultStartParams.filter((flag) => !(fsync && flag === '-F')),
    ...chosen.flatMap((setting) => ['-c', setting]),
  ];
  return {
    startParams,
    ...(directory === null ? {} : { fs: new DurableFs(directory) }),
    ...(template === null ? {} : { loadDataDir: new Blob([readFileSync(template)]) }),
  };
}

/** Opens PGlite in this very thread, making the cluster when the directory has none. Blocks while it works. */
export const openPglite = (data: EngineData): Promise<PGlite> => PGlite.create(optionsFor(data));
