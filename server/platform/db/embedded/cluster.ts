import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The major version inside the pinned PGlite; a data directory belongs to one major version. */
const POSTGRES_MAJOR = '18';
const UNFINISHED = 'unfinished-';

/**
 * The directory of the cluster inside `directory`, made at the first start. That takes seconds and half a gigabyte,
 * which threads do not give back to the system, so a process of its own does it. Killed halfway, it leaves nothing that
 * looks finished.
 */
export async function prepareCluster(directory: string, onProgress: (message: string) => void): Promise<string> {
  const cluster = join(directory, 'cluster');
  if (!existsSync(cluster)) {
    onProgress('Preparing the database (only at the first start, some seconds) ...');
    await createCluster(directory, cluster);
    onProgress('The database is prepared.');
  }
  const major = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (major !== POSTGRES_MAJOR) {
    throw new Error(`${cluster} holds data of PostgreSQL ${major}; this version of Fieldwork needs ${POSTGRES_MAJOR}.`);
  }
  return cluster;
}

async function createCluster(directory: string, cluster: string): Promise<void> {
  const leftovers = (await readdir(directory)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of leftovers) await rm(join(directory, name), { recursive: true, force: true });
  // The process id keeps apart from us a child whose parent was killed and that is still writing.
  const unfinished = join(directory, `${UNFINISHED}${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  const child = fork(new URL('./create-cluster.ts', import.meta.url), [unfinished], { execArgv: [], silent: true });
  child.stdout?.resume();
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')]);
  if (code !== 0) throw new Error(`The database could not be made in ${directory}: ${said.trim().slice(-500)}`);
  await rename(unfinished, cluster);
}
