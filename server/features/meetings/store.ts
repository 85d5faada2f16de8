import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { wherePairSession, type ErasedTable } from '../../platform/db/erasure.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';

/** What a person gets with an export of their own: which meetings they tied to a session. */
export const personal: readonly PersonalRows[] = [{ name: 'meetingLinks', table: 'meeting_links', columns: ['session_id', 'linked_at'], where: 't.linked_by = $2::uuid' }];

export interface FoundSession {
  id: string;
  linked: boolean;
}

/** Who takes part in a session of engagement `e`: client and coach, and the sponsor where all three meet. $1 tenant, $2 person. */
const takesPart = "($2 in (e.client_id, e.coach_id) or (s.kind = 'three-way' and $2 = e.sponsor_id))";

const ofChatQuery = keepPlan(`select s.id, l.session_id is not null as linked
   from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
   left join meeting_links l on l.tenant_id = s.tenant_id and l.session_id = s.id and l.chat_id = $3
   where s.tenant_id = $1 and (s.chat_id = $3 or s.id in (select session_id from meeting_links where tenant_id = $1 and chat_id = $3))
     and $2 in (e.client_id, e.coach_id, e.sponsor_id)
   order by s.state in ('cancelled', 'late-cancel'), abs(extract(epoch from s.starts_at - $4::timestamptz)), s.id limit 1`);

/**
 * The session of a meeting's chat that somebody takes part in. A chat can hold several (a recurring meeting has one chat for all its
 * days): what stands goes before what was cancelled, then the nearest to `now`.
 */
export async function sessionOfChat(tx: Queryable, viewer: { tenantId: string; personId: string }, chatId: string, now: Date): Promise<FoundSession | null> {
  const { rows } = await tx.query<FoundSession>(ofChatQuery, [viewer.tenantId, viewer.personId, chatId, now]);
  return rows[0] ?? null;
}

export interface CandidateRow {
  id: string;
  kind: 'coaching' | 'three-way' | 'chemistry';
  starts_at: Date;
  ends_at: Date;
  my_role: 'client' | 'coach' | 'sponsor';
  client_name: string;
  coach_name: string;
}

/** How far from now a session may be to be the one that a meeting is about. A day back, for what was moved at the last moment; a week ahead. */
const near = "between $3::timestamptz - interval '1 day' and $3::timestamptz + interval '7 days'";

/** What stands, as whoever takes part is told of it. $1 tenant, $2 person. */
const candidates = `select s.id, s.kind, s.starts_at, s.ends_at, client.display_name as client_name, coach.display_name as coach_name,
    case when e.client_id = $2 then 'client' when e.coach_id = $2 then 'coach' else 'sponsor' end as my_role
  from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
  join people client on client.tenant_id = e.tenant_id and client.id = e.client_id
  join people coach on coach.tenant_id = e.tenant_id and coach.id = e.coach_id
  where s.tenant_id = $1 and s.state not in ('cancelled', 'late-cancel')`;

/** Somebody's own sessions near `now`, nearest first, at most 8. */
export async function sessionsNear(tx: Queryable, viewer: { tenantId: string; personId: string }, now: Date): Promise<CandidateRow[]> {
  const { rows } = await tx.query<CandidateRow>(
    `${candidates} and ${takesPart} and s.starts_at ${near} order by abs(extract(epoch from s.starts_at - $3::timestamptz)), s.id limit 8`,
    [viewer.tenantId, viewer.personId, now],
  );
  return rows;
}

/** Sessions of one engagement, soonest first: the last 8 that have begun and the next 4. */
export async function sessionsAround(tx: Queryable, scope: EngagementScope, now: Date): Promise<CandidateRow[]> {
  const { rows } = await tx.query<CandidateRow>(
    `select * from (
       (${candidates} and s.engagement_id = $3 and s.starts_at <= $4 order by s.starts_at desc, s.id limit 8)
       union all
       (${candidates} and s.engagement_id = $3 and s.starts_at > $4 order by s.starts_at, s.id limit 4)
     ) around order by starts_at, id`,
    [scope.tenantId, scope.personId, scope.engagementId, now],
  );
  return rows;
}

/** Whether somebody takes part in a session; leads and strangers do not, nor a sponsor where only two meet. */
export async function isIn(tx: Queryable, viewer: { tenantId: string; personId: string }, sessionId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id where s.tenant_id = $1 and s.id = $3 and ${takesPart}`,
    [viewer.tenantId, viewer.personId, sessionId],
  );
  return rowCount === 1;
}

export async function insertLink(tx: Queryable, link: { tenantId: string; chatId: string; sessionId: string; personId: string; now: Date }): Promise<void> {
  await tx.query('insert into meeting_links (tenant_id, chat_id, session_id, linked_by, linked_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    link.tenantId, link.chatId, link.sessionId, link.personId, link.now,
  ]);
}

export async function deleteLink(tx: Queryable, link: { tenantId: string; chatId: string; sessionId: string }): Promise<void> {
  await tx.query('delete from meeting_links where tenant_id = $1 and chat_id = $2 and session_id = $3', [link.tenantId, link.chatId, link.sessionId]);
}

/** What an erasure does here. */
export const erasure: readonly ErasedTable[] = [
  { table: 'meeting_links', steps: [{ where: `t.linked_by = $2 or ${wherePairSession()}` }], keeps: { chat_id: 'the chat of a meeting of others', linked_by: 'somebody who stays' } },
];
