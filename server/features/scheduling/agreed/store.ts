import type { Queryable } from '../../../platform/db/database.ts';

/** What Fieldwork itself holds tentatively in calendars while times of this engagement are voted on. */
export async function heldTimes(tx: Queryable, { tenantId, engagementId }: { tenantId: string; engagementId: string }): Promise<{ person_id: string; starts_at: Date; ends_at: Date }[]> {
  const { rows } = await tx.query<{ person_id: string; starts_at: Date; ends_at: Date }>(
    `select h.person_id, s.starts_at, s.ends_at from votes v
     join vote_slots s on s.tenant_id = v.tenant_id and s.vote_id = v.id
     join vote_holds h on h.tenant_id = s.tenant_id and h.slot_id = s.id
     where v.tenant_id = $1 and v.engagement_id = $2 and h.state <> 'released'`,
    [tenantId, engagementId],
  );
  return rows;
}
