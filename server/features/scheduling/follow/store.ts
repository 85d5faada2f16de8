import type { Queryable } from '../../../platform/db/database.ts';
import type { SessionRow, Successor } from '../store.ts';
import type { News } from './rules.ts';

/** Sessions whose event is one of these, in one mailbox. */
export async function sessionsOfEvents(tx: Queryable, tenantId: string, organizerId: string, eventIds: string[]): Promise<{ id: string; event_id: string }[]> {
  const { rows } = await tx.query<{ id: string; event_id: string }>(
    'select id, event_id from sessions where tenant_id = $1 and organizer_id = $2 and event_id = any($3::text[])',
    [tenantId, organizerId, eventIds],
  );
  return rows;
}

/** Sessions that still matter in one mailbox between two instants, and those that were called off there during the last day. */
export async function sessionsOfMailbox(tx: Queryable, tenantId: string, organizerId: string, span: { from: Date; to: Date }, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select s.id from sessions s where s.tenant_id = $1 and s.organizer_id = $2 and s.event_id is not null and s.starts_at < $4 and s.ends_at > $3
       and (s.state in ('proposed', 'booked') or (s.state in ('cancelled', 'late-cancel') and s.event_cancelled and exists (
         select from history h where h.tenant_id = s.tenant_id and h.session_id = s.id and h.what = 'session-cancelled-in-outlook'
           and h.at > $5::timestamptz - interval '1 day')))
     order by s.id`,
    [tenantId, organizerId, span.from, span.to, now],
  );
  return rows.map(({ id }) => id);
}

/** Nobody else changes the session until the transaction ends. */
export async function lockSession(tx: Queryable, tenantId: string, id: string): Promise<void> {
  await tx.query('select from sessions where tenant_id = $1 and id = $2 for update', [tenantId, id]);
}

/** The session's event is to be read by itself: what is known of it is not enough, or it is not the moment. */
export async function lookLater(tx: Queryable, row: Pick<SessionRow, 'tenant_id' | 'id'>, at: Date): Promise<void> {
  await tx.query('update sessions set look_due_at = least(look_due_at, $3) where tenant_id = $1 and id = $2', [row.tenant_id, row.id, at]);
}

/** Takes in what the calendar says. What was ours to do and could not be done is over: the calendar has moved on. */
export async function takeIn(tx: Queryable, row: SessionRow, news: News, read: { now: Date; modifiedAt: string | null }): Promise<void> {
  const changed = news.moved !== null || news.state !== null;
  const off = news.state === 'cancelled' || news.state === 'late-cancel';
  await tx.query(
    `update sessions set event_read_at = $3::timestamptz, event_modified_at = coalesce($4::timestamptz, event_modified_at), responses = $5::jsonb,
       proposals = $6::jsonb, uninvited = $7::uuid[], strangers = $8, state = coalesce($9::text, state), version = version + $10::int,
       starts_at = coalesce($11::timestamptz, starts_at), ends_at = coalesce($12::timestamptz, ends_at),
       event_starts_at = coalesce($11::timestamptz, event_starts_at), event_ends_at = coalesce($12::timestamptz, event_ends_at),
       event_cancelled = event_cancelled or $13::bool, cancelled_by = case when $13::bool then organizer_id else cancelled_by end,
       sync_problem = case when $10::int = 1 then null else sync_problem end, look_due_at = null, look_attempts = 0
     where tenant_id = $1 and id = $2`,
    [
      row.tenant_id, row.id, read.now, read.modifiedAt, JSON.stringify(news.responses), JSON.stringify(news.proposals), news.uninvited, news.strangers,
      news.state, changed ? 1 : 0, news.moved?.start ?? null, news.moved?.end ?? null, off,
    ],
  );
}

/** An event that may take this session's place, should its own go. */
export async function noteSuccessor(tx: Queryable, row: SessionRow, successor: Successor): Promise<void> {
  await tx.query('update sessions set successor = $3 where tenant_id = $1 and id = $2', [row.tenant_id, row.id, JSON.stringify(successor)]);
}

export interface NewHome {
  organizerId: string;
  eventId: string;
  iCalUId: string;
  start: string;
  end: string;
  joinUrl: string | null;
  webLink: string | null;
  outside: boolean;
}

/** The session lives on in another organiser's event. */
export async function moveHome(tx: Queryable, row: SessionRow, home: NewHome): Promise<void> {
  await tx.query(
    `update sessions set organizer_id = $3, event_id = $4, event_ical_uid = $5, starts_at = $6, ends_at = $7, event_starts_at = $6, event_ends_at = $7,
       join_url = coalesce($8, join_url), web_link = $9, hosted_outside = $10, state = case when state in ('cancelled', 'late-cancel') then 'booked' else state end,
       event_cancelled = false, cancelled_by = null, successor = null, event_modified_at = null, version = version + 1, sync_problem = null,
       responses = '{}', proposals = '{}', uninvited = '{}', look_due_at = null
     where tenant_id = $1 and id = $2`,
    [row.tenant_id, row.id, home.organizerId, home.eventId, home.iCalUId, home.start, home.end, home.joinUrl, home.webLink, home.outside],
  );
}

export interface ClaimedLook {
  tenant_id: string;
  id: string;
  lease: Date;
}

/** How long one worker may hold a look, in seconds. */
const leaseSeconds = 30;

/** Sessions whose event is to be read by itself; taken until the lease ends. Those that Fieldwork is writing come afterwards. */
export async function claimLooks(tx: Queryable, now: Date, limit: number): Promise<ClaimedLook[]> {
  const { rows } = await tx.query<ClaimedLook>(
    `update sessions s set look_due_at = $1::timestamptz + make_interval(secs => ${leaseSeconds}), look_attempts = look_attempts + 1
     from (select tenant_id, id from sessions where look_due_at <= $1 and sync_due_at is null order by look_due_at, id limit $2 for update skip locked) due
     where s.tenant_id = due.tenant_id and s.id = due.id returning s.tenant_id, s.id, s.look_due_at as lease`,
    [now, limit],
  );
  return rows;
}

/** When to look again, null for not at all; what made it due meanwhile stays. */
export async function putOffLook(tx: Queryable, { tenant_id, id, lease }: ClaimedLook, at: Date | null): Promise<void> {
  await tx.query('update sessions set look_due_at = $4 where tenant_id = $1 and id = $2 and look_due_at = $3', [tenant_id, id, lease, at]);
}

export async function nextLook(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>('select min(look_due_at) as at from sessions where look_due_at is not null and sync_due_at is null');
  return rows[0]?.at ?? null;
}
