import type { Pool } from 'pg';
import type { Engine } from '../../server/platform/db/embedded/engine.ts';
import { enginePool } from '../../server/platform/db/embedded/pool.ts';
import { serverPool } from '../../server/platform/db/server-pool.ts';
import { createDatabase, type OpenDatabase } from '../../server/platform/db/transactions.ts';

/** What `database-environment.js` lends to a test file. */
interface Lent {
  test: object;
  closing: (() => Promise<void>)[];
  open(): Promise<{ engine: Engine } | { url: string }>;
}
export type TestDatabase = OpenDatabase;

const lent = (globalThis as unknown as { fieldworkTestDatabase: Lent }).fieldworkTestDatabase;
let database: Promise<TestDatabase> | null = null;
let emptiedFor: object | null = null;

/**
 * The migrated database of this jest worker: embedded, or PostgreSQL when DATABASE_URL is set. Empty at the first call
 * in each test (call it in the test or in `beforeEach`), the same again at later calls in the same test. Never close it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  database ??= connect();
  const { test } = lent;
  const opened = await database;
  if (emptiedFor !== test) {
    const first = emptiedFor === null;
    emptiedFor = test;
    await empty(opened.pool, first);
  }
  return opened;
}

async function connect(): Promise<TestDatabase> {
  const source = await lent.open();
  const pool =
    'engine' in source
      ? enginePool(source.engine, { waitMs: 15_000 })
      : await serverPool({ url: source.url, queryTimeoutMs: 20_000, idleInTransactionMs: 60_000, size: 4 });
  const opened = createDatabase(pool, 'engine' in source ? {} : { hearAt: source.url });
  lent.closing.push(opened.close);
  return opened;
}

/**
 * Deletes all rows; with foreign keys unchecked meanwhile, because deleting costs a tenth of truncating, and in a function, which plans
 * once for all tests of a file.
 */
async function empty(pool: Pool, first: boolean): Promise<void> {
  if (first) await pool.query(`CREATE OR REPLACE FUNCTION empty_all() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${await deletes(pool)} END $$`);
  await pool.query('BEGIN; SET LOCAL session_replication_role = replica; SELECT empty_all(); COMMIT');
}

async function deletes(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'schema_migrations' OR schemaname = 'pgboss' AND tablename LIKE 'job%'`);
  return rows.map(({ name }) => `DELETE FROM ${name};`).join(' ');
}
