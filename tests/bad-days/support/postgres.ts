import { execFile } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A PostgreSQL of a script's own, which it may end as it likes; nothing of the machine's server is touched. */
export interface Cluster {
  url: string;
  folder: string;
  start(): Promise<void>;
  /** `immediate` is what a power cut leaves behind. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  running(): Promise<boolean>;
  remove(): Promise<void>;
}

const root = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root. */
const asPostgres = (command: string, args: string[]): Promise<unknown> =>
  root ? run('runuser', ['-u', 'postgres', '--', command, ...args]) : run(command, args);

/** Makes and starts one, in `within` (a folder) or among temporary files, its log in `walWithin`. It keeps its promises: fsync is on. */
export async function ownCluster({ within = tmpdir(), walWithin, walSegmentMegabytes = 16 }: { within?: string; walWithin?: string; walSegmentMegabytes?: number } = {}): Promise<Cluster> {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
  if (bin === undefined) throw new Error('There is no PostgreSQL server installed (apt-get install postgresql).');
  const owner = root ? Number((await run('id', ['-u', 'postgres'])).stdout) : null;
  const newFolder = (where: string): string => {
    const made = mkdtempSync(join(where, 'fieldwork-pg-'));
    if (owner !== null) chownSync(made, owner, -1);
    return made;
  };
  const [folder, wal] = [newFolder(within), walWithin === undefined ? null : newFolder(walWithin)];
  const port = await freePort();
  await asPostgres(join(bin, 'initdb'), ['-D', folder, '-A', 'trust', '-U', 'postgres', `--wal-segsize=${walSegmentMegabytes}`, ...(wal === null ? [] : ['-X', wal])]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=100 -c max_wal_size=${Math.max(64, 4 * walSegmentMegabytes)} -c min_wal_size=${2 * walSegmentMegabytes}`;
  const cluster: Cluster = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder,
    start: async () => void (await asPostgres(join(bin, 'pg_ctl'), ['-D', folder, '-w', '-l', join(folder, 'log'), '-o', settings, 'start'])),
    stop: async (mode) => void (await asPostgres(join(bin, 'pg_ctl'), ['-D', folder, '-w', '-m', mode, 'stop'])),
    running: () => asPostgres(join(bin, 'pg_ctl'), ['-D', folder, 'status']).then(() => true, () => false),
    remove: async () => {
      await cluster.stop('immediate').catch(() => undefined);
      for (const one of [folder, wal]) if (one !== null) rmSync(one, { recursive: true, force: true });
    },
  };
  await cluster.start();
  return cluster;
}

/** One statement on a server. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // Whoever waits for the answer is told; unheard, the same event would end the script.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

let made = 0;

/** A new, empty database on the server of `url`. */
export async function scratchOn(url: string): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `fieldwork_bad_days_${process.pid}_${(made += 1)}`;
  await onServer(url, `create database ${name}`);
  return { url: Object.assign(new URL(url), { pathname: `/${name}` }).toString(), remove: () => onServer(url, `drop database ${name} with (force)`) };
}
