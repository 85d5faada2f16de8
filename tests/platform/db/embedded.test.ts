import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Queryable } from '../../../server/platform/db/database.ts';
import { EngineThread } from '../../../server/platform/db/embedded/engine-thread.ts';
import { queryMessage } from '../../../server/platform/db/embedded/wire.ts';
import { openDatabase, type OpenOptions } from '../../../server/platform/db/open.ts';
import type { OpenDatabase } from '../../../server/platform/db/transactions.ts';
import { createLog } from '../../../server/platform/log.ts';

const log = createLog('silent');
const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));
let base: string;
let prepared: string;
let directory: string;
let child: ChildProcess | null = null;
let opened: OpenDatabase | null = null;

const open = async (more: Partial<OpenOptions> = {}): Promise<OpenDatabase> => {
  opened = await openDatabase({ url: null, directory, log, ...more });
  return opened;
};
const addTenant = (tx: Queryable, name: string) =>
  tx.query('INSERT INTO tenants (id, display_name, created_at) VALUES (gen_random_uuid(), $1, now())', [name]);
const names = async (db: OpenDatabase): Promise<string[]> =>
  (await db.system((tx) => tx.query<{ name: string }>('SELECT display_name AS name FROM tenants ORDER BY length(display_name), display_name'))).rows.map(({ name }) => name);

