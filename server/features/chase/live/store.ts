import type { Queryable } from '../../../platform/db/database.ts';

export interface WaitingRow {
  tenant_id: string;
  session_id: string;
  engagement_id: string;
  starts_at: Date;
  waiting_name: string;
  missing_id: string;
}

/** Sessions that are on, of whose two one is certainly there, with an open side panel, and the other was not seen so far. */
const waited = `
  from sessions s
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id and e.status = 'active'
  join attendance_panels p on p.tenant_id = s.tenant_id and p.session_id = s.id and p.seen_until >= $1 and p.person_id in (e.client_id, e.coach_id)
  join people w on w.tenant_id = p.tenant_id and w.id = p.person_id
  where s.state in ('booked', 'in-progress') and s.ends_at > $1 and s.starts_at <= $2 and s.starts_at > $3
    and not exists (select from attendance_panels o where o.tenant_id = s.tenant_id and o.session_id = s.id and o.person_id in (e.client_id, e.coach_id) and o.person_id <> p.person_id)
    and not exists (select from session_pings g where g.tenant_id = s.tenant_id and g.session_id = s.id and g.starts_at = s.starts_at)`;

/** Earliest instant at which somebody may be missing: now, or when a session with an open panel is five minutes old. */
export async function nextPing(tx: Queryable, frame: Frame): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select least((select $1::timestamptz where exists (select ${waited})),
       (select min(s.starts_at) + ($1::timestamptz - $2::timestamptz) from sessions s where s.state in ('booked', 'in-progress') and s.starts_at > $2 and s.starts_at <= $1::timestamptz + interval '15 minutes'
          and exists (select from attendance_panels p where p.tenant_id = s.tenant_id and p.session_id = s.id))) as at`,
    [frame.now, frame.latest, frame.earliest],
  );
  return rows[0]?.at ?? null;
}

/** Starts between which somebody is told: after `earliest`, at `latest` the last. */
export interface Frame {
  now: Date;
  latest: Date;
  earliest: Date;
}

/** Notes that they are told, and answers whom; whoever else looks at the same time gets none of them. */
export async function takePings(tx: Queryable, { now, latest, earliest }: Frame): Promise<WaitingRow[]> {
  const { rows } = await tx.query<WaitingRow>(
    `with found as (
       select distinct on (s.tenant_id, s.id) s.tenant_id, s.id as session_id, s.engagement_id, s.starts_at, w.display_name as waiting_name,
         case p.person_id when e.client_id then e.coach_id else e.client_id end as missing_id ${waited} limit 200),
     noted as (
       insert into session_pings (tenant_id, session_id, starts_at, person_id, at) select tenant_id, session_id, starts_at, missing_id, $1 from found
       on conflict do nothing returning tenant_id, session_id)
     select f.* from found f join noted n on n.tenant_id = f.tenant_id and n.session_id = f.session_id`,
    [now, latest, earliest],
  );
  return rows;
}

export interface MeetingRow {
  engagement_id: string;
  starts_at: Date;
  ends_at: Date;
  state: string;
  people: { id: string; name: string }[];
}

/** A session with whoever is to be there. */
export async function readMeeting(tx: Queryable, tenantId: string, sessionId: string): Promise<MeetingRow> {
  const { rows } = await tx.query<MeetingRow>(
    `select s.engagement_id, s.starts_at, s.ends_at, s.state,
       (select json_agg(json_build_object('id', p.id, 'name', p.display_name)) from people p where p.tenant_id = s.tenant_id
          and (p.id in (e.client_id, e.coach_id) or (p.id = e.sponsor_id and s.kind = 'three-way'))) as people
     from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id where s.tenant_id = $1 and s.id = $2`,
    [tenantId, sessionId],
  );
  return rows[0]!;
}
