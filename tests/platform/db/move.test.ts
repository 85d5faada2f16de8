import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moveDatabase } from '../../../server/platform/db/move.ts';
import { openDatabase } from '../../../server/platform/db/open.ts';
import type { OpenDatabase } from '../../../server/platform/db/transactions.ts';
import { readTables } from '../../api/support/tables.ts';
import { startWorld, type World } from '../../api/support/world.ts';
import { silent } from '../../support/api.ts';

let world: World;
let target: OpenDatabase;
beforeAll(async () => {
  world = await startWorld();
  target = await openDatabase({ url: null, directory: null, log: silent });
});
afterAll(async () => {
  await target.close();
  await world.api.close();
});

describe('moving to another database', () => {
  it('refuses one that holds anything, and leaves it as it was', async () => {
    await target.system((tx) => tx.query("insert into live_events (tenant_id, topic, name, at) select '00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'b', '2026-03-02'"));
    const before = await readTables(target);
    await expect(moveDatabase(world.db, target)).rejects.toThrow('not empty: live_events has rows. Nothing was changed.');
    expect(await readTables(target)).toEqual(before);
    await target.system((tx) => tx.query('delete from live_events'));
  });

  it('brings every row, as it was, of every organisation, and the numbers go on', async () => {
    const before = await readTables(world.db);
    const moved = await moveDatabase(world.db, target);
    expect(await readTables(target)).toEqual(before);
    expect(await readTables(world.db)).toEqual(before);
    expect(Object.fromEntries(moved.map(({ name, rows }) => [name, rows]))).toEqual(Object.fromEntries(Object.entries(before).map(([name, rows]) => [name, rows.length])));
    expect(moved.filter(({ rows }) => rows > 0).length).toBeGreaterThan(15);
    const highest = async (): Promise<number> => (await target.system((tx) => tx.query<{ id: string }>('select coalesce(max(id), 0) as id from live_events'))).rows.map(({ id }) => Number(id))[0]!;
    const last = await highest();
    await target.system((tx) => tx.query("insert into live_events (tenant_id, topic, name, at) select '00000000-0000-4000-8000-000000000001', gen_random_uuid(), 'b', '2026-03-02'"));
    expect(await highest()).toBe(last + 1);
  });

  it('keeps references and row-level security', async () => {
    await expect(target.system((tx) => tx.query('delete from people'))).rejects.toMatchObject({ code: '23503' });
    const { rows } = await target.scoped('00000000-0000-4000-8000-000000000002', (tx) => tx.query('select from engagements'));
    expect(rows).toEqual([]);
  });
});
