import type { Queryable } from './database.ts';
import type { OpenDatabase } from './transactions.ts';

/** Rows that travel at once. */
const batch = 500;

export interface MovedTable {
  name: string;
  rows: number;
}

interface Table {
  name: string;
  columns: string[];
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

const tablesOf = async (tx: Queryable): Promise<Table[]> => {
  const { rows } = await tx.query<Table>(
    `select c.relname as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
     group by c.relname order by c.relname`,
  );
  return rows;
};

/** Number and fingerprint of a table's rows, whatever order they lie in. */
const fingerprint = async (tx: Queryable, { name, columns }: Table): Promise<{ rows: number; digest: string }> => {
  const { rows } = await tx.query<{ rows: number; digest: string }>(
    `select count(*)::int as rows, coalesce(md5(string_agg(one, '' order by one)), '') as digest from (select md5(to_json(r)::text) as one from (select ${columns.join(', ')} from ${name}) r) t`,
  );
  return rows[0]!;
};

async function copyTable(from: Queryable, to: Queryable, { name, columns }: Table): Promise<void> {
  const list = columns.join(', ');
  await from.query(`declare moving no scroll cursor for select to_json(r)::text as row from (select ${list} from ${name}) r`);
  for (;;) {
    const { rows } = await from.query<{ row: string }>(`fetch ${batch} from moving`);
    if (rows.length === 0) break;
    await to.query(`insert into ${name} (${list}) overriding system value select ${list} from json_populate_recordset(null::${name}, $1)`, [`[${rows.map(({ row }) => row).join(',')}]`]);
  }
  await from.query('close moving');
}

/** Sequences go on after the highest number that came along. */
const goOnCounting = (to: Queryable): Promise<unknown> =>
  to.query(
    `do $$ declare one record; begin
       for one in select c.relname as name, a.attname as column_name from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null and not a.attisdropped loop
         execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from %I), 0) + 1, false)', quote_ident(one.name), one.column_name, one.column_name, one.name);
       end loop; end $$`,
  );

/** Rows refer to each other in both directions, so no order of tables would do: references are checked once all rows are there. */
async function withoutForeignKeys(to: Queryable, work: () => Promise<void>): Promise<void> {
  const { rows: keys } = await to.query<ForeignKey>(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`,
  );
  for (const key of keys) await to.query(`alter table ${key.table} drop constraint ${key.name}`);
  await work();
  for (const key of keys) await to.query(`alter table ${key.table} add constraint ${key.name} ${key.definition}`);
}

async function moveRows(from: Queryable, to: Queryable): Promise<MovedTable[]> {
  const tables = await tablesOf(from);
  const moved: MovedTable[] = [];
  await withoutForeignKeys(to, async () => {
    for (const table of tables) {
      if ((await fingerprint(to, table)).rows > 0) throw new Error(`The database to move to is not empty: ${table.name} has rows. Nothing was changed.`);
      await to.query(`alter table ${table.name} disable trigger user`);
      await copyTable(from, to, table);
      await to.query(`alter table ${table.name} enable trigger user`);
      const [here, there] = [await fingerprint(from, table), await fingerprint(to, table)];
      if (here.rows !== there.rows || here.digest !== there.digest) throw new Error(`${table.name} did not arrive as it left. Nothing was changed.`);
      moved.push({ name: table.name, rows: there.rows });
    }
  });
  await goOnCounting(to);
  return moved;
}

/**
 * Copies every row of one migrated database into another that is migrated as far and empty, in one transaction, and compares
 * what arrived. The first is only read. Jobs of the queue stay behind: what is due is in the rows, and the queue only wakes.
 * Rejects, changing nothing, when the second has rows or anything differs.
 */
export async function moveDatabase(from: OpenDatabase, to: OpenDatabase): Promise<MovedTable[]> {
  const [reading, writing] = [await from.pool.connect(), await to.pool.connect()];
  try {
    await reading.query('begin isolation level repeatable read read only');
    // Much may have to travel: no query of this is a runaway one.
    await writing.query('begin; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    const moved = await moveRows(asQueryable(reading), asQueryable(writing));
    await writing.query('commit');
    return moved;
  } finally {
    // Destroyed: an unfinished transaction goes with its connection.
    reading.release(true);
    writing.release(true);
  }
}

const asQueryable = (client: { query(sql: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }> }): Queryable => ({
  async query<Row extends object>(sql: string, values: unknown[] = []) {
    const { rows, rowCount } = await client.query(sql, values);
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  },
});