/** Starts the writer and answers its lines as they come. */
function startWriter(...args: string[]): AsyncIterable<string> {
  child = spawn(process.execPath, [writer, directory, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return createInterface({ input: child.stdout ?? process.stdin });
}

async function kill(): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'fieldwork-embedded-'));
  prepared = join(base, 'prepared');
  directory = prepared;
  // The first start of all is killed while it makes the database; the next has to cope with what that left.
  for await (const line of startWriter()) if (line.startsWith('Preparing')) await kill();
  const told: string[] = [];
  const db = await openDatabase({ url: null, directory, log, onProgress: (line) => told.push(line) });
  await db.close();
  expect(told).toHaveLength(2);
}, 120_000);
beforeEach(() => {
  directory = mkdtempSync(join(base, 'case-'));
  cpSync(prepared, directory, { recursive: true });
});
afterEach(async () => {
  await kill();
  await opened?.close();
  opened = null;
  rmSync(directory, { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true }));

describe('the embedded database', () => {
  it('keeps every acknowledged row over repeated kill -9', async () => {
    let acknowledged = -1;
    for (const more of [3, 41, 17]) {
      const until = acknowledged + more;
      for await (const line of startWriter()) {
        if (line === 'ready') continue;
        acknowledged = Number(line);
        if (acknowledged === until) child?.kill('SIGKILL');
      }
    }
    const kept = await names(await open());
    expect(acknowledged).toBeGreaterThanOrEqual(60);
    expect(kept).toEqual(kept.map((_, index) => String(index)));
    // One more than acknowledged may be there: killed after storing, before saying so.
    expect(kept.length - 1 - acknowledged).toBeGreaterThanOrEqual(0);
  });

  it('has one owner: a second start names the process that has it', async () => {
    for await (const line of startWriter('hold')) {
      if (line !== 'ready') continue;
      await expect(open()).rejects.toThrow(`${directory} is in use by process ${child?.pid}`);
      await kill();
    }
    expect(await names(await open())).toEqual([]);
  });

  it('has one owner inside a process too, and can be opened again once closed', async () => {
    const db = await open();
    await expect(openDatabase({ url: null, directory, log })).rejects.toThrow(`process ${process.pid}`);
    await db.close();
    expect(await names(await open())).toEqual([]);
  });

  it('ends a runaway query: a clear error for it, nothing of its transaction, everything else goes on', async () => {
    const db = await open({ queryTimeoutMs: 1000 });
    await db.system((tx) => addTenant(tx, 'before'));
    const runaway = db.system(async (tx) => {
      await addTenant(tx, 'within');
      await tx.query('SELECT pg_sleep(60)');
    });
    const waiting = db.system((tx) => addTenant(tx, 'waiting'));
    await expect(runaway).rejects.toMatchObject({ code: '57014', message: expect.stringContaining('ended after 1000 ms') });
    await waiting;
    expect(await names(db)).toEqual(['before', 'waiting']);
  });

  it('takes the session back from work that hangs inside a transaction', async () => {
    const db = await open({ idleInTransactionMs: 50 });
    const hanging = db.system(async (tx) => {
      await addTenant(tx, 'within');
      await new Promise(() => undefined);
    });
    await expect(hanging).rejects.toMatchObject({ code: '25P03' });
    await db.system((tx) => addTenant(tx, 'after'));
    expect(await names(db)).toEqual(['after']);
  });

  it('recovers from a database that panics in the middle of a transaction', async () => {
    const db = await open();
    await db.system((tx) => addTenant(tx, 'before'));
    // A directory where the file for the next segment of the log would be made: what cannot be logged is a panic.
    const obstacle = join(directory, 'cluster', 'pg_wal', 'xlogtemp.42');
    mkdirSync(obstacle);
    const cut = db.system(async (tx) => {
      await addTenant(tx, 'within');
      await tx.query('SELECT pg_switch_wal()');
      await addTenant(tx, 'more');
    });
    await expect(cut).rejects.toThrow('The embedded database stopped: could not create file');
    await expect(db.system((tx) => addTenant(tx, 'meanwhile'))).rejects.toMatchObject({ code: '58000' });
    rmdirSync(obstacle);
    await db.system((tx) => addTenant(tx, 'after'));
    expect(await names(db)).toEqual(['after', 'before']);
  });

  it('answers at once, and does not hang, when its thread died while nobody was asking', async () => {
    const thread = await EngineThread.start({ directory: join(directory, 'cluster'), template: null, fsync: false });
    expect(thread.death).toBeNull();
    await thread.end();
    await expect(thread.ask({ kind: 'run', bytes: queryMessage('SELECT 1') })).rejects.toMatchObject({ code: '57P01' });
  });

  it('stops writing before the disk is full, goes on reading, and writes again when there is room', async () => {
    let free = 1e9;
    const db = await open({ freeBytes: async () => free });
    await db.system((tx) => addTenant(tx, 'before'));
    const writing = db.system(async (tx) => {
      await addTenant(tx, 'within');
      free = 1e6;
      await untilRefused(() => addTenant(tx, 'more'));
    });
    await expect(writing).rejects.toMatchObject({ code: '53100' });
    await expect(db.system((tx) => addTenant(tx, 'later'))).rejects.toMatchObject({ code: '53100', message: expect.stringContaining('almost full') });
    expect(await names(db)).toEqual(['before']);
    free = 1e9;
    await untilAccepted(() => db.system((tx) => addTenant(tx, 'after')));
    expect(await names(db)).toEqual(['after', 'before']);
  });

  it('does not start on a full disk', async () => {
    await expect(open({ freeBytes: async () => 5e6 })).rejects.toThrow('Only 5 MB are free');
  });

  it('refuses damaged data and data of another major version, and does not begin anew', async () => {
    const control = join(directory, 'cluster', 'global', 'pg_control');
    writeFileSync(control, 'damaged');
    await expect(open()).rejects.toThrow(`${directory} cannot be opened`);
    writeFileSync(join(directory, 'cluster', 'PG_VERSION'), '17\n');
    await expect(open()).rejects.toThrow('PostgreSQL 17');
    expect(readFileSync(control, 'utf8')).toBe('damaged');
  });

  it('gives the next connection nothing of the one before', async () => {
    const db = await open();
    const client = await db.pool.connect();
    await client.query("BEGIN; SET LOCAL ROLE fieldwork_app; SET app.tenant_id = 'left over'; CREATE TEMP TABLE mine (id integer)").catch(() => undefined);
    client.release(true);
    const { rows } = await db.pool.query("SELECT current_user AS who, current_setting('app.tenant_id', true) AS tenant, to_regclass('mine') AS mine");
    expect(rows).toEqual([{ who: 'postgres', tenant: expect.not.stringContaining('left over'), mine: null }]);
  });
});

/** The disk is looked at now and then only, so the first attempts may still go the old way. */
async function untilRefused(attempt: () => Promise<unknown>): Promise<void> {
  for (;;) await attempt();
}
async function untilAccepted(attempt: () => Promise<unknown>): Promise<void> {
  for (let done = false; !done; ) {
    done = await attempt().then(() => true, () => false);
  }
}
