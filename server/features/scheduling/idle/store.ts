import type { Queryable } from '../../../platform/db/database.ts';

export interface IdleRow {
  tenant_id: string;
  id: string;
  client_id: string;
  idle_days: number;
  coach_name: string;
  /** Something lies ahead, or somebody sees to it. */
  booked: boolean;
  /** When something last happened: it began, went on after a pause, a session took place, or notes after one that did not have ended. */
  since: Date;
  ends_on: string;
}

/** Running engagements whose day to look has come; whoever else looks at the same time passes over them. */
export async function claimIdle(tx: Queryable, now: Date, next: Date): Promise<IdleRow[]> {
  const { rows } = await tx.query<IdleRow>(
    `with looked as (
       update engagements set idle_look_at = $2 where (tenant_id, id) in (
         select tenant_id, id from engagements where status = 'active' and idle_look_at <= $1 order by idle_look_at limit 200 for update skip locked)
       returning tenant_id, id, client_id, coach_id, idle_days, starts_on, ends_on)
     select e.tenant_id, e.id, e.client_id, e.idle_days, e.ends_on::text, p.display_name as coach_name,
       exists (select from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id
         and s.state in ('proposed', 'booked', 'in-progress') and s.ends_at > $1)
         -- A missed session is followed up by notes of its own: two voices about one thing are one too many.
         or exists (select from chases c where c.tenant_id = e.tenant_id and c.engagement_id = e.id and c.due_at is not null) as booked,
       greatest(e.starts_on::timestamp at time zone 'UTC',
         (select max(c.ended_at) from chases c where c.tenant_id = e.tenant_id and c.engagement_id = e.id),
         (select max(h.at) from history h where h.tenant_id = e.tenant_id and h.engagement_id = e.id and h.what in ('created', 'resume', 'resumed')),
         (select max(s.ends_at) from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id
           and s.state not in ('cancelled', 'late-cancel') and s.ends_at <= $1)) as since
     from looked e join people p on p.tenant_id = e.tenant_id and p.id = e.coach_id`,
    [now, next],
  );
  return rows;
}

export const nextIdleLook = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>("select min(idle_look_at) as at from engagements where status = 'active'")).rows[0]?.at ?? null;
