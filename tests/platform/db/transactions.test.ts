import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Queryable } from '../../../server/platform/db/database.ts';
import { newId } from '../../../server/platform/ids.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const at = '2026-03-02T09:00:00Z';
let db: TestDatabase;

beforeEach(async () => {
  db = await testDatabase();
});

const addTenant = (tx: Queryable, id = newId()) => tx.query('INSERT INTO tenants (id, display_name, created_at) VALUES ($1, $2, $3)', [id, 'A company', at]);
const count = async (): Promise<unknown> => (await db.system((tx) => tx.query('SELECT count(*) AS n FROM tenants'))).rows;

describe('a transaction', () => {
  it('answers what its work answers, with rows and their number', async () => {
    const { rows, rowCount } = await db.system((tx) => tx.query('SELECT $1::int AS a UNION ALL SELECT 2', [1]));
    expect({ rows, rowCount }).toEqual({ rows: [{ a: 1 }, { a: 2 }], rowCount: 2 });
  });

  it('stores nothing when its work throws, and the next one works', async () => {
    const work = db.system(async (tx) => {
      await addTenant(tx);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await count()).toEqual([{ n: 0 }]);
  });

  it('does not pass for stored when a query in it failed and nobody said so', async () => {
    const work = db.system(async (tx) => {
      await addTenant(tx);
      await tx.query('SELECT nonsense').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('was rolled back');
    expect(await count()).toEqual([{ n: 0 }]);
  });

  it('reports the constraint that a row broke', async () => {
    const id = newId();
    await db.system((tx) => addTenant(tx, id));
    await expect(db.system((tx) => addTenant(tx, id))).rejects.toMatchObject({ code: '23505', constraint: 'tenants_pkey' });
  });

  it('is done again, once, when the database says that this is the remedy', async () => {
    let runs = 0;
    const failing = (times: number) => db.system(async (tx) => {
      await addTenant(tx);
      if (++runs <= times) await tx.query("DO $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '40001'; END $$");
    });
    await failing(1);
    expect({ runs, count: await count() }).toEqual({ runs: 2, count: [{ n: 1 }] });
    runs = 0;
    await expect(failing(9)).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(2);
  });

  it('refuses another one inside it, which the embedded database would wait for for ever', async () => {
    const nested = db.system(() => db.scoped(newId(), async () => undefined));
    await expect(nested).rejects.toThrow('inside a transaction');
    expect(await count()).toEqual([{ n: 0 }]);
  });

  it('cannot be used once it is over', async () => {
    let kept: Queryable | undefined;
    await db.system(async (tx) => {
      kept = tx;
    });
    await expect(kept?.query('SELECT 1')).rejects.toThrow('is over');
  });

  it('leaves neither role nor tenant to the next', async () => {
    const tenant = newId();
    await db.scoped(tenant, (tx) => tx.query('SELECT 1'));
    await db.scoped(tenant, (tx) => tx.query('SELECT nonsense')).catch(() => undefined);
    const { rows } = await db.system((tx) => tx.query("SELECT current_user = session_user AS owner, fieldwork_tenant() AS tenant"));
    expect(rows).toEqual([{ owner: true, tenant: null }]);
  });

  it('gives instants as Date, dates as text and counts as numbers', async () => {
    const { rows } = await db.system((tx) => tx.query("SELECT timestamptz '2026-03-29T01:30:00Z' AS instant, date '2026-03-29' AS day, count(*) AS n"));
    expect(rows).toEqual([{ instant: new Date('2026-03-29T01:30:00Z'), day: '2026-03-29', n: 1 }]);
  });

  it('that asks for everything at once ends with its statements, and is whole or not at all', async () => {
    const tenant = newId();
    const rename = (tx: Queryable, name: string) => tx.query<{ name: string }>('UPDATE tenants SET display_name = $2 WHERE id = $1 RETURNING display_name AS name', [tenant, name]);
    const names = async (): Promise<unknown> => (await db.system((tx) => tx.query('SELECT display_name AS name FROM tenants'))).rows;
    await db.system((tx) => addTenant(tx, tenant));
    const [first, second] = await db.together(tenant, (tx) => Promise.all([rename(tx, 'Elm'), tx.query('SELECT display_name AS name FROM tenants')]));
    expect([first.rows, second.rows]).toEqual([[{ name: 'Elm' }], [{ name: 'Elm' }]]);
    await expect(db.together(tenant, (tx) => Promise.all([rename(tx, 'Oak'), tx.query('SELECT 1 / ($1::int - 1)', [1]), rename(tx, 'Ash')]))).rejects.toMatchObject({ code: '22012' });
    const swallowed = db.together(tenant, (tx) => Promise.allSettled([rename(tx, 'Oak'), tx.query('SELECT 1 / ($1::int - 1)', [1])]));
    await expect(swallowed).rejects.toThrow('was rolled back');
    const late = db.together(tenant, async (tx) => {
      await tx.query('SELECT 1');
      return rename(tx, 'Oak');
    });
    await expect(late).rejects.toThrow('is over');
    await expect(db.scoped(tenant, () => db.together(tenant, (tx) => rename(tx, 'Oak')))).rejects.toThrow('inside a transaction');
    expect(await db.together(newId(), (tx) => tx.query('SELECT FROM tenants'))).toMatchObject({ rowCount: 0 });
    expect(await names()).toEqual([{ name: 'Elm' }]);
  });
});
