import type { EngagementScope, Parties } from '../../access/scope.ts';
import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import type { CommitmentState, Outcome } from './contract.ts';

export interface CommitmentRow {
  tenant_id: string;
  id: string;
  engagement_id: string;
  session_id: string | null;
  text: string;
  /** ISO day. */
  due_on: string | null;
  goal_id: string | null;
  state: CommitmentState;
  removed_at: Date | null;
  proposer: Role;
  accepted_at: Date | null;
  done_at: Date | null;
  slips: number;
  slipped_on: string | null;
  asks: boolean;
  wants_help: boolean;
  version: number;
  created_at: Date;
  review: { session_id: string; outcome: Outcome; learnt: string; at: string; version: number } | null;
}

/** What is read of a commitment `c` in its engagement `e`; the latest look back goes with each. */
export const fields = `c.tenant_id, c.id, c.engagement_id, c.session_id, c.text, c.due_on::text, c.goal_id, c.state, c.removed_at, c.accepted_at, c.done_at,
    c.slips, c.slipped_on::text, c.asks, c.wants_help, c.version, c.created_at,
    case c.proposed_by when e.client_id then 'client' when e.coach_id then 'coach' else 'sponsor' end as proposer,
    (select json_build_object('session_id', r.session_id, 'outcome', r.outcome, 'learnt', r.learnt, 'at', r.reviewed_at, 'version', r.version)
     from commitment_reviews r where r.tenant_id = c.tenant_id and r.commitment_id = c.id order by r.reviewed_at desc limit 1) as review`;

const select = `
  select ${fields}
  from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id
  where c.tenant_id = $1`;

const engagementQuery = keepPlan('select engagement_id from commitments where tenant_id = $1 and id = $2');

/** The engagement that a commitment belongs to, before anybody is authorised for it; null when there is none. */
export async function engagementOf(tx: Queryable, tenantId: string, commitmentId: string): Promise<string | null> {
  const { rows } = await tx.query<{ engagement_id: string }>(engagementQuery, [tenantId, commitmentId]);
  return rows[0]?.engagement_id ?? null;
}

const partiesQuery = keepPlan(`select c.engagement_id, e.client_id, e.coach_id, e.sponsor_id, e.status, e.sponsor_sees
  from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id where c.tenant_id = $1 and c.id = $2`);

/** Whose engagement a line belongs to; proves nothing yet. */
export async function partiesOf(tx: Queryable, tenantId: string, commitmentId: string): Promise<(Parties & { engagement_id: string }) | null> {
  const { rows } = await tx.query<Parties & { engagement_id: string }>(partiesQuery, [tenantId, commitmentId]);
  return rows[0] ?? null;
}

const readQuery = keepPlan(`${select} and c.engagement_id = $2 and c.id = $3`);
const holdQuery = keepPlan(`${readQuery} for no key update of c`);

/** One commitment, held until the transaction ends when it is to be changed; removed ones too, since they may be brought back. */
export async function readCommitment(tx: Queryable, scope: EngagementScope, id: string, hold: boolean): Promise<CommitmentRow | null> {
  const { rows } = await tx.query<CommitmentRow>(hold ? holdQuery : readQuery, [scope.tenantId, scope.engagementId, id]);
  return rows[0] ?? null;
}

const allQuery = keepPlan(`${select} and c.engagement_id = $2 and c.removed_at is null order by c.position, c.created_at, c.id limit 5000`);

/** All of an engagement, in order. */
export async function listCommitments(tx: Queryable, scope: EngagementScope): Promise<CommitmentRow[]> {
  const { rows } = await tx.query<CommitmentRow>(allQuery, [scope.tenantId, scope.engagementId]);
  return rows;
}

const ofSessionQuery = keepPlan(`${select} and c.engagement_id = $2 and c.session_id = $3 and c.removed_at is null order by c.position, c.created_at, c.id limit 2000`);

/** Agreed in one session, in order. */
export async function ofSession(tx: Queryable, scope: EngagementScope, sessionId: string): Promise<CommitmentRow[]> {
  const { rows } = await tx.query<CommitmentRow>(ofSessionQuery, [
    scope.tenantId, scope.engagementId, sessionId,
  ]);
  return rows;
}

const countQuery = keepPlan('select count(*)::int as count from commitments where tenant_id = $1 and engagement_id = $2 and session_id is not distinct from $3::uuid and removed_at is null');

export async function countOfSession(tx: Queryable, scope: EngagementScope, sessionId: string | null): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    countQuery,
    [scope.tenantId, scope.engagementId, sessionId],
  );
  return rows[0]!.count;
}

export interface NewCommitment {
  id: string;
  sessionId: string | null;
  text: string;
  dueOn: string | null;
  goalId: string | null;
  state: 'proposed' | 'open';
  slipDueAt: Date | null;
  now: Date;
}

