import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase, Pool } from 'pg';

export interface Migration {
  number: number;
  /** File name, `0001_foundation.sql`. */
  name: string;
  sql: string;
  /** Of the text with `\n` line ends, so that a checkout on Windows is the same migration. */
  checksum: string;
}
interface Applied {
  number: number;
  name: string;
  checksum: string;
}

/** The folder of the product's own migrations. */
export const migrationsFolder = new URL('./migrations/', import.meta.url);

/** Any number will do, as long as it is the same in every process. */
const LOCK_KEY = 7_203_114;

/** The `NNNN_name.sql` files of a folder in order. Throws on another name or a number used twice. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  migrations.forEach((migration, index) => {
    const before = migrations[index - 1];
    if (before?.number === migration.number) throw new Error(`Two migrations have one number: ${before.name} and ${migration.name}.`);
  });
  return migrations;
}

async function readMigration(folder: URL, name: string): Promise<Migration> {
  if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) throw new Error(`A migration is named NNNN_name.sql, not ${name}.`);
  const sql = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(name.slice(0, 4)), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/**
 * Brings the database to the state of `migrations`, each in its own transaction; answers the names applied now.
 * Processes that start together take turns. Throws, changing nothing, when an applied file was edited since or the
 * database has been migrated by newer code.
 */
export async function migrate(pool: Pick<Pool, 'connect'>, migrations: Migration[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    // The turn may take long to come, and so may a migration: neither is a runaway query.
    await client.query(`SET statement_timeout = 0; SELECT pg_advisory_lock(${LOCK_KEY})`);
    return await applyMissing(client, migrations);
  } finally {
    // Destroyed, not returned to the pool: that gives up lock and settings even after an error.
    client.release(true);
  }
}

async function applyMissing(client: ClientBase, migrations: Migration[]): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<Applied>('SELECT number, name, checksum FROM schema_migrations ORDER BY number');
  rows.forEach((applied) => checkApplied(applied, migrations));
  const done = new Set(rows.map((applied) => applied.number));
  const missing = migrations.filter((migration) => !done.has(migration.number));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

function checkApplied(applied: Applied, migrations: Migration[]): void {
  const ours = migrations.find((migration) => migration.number === applied.number);
  if (ours === undefined) {
    throw new Error(`The database is newer than this version of Fieldwork: it has ${applied.name}. Start the newer version.`);
  }
  if (ours.checksum !== applied.checksum) {
    throw new Error(`Migration ${ours.name} was changed after it had been applied. Restore it and put the change into a new file.`);
  }
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    const { number, name, checksum } = migration;
    await client.query('INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)', [number, name, checksum]);
    await client.query('COMMIT');
  } catch (cause) {
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${(cause as Error).message}`, { cause });
  }
}
