import type { Database } from '../../../server/platform/db/database.ts';
import type { DueWork } from '../../../server/platform/jobs/jobs.ts';

/** A table of things that fall due, as a feature keeps them: the lease keeps processes apart, the queue need not. */
const tables = `CREATE SCHEMA IF NOT EXISTS probe;
  CREATE TABLE IF NOT EXISTS probe.items (id integer PRIMARY KEY, due_at timestamptz NOT NULL, leased_until timestamptz, done_at timestamptz);
  CREATE TABLE IF NOT EXISTS probe.effects (item integer NOT NULL, worker text NOT NULL);
  DELETE FROM probe.items; DELETE FROM probe.effects`;
const claim = `UPDATE probe.items SET leased_until = $1::timestamptz + interval '1 second' WHERE id IN (
  SELECT id FROM probe.items WHERE done_at IS NULL AND due_at <= $1 AND coalesce(leased_until, $1) <= $1
  ORDER BY due_at LIMIT 3 FOR UPDATE SKIP LOCKED) RETURNING id`;
const next = `SELECT min(greatest(due_at, leased_until)) AS at FROM probe.items WHERE done_at IS NULL`;

export const makeItems = (db: Database): Promise<unknown> => db.system((tx) => tx.query(tables));
export const dropItems = (db: Database): Promise<unknown> => db.system((tx) => tx.query('DROP SCHEMA IF EXISTS probe CASCADE'));

export const addItem = (db: Database, id: number, dueAt: Date): Promise<unknown> =>
  db.system((tx) => tx.query('INSERT INTO probe.items (id, due_at) VALUES ($1, $2)', [id, dueAt]));

export async function effects(db: Database): Promise<{ item: number; worker: string }[]> {
  const { rows } = await db.system((tx) => tx.query<{ item: number; worker: string }>('SELECT item, worker FROM probe.effects ORDER BY item'));
  return rows;
}

/** Work over the table. `claimed` runs between claim and effect, where a process may die. */
export function itemWork(db: Database, worker: string, claimed: (ids: number[]) => Promise<void> = async () => undefined): DueWork {
  return {
    name: 'probe-items',
    async nextDueAt() {
      const { rows } = await db.system((tx) => tx.query<{ at: Date | null }>(next));
      return rows[0]?.at ?? null;
    },
    async runDue(now) {
      const { rows } = await db.system((tx) => tx.query<{ id: number }>(claim, [now]));
      await claimed(rows.map(({ id }) => id));
      for (const { id } of rows) {
        await db.system(async (tx) => {
          await tx.query('INSERT INTO probe.effects VALUES ($1, $2)', [id, worker]);
          await tx.query('UPDATE probe.items SET done_at = $2 WHERE id = $1', [id, now]);
        });
      }
      return rows.length;
    },
  };
}
