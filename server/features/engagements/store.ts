import type { EngagementScope } from '../../access/scope.ts';
import type { SponsorSees } from '../../access/visibility.ts';
import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { erasedName, whereClient, type ErasedTable } from '../../platform/db/erasure.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import { newId } from '../../platform/ids.ts';
import type { PersonRow } from '../people/service.ts';
import type { ChangeEngagement, SchedulingRules } from './contract.ts';
import { idsOfGoals, type KnownGoal } from './rules.ts';

export interface SummaryRow {
  id: string;
  status: 'active' | 'paused' | 'ended';
  paused_until: string | null;
  starts_on: string;
  ends_on: string;
  neutral_subject: boolean;
  empty_body: boolean;
  client_id: string;
  coach_id: string;
  sponsor_id: string | null;
  /** What the agreement in force lets the sponsor see. */
  sponsor_sees: SponsorSees | null;
  next_session_at: Date | null;
  people: (PersonRow & { role: Role })[];
}

export interface EngagementRow extends SummaryRow {
  session_minutes: number;
  cadence_days: number;
  idle_days: number;
  rules: SchedulingRules;
  client_seen: boolean;
  version: number;
  /** There is, or was, a three-way session. */
  three_ways: boolean;
  goals: { id: string; title: string }[];
}

/** What a summary shows. Dates are read as text: a calendar date has no zone to be shifted by. */
export const summaryColumns = `e.id, e.status, e.paused_until::text, e.starts_on::text, e.ends_on::text, e.neutral_subject, e.empty_body,
  e.rules -> 'reschedule' as reschedule, e.client_id, e.coach_id, e.sponsor_id, e.sponsor_sees`;

/** Engagements with their people, goals and next session in one read; a page of them costs what one costs. */
const select = `
  select ${summaryColumns}, e.session_minutes, e.cadence_days, e.idle_days, e.rules, e.client_seen_at is not null as client_seen, e.version,
    (select min(s.starts_at) from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id
       and s.state in ('proposed', 'booked') and s.ends_at > $2) as next_session_at,
    exists (select from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id and s.kind = 'three-way') as three_ways,
    (select json_agg(json_build_object('role', r.role, 'id', p.id, 'object_id', p.object_id, 'email', p.email,
       'display_name', p.display_name, 'zone', p.zone) order by r.position)
     from (values ('client', e.client_id, 1), ('coach', e.coach_id, 2), ('sponsor', e.sponsor_id, 3)) r (role, person_id, position)
     join people p on p.tenant_id = e.tenant_id and p.id = r.person_id) as people,
    coalesce((select json_agg(json_build_object('id', g.id, 'title', g.title) order by g.position)
     from goals g where g.tenant_id = e.tenant_id and g.engagement_id = e.id), '[]') as goals
  from engagements e where`;

/**
 * Which engagements `e` a viewer gets: those they are a party of, or all of the tenant for a programme lead; those that run come first.
 * $1 tenant, $3 person. Two conditions and not one with an `or`: no index serves both, and a party has few of ten thousand.
 */
export const ofViewer = (programmeLead: boolean): string => `e.tenant_id = $1 and ${programmeLead ? '$3::uuid is not null' : '$3::uuid in (e.client_id, e.coach_id, e.sponsor_id)'}
  order by (e.status = 'ended'), e.ends_on, e.id limit 200`;

export async function listEngagements(tx: Queryable, viewer: { tenantId: string; personId: string; programmeLead: boolean }, now: Date): Promise<EngagementRow[]> {
  const { rows } = await tx.query<EngagementRow>(`${select} ${ofViewer(viewer.programmeLead)}`, [viewer.tenantId, now, viewer.personId]);
  return rows;
}

const engagementQuery = keepPlan(`${select} e.tenant_id = $1 and e.id = $3`);

