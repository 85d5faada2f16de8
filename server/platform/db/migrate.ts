import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';

export interface Migration {
  number: number;
  /** File name, `0001_foundation.sql`. */
  name: string;
  sql: string;
  /** Of the text with `\n` line ends, so that a checkout on Windows is the same migration. */
  checksum: string;
  /** A contract step says `-- needs: NNNN`: processes whose newest migration is older than that cannot work on what it leaves. Others: null. */
  needs: number | null;
  /** `-- outside a transaction`: for CREATE INDEX CONCURRENTLY. Each statement by itself, and all again when one failed. */
  alone: boolean;
}
interface Applied {
  number: number;
  name: string;
  checksum: string;
  needs: number | null;
}

/** The folder of the product's own migrations. */
export const migrationsFolder = new URL('./migrations/', import.meta.url);

/** Any number will do, as long as it is the same in every process. */
const LOCK_KEY = 7_203_114;
/** Milliseconds between two looks whether it is our turn. */
const turnPause = 100;
/**
 * How long a migration may wait for a table, milliseconds: whoever comes after it waits behind it. Less than PostgreSQL's `deadlock_timeout`
 * (1 s), after which it ends one of those who wait for each other: that shall be the migration, which comes again, and nobody's request.
 */
const lockPatience = 800;
/** How often it tries, and how long it lets others through in between, milliseconds. */
const lockTries = { times: 80, pause: 1_000 };
/** lock_not_available, and deadlock_detected: it held one table and waited for another that somebody held who waited for the first. */
const inTheWay = new Set<unknown>(['55P03', '40P01']);

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
  const needs = /^-- needs: (\d{4})$/m.exec(sql)?.[1];
  return { number: Number(name.slice(0, 4)), name, sql, checksum: createHash('sha256').update(sql).digest('hex'), needs: needs === undefined ? null : Number(needs), alone: /^-- outside a transaction$/m.test(sql) };
}

/**
 * Brings the database to the state of `migrations`, each in its own transaction; answers the names applied now.
 * Processes that start together take turns. A database that newer code has migrated is good for this version as well, as long as no contract
 * step needs a newer one. Throws otherwise, and when an applied file was edited since, changing nothing.
 */
export async function migrate(pool: Pick<Pool, 'connect'>, migrations: Migration[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    // A migration may take long, and is no runaway query.
    await client.query('SET statement_timeout = 0');
    await turn(client);
    return await applyMissing(client, migrations);
  } finally {
    // Destroyed, not returned to the pool: that gives up lock and settings even after an error.
    client.release(true);
  }
}

/** Waits by asking again: a statement that waits would itself hold up CREATE INDEX CONCURRENTLY, and so for ever. */
async function turn(client: ClientBase): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ ours: boolean }>(`SELECT pg_try_advisory_lock(${LOCK_KEY}) AS ours`);
    if (rows[0]!.ours) return;
    await pause(turnPause);
  }
}

/** Newest of these migrations: what this version of the code knows. */
export const newestOf = (migrations: Migration[]): number => migrations.at(-1)?.number ?? 0;

async function prepareTable(client: ClientBase): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), needs integer)`);
  const { rowCount } = await client.query("SELECT FROM pg_attribute WHERE attrelid = 'schema_migrations'::regclass AND attname = 'needs' AND NOT attisdropped");
  // Databases from before there were contract steps.
  if (!rowCount) await client.query('ALTER TABLE schema_migrations ADD COLUMN needs integer');
}

async function applyMissing(client: ClientBase, migrations: Migration[]): Promise<string[]> {
  await prepareTable(client);
  const { rows } = await client.query<Applied>('SELECT number, name, checksum, needs FROM schema_migrations ORDER BY number');
  rows.forEach((applied) => checkApplied(applied, migrations));
  const done = new Set(rows.map((applied) => applied.number));
  const missing = migrations.filter((migration) => !done.has(migration.number));
  for (const migration of missing) await applyWithPatience(client, migration);
  return missing.map((migration) => migration.name);
}

function checkApplied(applied: Applied, migrations: Migration[]): void {
  const ours = migrations.find((migration) => migration.number === applied.number);
  if (ours === undefined) {
    if (applied.needs === null || applied.needs <= newestOf(migrations)) return;
    throw new Error(`The database is newer than this version of Fieldwork can work with: ${applied.name} needs one that knows migration ${applied.needs}. Start the newer version.`);
  }
  if (ours.checksum !== applied.checksum) {
    throw new Error(`Migration ${ours.name} was changed after it had been applied. Restore it and put the change into a new file.`);
  }
}

/** A table that somebody holds for long must not make everybody queue up behind the migration: it steps back and comes again. */
async function applyWithPatience(client: ClientBase, migration: Migration): Promise<void> {
  for (let left = lockTries.times; ; left -= 1) {
    try {
      return await apply(client, migration);
    } catch (error) {
      const cause = (error as Error).cause as { code?: unknown } | undefined;
      if (!inTheWay.has(cause?.code) || left === 0) throw error;
      await pause(lockTries.pause);
    }
  }
}

const noted = (client: ClientBase, { number, name, checksum, needs }: Migration): Promise<unknown> =>
  client.query('INSERT INTO schema_migrations (number, name, checksum, needs) VALUES ($1, $2, $3, $4)', [number, name, checksum, needs]);

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  const { sql, alone } = migration;
  try {
    await client.query(alone ? 'SET lock_timeout = 0' : `BEGIN; SET LOCAL lock_timeout = ${lockPatience}`);
    // Sent together, statements would be a transaction all the same.
    for (const statement of alone ? sql.split(/;$/m) : [sql]) await client.query(statement);
    await noted(client, migration);
    if (!alone) await client.query('COMMIT');
  } catch (cause) {
    if (!alone) await client.query('ROLLBACK').catch(() => undefined);
    const outcome = alone ? 'failed half-way, and is done again from its beginning' : 'failed and was rolled back';
    throw new Error(`Migration ${migration.name} ${outcome}: ${(cause as Error).message}`, { cause });
  }
}
