import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { whereClient, type ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import type { PlanSettings } from './contract.ts';

export interface ItemRow {
  id: string;
  kind: 'coaching' | 'three-way';
  target_day: string;
  window_from: string;
  window_to: string;
  status: 'planned' | 'skipped';
  /** The session that stands for it; null when none was booked or that one was cancelled. */
  session_id: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
}

export interface PlanRow {
  version: number;
  settings: PlanSettings;
  planned_from: string;
  planned_to: string;
  items: ItemRow[];
}

export async function readPlan(tx: Queryable, scope: EngagementScope): Promise<PlanRow | null> {
  const key = [scope.tenantId, scope.engagementId];
  const { rows } = await tx.query<Omit<PlanRow, 'items'>>(
    'select version, settings, planned_from::text, planned_to::text from engagement_plans where tenant_id = $1 and engagement_id = $2',
    key,
  );
  if (!rows[0]) return null;
  const items = await tx.query<ItemRow>(
    `select i.id, i.kind, i.target_day::text, i.window_from::text, i.window_to::text, i.status, s.id as session_id, s.starts_at, s.ends_at
     from planned_sessions i
     left join sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id and s.state not in ('cancelled', 'late-cancel')
     where i.tenant_id = $1 and i.engagement_id = $2 order by i.target_day, i.id`,
    key,
  );
  return { ...rows[0], items: items.rows };
}

export interface NewPlan {
  settings: PlanSettings;
  from: string;
  to: string;
  items: { id: string; kind: string; day: string; from: string; to: string; status: string }[];
  now: Date;
}

/**
 * Puts a plan in the place of version `version` (null: of none). Planned sessions that stay keep what was booked for them, and those
 * that were booked stay whatever was sent. False when another version is there by now.
 */
export async function replacePlan(tx: Queryable, scope: EngagementScope, version: number | null, made: NewPlan): Promise<boolean> {
  const values = [scope.tenantId, scope.engagementId, JSON.stringify(made.settings), made.from, made.to, scope.personId, made.now];
  const { rowCount } = version === null
    ? await tx.query(
        `insert into engagement_plans (tenant_id, engagement_id, settings, planned_from, planned_to, changed_by, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        values,
      )
    : await tx.query(
        `update engagement_plans set version = version + 1, settings = $3, planned_from = $4, planned_to = $5, changed_by = $6, changed_at = $7
         where tenant_id = $1 and engagement_id = $2 and version = $8`,
        [...values, version],
      );
  if (rowCount !== 1) return false;
  await tx.query(
    `delete from planned_sessions i where i.tenant_id = $1 and i.engagement_id = $2 and i.id <> all($3::uuid[])
       and not exists (select from sessions s where s.tenant_id = i.tenant_id and s.id = i.session_id and s.state not in ('cancelled', 'late-cancel'))`,
    [scope.tenantId, scope.engagementId, made.items.map(({ id }) => id)],
  );
  for (const { id, kind, day, from, to, status } of made.items) {
    await tx.query(
      `insert into planned_sessions (tenant_id, engagement_id, id, kind, target_day, window_from, window_to, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (tenant_id, id) do update set kind = excluded.kind, target_day = excluded.target_day, window_from = excluded.window_from,
         window_to = excluded.window_to, status = excluded.status where planned_sessions.engagement_id = excluded.engagement_id`,
      [scope.tenantId, scope.engagementId, id, kind, day, from, to, status],
    );
  }
  return true;
}

/** Notes which sessions were booked together and which of them stand for a planned one. */
export async function linkSessions(tx: Queryable, scope: EngagementScope, seriesId: string, made: { id: string; itemId: string | null }[]): Promise<void> {
  for (const { id, itemId } of made) {
    await tx.query('insert into series_sessions (tenant_id, engagement_id, series_id, session_id) values ($1, $2, $3, $4) on conflict do nothing', [
      scope.tenantId, scope.engagementId, seriesId, id,
    ]);
    if (itemId !== null) {
      await tx.query("update planned_sessions set session_id = $4, status = 'planned' where tenant_id = $1 and engagement_id = $2 and id = $3", [
        scope.tenantId, scope.engagementId, itemId, id,
      ]);
    }
  }
}

/** Ids of the sessions of one series. */
export async function sessionsOfSeries(tx: Queryable, scope: EngagementScope, seriesId: string): Promise<string[]> {
  const { rows } = await tx.query<{ session_id: string }>(
    'select session_id from series_sessions where tenant_id = $1 and engagement_id = $2 and series_id = $3 order by session_id',
    [scope.tenantId, scope.engagementId, seriesId],
  );
  return rows.map(({ session_id }) => session_id);
}

/** Series that still have sessions to come, with which. */
export async function comingSeries(tx: Queryable, scope: EngagementScope, now: Date): Promise<{ id: string; sessionIds: string[] }[]> {
  const { rows } = await tx.query<{ id: string; sessionIds: string[] }>(
    `select m.series_id as id, array_agg(s.id) as "sessionIds" from series_sessions m join sessions s on s.tenant_id = m.tenant_id and s.id = m.session_id
     where m.tenant_id = $1 and m.engagement_id = $2 and s.state in ('proposed', 'booked') and s.starts_at > $3
     group by m.series_id order by min(s.starts_at) limit 50`,
    [scope.tenantId, scope.engagementId, now],
  );
  return rows;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'plans of sessions', table: 'engagement_plans', columns: ['changed_at', 'settings', 'planned_from', 'planned_to', 'engagement_id'], where: ofOwnEngagement() },
  { name: 'planned sessions', table: 'planned_sessions', columns: ['target_day', 'kind', 'status', 'engagement_id'], where: ofOwnEngagement() },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'engagement_plans', steps: [{ where: whereClient() }], keeps: { settings: 'rhythm, regions and weeks of a client who stays', changed_by: 'by a row of people that says nothing of an erased person' } },
];
