import type { Queryable } from '../../../platform/db/database.ts';
import { readSession, type SessionRow } from '../store.ts';
import type { Setback } from './rules.ts';

/**
 * How long one worker may hold a session. Longer than any single call to Microsoft, short enough that a killed
 * worker's session is taken up again while the person still looks at the screen.
 */
const leaseSeconds = 20;

const seconds = (count: number): string => `make_interval(secs => ${count})`;

/** Takes a session that is due, asking for everything at once, unless another worker holds it. */
export async function claim(tx: Queryable, tenantId: string, sessionId: string, now: Date): Promise<SessionRow | null> {
  // Asked together and done in this order: the row is read as the claim left it.
  const claimed = tx.query(
    `update sessions set sync_claimed_until = $3::timestamptz + ${seconds(leaseSeconds)}, sync_attempts = sync_attempts + 1
     where tenant_id = $1 and id = $2 and sync_due_at <= $3 and (sync_claimed_until is null or sync_claimed_until <= $3)`,
    [tenantId, sessionId, now],
  );
  const [{ rowCount }, row] = await Promise.all([claimed, readSession(tx, { tenantId }, sessionId)]);
  return rowCount === 1 ? row : null;
}

/** What the calendar is now known to hold. Undefined leaves a column as it is. */
export interface Known {
  checked?: boolean;
  /** What the event says goes, where its organiser made it. */
  state?: SessionRow['state'];
  startsAt?: string;
  endsAt?: string;
  expectedUntil?: null;
  eventId?: string;
  iCalUId?: string;
  eventStart?: string;
  eventEnd?: string;
  eventCancelled?: boolean;
  joinUrl?: string | null;
  webLink?: string | null;
  chatId?: string | null;
  chatApp?: SessionRow['chat_app'];
  responses?: SessionRow['responses'];
  eventModifiedAt?: string | null;
}

const columns: Record<keyof Known, string> = {
  checked: 'checked', state: 'state', startsAt: 'starts_at', endsAt: 'ends_at', expectedUntil: 'expected_until', eventId: 'event_id', iCalUId: 'event_ical_uid', eventStart: 'event_starts_at', eventEnd: 'event_ends_at',
  eventCancelled: 'event_cancelled', joinUrl: 'join_url', webLink: 'web_link', chatId: 'chat_id', chatApp: 'chat_app', responses: 'responses',
  eventModifiedAt: 'event_modified_at',
};

/** Notes what was learnt, renews the lease and reads the row again, asking for everything at once: it may have been changed meanwhile. */
export async function learn(tx: Queryable, row: SessionRow, known: Known, now: Date): Promise<SessionRow> {
  const entries = Object.entries(known).filter(([, value]) => value !== undefined) as [keyof Known, unknown][];
  const sets = entries.map(([key], index) => `${columns[key]} = $${index + 4}`);
  const values = entries.map(([key, value]) => (key === 'responses' ? JSON.stringify(value) : value));
  const noted = tx.query(
    `update sessions set ${['sync_problem = null', 'sync_permission = null', `sync_claimed_until = $3::timestamptz + ${seconds(leaseSeconds)}`, ...sets].join(', ')}
     where tenant_id = $1 and id = $2`,
    [row.tenant_id, row.id, now, ...values],
  );
  const [, left] = await Promise.all([noted, readSession(tx, { tenantId: row.tenant_id }, row.id)]);
  return left!;
}

/** Nothing left to do for the version that was worked on; a change that came meanwhile stays due. */
export async function settle(tx: Queryable, row: SessionRow): Promise<void> {
  await tx.query(
    `update sessions set sync_claimed_until = null, sync_attempts = 0, sync_due_at = case when version = $3 then null else sync_due_at end
     where tenant_id = $1 and id = $2`,
    [row.tenant_id, row.id, row.version],
  );
}

/** Keeps the session for a later try, or for a person. A change that came meanwhile is due as it was. */
export async function postpone(tx: Queryable, row: SessionRow, why: Setback, now: Date): Promise<void> {
  await tx.query(
    `update sessions set sync_claimed_until = null, sync_problem = $4, sync_permission = $5,
       sync_due_at = case when $6::int is null then null else $7::timestamptz + make_interval(secs => $6::int) end
     where tenant_id = $1 and id = $2 and version = $3`,
    [row.tenant_id, row.id, row.version, why.problem, why.permission, why.waitSeconds, now],
  );
  await tx.query('update sessions set sync_claimed_until = null where tenant_id = $1 and id = $2 and version <> $3', [row.tenant_id, row.id, row.version]);
}

/** Sessions that are due and free, over all tenants. */
export async function dueSessions(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; id: string }>(
    `select tenant_id, id from sessions where sync_due_at <= $1 and (sync_claimed_until is null or sync_claimed_until <= $1)
     order by sync_due_at, id limit $2`,
    [now, limit],
  );
  return rows;
}

/** When the next one falls due; a session that is held counts from the end of its lease. */
export async function nextDue(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    'select min(greatest(sync_due_at, sync_claimed_until)) as at from sessions where sync_due_at is not null',
  );
  return rows[0]?.at ?? null;
}
