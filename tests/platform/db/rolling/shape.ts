import type { Queryable } from '../../../../server/platform/db/database.ts';

/** What code that was written for a schema relies on, by `table.column` or by name. */
export interface Shape {
  columns: Map<string, { type: string; mayBeLeftOut: boolean }>;
  /** Checks, keys, references and unique indexes: what refuses a row, and `table.column` of all that it looks at. */
  refusals: Map<string, { definition: string; columns: string[] }>;
  /** `table privilege` of the role that requests work as, and `function`s by signature. */
  abilities: Set<string>;
}

interface Column {
  at: string;
  type: string;
  free: boolean;
}

/** The shape of `schema`. */
export async function shapeOf(tx: Queryable, schema: string): Promise<Shape> {
  const { rows: columns } = await tx.query<Column>(
    `select c.relname || '.' || a.attname as at, format_type(a.atttypid, a.atttypmod) as type, (not a.attnotnull or a.atthasdef or a.attidentity <> '') as free
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'v') and c.relname <> 'schema_migrations'`, [schema]);
  const columnsOf = (numbers: string, table: string): string => `array(select ${table}.relname || '.' || a.attname from pg_attribute a where a.attrelid = ${table}.oid and a.attnum = any (${numbers}))`;
  const { rows: refusals } = await tx.query<{ at: string; definition: string; columns: string[] }>(
    `select r.relname || ' ' || c.conname as at, pg_get_constraintdef(c.oid) as definition, ${columnsOf('c.conkey', 'r')} as columns from pg_constraint c join pg_class r on r.oid = c.conrelid where c.connamespace = $1::regnamespace and c.contype in ('c', 'f', 'u', 'p', 'x')
     union all select r.relname || ' ' || i.relname, pg_get_indexdef(i.oid), ${columnsOf('x.indkey::int2[]', 'r')} from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class r on r.oid = x.indrelid
       where i.relnamespace = $1::regnamespace and x.indisunique and not exists (select from pg_constraint c where c.conindid = i.oid)`, [schema]);
  const { rows: abilities } = await tx.query<{ one: string }>(
    `select c.relname || ' ' || p as one from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) p where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'v') and has_table_privilege('fieldwork_app', c.oid, p)
     union all select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' from pg_proc p where p.pronamespace = $1::regnamespace`, [schema]);
  return {
    columns: new Map(columns.map(({ at, type, free }) => [at, { type, mayBeLeftOut: free }])),
    refusals: new Map(refusals.map(({ at, definition, columns: seen }) => [at, { definition, columns: seen }])),
    abilities: new Set(abilities.map(({ one }) => one)),
  };
}

const tableOf = (name: string): string => name.split(/[ .]/)[0]!;
/** The values that a check of one column lists: `CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text])))`. */
const listed = (definition: string): { column: string; values: string[] } | null => {
  const match = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.+)\]\)\)\)(?: NOT VALID)?$/.exec(definition);
  return match && { column: match[1]!, values: [...match[2]!.matchAll(/'((?:[^']|'')*)'/g)].map(([, value]) => value!) };
};

/** Refuses no row that it refused not before: the same, or a longer list of values. */
function asOpen(before: string | undefined, after: string): boolean {
  if (before === undefined) return false;
  if (before === after) return true;
  const [old, now] = [listed(before), listed(after)];
  return old !== null && now !== null && old.column === now.column && old.values.every((value) => now.values.includes(value));
}

/** What code that was written for `before` would stumble over in `after`, in sentences. */
export function brokenPromises(before: Shape, after: Shape): string[] {
  const tables = new Set([...before.columns.keys()].map(tableOf));
  const old = [...before.columns].flatMap(([at, { type, mayBeLeftOut }]) => {
    const now = after.columns.get(at);
    if (now === undefined) return [`${at} is gone`];
    if (now.type !== type) return [`${at} was ${type} and is ${now.type}`];
    return mayBeLeftOut && !now.mayBeLeftOut ? [`${at} could be left out and cannot any more`] : [];
  });
  const added = [...after.columns].filter(([at, { mayBeLeftOut }]) => !before.columns.has(at) && tables.has(tableOf(at)) && !mayBeLeftOut);
  const refused = [...after.refusals].filter(([at, { definition, columns }]) => columns.some((one) => before.columns.has(one)) && !asOpen(before.refusals.get(at)?.definition, definition));
  const gone = [...before.abilities].filter((one) => !after.abilities.has(one));
  return [
    ...old,
    ...added.map(([at]) => `${at} is new and cannot be left out: give it a default`),
    ...refused.map(([at, { definition }]) => `${at} refuses what was taken: ${definition}`),
    ...gone.map((one) => `${one} is not allowed or not there any more`),
  ];
}
