import type { Queryable } from '../../../platform/db/database.ts';
import { dateOf, dayOf, toUtc, zoneTable } from '../../../platform/zones.ts';
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

interface SeriesRow {
  person_id: string;
  /** Local dates of the first and the last occurrence that is in no planned week; the last may be before the first. */
  first_day: string;
  last_day: string;
  start_minute: number;
  minutes: number;
  zone: string;
}

/**
 * Blocks of these people that a session may be put over, because the defence then moves them (product.md, section A): neither pinned by
 * the client, nor frozen, nor moved as often as the client allows. In weeks that are not planned yet, it is what the client's series puts there.
 */
export async function movableBlocks(tx: Queryable, tenantId: string, personIds: readonly string[], window: { from: Date; to: Date }, now: Date): Promise<MovableBlock[]> {
  const [planned, series] = await Promise.all([
    tx.query<Row>(
      `select b.person_id, b.starts_at, b.ends_at, b.event_starts_at, b.event_ends_at from review_blocks b
       join review_times t on t.tenant_id = b.tenant_id and t.person_id = b.person_id
       where b.tenant_id = $1 and b.person_id = any($2::uuid[]) and t.status = 'on' and b.kind = 'block' and b.state = 'planned' and b.used_at is null
         and b.moves < t.moves_a_week and b.starts_at >= $5::timestamptz + make_interval(hours => ${limits.frozenHours}) and b.ends_at > $3 and b.starts_at < $4`,
      [tenantId, personIds, window.from, window.to, now],
    ),
    // Free time needs no taking out.
    tx.query<SeriesRow>(
      `select s.person_id, s.last_day::text, s.start_minute, s.minutes, s.zone,
         (s.first_day + 7 * greatest(0, ceil(((select max(b.week) from review_blocks b where b.tenant_id = s.tenant_id and b.person_id = s.person_id) + 7 - s.first_day) / 7.0))::int)::text as first_day
       from review_series s join review_times t on t.tenant_id = s.tenant_id and t.person_id = s.person_id
       where s.tenant_id = $1 and s.person_id = any($2::uuid[]) and t.status = 'on' and t.moves_a_week > 0 and s.state = 'standing' and s.shows = 'busy'`,
      [tenantId, personIds],
    ),
  ]);
  const later = series.rows.flatMap(occurrencesOf).filter(({ start, end }) => start >= now.getTime() + limits.frozenHours * 3_600_000 && end > window.from.getTime() && start < window.to.getTime());
  return [
    ...planned.rows.map((row) => ({
      personId: row.person_id,
      start: row.starts_at.getTime(),
      end: row.ends_at.getTime(),
      inCalendar: row.event_starts_at && row.event_ends_at ? { start: row.event_starts_at.getTime(), end: row.event_ends_at.getTime() } : null,
    })),
    ...later,
  ];
}

function occurrencesOf({ person_id, first_day, last_day, start_minute, minutes, zone }: SeriesRow): MovableBlock[] {
  const [first, last, table] = [dayOf(first_day), dayOf(last_day), zoneTable(zone)];
  return Array.from({ length: Math.max(0, Math.floor((last - first) / 7) + 1) }, (_none, week) => {
    const start = toUtc(table, dateOf(first + 7 * week), start_minute);
    const span = { start, end: start + minutes * 60_000 };
    return { personId: person_id, ...span, inCalendar: span };
  });
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
