import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openPglite } from './open-pglite.ts';

/** A process of its own (see cluster.ts): makes a cluster in the directory of its argument and flushes it to the disk. */

async function flushTree(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    await (entry.isDirectory() ? flushTree(path) : flush(path));
  }
  await flush(directory);
}

async function flush(path: string): Promise<void> {
  // Windows opens no directories; it keeps their entries in order by itself.
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const directory = process.argv[2];
if (directory === undefined) throw new Error('create-cluster.ts needs a directory.');
// Flushing once at the end costs a tenth of flushing as it goes.
const engine = await openPglite({ directory, template: null, fsync: false });
await engine.close();
await flushTree(directory);
// What is left of PGlite (timers) must not keep the process.
process.exit(0);
