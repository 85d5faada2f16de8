import { beforeEach, expect, it } from '@jest/globals';
import type { Queryable } from '../../../server/platform/db/database.ts';
import { keepPlan } from '../../../server/platform/db/kept-plans.ts';
import { idFor } from '../../support/seed.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
const [alder, birch] = [idFor('alder'), idFor('birch')];
beforeEach(async () => {
  db = await testDatabase();
  await db.system(async (tx) => {
    for (const id of [alder, birch]) await tx.query("insert into tenants (id, display_name, created_at) values ($1, $2, '2026-03-02')", [id, id === alder ? 'Alder' : 'Birch']);
  });
});

// Forgets to ask for the tenant: row-level security has to.
const names = { name: 'test-names', sql: 'select display_name as name from tenants where display_name >= $1 order by 1' };
const read = async (tenantId: string): Promise<string[]> => (await db.read<{ name: string }>(tenantId, names, ['A'])).map(({ name }) => name);

it('shows each tenant its own rows and no other’s, on one connection and with one plan', async () => {
  const asked = Array.from({ length: 20 }, (_none, index) => (index % 3 === 0 ? birch : alder));
  expect(await Promise.all(asked.map(read))).toEqual(asked.map((tenantId) => [tenantId === alder ? 'Alder' : 'Birch']));
  expect(await read(idFor('nobody'))).toEqual([]);
});

it('leaves neither role nor tenant behind', async () => {
  await read(alder);
  const { rows } = await db.pool.query("select current_user = session_user as own, coalesce(current_setting('app.tenant_id', true), '') as tenant, current_setting('plan_cache_mode') as plans");
  expect(rows).toEqual([{ own: true, tenant: '', plans: 'auto' }]);
});

it('fails alone: those before and after it are answered', async () => {
  const broken = db.read(alder, { name: 'test-broken', sql: 'select 1 / (length($1::text) - 1) as x' }, ['x']);
  const outcomes = await Promise.allSettled([read(alder), broken, read(birch), read(alder)]);
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as { code: string }).code))).toEqual([['Alder'], '22012', ['Birch'], ['Alder']]);
  expect(await db.read(alder, { name: 'test-broken', sql: 'select 1 / (length($1::text) - 1) as x' }, ['xxx'])).toEqual([{ x: 0 }]);
});

it('reads only', async () => {
  const write = { name: 'test-write', sql: "update tenants set display_name = $1 returning display_name" };
  await expect(db.read(alder, write, ['Elm'])).rejects.toMatchObject({ code: '25006' });
  expect(await read(alder)).toEqual(['Alder']);
});

it('writes as the tenant, whole or not at all, and what is told is committed', async () => {
  const rename = { name: 'test-rename', sql: 'update tenants set display_name = nullif($1, $2) returning display_name as name' };
  expect(await db.write(alder, rename, ['Elm', '-'])).toEqual([{ name: 'Elm' }]);
  await expect(db.write(alder, rename, ['-', '-'])).rejects.toMatchObject({ code: '23502' });
  expect([await read(alder), await read(birch)]).toEqual([['Elm'], ['Birch']]);
  await expect(db.scoped(alder, () => db.write(alder, rename, ['Oak', '-']))).rejects.toThrow('inside a transaction');
});

it('sees what was committed a moment ago, also when the table has changed', async () => {
  await db.scoped(alder, (tx) => tx.query("update tenants set display_name = 'Ash'"));
  expect(await read(alder)).toEqual(['Ash']);
  await db.system((tx) => tx.query('alter table tenants add column test_leaves integer'));
  expect(await read(alder)).toEqual(['Ash']);
  await db.system((tx) => tx.query('alter table tenants drop column test_leaves'));
  expect(await read(alder)).toEqual(['Ash']);
});

it('is refused where it could not be answered, and for what is no tenant', async () => {
  await expect(db.scoped(alder, () => read(alder))).rejects.toThrow('inside a transaction');
  await expect(read("x'; drop table tenants; --")).rejects.toThrow('A tenant id is a UUID.');
});

it('keeps a plan for tenants by turns and for background work between them, and shows each its own rows still', async () => {
  const kept = keepPlan('select display_name as name from tenants where display_name >= $1 and display_name < $2 order by 1');
  const ask = async (tx: Queryable): Promise<string[]> => (await tx.query<{ name: string }>(kept, ['A', 'C'])).rows.map(({ name }) => name);
  for (let round = 0; round < 12; round += 1) {
    expect(await db.scoped(alder, ask)).toEqual(['Alder']);
    if (round % 4 === 3) expect(await db.system(ask)).toEqual(['Alder', 'Birch']);
    expect(await db.scoped(birch, ask)).toEqual(['Birch']);
  }
  const { rows } = await db.pool.query('select count(*)::int as plans from pg_prepared_statements where statement = $1', [kept]);
  expect(rows).toEqual([{ plans: 1 }]);
});