export async function readEngagement(tx: Queryable, scope: Pick<EngagementScope, 'tenantId' | 'engagementId'>, now: Date): Promise<EngagementRow> {
  const { rows } = await tx.query<EngagementRow>(engagementQuery, [scope.tenantId, now, scope.engagementId]);
  return rows[0]!;
}

export interface NewEngagement {
  tenantId: string;
  id: string;
  clientId: string;
  coachId: string;
  sponsorId: string | null;
  startsOn: string;
  endsOn: string;
  sessionMinutes: number;
  cadenceDays: number;
  idleDays: number;
  rules: SchedulingRules;
  neutralSubject: boolean;
  emptyBody: boolean;
  createdBy: string;
  now: Date;
}

/** True when it was made now; false when this id exists already (a repeated request). */
export async function insertEngagement(tx: Queryable, made: NewEngagement): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into engagements (tenant_id, id, client_id, coach_id, sponsor_id, starts_on, ends_on, session_minutes, cadence_days,
       rules, neutral_subject, created_by, created_at, client_seen_at, empty_body, idle_days)
     values ($1, $2, $3::uuid, $4, $5, $6, $7, $8, $9, $10, $11, $12::uuid, $13::timestamptz, case when $12::uuid = $3::uuid then $13::timestamptz end, $14, $15)
     on conflict (tenant_id, id) do nothing`,
    [
      made.tenantId, made.id, made.clientId, made.coachId, made.sponsorId, made.startsOn, made.endsOn, made.sessionMinutes,
      made.cadenceDays, JSON.stringify(made.rules), made.neutralSubject, made.createdBy, made.now, made.emptyBody,
      made.idleDays,
    ],
  );
  return rowCount === 1;
}

/**
 * The goals from now on, in this order. One whose wording stays keeps its id, and so does one that was reworded in its
 * place, since fieldwork points at goals by id.
 */
export async function replaceGoals(tx: Queryable, tenantId: string, engagementId: string, titles: string[]): Promise<void> {
  const { rows: before } = await tx.query<KnownGoal>(
    'select id, title from goals where tenant_id = $1 and engagement_id = $2 order by position for update',
    [tenantId, engagementId],
  );
  const ids = idsOfGoals(before, titles, newId);
  await tx.query('delete from goals where tenant_id = $1 and engagement_id = $2', [tenantId, engagementId]);
  if (titles.length === 0) return;
  await tx.query(
    `insert into goals (tenant_id, engagement_id, id, position, title)
     select $1, $2, id, position, title from unnest($3::uuid[], $4::int[], $5::text[]) made (id, position, title)`,
    [tenantId, engagementId, ids, titles.map((_title, index) => index), titles],
  );
}

/** Changes what was sent if `version` is still the current one; answers whether it was. */
export async function changeRow(tx: Queryable, scope: EngagementScope, change: ChangeEngagement): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update engagements set version = version + 1, starts_on = coalesce($4, starts_on), ends_on = coalesce($5, ends_on),
       session_minutes = coalesce($6, session_minutes), cadence_days = coalesce($7, cadence_days),
       rules = coalesce($8::jsonb, rules), neutral_subject = coalesce($9, neutral_subject),
       empty_body = coalesce($10, empty_body), idle_days = coalesce($11, idle_days)
     where tenant_id = $1 and id = $2 and version = $3`,
    [
      scope.tenantId, scope.engagementId, change.version, change.startsOn ?? null, change.endsOn ?? null,
      change.sessionMinutes ?? null, change.cadenceDays ?? null, change.rules ? JSON.stringify(change.rules) : null,
      change.neutralSubject ?? null, change.emptyBody ?? null, change.idleDays ?? null,
    ],
  );
  return rowCount === 1;
}

export async function setStatus(
  tx: Queryable,
  scope: EngagementScope,
  to: { status: EngagementRow['status']; pausedUntil: string | null; now: Date },
): Promise<void> {
  await tx.query(
    `update engagements set status = $3::text, paused_until = $4, ended_at = case when $3::text = 'ended' then $5::timestamptz end,
       version = version + 1 where tenant_id = $1 and id = $2`,
    [scope.tenantId, scope.engagementId, to.status, to.pausedUntil, to.now],
  );
}

