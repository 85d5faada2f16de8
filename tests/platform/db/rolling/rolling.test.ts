import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate, migrationsFolder, readMigrations, type Migration } from '../../../../server/platform/db/migrate.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { troublesOf } from './locks.ts';
import { brokenPromises, shapeOf, type Shape } from './shape.ts';

/** Newest migration of the version that may still run while this one starts; raised with each release. */
const released = 34;
const probe = 'rolling_probe';

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
  await db.pool.query(`DROP SCHEMA IF EXISTS ${probe} CASCADE; CREATE SCHEMA ${probe}`);
});
afterEach(async () => void (await db.pool.query(`DROP SCHEMA ${probe} CASCADE`)));

const inProbe = {
  connect: async () => {
    const client = await db.pool.connect();
    await client.query(`SET search_path = ${probe}`);
    return client;
  },
} as unknown as Parameters<typeof migrate>[0];
const shapeNow = (): Promise<Shape> => db.glance((tx) => shapeOf(tx, probe));
const file = (number: number, sql: string, needs: number | null = null): Migration => ({ number, name: `${number}`, sql, checksum: `${number}`, needs, alone: false });

describe('while the version before still runs', () => {
  it('what it reads and writes stays as it is', async () => {
    const all = await readMigrations(migrationsFolder);
    await migrate(inProbe, all.filter(({ number }) => number <= released));
    const before = await shapeNow();
    expect(before.columns.size).toBeGreaterThan(300);
    await migrate(inProbe, all);
    expect(brokenPromises(before, await shapeNow())).toEqual([]);
  });

  it('no migration holds a table for as long as it is large', async () => {
    const since = (await readMigrations(migrationsFolder)).filter(({ number, needs }) => number > released && needs === null);
    expect(since.flatMap(({ name, sql }) => troublesOf(sql).map((trouble) => `${name} ${trouble}`))).toEqual([]);
  });

  it('a contract step takes away only what the version before does not know any more', async () => {
    const steps = (await readMigrations(migrationsFolder)).filter(({ needs }) => needs !== null);
    expect(steps.filter(({ needs }) => needs! > released).map(({ name }) => name)).toEqual([]);
  });
});

describe('the rule', () => {
  const first = "create table notes (id uuid primary key, kind text not null check (kind in ('a', 'b')), words text, size integer not null default 0)";

  it.each([
    ['a new table, a column that may be left out, a longer list', "create table more (id uuid primary key); alter table notes add column age integer, add column best boolean not null default false; alter table notes drop constraint notes_kind_check, add constraint notes_kind_check check (kind in ('a', 'b', 'c')) not valid", []],
    ['a column gone', 'alter table notes drop column words', ['notes.words is gone']],
    ['a column renamed', 'alter table notes rename column words to text', ['notes.words is gone']],
    ['another type', 'alter table notes alter column size type bigint', ['notes.size was integer and is bigint']],
    ['a new column that must be given', 'alter table notes add column age integer not null', ['notes.age is new and cannot be left out: give it a default']],
    ['one that could be left out', 'alter table notes alter column size drop default', ['notes.size could be left out and cannot any more']],
    ['a shorter list', "alter table notes drop constraint notes_kind_check, add constraint notes_kind_check check (kind = any (array['a', 'd']))", [expect.stringContaining('notes notes_kind_check refuses what was taken')]],
    ['rows that may not repeat', 'create unique index notes_once on notes (words)', [expect.stringContaining('notes notes_once refuses what was taken')]],
  ])('sees %s', async (_what, sql, expected) => {
    await migrate(inProbe, [file(1, first)]);
    const before = await shapeNow();
    await migrate(inProbe, [file(1, first), file(2, sql)]);
    expect(brokenPromises(before, await shapeNow())).toEqual(expected);
  });

  it.each([
    ['alter table notes alter column words set not null', 1],
    ['alter table notes add constraint long check (length(words) < 9)', 1],
    ['alter table notes add constraint long check (length(words) < 9) not valid', 0],
    ['alter table notes add column mark uuid not null default gen_random_uuid()', 1],
    ['create table more (id uuid); create unique index once on more (id); alter table more add constraint c check (true)', 0],
    ['create index notes_words on notes (words)', 1],
    ['create index concurrently notes_words on notes (words)', 0],
    ['-- drop table notes\nselect 1', 0],
  ])('counts what holds a table: %s', (sql, count) => {
    expect(troublesOf(sql)).toHaveLength(count);
  });
});
