import type { ClientScope } from '../../access/own.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { DayHours } from '../../platform/microsoft/microsoft.ts';
import type { ReviewWish } from './contract.ts';

export interface ReviewTimeRow extends Omit<ReviewWish, never> {
  status: 'on' | 'paused' | 'off';
  pausedUntil: string | null;
  version: number;
  zone: string | null;
  hours: DayHours[] | null;
  /** Work is due now or under way. */
  pending: boolean;
  problem: string | null;
  permission: string | null;
}

/** What the client set up; null while they have not. */
export async function readReviewTime(tx: Queryable, { tenantId, personId }: ClientScope, now: Date): Promise<ReviewTimeRow | null> {
  const { rows } = await tx.query<ReviewTimeRow>(
    `select status, paused_until::text as "pausedUntil", minutes, days, window_start as "windowStart", window_end as "windowEnd", ideal_day as "idealDay",
       ideal_minute as "idealMinute", mode, horizon_weeks as "horizonWeeks", moves_a_week as "movesAWeek", reminder_minutes as "reminderMinutes",
       holidays, version, zone, hours, due_at is not null and due_at <= $3 as pending, problem, permission
     from review_times where tenant_id = $1 and person_id = $2`,
    [tenantId, personId, now],
  );
  return rows[0] ?? null;
}

/** A wish with the version that it was made on; `holidays` stay as they are where nothing is said of them. */
type SavedWish = Omit<ReviewWish, 'holidays'> & { holidays?: string | null | undefined; version: number };

/** Stores the wish if `version` is still the current one (0: none yet), and makes it due; answers whether it was. */
export async function saveReviewTime(tx: Queryable, { tenantId, personId }: ClientScope, wish: SavedWish, now: Date): Promise<boolean> {
  const values = [
    tenantId, personId, wish.minutes, wish.days, wish.windowStart, wish.windowEnd, wish.idealDay, wish.idealMinute, wish.mode, wish.horizonWeeks,
    wish.movesAWeek, wish.reminderMinutes, now, wish.holidays ?? null,
  ];
  if (wish.version === 0) {
    const made = await tx.query(
      `insert into review_times (tenant_id, person_id, minutes, days, window_start, window_end, ideal_day, ideal_minute, mode, horizon_weeks, moves_a_week,
         reminder_minutes, updated_at, due_at, holidays, status)
       values ($1, $2, $3, $4::int[], $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, 'on') on conflict do nothing`,
      values,
    );
    return made.rowCount === 1;
  }
  const { rowCount } = await tx.query(
    `update review_times set minutes = $3, days = $4::int[], window_start = $5, window_end = $6, ideal_day = $7, ideal_minute = $8, mode = $9,
       horizon_weeks = $10, moves_a_week = $11, reminder_minutes = $12, updated_at = $13, due_at = $13, version = version + 1,
       holidays = case when $15::boolean then $14 else holidays end, status = case when status = 'off' then 'on' else status end
     where tenant_id = $1 and person_id = $2 and version = $16`,
    [...values, wish.holidays !== undefined, wish.version],
  );
  return rowCount === 1;
}

/** Goes on, pauses or stops, and makes it due; false when nothing was set up. */
export async function setStatus(tx: Queryable, scope: ClientScope, to: { status: ReviewTimeRow['status']; until: string | null }, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update review_times set status = $3, paused_until = $4, version = version + 1, updated_at = $5, due_at = $5 where tenant_id = $1 and person_id = $2',
    [scope.tenantId, scope.personId, to.status, to.until, now],
  );
  return rowCount === 1;
}

/**
 * The client changes something of one block: whoever works on it now finds the version changed and leaves it. The wish is as it was, so
 * nothing else is planned anew. False when nothing was set up.
 */
