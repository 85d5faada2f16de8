import type { Queryable } from './database.ts';

/**
 * Rows that are about a person or were written by them, for their own export. Each feature names its own (`personal` of its service);
 * a test holds all of them against the database's tables, so that a new table is not forgotten.
 */
export interface PersonalRows {
  /** What the export calls them, in a person's words. */
  name: string;
  table: string;
  /** What the person may have, and understands: no ids of calendars, no state of our own work, nothing that opens anything. */
  columns: readonly string[];
  /** More columns by name, as expressions on `t`: a part of what a column holds. */
  also?: Record<string, string>;
  /** Which rows: a condition on `t`, where `$1` is the tenant and `$2` the person. */
  where: string;
}

/** All rows about a person, by name. Names, columns and conditions are our own constants. */
export async function readPersonal(tx: Queryable, all: readonly PersonalRows[], { tenantId, personId }: { tenantId: string; personId: string }): Promise<Record<string, Record<string, unknown>[]>> {
  const found: Record<string, Record<string, unknown>[]> = {};
  for (const { name, table, columns, also = {}, where } of all) {
    const wanted = [...columns.map((column) => `t.${column}`), ...Object.entries(also).map(([as, expression]) => `${expression} as ${as}`)].join(', ');
    const { rows } = await tx.query(`select ${wanted} from ${table} t where t.tenant_id = $1::uuid and $2::uuid is not null and (${where}) order by 1`, [tenantId, personId]);
    if (rows.length > 0) found[name] = [...(found[name] ?? []), ...rows];
  }
  return found;
}

/** Conditions for rows that hang on an engagement or a session (`column` of `t`), for a person who is its client, client or coach, or takes part. */
const engagementOf = (column: string, who: string): string => `exists (select from engagements e where e.tenant_id = $1::uuid and e.id = t.${column} and $2::uuid in (${who}))`;
export const ofOwnEngagement = (column = 'engagement_id'): string => engagementOf(column, 'e.client_id');
export const ofOwnWork = (column = 'engagement_id'): string => engagementOf(column, 'e.client_id, e.coach_id');
export const ofOwnSession = (column = 'session_id'): string =>
  `exists (select from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
    where s.tenant_id = $1::uuid and s.id = t.${column} and ($2::uuid in (e.client_id, e.coach_id) or s.kind = 'three-way' and $2::uuid = e.sponsor_id))`;
