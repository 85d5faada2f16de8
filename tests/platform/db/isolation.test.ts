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
