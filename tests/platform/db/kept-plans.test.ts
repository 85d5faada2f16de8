import { beforeEach, expect, it } from '@jest/globals';
import { planIsStale, plansNow, statement } from '../../../server/platform/db/kept-plans.ts';
import { idFor } from '../../support/seed.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
const alder = idFor('alder');
beforeEach(async () => {
  db = await testDatabase();
  await db.system((tx) => tx.query("insert into tenants (id, display_name, created_at) values ($1, 'Alder', '2026-03-02')", [alder]));
});

const times = async (count: number, work: () => unknown): Promise<void> => {
  for (let done = 0; done < count; done += 1) await work();
};

it('keeps the plan of what is asked often, and of nothing that may be several statements', () => {
  const names = Array.from({ length: 12 }, () => statement('select $1::int as often', [1]).name);
  expect(names.slice(0, 7)).toEqual(Array(7).fill(undefined));
  expect(new Set(names.slice(7)).size).toBe(1);
  expect(names.at(-1)).toMatch(/^kept_/);
  expect(Array.from({ length: 12 }, () => statement('select 1; select 2', []).name)).toEqual(Array(12).fill(undefined));
});

// A newer version of the product changes a table while this process runs: on each connection the next one is refused, and must not be seen to be.
it.each([
  ['a transaction', () => db.scoped(alder, (tx) => tx.query('select * from tenants where id = $1', [alder]))],
  ['several reads', () => db.reading(alder, async (tx) => (await Promise.all([tx.query('select * from tenants where id = $1', [alder]), tx.query('select id from tenants where id = $1', [alder])]))[0])],
  ['a glance', () => db.glance((tx) => tx.query('select * from tenants where id = $1 limit 1', [alder]))],
  ['one read', async () => ({ rows: await db.read(alder, { name: 'test-all-columns', sql: 'select * from tenants where id = $1' }, [alder]) })],
])('asks anew what a changed table made another statement: %s', async (_what, ask) => {
  await times(12, ask);
  await db.system((tx) => tx.query('alter table tenants add column test_leaves integer'));
  try {
    expect((await ask()).rows).toMatchObject([{ id: alder, test_leaves: null }]);
  } finally {
    await db.system((tx) => tx.query('alter table tenants drop column test_leaves'));
  }
  expect((await ask()).rows).toMatchObject([{ id: alder }]);
});

it('reads several things in one transaction that refuses to write and leaves nothing behind', async () => {
  const [first, second] = await db.reading(alder, (tx) => Promise.all([tx.query<{ n: number }>('select $1::int as n', [1]), tx.query<{ n: number }>('select $1::int as n', [2])]));
  expect([first.rows, second.rows]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  await expect(db.reading(alder, (tx) => tx.query("update tenants set display_name = 'Elm' where id = $1", [alder]))).rejects.toMatchObject({ code: expect.stringMatching(/25006|53100/) });
  await expect(db.reading(alder, (tx) => Promise.all([tx.query('select 1 / ($1::int - 1)', [1]), tx.query('select 1')]))).rejects.toMatchObject({ code: '22012' });
  const { rows } = await db.pool.query("select current_user = session_user as own, coalesce(current_setting('app.tenant_id', true), '') as tenant");
  expect(rows).toEqual([{ own: true, tenant: '' }]);
});

it('leaves plans behind once for all that was under way when they turned out stale', () => {
  const askedIn = plansNow();
  const refusal = { code: '0A000', message: 'cached plan must not change result type' };
  expect([planIsStale(refusal, askedIn), planIsStale(refusal, askedIn), plansNow() - askedIn]).toEqual([true, true, 1]);
  expect([planIsStale({ code: '0A000', message: 'something else' }, plansNow()), plansNow() - askedIn]).toEqual([false, 1]);
});

// The last one: it uses up the names.
it('does not grow with SQL that is made anew each time', () => {
  const seen = Array.from({ length: 20_000 }, (_none, index) => statement(`select $1::int as n${index}`, [1]).name);
  expect(seen.filter(Boolean)).toEqual([]);
  const kept = Array.from({ length: 600 }, (_none, index) => Array.from({ length: 8 }, () => statement(`select $1::int as k${index}`, [1]).name).at(-1));
  expect(kept.filter(Boolean).length).toBeLessThanOrEqual(400);
});
