import type { EngagementScope } from '../../access/scope.ts';
import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { whereClient, type ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import type { PlanGoal } from './contract.ts';

export interface ChangeRow {
  version: number;
  at: Date;
  actor_name: string | null;
  actor_role: Role | null;
  restored_from: number | null;
}

export type VersionRow = ChangeRow & { goals: PlanGoal[] };

const changeColumns = `v.version, v.at, v.restored_from, p.display_name as actor_name,
  case v.actor_id when e.client_id then 'client' when e.coach_id then 'coach' when e.sponsor_id then 'sponsor' end as actor_role`;

const from = `from action_plan_versions v join engagements e on e.tenant_id = v.tenant_id and e.id = v.engagement_id
  left join people p on p.tenant_id = v.tenant_id and p.id = v.actor_id
  where v.tenant_id = $1 and v.engagement_id = $2`;

/** Holds the plan for this transaction and answers its newest version's number; null while there is none. */
export async function holdPlan(tx: Queryable, scope: EngagementScope): Promise<number | null> {
  const { rows } = await tx.query<{ version: number }>('select version from action_plans where tenant_id = $1 and engagement_id = $2 for update', [scope.tenantId, scope.engagementId]);
  return rows[0]?.version ?? null;
}

/** Makes a plan without versions, unless somebody did at this very moment; then waits for theirs. */
export async function beginPlan(tx: Queryable, scope: EngagementScope): Promise<boolean> {
  const { rowCount } = await tx.query('insert into action_plans (tenant_id, engagement_id, version) values ($1, $2, 0) on conflict do nothing', [scope.tenantId, scope.engagementId]);
  return rowCount === 1;
}

export async function readVersion(tx: Queryable, scope: EngagementScope, version: number): Promise<VersionRow | null> {
  const { rows } = await tx.query<VersionRow>(`select ${changeColumns}, v.goals ${from} and v.version = $3`, [scope.tenantId, scope.engagementId, version]);
  return rows[0] ?? null;
}

export async function listChanges(tx: Queryable, scope: EngagementScope, before: number, limit: number): Promise<ChangeRow[]> {
  const { rows } = await tx.query<ChangeRow>(`select ${changeColumns} ${from} and v.version < $3 order by v.version desc limit $4`, [scope.tenantId, scope.engagementId, before, limit]);
  return rows;
}

export interface NewVersion {
  version: number;
  at: Date;
  actorId: string | null;
  restoredFrom: number | null;
  goals: PlanGoal[];
}

/** Adds a version to a plan that this transaction holds. */
export async function addVersion(tx: Queryable, scope: EngagementScope, made: NewVersion): Promise<void> {
  await tx.query('update action_plans set version = $3 where tenant_id = $1 and engagement_id = $2', [scope.tenantId, scope.engagementId, made.version]);
  await tx.query(
    'insert into action_plan_versions (tenant_id, engagement_id, version, at, actor_id, restored_from, goals) values ($1, $2, $3, $4, $5, $6, $7)',
    [scope.tenantId, scope.engagementId, made.version, made.at, made.actorId, made.restoredFrom, JSON.stringify(made.goals)],
  );
}

/** The goals of the engagement as worded for sharing, and who last worded them, when. */
export async function worded(tx: Queryable, scope: EngagementScope): Promise<{ titles: string[]; at: Date; actorId: string | null }> {
  const { rows } = await tx.query<{ titles: string[]; at: Date; actor_id: string | null }>(
    `select coalesce((select json_agg(g.title order by g.position) from goals g where g.tenant_id = e.tenant_id and g.engagement_id = e.id), '[]') as titles,
       coalesce(h.at, e.created_at) as at, case when h.id is null then e.created_by else h.actor_id end as actor_id
     from engagements e left join lateral (
       select id, at, actor_id from history where tenant_id = e.tenant_id and engagement_id = e.id and what = 'changed' and detail->'fields' @> '["goals"]'
       order by at desc, id desc limit 1) h on true
     where e.tenant_id = $1 and e.id = $2`,
    [scope.tenantId, scope.engagementId],
  );
  return { titles: rows[0]!.titles, at: rows[0]!.at, actorId: rows[0]!.actor_id };
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'action plan', table: 'action_plan_versions', columns: ['at', 'version', 'goals', 'engagement_id'], where: ofOwnEngagement() },
];

/** What an erasure does here: the plan is the client’s, whoever worded a version of it. */
export const erasure: ErasedTable[] = [
  { table: 'action_plan_versions', steps: [{ where: whereClient() }], keeps: { goals: 'the plan of a client who stays', actor_id: 'by a row of people that says nothing of an erased person' } },
  { table: 'action_plans', steps: [{ where: whereClient() }] },
];