export async function touch(tx: Queryable, { tenantId, personId }: ClientScope, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update review_times set version = version + 1, planned_version = planned_version + 1, due_at = $3, look_by = $3 where tenant_id = $1 and person_id = $2`,
    [tenantId, personId, now],
  );
  return rowCount === 1;
}

/**
 * Somebody who looks at their blocks sees what they did to them in Outlook: where a change was told and a block is shown as free, which
 * free/busy does not tell about, the blocks themselves are read now. True when there was reason to.
 */
export async function lookClosely(tx: Queryable, { tenantId, personId }: ClientScope, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update review_times t set look_closely = true, look_by = $3, due_at = least(due_at, $3)
     where tenant_id = $1 and person_id = $2 and status = 'on' and told and problem is null and due_at > $3 and exists (
       select from review_blocks b where b.tenant_id = t.tenant_id and b.person_id = t.person_id and b.state in ('planned', 'pinned', 'asking')
         and b.event_shows = 'free' and not b.event_gone and b.ends_at > $3)`,
    [tenantId, personId, now],
  );
  return rowCount === 1;
}

export interface StoredBlock {
  id: string;
  week: string;
  kind: 'block' | 'rescue';
  state: 'planned' | 'pinned' | 'asking' | 'skipped' | 'missed';
  starts_at: Date | null;
  ends_at: Date | null;
  shows: 'free' | 'busy';
  why: string | null;
  moves: number;
  used_at: Date | null;
  agrees: boolean;
}

const blockFields = `id, week::text, kind, state, starts_at, ends_at, shows, why, moves, used_at,
  coalesce(starts_at = event_starts_at and ends_at = event_ends_at and not event_gone, false) as agrees`;

/** Blocks from the week of a Monday on, in order. */
export async function listBlocks(tx: Queryable, { tenantId, personId }: ClientScope, fromWeek: string): Promise<StoredBlock[]> {
  const { rows } = await tx.query<StoredBlock>(
    `select ${blockFields} from review_blocks where tenant_id = $1 and person_id = $2 and week >= $3 order by week, kind, id limit 200`,
    [tenantId, personId, fromWeek],
  );
  return rows;
}

export async function readBlock(tx: Queryable, { tenantId, personId }: ClientScope, blockId: string): Promise<StoredBlock | null> {
  const { rows } = await tx.query<StoredBlock>(`select ${blockFields} from review_blocks where tenant_id = $1 and person_id = $2 and id = $3`, [tenantId, personId, blockId]);
  return rows[0] ?? null;
}

/** Sets what the client wants of one block. A block that was out of the calendar comes back as an event of its own, `writeId`. */
export async function changeBlock(
  tx: Queryable,
  { tenantId, personId }: ClientScope,
  blockId: string,
  to: { state: StoredBlock['state']; start: Date | null; end: Date | null; why: string | null; writeId: string },
): Promise<void> {
  await tx.query(
    `update review_blocks set state = $4, starts_at = $5, ends_at = $6, why = $7,
       write_id = case when event_gone then $8 else write_id end, series_id = case when event_gone then null else series_id end,
       event_id = case when event_gone then null else event_id end
     where tenant_id = $1 and person_id = $2 and id = $3`,
    [tenantId, personId, blockId, to.state, to.start, to.end, to.why, to.writeId],
  );
}

/** Sessions that this person is the client of and that are still to begin, soonest first. */
export async function ownSessions(tx: Queryable, { tenantId, personId }: ClientScope, now: Date): Promise<{ id: string; starts_at: Date }[]> {
  const { rows } = await tx.query<{ id: string; starts_at: Date }>(
    `select s.id, s.starts_at from engagements e join sessions s on s.tenant_id = e.tenant_id and s.engagement_id = e.id
     where e.tenant_id = $1 and e.client_id = $2 and s.state in ('proposed', 'booked') and s.starts_at > $3 order by s.starts_at, s.id limit 40`,
    [tenantId, personId, now],
  );
  return rows;
}

export interface LogRow {
  id: string;
  week: string;
  kind: 'block' | 'rescue';
  at: Date;
  what: string;
  why: string;
  from_start: Date | null;
  from_end: Date | null;
  to_start: Date | null;
  to_end: Date | null;
  undone_at: Date | null;
}

