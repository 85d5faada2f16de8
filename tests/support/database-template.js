import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { Engine } from '../../server/platform/db/embedded/engine.ts';
import { enginePool } from '../../server/platform/db/embedded/pool.ts';
import { migrate, migrationsFolder, readMigrations } from '../../server/platform/db/migrate.ts';

/** The migrated database that every jest worker's own is a copy of, made once per content of the migrations. */

const cache = new URL('../../node_modules/.cache/fieldwork/', import.meta.url);
const pglite = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url);
const engineOptions = {
  directory: null,
  fsync: false,
  queryTimeoutMs: 60_000,
  idleInTransactionMs: 60_000,
  onReplaced: (reason) => console.error(`The test database was lost and begun anew: ${reason}`),
};

/** Names the content of the migrations and the version of the engine. */
export async function templateKey() {
  const hash = createHash('sha256').update(JSON.parse(readFileSync(pglite, 'utf8')).version);
  for (const { name, sql } of await readMigrations(migrationsFolder)) hash.update(`${name}\0${sql}\0`);
  return hash.digest('hex').slice(0, 16);
}

export const templateFile = (key) => new URL(`template-${key}.tar`, cache);
export const templateDatabase = (key) => `fieldwork_template_${key}`;

/** An engine in memory that starts as a copy of the template. */
export const openTemplateCopy = (key) => Engine.open({ ...engineOptions, template: templateFile(key).pathname });

/** Builds the embedded template unless it is there. */
export async function buildTemplateFile(key) {
  const file = templateFile(key);
  if (existsSync(file)) return;
  const engine = await Engine.open({ ...engineOptions, template: null });
  const pool = enginePool(engine, { waitMs: 60_000 });
  try {
    await migrate(pool, await readMigrations(migrationsFolder));
    mkdirSync(cache, { recursive: true });
    const unfinished = new URL(`${file.href}.${process.pid}`);
    writeFileSync(unfinished, await engine.dump());
    renameSync(unfinished, file);
    removeOld(statSync(file).mtimeMs - 3_600_000);
  } finally {
    await pool.end();
    await engine.close();
  }
}

/** A template is 40 MB, and each change of a migration makes one; a run that started just now may still need its own. */
function removeOld(before) {
  for (const name of readdirSync(cache)) {
    const file = new URL(name, cache);
    if (statSync(file).mtimeMs < before) rmSync(file);
  }
}

/** `url` with another database in it. */
export function onDatabase(url, name) {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs `work` with one connection, closed afterwards. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Builds the template on a server unless it is there. */
export async function buildTemplateDatabase(url, key) {
  const name = templateDatabase(key);
  await withClient(url, async (admin) => {
    // Two runs at once on one server take turns.
    await admin.query('SELECT pg_advisory_lock(7203115)');
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    // Built under another name: a template that exists is complete.
    await admin.query(`DROP DATABASE IF EXISTS ${name}_unfinished WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}_unfinished TEMPLATE template0`);
    const pool = new pg.Pool({ connectionString: onDatabase(url, `${name}_unfinished`), max: 1 });
    try {
      await migrate(pool, await readMigrations(migrationsFolder));
    } finally {
      await pool.end();
    }
    await admin.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  });
}
