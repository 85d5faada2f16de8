import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { tidy } from '../../../server/platform/db/embedded/upkeep.ts';
import { openDatabase } from '../../../server/platform/db/open.ts';
import type { OpenDatabase } from '../../../server/platform/db/transactions.ts';
import { createLog } from '../../../server/platform/log.ts';

let db: OpenDatabase;
beforeAll(async () => {
  db = await openDatabase({ url: null, directory: null, log: createLog('silent') });
}, 60_000);
afterAll(() => db.close());
beforeEach(async () => {
  await db.pool.query('create table shelf (id int primary key); create table "Book" (id int primary key, shelf int references shelf (id))');
});
afterEach(async () => {
  await db.pool.query('drop table "Book", shelf');
});

const fill = async (): Promise<void> => {
  await db.pool.query('insert into shelf select generate_series(1, 4000)');
  await db.pool.query('select pg_stat_force_next_flush()');
  await db.pool.query('insert into "Book" select n, n from generate_series(1, 4000) n');
  await db.pool.query('select pg_stat_force_next_flush()');
};
const rowsKnown = async (): Promise<number[]> =>
  (await db.pool.query<{ known: number }>(`select reltuples as known from pg_class where relname in ('shelf', 'Book') order by relname`)).rows.map(({ known }) => known);

test('tables that grew are counted anew, once, so that plans made while they were empty are made again', async () => {
  await db.pool.query('analyze');
  expect(await rowsKnown()).toEqual([0, 0]);
  await fill();
  expect(await tidy(db.pool, new Set())).toEqual(expect.arrayContaining(['"Book"', 'shelf']));
  expect(await rowsKnown()).toEqual([4000, 4000]);
  expect((await tidy(db.pool, new Set())).filter((name) => /shelf|Book/.test(name))).toEqual([]);
});

test('room of rows that are gone is used again', async () => {
  await fill();
  await tidy(db.pool, new Set());
  const size = async (): Promise<number> => Number((await db.pool.query<{ size: string }>(`select pg_relation_size('"Book"') as size`)).rows[0]!.size);
  const before = await size();
  for (let round = 0; round < 6; round += 1) {
    await db.pool.query('update "Book" set id = id + 10000');
    await db.pool.query('select pg_stat_force_next_flush()');
    await tidy(db.pool, new Set());
  }
  expect(await size()).toBeLessThan(3 * before);
});

test('a table that cannot be done is left alone from then on, the others are done', async () => {
  await fill();
  const gaveUp = new Set<string>();
  const asked: string[] = [];
  const failing = { query: async (sql: string) => {
    asked.push(sql);
    if (sql.endsWith(' shelf')) throw new Error('no');
    return db.pool.query(sql);
  } } as unknown as OpenDatabase['pool'];
  expect(await tidy(failing, gaveUp)).toContain('"Book"');
  await tidy(failing, gaveUp);
  expect([...gaveUp]).toEqual(['shelf']);
  expect(asked.filter((sql) => sql.endsWith(' shelf'))).toHaveLength(1);
});
