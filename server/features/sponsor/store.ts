import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';

/** What ties an engagement to its sponsor. */
export interface Ties {
  sponsor_id: string | null;
  version: number;
  client_id: string;
  client_email: string;
  coach_email: string;
  sponsor_name: string | null;
  /** A three-way session is booked, was held, or was called off. */
  three_way: boolean;
  /** People are asked which times of a three-way session suit them. */
  vote: boolean;
  /** A session that is not over stands in the sponsor's own calendar, because they booked it. */
  hosts: boolean;
}

/** Read with the engagement held: two changes come one after the other. */
export async function holdTies(tx: Queryable, { tenantId, engagementId }: EngagementScope, now: Date): Promise<Ties> {
  await tx.query('select from engagements where tenant_id = $1 and id = $2 for update', [tenantId, engagementId]);
  const { rows } = await tx.query<Ties>(
    `select e.sponsor_id, e.version, e.client_id, client.email as client_email, coach.email as coach_email, sponsor.display_name as sponsor_name,
       exists (select from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id and s.kind = 'three-way') as three_way,
       exists (select from votes v where v.tenant_id = e.tenant_id and v.engagement_id = e.id and v.kind = 'three-way' and v.state = 'open') as vote,
       exists (select from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id and s.organizer_id = e.sponsor_id
         and s.state in ('proposed', 'booked', 'in-progress') and s.ends_at > $3) as hosts
     from engagements e
     join people client on client.tenant_id = e.tenant_id and client.id = e.client_id
     join people coach on coach.tenant_id = e.tenant_id and coach.id = e.coach_id
     left join people sponsor on sponsor.tenant_id = e.tenant_id and sponsor.id = e.sponsor_id
     where e.tenant_id = $1 and e.id = $2`,
    [tenantId, engagementId, now],
  );
  return rows[0]!;
}

/** The sponsor from now on. What was agreed with another is agreed with this one by nobody. */
export async function setSponsor(tx: Queryable, { tenantId, engagementId }: EngagementScope, sponsorId: string | null): Promise<void> {
  await tx.query('update engagements set sponsor_id = $3, sponsor_sees = null, version = version + 1 where tenant_id = $1 and id = $2', [tenantId, engagementId, sponsorId]);
}
