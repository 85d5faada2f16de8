import type { Queryable } from '../../../platform/db/database.ts';
import { withdrawNotices } from '../../nudges/service.ts';
import type { Relaxation } from '../contract.ts';
import { requestKey } from './words.ts';

/** A question to the coach, as it is read with its session: instants are texts. */
export interface RequestRow {
  id: string;
  what: 'move' | 'cancel';
  asked_by: string;
  asked_at: string;
  expires_at: string;
  starts_at: string | null;
  ends_at: string | null;
  relaxed: Relaxation[];
  comment: string;
  state: 'open' | 'agreed' | 'declined' | 'expired' | 'withdrawn';
}

/** Part of a query on sessions `s`: what is open, else what was asked last. */
export const latestRequest = `(select json_build_object('id', r.id, 'what', r.what, 'asked_by', r.asked_by, 'asked_at', r.asked_at, 'expires_at', r.expires_at,
    'starts_at', r.starts_at, 'ends_at', r.ends_at, 'relaxed', r.relaxed, 'comment', r.comment, 'state', r.state)
  from session_requests r where r.tenant_id = s.tenant_id and r.session_id = s.id order by r.state = 'open' desc, r.asked_at desc, r.id desc limit 1) as request`;

export interface NewRequest {
  tenantId: string;
  id: string;
  sessionId: string;
  what: RequestRow['what'];
  askedBy: string;
  now: Date;
  expiresAt: Date;
  version: number;
  start: Date | null;
  end: Date | null;
  relaxed: Relaxation[];
  comment: string;
}

export async function insertRequest(tx: Queryable, asked: NewRequest): Promise<void> {
  await tx.query(
    `insert into session_requests (tenant_id, id, session_id, what, asked_by, asked_at, expires_at, version, starts_at, ends_at, relaxed, comment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      asked.tenantId, asked.id, asked.sessionId, asked.what, asked.askedBy, asked.now, asked.expiresAt, asked.version, asked.start, asked.end,
      JSON.stringify(asked.relaxed), asked.comment,
    ],
  );
}

/** The session that a question is about; null when there is no such question. */
export async function sessionOfRequest(tx: Queryable, tenantId: string, requestId: string): Promise<string | null> {
  const { rows } = await tx.query<{ session_id: string }>('select session_id from session_requests where tenant_id = $1 and id = $2', [tenantId, requestId]);
  return rows[0]?.session_id ?? null;
}

/** Ends an open question; false when it is not open any more. */
export async function endRequest(tx: Queryable, tenantId: string, id: string, to: { state: RequestRow['state']; by: string | null; now: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update session_requests set state = $3, answered_by = $4, answered_at = $5 where tenant_id = $1 and id = $2 and state = 'open'",
    [tenantId, id, to.state, to.by, to.now],
  );
  return rowCount === 1;
}

/** Takes back what is open about a session that changed otherwise; nobody is bothered with it any more. */
export async function closeRequests(tx: Queryable, { tenantId, sessionId }: { tenantId: string; sessionId: string }, now: Date): Promise<void> {
  const { rowCount } = await tx.query(
    "update session_requests set state = 'withdrawn', answered_at = $3 where tenant_id = $1 and session_id = $2 and state = 'open'",
    [tenantId, sessionId, now],
  );
  if (rowCount > 0) await withdrawNotices(tx, tenantId, requestKey(sessionId));
}

/** Open questions whose time is over, over all tenants; they end here, with nobody's answer. */
export async function expireRequests(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; id: string; session_id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; id: string; session_id: string }>(
    `update session_requests r set state = 'expired', answered_at = $1
     from (select tenant_id, id from session_requests where state = 'open' and expires_at <= $1 order by expires_at, id limit $2 for update skip locked) due
     where r.tenant_id = due.tenant_id and r.id = due.id returning r.tenant_id, r.id, r.session_id`,
    [now, limit],
  );
  return rows;
}

export const nextExpiry = async (tx: Queryable): Promise<Date | null> =>
  (await tx.query<{ at: Date | null }>("select min(expires_at) as at from session_requests where state = 'open'")).rows[0]?.at ?? null;

/** Sessions about which a coach is asked something, in one engagement where that is all they may see; most pressing first. */
export async function sessionsAskedAbout(tx: Queryable, tenantId: string, coachId: string, onlyEngagement: string | null, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ session_id: string }>(
    `select r.session_id from session_requests r
     join sessions s on s.tenant_id = r.tenant_id and s.id = r.session_id
     join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     where r.tenant_id = $1 and r.state = 'open' and r.expires_at > $4 and e.coach_id = $2 and ($3::uuid is null or e.id = $3) and e.status = 'active'
     order by r.expires_at, r.id limit 50`,
    [tenantId, coachId, onlyEngagement, now],
  );
  return rows.map(({ session_id }) => session_id);
}

/** Why a late cancellation was, from whoever made it; false when it is not theirs to say. */
export async function noteReason(tx: Queryable, tenantId: string, sessionId: string, personId: string, reason: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update sessions set cancel_reason = $4 where tenant_id = $1 and id = $2 and cancelled_by = $3 and state = 'late-cancel'",
    [tenantId, sessionId, personId, reason],
  );
  return rowCount === 1;
}

export interface HistoryRow {
  at: Date;
  what: string;
  actor_id: string | null;
  actor_name: string | null;
  detail: Record<string, unknown>;
}

/** The lines of one session's history, oldest first; of very many the latest. */
export async function historyOf(tx: Queryable, tenantId: string, sessionId: string): Promise<HistoryRow[]> {
  const { rows } = await tx.query<HistoryRow>(
    `select h.at, h.what, h.actor_id, p.display_name as actor_name, h.detail from history h
     left join people p on p.tenant_id = h.tenant_id and p.id = h.actor_id
     where h.tenant_id = $1 and h.session_id = $2 order by h.id desc limit 200`,
    [tenantId, sessionId],
  );
  return rows.toReversed();
}
