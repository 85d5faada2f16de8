import type { Queryable } from './database.ts';

/**
 * What an erasure does with the rows of one table. Each feature names its own (`erasure` of its service); a test holds all of them against
 * the database's tables, so that a new table, or a new column that holds words or names somebody, is not forgotten.
 */
export interface ErasedTable {
  table: string;
  /** In this order. */
  steps: readonly ErasedStep[];
  /** Every row is one person's own, so nothing of theirs outlives them. */
  own?: true;
  /** Columns that hold words or name somebody and stay as they are in rows that stay, and why that is right. */
  keeps?: Readonly<Record<string, string>>;
}

export interface ErasedStep {
  /** Which rows: a condition on `t`, where `$1` is the tenant, `$2` the person and `$3` a pattern (for `~*`) of their name, address and Entra id. */
  where: string;
  /** Columns and the expressions that take their place; without it the rows go. */
  set?: Readonly<Record<string, string>>;
}

export interface Erased {
  tenantId: string;
  personId: string;
  pattern: string;
}

/** What an erased person is called wherever they are shown with others. */
export const erasedName = 'Former participant';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Matches any of these as whole words; nothing where there is none. */
export function patternOf(texts: readonly (string | null)[]): string {
  const known = texts.filter((text): text is string => text !== null && text.trim() !== '');
  const bounded = (text: string): string => `${/^[\p{L}\p{N}]/u.test(text) ? String.raw`\m` : ''}${escaped(text)}${/[\p{L}\p{N}]$/u.test(text) ? String.raw`\M` : ''}`;
  return known.length === 0 ? '^(?!)$' : known.map(bounded).join('|');
}

/** Does what the tables declare, in their order. As whoever owns the tables: some of them nobody else may change. */
export async function eraseRows(tx: Queryable, tables: readonly ErasedTable[], { tenantId, personId, pattern }: Erased): Promise<void> {
  await tx.query("set local app.erasure = 'on'");
  for (const { table, steps } of tables) {
    for (const { where, set } of steps) {
      const what = set ? `update ${table} t set ${Object.entries(set).map(([column, to]) => `${column} = ${to}`).join(', ')}` : `delete from ${table} t`;
      await tx.query(`${what} where t.tenant_id = $1::uuid and $2::uuid is not null and $3::text is not null and (${where})`, [tenantId, personId, pattern]);
    }
  }
}

/** Conditions for rows that hang on an engagement of theirs (`column` of `t`): as its client, or as client or coach. */
const engagementOf = (column: string, who: string): string => `exists (select from engagements e where e.tenant_id = $1::uuid and e.id = t.${column} and $2::uuid in (${who}))`;
export const whereClient = (column = 'engagement_id'): string => engagementOf(column, 'e.client_id');
export const wherePair = (column = 'engagement_id'): string => engagementOf(column, 'e.client_id, e.coach_id');

/** The same for rows that hang on a session. */
const sessionOf = (column: string, who: string): string =>
  `exists (select from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id where s.tenant_id = $1::uuid and s.id = t.${column} and $2::uuid in (${who}))`;
export const whereClientSession = (column = 'session_id'): string => sessionOf(column, 'e.client_id');
export const wherePairSession = (column = 'session_id'): string => sessionOf(column, 'e.client_id, e.coach_id');