/** The client has seen it: from now on the others may book from the client's mailbox. */
const seenQuery = keepPlan('update engagements set client_seen_at = $3 where tenant_id = $1 and id = $2 and client_seen_at is null');

export async function markSeen(tx: Queryable, scope: EngagementScope, now: Date): Promise<void> {
  await tx.query(seenQuery, [scope.tenantId, scope.engagementId, now]);
}

/** One line of history; `detail` holds ids and values, never free text of a person. */
export async function record(
  tx: Queryable,
  entry: { tenantId: string; engagementId: string; sessionId?: string; actorId: string | null; what: string; detail?: object; now: Date },
): Promise<void> {
  await tx.query('insert into history (tenant_id, engagement_id, session_id, actor_id, what, detail, at) values ($1, $2, $3, $4, $5, $6, $7)', [
    entry.tenantId, entry.engagementId, entry.sessionId ?? null, entry.actorId, entry.what, JSON.stringify(entry.detail ?? {}), entry.now,
  ]);
}

/** Ends what runs with this person as its client or coach; answers which. */
export async function endOf(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `update engagements set status = 'ended', paused_until = null, ended_at = $3, version = version + 1
     where tenant_id = $1 and $2 in (client_id, coach_id) and status <> 'ended' returning id`,
    [tenantId, personId, now],
  );
  for (const { id } of rows) await record(tx, { tenantId, engagementId: id, actorId: null, what: 'end', now });
  return rows.map(({ id }) => id);
}

/** Earliest pause that ends, over all tenants; and the paused engagements whose day has come. */
export const nextPauseEnd = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>("select min(paused_until)::timestamp at time zone 'UTC' as at from engagements where status = 'paused'")).rows[0]?.at ?? null;

export async function resumeDue(tx: Queryable, now: Date): Promise<number> {
  const { rows } = await tx.query<{ tenant_id: string; id: string }>(
    `update engagements set status = 'active', paused_until = null, version = version + 1
     where status = 'paused' and paused_until <= ($1::timestamptz at time zone 'UTC')::date returning tenant_id, id`,
    [now],
  );
  for (const { tenant_id, id } of rows) await record(tx, { tenantId: tenant_id, engagementId: id, actorId: null, what: 'resumed', now });
  return rows.length;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'engagements', table: 'engagements', columns: ['id', 'starts_on', 'ends_on', 'status', 'paused_until', 'session_minutes', 'cadence_days', 'created_at', 'ended_at'], where: '$2 in (t.client_id, t.coach_id, t.sponsor_id, t.created_by)' },
  { name: 'goals', table: 'goals', columns: ['title', 'engagement_id'], where: ofOwnEngagement() },
  { name: 'what you did', table: 'history', columns: ['at', 'what', 'engagement_id', 'session_id'], where: 't.actor_id = $2' },
];

const byRow = 'by a row of people that says nothing of an erased person';

/** What an erasure does here. Engagements of an erased client or coach have ended by then; one of a sponsor goes on without a sponsor. */
export const erasure: ErasedTable[] = [
  { table: 'goals', steps: [{ where: whereClient() }], keeps: { title: 'the words of a client who stays' } },
  {
    table: 'history', steps: [{ where: 't.detail::text ~* $3', set: { detail: `regexp_replace(t.detail::text, $3, '${erasedName}', 'gi')::jsonb` } }],
    keeps: { actor_id: byRow, what: 'a code' },
  },
  {
    table: 'engagements', steps: [{ where: "t.sponsor_id = $2 and t.status <> 'ended'", set: { sponsor_id: 'null', sponsor_sees: 'null', version: 't.version + 1' } }],
    keeps: { client_id: byRow, coach_id: byRow, created_by: byRow, rules: 'numbers and choices', attendance: 'numbers' },
  },
];
