import type { Queryable } from '../../../platform/db/database.ts';
import { lookBy } from '../follow/store.ts';
import { limits } from '../plan/limits.ts';

/** A review block that gives way to a session. Instants in epoch milliseconds. */
export interface MovableBlock {
  personId: string;
  /** Where it was agreed to be. */
  start: number;
  end: number;
  /** Where the calendar is known to hold it; null where it is not known to. */
  inCalendar: { start: number; end: number } | null;
}

interface Row {
  person_id: string;
  starts_at: Date;
  ends_at: Date;
  event_starts_at: Date | null;
  event_ends_at: Date | null;
}

/**
 * Blocks of these people that a session may be put over, because the defence then moves them (product.md, section A): neither pinned by
 * the client, nor frozen, nor moved as often as the client allows.
 */
export async function movableBlocks(tx: Queryable, tenantId: string, personIds: readonly string[], window: { from: Date; to: Date }, now: Date): Promise<MovableBlock[]> {
  const { rows } = await tx.query<Row>(
    `select b.person_id, b.starts_at, b.ends_at, b.event_starts_at, b.event_ends_at from review_blocks b
     join review_times t on t.tenant_id = b.tenant_id and t.person_id = b.person_id
     where b.tenant_id = $1 and b.person_id = any($2::uuid[]) and t.status = 'on' and b.kind = 'block' and b.state = 'planned' and b.used_at is null
       and b.moves < t.moves_a_week and b.starts_at >= $5::timestamptz + make_interval(hours => ${limits.frozenHours}) and b.ends_at > $3 and b.starts_at < $4`,
    [tenantId, personIds, window.from, window.to, now],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    start: row.starts_at.getTime(),
    end: row.ends_at.getTime(),
    inCalendar: row.event_starts_at && row.event_ends_at ? { start: row.event_starts_at.getTime(), end: row.event_ends_at.getTime() } : null,
  }));
}

/**
 * Has the blocks of everybody in an engagement looked at again, because a session of it was put somewhere. Call inside the transaction
 * that does so.
 */
export async function makeRoom(tx: Queryable, tenantId: string, engagementId: string, now: Date): Promise<void> {
  const { rows } = await tx.query<{ person_id: string }>(
    `select t.person_id from review_times t join engagements e on e.tenant_id = t.tenant_id and t.person_id in (e.client_id, e.coach_id, e.sponsor_id)
     where e.tenant_id = $1 and e.id = $2 order by t.person_id`,
    [tenantId, engagementId],
  );
  for (const { person_id } of rows) await lookBy(tx, tenantId, person_id, { at: now, closely: false });
}
