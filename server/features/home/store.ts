import type { Actor } from '../../access/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { engagementsOfViewer, type EngagementRow } from '../engagements/service.ts';
import type { PersonRow } from '../people/service.ts';
import { upcomingOfViewer, type SessionRow } from '../scheduling/service.ts';

export interface HomeRows {
  me: PersonRow;
  engagements: EngagementRow[];
  sessions: SessionRow[];
  /** Coaches outside the tenant who published nothing of their time. */
  coaches_unknown: string[];
}

const rowsOf = (query: string): string => `(select coalesce(json_agg(one), '[]') from (${query}) one)`;

/** Everything the home shows in one read: it is opened more often than all else together. */
const homeQuery = `
  select (select to_json(p) from people p where p.tenant_id = $1 and p.id = $3) as me,
    ${rowsOf(engagementsOfViewer)} as engagements,
    ${rowsOf(upcomingOfViewer)} as sessions,
    (select coalesce(json_agg(e.coach_id), '[]') from engagements e
      join people p on p.tenant_id = e.tenant_id and p.id = e.coach_id and p.object_id is null
      left join coach_availability a on a.tenant_id = p.tenant_id and a.person_id = p.id
      where e.tenant_id = $1 and $3 in (e.client_id, e.coach_id, e.sponsor_id) and e.status = 'active'
        and a.feed_url is null and a.office_hours is null) as coaches_unknown`;

export async function readHome(tx: Queryable, actor: Actor, now: Date): Promise<HomeRows> {
  const { rows } = await tx.query<HomeRows>(homeQuery, [actor.tenantId, now, actor.personId, actor.programmeLead]);
  return rows[0]!;
}
