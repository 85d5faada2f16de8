import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrate, migrationsFolder, readMigrations } from '../../../server/platform/db/migrate.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

type Connects = Parameters<typeof migrate>[0];

let db: TestDatabase;
let folder: string;
let probe: Connects;

beforeEach(async () => {
  db = await testDatabase();
  await db.pool.query('DROP SCHEMA IF EXISTS migrate_probe CASCADE; CREATE SCHEMA migrate_probe');
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-migrations-'));
  // The same database with another first schema: an empty one for migrations, without the cost of making one.
  const connect = async () => {
    const client = await db.pool.connect();
    await client.query('SET search_path = migrate_probe');
    return client;
  };
  probe = { connect } as Connects;
});
afterEach(async () => {
  await db.pool.query('DROP SCHEMA migrate_probe CASCADE');
  rmSync(folder, { recursive: true });
});

const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);
const read = () => readMigrations(pathToFileURL(`${folder}/`));
const run = async (): Promise<string[]> => migrate(probe, await read());

describe('migrations', () => {
  it('are applied once, in order, and later ones when they appear', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer)');
    write('0003_c.sql', 'ALTER TABLE a ADD c integer');
    expect(await run()).toEqual(['0001_a.sql', '0003_c.sql']);
    write('0002_b.sql', 'ALTER TABLE a ADD b integer; CREATE TABLE b (id integer)');
    expect(await run()).toEqual(['0002_b.sql']);
    expect(await run()).toEqual([]);
  });

  it('take turns when two processes start at once', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer)');
    const applied = await Promise.all([run(), run()]);
    expect(applied.flat()).toEqual(['0001_a.sql']);
  });

  it('leave nothing of one that fails, and keep those before it', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer)');
    write('0002_b.sql', 'CREATE TABLE b (id integer); SELECT nonsense');
    await expect(run()).rejects.toThrow('0002_b.sql failed and was rolled back: column "nonsense" does not exist');
    write('0002_b.sql', 'CREATE TABLE b (id integer)');
    expect(await run()).toEqual(['0002_b.sql']);
  });

  it.each([['a table that is held for long', '55P03'], ['a deadlock with somebody at work', '40P01']])('step back and come again after %s', async (_what, code) => {
    // A sequence counts on although what failed is rolled back.
    write('0001_a.sql', 'CREATE SEQUENCE tries');
    write('0002_b.sql', `DO $$ BEGIN IF nextval('tries') < 2 THEN RAISE EXCEPTION 'in the way' USING ERRCODE = '${code}'; END IF; END $$; CREATE TABLE b (id integer)`);
    expect(await run()).toEqual(['0001_a.sql', '0002_b.sql']);
  });

  it('refuse a file that was edited after it had been applied, but not other line ends', async () => {
    write('0001_a.sql', 'CREATE TABLE a\n(id integer)');
    await run();
    write('0001_a.sql', 'CREATE TABLE a\r\n(id integer)');
    expect(await run()).toEqual([]);
    write('0001_a.sql', 'CREATE TABLE a (id bigint)');
    await expect(run()).rejects.toThrow('0001_a.sql was changed');
  });

  it('take a database that newer code has migrated, until a contract step needs newer code', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer, old text)');
    write('0002_b.sql', 'CREATE TABLE b (id integer)');
    write('0003_c.sql', '-- Nobody writes it since 0002.\n-- needs: 0002\nALTER TABLE a DROP COLUMN old');
    expect(await run()).toEqual(['0001_a.sql', '0002_b.sql', '0003_c.sql']);
    rmSync(join(folder, '0003_c.sql'));
    expect(await run()).toEqual([]);
    rmSync(join(folder, '0002_b.sql'));
    await expect(run()).rejects.toThrow('newer than this version of Fieldwork can work with: 0003_c.sql needs one that knows migration 2');
  });

  it('say the same of databases from before there were contract steps', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer)');
    await run();
    await db.pool.query('ALTER TABLE migrate_probe.schema_migrations DROP COLUMN needs');
    write('0002_b.sql', '-- needs: 0001\nDROP TABLE a');
    expect(await run()).toEqual(['0002_b.sql']);
    rmSync(join(folder, '0002_b.sql'));
    expect(await run()).toEqual([]);
  });

  it('build an index beside those who write, and go on where they were stopped', async () => {
    write('0001_a.sql', 'CREATE TABLE a (id integer); INSERT INTO a VALUES (1), (1)');
    const index = (kind: string): string => `-- outside a transaction\nDROP INDEX IF EXISTS a_id;\nCREATE ${kind} CONCURRENTLY a_id ON a (id);\n`;
    write('0002_b.sql', index('UNIQUE INDEX'));
    await expect(run()).rejects.toThrow('0002_b.sql failed half-way, and is done again from its beginning: could not create unique index');
    write('0002_b.sql', index('INDEX'));
    // Whoever waits for their turn must not hold it up.
    expect((await Promise.all([run(), run()])).flat()).toEqual(['0002_b.sql']);
    const { rows } = await db.pool.query("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'migrate_probe.a_id'::regclass");
    expect(rows).toEqual([{ valid: true }]);
  });

  it('refuse a number used twice and a name out of form', async () => {
    write('0001_a.sql', '');
    write('0001_b.sql', '');
    await expect(read()).rejects.toThrow('0001_a.sql and 0001_b.sql');
    write('2_late.sql', '');
    await expect(read()).rejects.toThrow('2_late.sql');
  });

  it('of the product leave the next start nothing to do', async () => {
    expect(await migrate(db.pool, await readMigrations(migrationsFolder))).toEqual([]);
  });
});