const insertQuery = keepPlan(`insert into commitments (tenant_id, id, engagement_id, session_id, text, due_on, goal_id, state, proposed_by, accepted_at, created_at, updated_at, bring_due_at, slip_due_at, position)
     select $1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $11, $11, $12,
       coalesce((select max(position) from commitments where tenant_id = $1 and engagement_id = $3), 0) + 1
     on conflict (tenant_id, id) do nothing`);

/** True when it was made now, at the end of the list; false when this id is taken: the request was sent twice. */
export async function insertCommitment(tx: Queryable, scope: EngagementScope, made: NewCommitment): Promise<boolean> {
  const { rowCount } = await tx.query(
    insertQuery,
    [
      scope.tenantId, made.id, scope.engagementId, made.sessionId, made.text, made.dueOn, made.goalId, made.state, scope.personId,
      made.state === 'open' ? made.now : null, made.now, made.slipDueAt,
    ],
  );
  return rowCount === 1;
}

type Column = 'text' | 'due_on' | 'goal_id' | 'state' | 'removed_at' | 'accepted_at' | 'done_at' | 'asks' | 'wants_help' | 'slips' | 'slipped_on';
export type Changes = Partial<Pick<CommitmentRow, Column>>;

/** What the owner's own tools show of a commitment. */
const brought: Column[] = ['text', 'due_on', 'state', 'removed_at'];

/** Changes what is given and counts the change. The caller holds the row. */
export async function changeCommitmentRow(tx: Queryable, row: Pick<CommitmentRow, 'tenant_id' | 'id'>, changes: Changes, more: { slipDueAt: Date | null; now: Date }): Promise<void> {
  const entries = Object.entries(changes);
  const sets = entries.map(([column], index) => `${column} = $${index + 5}`);
  await tx.query(
    `update commitments set ${[...sets, ...(brought.some((column) => column in changes) ? ['bring_due_at = $4'] : []), 'slip_due_at = $3', 'updated_at = $4', 'version = version + 1'].join(', ')} where tenant_id = $1 and id = $2`,
    [row.tenant_id, row.id, more.slipDueAt, more.now, ...entries.map(([, value]) => value)],
  );
}

/** Help is wanted with these no more; what changed after `until` may have been asked for anew, and stays. */
export async function endHelpRows(tx: Queryable, scope: EngagementScope, ids: string[], until: Date): Promise<void> {
  await tx.query('update commitments set wants_help = false where tenant_id = $1 and engagement_id = $2 and id = any($3::uuid[]) and wants_help and updated_at <= $4', [
    scope.tenantId, scope.engagementId, ids, until,
  ]);
}

/** How many of these are lines of a session, removed ones too. */
export async function countKnown(tx: Queryable, scope: EngagementScope, sessionId: string, ids: string[]): Promise<number> {
  const { rows } = await tx.query<{ count: number }>('select count(*)::int as count from commitments where tenant_id = $1 and engagement_id = $2 and session_id = $3 and id = any($4::uuid[])', [
    scope.tenantId, scope.engagementId, sessionId, ids,
  ]);
  return rows[0]!.count;
}

/** Puts those named first, in this order; what came meanwhile stays behind them. */
export async function reorder(tx: Queryable, scope: EngagementScope, sessionId: string, ids: string[]): Promise<void> {
  await tx.query(
    `update commitments c set position = o.at from (
       select c.id, row_number() over (order by named.at nulls last, c.position, c.id) + base.least - 1 as at
       from commitments c left join unnest($4::uuid[]) with ordinality named (id, at) on named.id = c.id,
         (select min(position) as least from commitments where tenant_id = $1 and session_id = $3) base
       where c.tenant_id = $1 and c.engagement_id = $2 and c.session_id = $3
     ) o where c.tenant_id = $1 and c.id = o.id`,
    [scope.tenantId, scope.engagementId, sessionId, ids],
  );
}

export interface NewReview {
  commitmentId: string;
  sessionId: string;
  outcome: Outcome;
  learnt: string;
  /** The version that was read; undefined for the first. */
  version?: number | undefined;
  now: Date;
}