const logFields = 'id, week::text, kind, at, what, why, from_start, from_end, to_start, to_end, undone_at';

/** What happened, the latest first. */
export async function listLog(tx: Queryable, { tenantId, personId }: ClientScope, limit: number): Promise<LogRow[]> {
  const { rows } = await tx.query<LogRow>(
    `select ${logFields} from review_log where tenant_id = $1 and person_id = $2 order by position desc limit $3`,
    [tenantId, personId, limit],
  );
  return rows;
}

export async function readLogEntry(tx: Queryable, { tenantId, personId }: ClientScope, entryId: string): Promise<LogRow | null> {
  const { rows } = await tx.query<LogRow>(`select ${logFields} from review_log where tenant_id = $1 and person_id = $2 and id = $3`, [tenantId, personId, entryId]);
  return rows[0] ?? null;
}

export async function addToLog(tx: Queryable, { tenantId, personId }: ClientScope, entry: Omit<LogRow, 'undone_at'>): Promise<void> {
  await tx.query(
    `insert into review_log (tenant_id, id, person_id, week, kind, at, what, why, from_start, from_end, to_start, to_end)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [tenantId, entry.id, personId, entry.week, entry.kind, entry.at, entry.what, entry.why, entry.from_start, entry.from_end, entry.to_start, entry.to_end],
  );
}

export async function markUndone(tx: Queryable, { tenantId, personId }: ClientScope, entryId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update review_log set undone_at = $4 where tenant_id = $1 and person_id = $2 and id = $3 and undone_at is null',
    [tenantId, personId, entryId, now],
  );
  return rowCount === 1;
}

/** Marks the review of a week, or of a block by its id, as used; the first time counts. */
export async function markBlockUsed(tx: Queryable, tenantId: string, personId: string, which: { blockId: string | null; week: string | null }, at: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update review_blocks set used_at = coalesce(used_at, $5) where tenant_id = $1 and person_id = $2
       and (id = $3::uuid or ($3::uuid is null and week = $4::date and kind = 'block'))`,
    [tenantId, personId, which.blockId, which.week, at],
  );
  return rowCount > 0;
}

/** Ends the review time of a person who leaves for good; its events are taken out of the calendar in the background. */
export async function endReviewTimeOf(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }, now: Date): Promise<void> {
  await tx.query(
    `update review_times set status = 'off', paused_until = null, version = version + 1, updated_at = $3, due_at = $3
     where tenant_id = $1 and person_id = $2 and status <> 'off'`,
    [tenantId, personId, now],
  );
}

/** Whether their calendar is still to be brought to what was agreed. */
export async function reviewTimeStandsFor(tx: Queryable, tenantId: string, personId: string): Promise<boolean> {
  return (await tx.query('select from review_times where tenant_id = $1 and person_id = $2 and due_at is not null', [tenantId, personId])).rowCount > 0;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'your review time', table: 'review_times', columns: ['status', 'paused_until', 'minutes', 'days', 'window_start', 'window_end', 'ideal_day', 'ideal_minute', 'mode', 'zone', 'holidays', 'hours', 'updated_at'], where: 't.person_id = $2' },
  { name: 'review blocks', table: 'review_blocks', columns: ['week', 'state', 'starts_at', 'ends_at', 'moves', 'used_at'], where: 't.person_id = $2' },
  { name: 'series of review blocks', table: 'review_series', columns: ['first_day', 'last_day', 'start_minute', 'minutes', 'zone'], where: 't.person_id = $2' },
  { name: 'what became of review blocks', table: 'review_log', columns: ['at', 'week', 'what', 'why', 'from_start', 'to_start'], where: 't.person_id = $2' },
];

/** What an erasure does here; the events have been taken out of the calendar by then. */
export const erasure: ErasedTable[] = ['review_log', 'review_blocks', 'review_series', 'review_times'].map((table) => ({ table, steps: [{ where: 't.person_id = $2' }], own: true }));
