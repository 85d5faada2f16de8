import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from '../../server/platform/log.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import type { OpenDatabase } from '../../server/platform/db/transactions.ts';
import type { Queryable } from '../../server/platform/db/database.ts';
import { populate } from './population.ts';

let made = 0;

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A database of this process' own, filled (with the organisation unless told): embedded in a temporary folder, or a new one on the server of `url`. */
export async function scratchDatabase(url: string | null, log: Log, fill: (tx: Queryable) => Promise<void> = populate): Promise<{ db: OpenDatabase; remove(): Promise<void> }> {
  const name = `fieldwork_bench_${process.pid}_${(made += 1)}`;
  const directory = url === null ? mkdtempSync(join(tmpdir(), 'fieldwork-bench-')) : null;
  if (url !== null) await onServer(url, `create database ${name}`);
  const own = url === null ? null : Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  const db = await openDatabase({ url: own, directory: directory && join(directory, 'database'), log });
  await db.system(fill);
  return {
    db,
    remove: async () => {
      await db.close();
      if (directory) rmSync(directory, { recursive: true });
      if (url !== null) await onServer(url, `drop database ${name}`);
    },
  };
}
