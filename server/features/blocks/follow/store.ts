import type { Queryable } from '../../../platform/db/database.ts';
import type { ComingBlock } from './rules.ts';

export interface Watched {
  zone: string;
  blocks: ComingBlock[];
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** The blocks of one client that are to come; null where review time does not run. */
export async function comingBlocks(tx: Queryable, tenantId: string, personId: string, now: Date): Promise<Watched | null> {
  const { rows } = await tx.query<Watched>(
    `select coalesce(t.zone, p.zone, 'UTC') as zone, (
       select coalesce(json_agg(json_build_object('start', ${ms('b.starts_at')}, 'end', ${ms('b.ends_at')}, 'eventId', coalesce(b.event_id, s.instances ->> (b.week + ((s.first_day - b.week) % 7 + 7) % 7)::text), 'seriesEventId', s.event_id,
         'eventStart', ${ms('b.event_starts_at')}, 'eventEnd', ${ms('b.event_ends_at')}, 'asking', b.state = 'asking', 'pinned', b.state = 'pinned')), '[]')
       from review_blocks b left join review_series s on s.tenant_id = b.tenant_id and s.id = b.series_id
       where b.tenant_id = t.tenant_id and b.person_id = t.person_id and b.state in ('planned', 'pinned', 'asking')
         and b.week >= $3::date - 14 and coalesce(b.ends_at, 'infinity') > $3) as blocks
     from review_times t join people p on p.tenant_id = t.tenant_id and p.id = t.person_id
     where t.tenant_id = $1 and t.person_id = $2 and t.status = 'on' and t.due_at is not null`,
    [tenantId, personId, now],
  );
  return rows[0] ?? null;
}

export interface Look {
  at: Date;
  /** The events of the blocks are read too. */
  closely: boolean;
}

/**
 * Makes a client's calendar due to be looked at by then; answers whether that is news. A look that is under way may have read the calendar
 * before the change, so it is looked at again; what failed keeps its pause.
 */
export async function lookBy(tx: Queryable, tenantId: string, personId: string, { at, closely }: Look): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update review_times set look_by = least(look_by, $3), look_closely = look_closely or $4, due_at = case when problem is null then least(due_at, $3) else due_at end
     where tenant_id = $1 and person_id = $2 and status = 'on' and due_at is not null and (look_by is null or look_by > $3 or ($4 and not look_closely))`,
    [tenantId, personId, at, closely],
  );
  return rowCount === 1;
}

interface Whose {
  tenantId: string;
  personId: string;
}

/** Zone and start of the next block, null for none, of those of these clients whose review time runs. */
export async function nextStarts(tx: Queryable, whose: readonly Whose[], now: Date): Promise<(Whose & { zone: string; start: number | null })[]> {
  const { rows } = await tx.query<Whose & { zone: string; start: number | null }>(
    `select t.tenant_id as "tenantId", t.person_id as "personId", coalesce(t.zone, p.zone, 'UTC') as zone, (
       select min(${ms('b.starts_at')}) from review_blocks b where b.tenant_id = t.tenant_id and b.person_id = t.person_id and b.week >= $3::date - 14
         and b.starts_at > $3 and b.state in ('planned', 'pinned', 'asking')) as start
     from unnest($1::uuid[], $2::uuid[]) w (tenant_id, person_id) join review_times t using (tenant_id, person_id)
       join people p on p.tenant_id = t.tenant_id and p.id = t.person_id
     where t.status = 'on' and t.due_at is not null`,
    [whose.map(({ tenantId }) => tenantId), whose.map(({ personId }) => personId), now],
  );
  return rows;
}

/** As `lookBy`, for many at once, not closely; the earliest instant that is news, or null. */
export async function lookAllBy(tx: Queryable, looks: readonly (Whose & { at: Date })[]): Promise<Date | null> {
  if (looks.length === 0) return null;
  const { rows } = await tx.query<{ at: Date | null }>(
    `with asked as (
       update review_times t set look_by = w.at, told = true, due_at = case when t.problem is null then least(t.due_at, w.at) else t.due_at end
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) w (tenant_id, person_id, at)
       where t.tenant_id = w.tenant_id and t.person_id = w.person_id and (t.look_by is null or t.look_by > w.at)
       returning t.look_by)
     select min(look_by) as at from asked`,
    [looks.map(({ tenantId }) => tenantId), looks.map(({ personId }) => personId), looks.map(({ at }) => at)],
  );
  return rows[0]?.at ?? null;
}
