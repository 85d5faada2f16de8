import type { Queryable } from '../../../server/platform/db/database.ts';
import type { TestDatabase } from '../../support/database.ts';

/** Rows of every table of ours as text, by table. */
export type Rows = Readonly<Record<string, string[]>>;

/** The last reading of a database, and which transactions it had seen: while there are no others, nothing can have changed. */
interface Reading {
  seen: string;
  rows: Rows;
}
const readings = new WeakMap<TestDatabase, Reading>();
let everything: string | undefined;

/** One query for the rows of all tables, in an order that depends on nothing but what they hold. */
async function queryOfAll(tx: Queryable): Promise<string> {
  const { rows } = await tx.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1");
  return rows.map(({ name }) => `select '${name}' as name, coalesce(array_agg(row order by row), '{}') as rows from (select to_json(t)::text as row from ${name} t) ${name}`).join(' union all ');
}

async function read(tx: Queryable): Promise<Rows> {
  everything ??= await queryOfAll(tx);
  const { rows } = await tx.query<{ name: string; rows: string[] }>(everything);
  return Object.fromEntries(rows.map((one) => [one.name, one.rows]));
}

const seenNow = async (tx: Queryable): Promise<string> => (await tx.query<{ seen: string }>('select pg_current_snapshot()::text as seen')).rows[0]!.seen;

/** All that is stored, whoever's it is; the very object of the last reading if nothing was written since. */
export const readTables = (db: TestDatabase): Promise<Rows> =>
  db.system(async (tx) => {
    const seen = await seenNow(tx);
    const last = readings.get(db);
    if (last?.seen === seen) return last.rows;
    const rows = await read(tx);
    readings.set(db, { seen, rows });
    return rows;
  });

export const sameRows = (a: Rows, b: Rows): boolean => a === b || differing(a, b).length === 0;

const differing = (a: Rows, b: Rows): string[] => Object.keys(a).filter((name) => a[name]!.length !== b[name]?.length || a[name]!.some((row, index) => row !== b[name]![index]));

/** Puts everything back as it was read. */
export async function restoreTables(db: TestDatabase, all: Rows): Promise<void> {
  const changed = differing(all, await readTables(db));
  if (changed.length === 0) return;
  const own = await db.system(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    for (const name of changed) {
      await tx.query(`delete from ${name}`);
      await tx.query(`insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1)`, [`[${all[name]!.join(',')}]`]);
    }
    return BigInt((await tx.query<{ id: string }>('select pg_current_xact_id()::text as id')).rows[0]!.id);
  });
  // As it will be seen if this was the last that was written, and not if something else was since.
  const next = String(own + 1n);
  readings.set(db, { seen: `${next}:${next}:`, rows: all });
}

/** The rows that hold this text, e.g. a tenant's id. */
export const rowsOf = (all: Rows, text: string): string[] => Object.values(all).flatMap((rows) => rows.filter((row) => row.includes(text)));
