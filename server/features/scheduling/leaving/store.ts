import type { Queryable } from '../../../platform/db/database.ts';

/** Sessions `s` that a person ($2) takes part in, or that stand in their calendar. */
const theirs = "s.tenant_id = $1 and ($2 in (e.client_id, e.coach_id, s.organizer_id) or s.kind = 'three-way' and $2 = e.sponsor_id)";
const joined = 'sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id';

/** Sessions of theirs that have not begun. */
export async function comingOf(tx: Queryable, tenantId: string, personId: string, now: Date): Promise<{ id: string; engagement_id: string }[]> {
  const { rows } = await tx.query<{ id: string; engagement_id: string }>(
    `select s.id, s.engagement_id from ${joined} where ${theirs} and s.state in ('proposed', 'booked') and s.starts_at > $3 order by s.id`,
    [tenantId, personId, now],
  );
  return rows;
}

/** Whether one of theirs is not over, or its calendar is still to be brought to what was agreed. */
export async function standsFor(tx: Queryable, tenantId: string, personId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from ${joined} where ${theirs} and (s.sync_due_at is not null or s.state in ('proposed', 'booked', 'in-progress') and s.ends_at > $3) limit 1`,
    [tenantId, personId, now],
  );
  return rowCount > 0;
}
