import type { Database, Prepared, Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';

export interface AuditEntry {
  tenantId: string;
  at: Date;
  actorId: string;
  programmeLead: boolean;
  signedBy: string;
  action: string;
  subjects: Record<string, string>;
  status: number;
  requestId: string;
}

export interface AuditRow {
  id: string;
  at: Date;
  actor_id: string;
  role: string;
  signed_by: string;
  action: string;
  subjects: Record<string, string>;
  status: number;
  request_id: string;
  actor: string | null;
  client: string | null;
  coach: string | null;
  about: string | null;
}

// `case` and not `coalesce`, which row-level security keeps from using an index: it is not known to be leak-proof.
const lineInsert: Prepared = {
  name: 'audit-line',
  sql: `insert into audit_log (tenant_id, at, actor_id, role, signed_by, action, subjects, status, request_id)
     select $1::uuid, $2::timestamptz, $3::uuid, coalesce(
       (select case $3::uuid when e.client_id then 'client' when e.coach_id then 'coach' when e.sponsor_id then 'sponsor' end from engagements e
        where e.tenant_id = $1::uuid and e.id = case when $10::uuid is not null then $10::uuid else (select s.engagement_id from sessions s where s.tenant_id = $1::uuid and s.id = $11::uuid) end),
       case when $4::boolean then 'programme-lead' else 'person' end), $5, $6, $7::jsonb, $8::int, $9::uuid`,
};

/** Adds a line. The role is the one in the engagement that the line names, or that of the session it names. */
export async function insertLine(db: Pick<Database, 'write'>, entry: AuditEntry): Promise<void> {
  const { tenantId, at, actorId, programmeLead, signedBy, action, subjects, status, requestId } = entry;
  await db.write(tenantId, lineInsert, [
    tenantId, at, actorId, programmeLead, signedBy, action, JSON.stringify(subjects), status, requestId, subjects.engagementId ?? null, subjects.sessionId ?? null,
  ]);
}

/** Every action that there is a line of; few, since addresses of the API are. */
export async function actionsKnown(tx: Queryable, tenantId: string): Promise<string[]> {
  const { rows } = await tx.query<{ action: string }>('select distinct action from audit_log where tenant_id = $1', [tenantId]);
  return rows.map(({ action }) => action);
}

/** Which lines: of `actorId` alone where one is named, and, beside that, of a person and of some actions. */
export interface Which {
  tenantId: string;
  actorId: string | null;
  personId: string | null;
  actions: string[] | null;
}

/** Lines before `before` (an id), newest first, with the names of whom they are about. */
export async function linesBefore(tx: Queryable, { tenantId, actorId, personId, actions }: Which, before: string | null, limit: number): Promise<AuditRow[]> {
  const { rows } = await tx.query<AuditRow>(
    `select l.id::text, l.at, l.actor_id, l.role, l.signed_by, l.action, l.subjects, l.status, l.request_id,
       actor.display_name as actor, client.display_name as client, coach.display_name as coach, about.display_name as about
     from (
       select * from audit_log
       where tenant_id = $1 and ($3::uuid is null or actor_id = $3) and ($4::uuid is null or actor_id = $4) and ($5::text[] is null or action = any ($5))
         and ($2::bigint is null or id < $2::bigint) order by id desc limit $6) l
     left join sessions s on s.tenant_id = l.tenant_id and s.id = (l.subjects ->> 'sessionId')::uuid
     left join commitments c on c.tenant_id = l.tenant_id and c.id = (l.subjects ->> 'commitmentId')::uuid
     left join engagements e on e.tenant_id = l.tenant_id
       and e.id = coalesce((l.subjects ->> 'engagementId')::uuid, s.engagement_id, c.engagement_id, case when l.action = 'POST /api/engagements' then (l.subjects ->> 'id')::uuid end)
     left join people actor on actor.tenant_id = l.tenant_id and actor.id = l.actor_id
     left join people client on client.tenant_id = l.tenant_id and client.id = e.client_id
     left join people coach on coach.tenant_id = l.tenant_id and coach.id = e.coach_id
     left join people about on about.tenant_id = l.tenant_id and about.id = (l.subjects ->> 'personId')::uuid
     order by l.id desc`,
    [tenantId, before, actorId, personId, actions, limit],
  );
  return rows;
}

export async function oldestLine(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>('select min(at) as at from audit_log');
  return rows[0]?.at ?? null;
}

/** Removes lines from `before` and earlier; as whoever owns the table, since the product's role cannot. */
export async function removeLines(tx: Queryable, before: Date): Promise<number> {
  await tx.query("set local app.retention = 'on'");
  return (await tx.query('delete from audit_log where at <= $1', [before])).rowCount;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'what was written down of your doing', table: 'audit_log', columns: ['at', 'action', 'role', 'signed_by', 'subjects', 'request_id'], where: 't.actor_id = $2' },
];

/** What an erasure does here: nothing. A line holds ids alone, and the id of an erased person names nobody. */
export const erasure: ErasedTable[] = [
  { table: 'audit_log', steps: [], keeps: { actor_id: 'an id that names nobody once the person is erased', action: 'an address of the API', subjects: 'ids' } },
];
