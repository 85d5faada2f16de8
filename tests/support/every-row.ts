import type { Database } from '../../server/platform/db/database.ts';

/** Every row of every table, of the queue's too, as text: for what must not be anywhere. */
export async function everyRow(db: Database): Promise<{ table: string; text: string }[]> {
  return db.system(async (tx) => {
    const { rows: tables } = await tx.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1");
    const all: { table: string; text: string }[] = [];
    for (const { name } of tables) {
      const { rows } = await tx.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`);
      all.push(...rows.map(({ text }) => ({ table: name, text })));
    }
    return all;
  });
}