/** Keeps a look back; false when somebody else's is there that was not read. */
export async function saveReview(tx: Queryable, scope: EngagementScope, made: NewReview): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into commitment_reviews as r (tenant_id, commitment_id, session_id, outcome, learnt, reviewed_by, reviewed_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, commitment_id, session_id) do update
       set outcome = excluded.outcome, learnt = excluded.learnt, reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at, version = r.version + 1
       where r.version = $8::int or (r.outcome, r.learnt) = (excluded.outcome, excluded.learnt)`,
    [scope.tenantId, made.commitmentId, made.sessionId, made.outcome, made.learnt, scope.personId, made.now, made.version ?? null],
  );
  return rowCount === 1;
}

export interface Confirmation {
  role: Role;
  digest: string;
}

const confirmationsQuery = keepPlan(`select case b.person_id when e.client_id then 'client' when e.coach_id then 'coach' else 'sponsor' end as role, b.digest
     from commitment_readbacks b join engagements e on e.tenant_id = b.tenant_id and e.id = $2 where b.tenant_id = $1 and b.session_id = $3`);

export async function confirmations(tx: Queryable, scope: EngagementScope, sessionId: string): Promise<Confirmation[]> {
  const { rows } = await tx.query<Confirmation>(
    confirmationsQuery,
    [scope.tenantId, scope.engagementId, sessionId],
  );
  return rows;
}

export async function confirm(tx: Queryable, scope: EngagementScope, sessionId: string, digest: string, now: Date): Promise<void> {
  await tx.query(
    `insert into commitment_readbacks (tenant_id, session_id, person_id, digest, confirmed_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, session_id, person_id) do update set digest = excluded.digest, confirmed_at = excluded.confirmed_at`,
    [scope.tenantId, sessionId, scope.personId, digest, now],
  );
}

/** Client and coach have both confirmed the list. */
export async function noteReadBack(tx: Queryable, scope: EngagementScope, sessionId: string, now: Date): Promise<void> {
  await tx.query('update sessions set read_back_at = $4 where tenant_id = $1 and engagement_id = $2 and id = $3', [scope.tenantId, scope.engagementId, sessionId, now]);
}

export interface SlipRow {
  tenant_id: string;
  id: string;
  engagement_id: string;
  /** Nothing slips while the engagement is paused or over. */
  counts: boolean;
}

/** Commitments whose due day went by, over all tenants; each is held by one worker. */
export async function takeSlipped(tx: Queryable, now: Date): Promise<SlipRow[]> {
  const { rows } = await tx.query<SlipRow>(
    `select c.tenant_id, c.id, c.engagement_id, e.status = 'active' as counts
     from commitments c join engagements e on e.tenant_id = c.tenant_id and e.id = c.engagement_id
     where c.slip_due_at <= $1 order by c.slip_due_at, c.id limit 200 for no key update of c skip locked`,
    [now],
  );
  return rows;
}

export const nextSlip = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>('select min(slip_due_at) as at from commitments where slip_due_at is not null')).rows[0]?.at ?? null;

export interface SessionFacts {
  id: string;
  starts_at: Date;
  ends_at: Date;
}

const sessionQuery = keepPlan('select id, starts_at, ends_at from sessions where tenant_id = $1 and engagement_id = $2 and id = $3');

export async function sessionFacts(tx: Queryable, scope: EngagementScope, sessionId: string): Promise<SessionFacts | null> {
  const { rows } = await tx.query<SessionFacts>(sessionQuery, [
    scope.tenantId, scope.engagementId, sessionId,
  ]);
  return rows[0] ?? null;
}

export interface Surroundings {
  /** The client's zone, in which days begin and end. */
  zone: string;
  /** Start of the next session that stands; null when none is booked. */
  next: Date | null;
}

const surroundingsQuery = keepPlan(`select p.zone, (select min(s.starts_at) from sessions s where s.tenant_id = e.tenant_id and s.engagement_id = e.id and s.state in ('proposed', 'booked')
       and s.starts_at > greatest($3::timestamptz, (select c.starts_at from sessions c where c.tenant_id = e.tenant_id and c.engagement_id = e.id and c.id = $4::uuid and c.starts_at <= $3::timestamptz + interval '1 hour'))) as next
     from engagements e join people p on p.tenant_id = e.tenant_id and p.id = e.client_id where e.tenant_id = $1 and e.id = $2`);

/**
 * What a day is named against: the client's zone and the first session that begins after `now`. Whoever is in `sessionId`, or opened its
 * panel within the hour before, means the one after it.
 */
export async function surroundings(tx: Queryable, scope: Pick<EngagementScope, 'tenantId' | 'engagementId'>, now: Date, sessionId: string | null = null): Promise<Surroundings> {
  const { rows } = await tx.query<{ zone: string | null; next: Date | null }>(
    surroundingsQuery,
    [scope.tenantId, scope.engagementId, now, sessionId],
  );
  return { zone: rows[0]?.zone ?? 'UTC', next: rows[0]?.next ?? null };
}

const goalsQuery = keepPlan('select id, title from goals where tenant_id = $1 and engagement_id = $2 order by position');

export async function goalsOf(tx: Queryable, scope: EngagementScope): Promise<{ id: string; title: string }[]> {
  const { rows } = await tx.query<{ id: string; title: string }>(goalsQuery, [scope.tenantId, scope.engagementId]);
  return rows;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'fieldwork', table: 'commitments', columns: ['created_at', 'text', 'due_on', 'state', 'done_at', 'slips', 'engagement_id'], where: `${ofOwnEngagement()} or t.proposed_by = $2` },
  { name: 'fieldwork looked back on', table: 'commitment_reviews', columns: ['reviewed_at', 'outcome', 'learnt', 'commitment_id'], where: 't.reviewed_by = $2' },
  { name: 'fieldwork you confirmed', table: 'commitment_readbacks', columns: ['confirmed_at', 'session_id'], where: 't.person_id = $2' },
];
