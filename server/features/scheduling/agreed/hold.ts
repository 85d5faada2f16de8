import type { EngagementScope } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { NewSession } from '../store.ts';

/** Whether the sponsor, where it matters to the session, is who it was. Waits for a change that is under way, and lets none begin. */
export async function sponsorStands(tx: Queryable, scope: EngagementScope, { kind, organizerId, sponsorId }: Pick<NewSession, 'kind' | 'organizerId' | 'sponsorId'>): Promise<boolean> {
  if (kind !== 'three-way' && organizerId !== sponsorId) return true;
  const { rowCount } = await tx.query('select from engagements where tenant_id = $1 and id = $2 and sponsor_id is not distinct from $3::uuid for key share', [
    scope.tenantId, scope.engagementId, sponsorId,
  ]);
  return rowCount > 0;
}

/**
 * Nobody else books or moves anything for these people until the transaction ends: of two who take one time at once, for one
 * client or for two clients of one coach, the second waits here and then finds it taken.
 */
export async function holdPeople(tx: Queryable, scope: EngagementScope): Promise<void> {
  await tx.query(
    `select from people p join engagements e on e.tenant_id = p.tenant_id and p.id in (e.client_id, e.coach_id, e.sponsor_id)
     where e.tenant_id = $1 and e.id = $2 order by p.id for no key update of p`,
    [scope.tenantId, scope.engagementId],
  );
}
