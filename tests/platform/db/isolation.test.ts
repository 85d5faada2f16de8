import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../server/platform/ids.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const at = '2026-03-02T09:00:00Z';
let db: TestDatabase;
let ours: string;
let theirs: string;

beforeEach(async () => {
  db = await testDatabase();
  [ours, theirs] = [newId(), newId()];
  for (const tenant of [ours, theirs]) {
    await db.system((tx) => tx.query('INSERT INTO tenants VALUES ($1, $2, $3)', [tenant, 'A company', at]));
    await addPerson(tenant, tenant);
  }
});

const reach = (sql: string) => db.scoped(ours, (tx) => tx.query(sql));
const addPerson = (asTenant: string, ofTenant: string, email = 'sam@example.com') =>
  db.scoped(asTenant, (tx) =>
    tx.query('INSERT INTO people VALUES ($1, $2, NULL, $3, $4, NULL, $5, $5)', [newId(), ofTenant, email, 'Sam', at]),
  );

describe('a tenant', () => {
  it('sees its own rows and nobody else\'s', async () => {
    const seen = await db.scoped(ours, (tx) => tx.query('SELECT tenant_id FROM people'));
    expect(seen.rows).toEqual([{ tenant_id: ours }]);
    const named = await db.scoped(ours, (tx) => tx.query('SELECT FROM people WHERE tenant_id = $1', [theirs]));
    expect(named.rowCount).toBe(0);
    const tenants = await db.scoped(ours, (tx) => tx.query('SELECT id FROM tenants'));
    expect(tenants.rows).toEqual([{ id: ours }]);
  });

  it('cannot insert a row of another', async () => {
    await expect(addPerson(ours, theirs, 'new@example.com')).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot give a row of its own to another', async () => {
    const move = db.scoped(ours, (tx) => tx.query('UPDATE people SET tenant_id = $1', [theirs]));
    await expect(move).rejects.toMatchObject({ code: '42501' });
  });

  it('changes and deletes nothing of another', async () => {
    const renamed = await db.scoped(ours, (tx) => tx.query("UPDATE people SET display_name = 'X' WHERE tenant_id = $1", [theirs]));
    expect(renamed.rowCount).toBe(0);
    await db.scoped(ours, (tx) => tx.query('DELETE FROM people'));
    const left = await db.system((tx) => tx.query('SELECT tenant_id, display_name FROM people'));
    expect(left.rows).toEqual([{ tenant_id: theirs, display_name: 'Sam' }]);
  });

  it('has to be a UUID', async () => {
    await expect(db.scoped(`${ours}'; RESET ROLE; --`, (tx) => tx.query('SELECT 1'))).rejects.toThrow('UUID');
  });
});

describe('the tenants\' rows', () => {
  it('are hidden while no tenant is set', async () => {
    const seen = await db.system(async (tx) => {
      await tx.query('SET LOCAL ROLE fieldwork_app');
      return tx.query('SELECT FROM people');
    });
    expect(seen.rowCount).toBe(0);
  });

  it('are guarded in every table that has them, also those of later migrations', async () => {
    // A table that refers to tenants or names one must have forced row-level security with exactly these two policies.
    const { rows } = await db.system((tx) => tx.query(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        (SELECT array_agg(policyname || ' ' || cmd || ' ' || roles[1] ORDER BY policyname) FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname
          AND (policyname <> 'tenant_rows' OR qual = with_check AND qual LIKE '%fieldwork_tenant()%')) = ARRAY['owner_rows ALL ' || current_user, 'tenant_rows ALL fieldwork_app'] AS guarded
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_migrations'`));
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.filter((table) => !table['forced'] || !table['guarded'])).toEqual([]);
  });

  it('name their tenant in every table', async () => {
    const { rows } = await db.system((tx) => tx.query(`
      SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname NOT IN ('schema_migrations', 'tenants')
        AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id' AND attnotnull)`));
    expect(rows).toEqual([]);
  });

  it('are the only thing the role may touch', async () => {
    await expect(reach('SELECT FROM schema_migrations')).rejects.toMatchObject({ code: '42501' });
    await expect(reach("SELECT fieldwork_protect('people')")).rejects.toMatchObject({ code: '42501' });
    await expect(reach('ALTER TABLE people DISABLE ROW LEVEL SECURITY')).rejects.toMatchObject({ code: '42501' });
    await expect(reach('TRUNCATE people')).rejects.toMatchObject({ code: '42501' });
  });
});
