import type { Queryable } from '../../../server/platform/db/database.ts';
import type { TestDatabase } from '../../support/database.ts';

/** Rows of every table of ours as text, by table. */
export type Rows = Record<string, string[]>;

async function tableNames(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1");
  return rows.map(({ name }) => name);
}

/** All that is stored, whoever's it is. */
export const readTables = (db: TestDatabase): Promise<Rows> =>
  db.system(async (tx) => {
    const all: Rows = {};
    for (const name of await tableNames(tx)) {
      const { rows } = await tx.query<{ row: string }>(`select to_json(t)::text as row from ${name} t order by 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });

/** Puts everything back as it was read. */
export const restoreTables = (db: TestDatabase, all: Rows): Promise<void> =>
  db.system(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    for (const [name, rows] of Object.entries(all)) {
      await tx.query(`delete from ${name}`);
      await tx.query(`insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1)`, [`[${rows.join(',')}]`]);
    }
  });

/** The rows that hold this text, e.g. a tenant's id. */
export const rowsOf = (all: Rows, text: string): string[] => Object.values(all).flatMap((rows) => rows.filter((row) => row.includes(text)));
