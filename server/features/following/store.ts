import type { Queryable } from '../../platform/db/database.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { Purpose } from './contract.ts';

export interface MailboxRow {
  tenant_id: string;
  person_id: string;
  object_id: string;
  until: Date | null;
  sessions_until: Date | null;
  blocks_until: Date | null;
  subscription_id: string | null;
  subscribe_due_at: Date | null;
  subscribe_attempts: number;
  delta_link: string | null;
  window_from: Date | null;
  window_to: Date | null;
  read_due_at: Date | null;
  read_attempts: number;
  start_over: boolean;
  /** The lease this worker holds: what it learnt is kept only while it is still this one. */
  claimed_until: Date;
}

const columns = `tenant_id, person_id, object_id, greatest(sessions_until, blocks_until) as until, sessions_until, blocks_until, subscription_id,
  subscribe_due_at, subscribe_attempts, delta_link, window_from, window_to, read_due_at, read_attempts, start_over, claimed_until`;

const untilOf: Record<Purpose, string> = { sessions: 'sessions_until', blocks: 'blocks_until' };

export interface Want {
  tenantId: string;
  personId: string;
  purpose: Purpose;
  until: Date;
}

/** Follows somebody's calendar at least until then. Somebody outside the tenant has none that could be followed. */
export async function want(tx: Queryable, { tenantId, personId, purpose, until }: Want): Promise<void> {
  const column = untilOf[purpose];
  await tx.query(
    `insert into followed_mailboxes (tenant_id, person_id, object_id, ${column}, subscribe_due_at, read_due_at)
     select tenant_id, id, object_id, $3, '-infinity', '-infinity' from people where tenant_id = $1 and id = $2 and object_id is not null
     on conflict (tenant_id, person_id) do update set ${column} = greatest(followed_mailboxes.${column}, excluded.${column}),
       -- Never read so far, or beyond the window that was asked for: asked for at once.
       read_due_at = case when followed_mailboxes.read_due_at is null or excluded.${column} > followed_mailboxes.window_to - interval '7 days' then '-infinity'
         else followed_mailboxes.read_due_at end`,
    [tenantId, personId, until],
  );
}

/** Days by which what is noticed may be short of its date before that is written anew, so that a daily look is no daily write. */
const noticeSlackDays = 10;

/** Hears of changes in these calendars at least until then, without reading them: one statement for any number. */
export async function noticeMailboxes(tx: Queryable, tenantId: string, personIds: string[], until: Date): Promise<void> {
  await tx.query(
    `insert into followed_mailboxes (tenant_id, person_id, object_id, blocks_until, subscribe_due_at, start_over)
     select tenant_id, id, object_id, $3, '-infinity', false from people where tenant_id = $1 and id = any ($2::uuid[]) and object_id is not null
     on conflict (tenant_id, person_id) do update set blocks_until = excluded.blocks_until
     where followed_mailboxes.blocks_until is null or followed_mailboxes.blocks_until < excluded.blocks_until - make_interval(days => ${noticeSlackDays})`,
    [tenantId, personIds, until],
  );
}

/** Hears no more of these calendars; where nothing else is followed in them, the subscription ends at once. */
export async function unnoticeMailboxes(tx: Queryable, tenantId: string, personIds: string[]): Promise<void> {
  await tx.query(
    `update followed_mailboxes set blocks_until = null, subscribe_due_at = case when sessions_until is null then '-infinity' else subscribe_due_at end
     where tenant_id = $1 and person_id = any ($2::uuid[]) and blocks_until is not null`,
    [tenantId, personIds],
  );
}

/** Of these people, those of whose calendars every change is told now. */
export async function noticed(tx: Queryable, tenantId: string, personIds: string[], now: Date): Promise<Set<string>> {
  const { rows } = await tx.query<{ person_id: string }>(
    `select person_id from followed_mailboxes
     where tenant_id = $1 and person_id = any ($2::uuid[]) and blocks_until > $3 and subscription_id is not null and subscription_expires_at > $3 and problem is null and not start_over`,
    [tenantId, personIds, now],
  );
  return new Set(rows.map((row) => row.person_id));
}

/**
 * Takes away the marks of calendars in which something changed and which nobody reads: sessions in them are over, or were never followed.
 * Those whose subscription is due, or that another worker has, keep theirs.
 */
export async function takeNotices(tx: Queryable, now: Date, limit: number): Promise<{ tenantId: string; personId: string; objectId: string }[]> {
  const { rows } = await tx.query<{ tenantId: string; personId: string; objectId: string }>(
    `with due as (
       select tenant_id, person_id from followed_mailboxes
       where read_due_at <= $1 and blocks_until is not null and (sessions_until is null or sessions_until < $1::timestamptz - interval '1 day')
         and (subscribe_due_at is null or subscribe_due_at > $1) and (claimed_until is null or claimed_until <= $1)
       order by read_due_at, person_id limit $2 for update skip locked)
     update followed_mailboxes m set read_due_at = null, start_over = false, delta_link = null, read_attempts = 0
     from due where m.tenant_id = due.tenant_id and m.person_id = due.person_id
     returning m.tenant_id as "tenantId", m.person_id as "personId", m.object_id as "objectId"`,
    [now, limit],
  );
  return rows;
}

/** How long one worker may hold a mailbox, in seconds: longer than a calendar takes to read. */
const leaseSeconds = 120;

export async function dueMailboxes(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; person_id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; person_id: string }>(
    `select tenant_id, person_id from followed_mailboxes
     where least(subscribe_due_at, read_due_at) <= $1 and (claimed_until is null or claimed_until <= $1)
     order by least(subscribe_due_at, read_due_at), person_id limit $2`,
    [now, limit],
  );
  return rows;
}

export async function nextDue(tx: Queryable): Promise<Date | null> {
  // What was wanted just now is due since ever; a date is needed to be compared.
  const { rows } = await tx.query<{ at: Date | null }>(
    `select min(greatest(least(subscribe_due_at, read_due_at), claimed_until, 'epoch')) as at from followed_mailboxes
     where least(subscribe_due_at, read_due_at) is not null`,
  );
  return rows[0]?.at ?? null;
}

/**
 * Takes a mailbox that is due, unless another worker has it. A reading that is due is put off to the end of the lease, so that
 * a notification that comes while it is read makes it due again, and a killed worker's reading is done again.
 */
export async function claim(tx: Queryable, key: { tenant_id: string; person_id: string }, now: Date): Promise<(MailboxRow & { read_is_due: boolean }) | null> {
  const { rows } = await tx.query<MailboxRow & { read_is_due: boolean }>(
    `with due as (
       select tenant_id, person_id, read_due_at <= $3 as read_is_due from followed_mailboxes
       where tenant_id = $1 and person_id = $2 and least(subscribe_due_at, read_due_at) <= $3 and (claimed_until is null or claimed_until <= $3)
       for update skip locked)
     update followed_mailboxes m set claimed_until = $3::timestamptz + make_interval(secs => ${leaseSeconds}),
       read_due_at = case when due.read_is_due then $3::timestamptz + make_interval(secs => ${leaseSeconds}) else m.read_due_at end
     from due where m.tenant_id = due.tenant_id and m.person_id = due.person_id
     returning ${columns.split(', ').map((one) => one.replace(/^\s*(tenant_id|person_id)$/, 'm.$1')).join(', ')}, due.read_is_due`,
    [key.tenant_id, key.person_id, now],
  );
  return rows[0] ?? null;
}

const mine = 'tenant_id = $1 and person_id = $2 and claimed_until = $3';
const keyOf = (row: MailboxRow): unknown[] => [row.tenant_id, row.person_id, row.claimed_until];

export interface Subscribed {
  subscriptionId: string;
  /** Null keeps the one there is. */
  secretHash: Buffer | null;
  expiresAt: Date;
  dueAt: Date;
}

export async function keepSubscription(tx: Queryable, row: MailboxRow, { subscriptionId, secretHash, expiresAt, dueAt }: Subscribed): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update followed_mailboxes set subscription_id = $4, secret_hash = coalesce($5, secret_hash), subscription_expires_at = $6, subscribe_due_at = $7,
       subscribe_attempts = 0, problem = null, permission = null where ${mine}`,
    [...keyOf(row), subscriptionId, secretHash, expiresAt, dueAt],
  );
  return rowCount === 1;
}

/** Graph has the subscription no more: what happened since then is found by starting over. */
export async function loseSubscription(tx: Queryable, row: MailboxRow): Promise<void> {
  await tx.query(`update followed_mailboxes set subscription_id = null, secret_hash = null, start_over = true where ${mine}`, keyOf(row));
}

export async function postponeSubscription(
  tx: Queryable, row: MailboxRow, why: { problem: 'waiting' | 'consent-missing' | 'refused'; permission: string | null; dueAt: Date },
): Promise<void> {
  await tx.query(
    `update followed_mailboxes set subscribe_attempts = subscribe_attempts + 1, problem = $4, permission = $5, subscribe_due_at = $6 where ${mine}`,
    [...keyOf(row), why.problem, why.permission, why.dueAt],
  );
}

export interface Round {
  deltaLink: string;
  from: Date;
  to: Date;
  readAt: Date;
  dueAt: Date;
}

/** Keeps where the next reading goes on, and gives the mailbox back. What a notification made due meanwhile stays due. */
export async function keepRound(tx: Queryable, row: MailboxRow, round: Round): Promise<void> {
  await tx.query(
    `update followed_mailboxes set delta_link = $4, window_from = $5, window_to = $6, read_at = $7, read_attempts = 0, start_over = false,
       read_due_at = case when read_due_at = $3 then $8 else read_due_at end where ${mine}`,
    [...keyOf(row), round.deltaLink, round.from, round.to, round.readAt, round.dueAt],
  );
}

/** Leaves to be passed on that something changed, or may have. */
export async function markNoticed(tx: Queryable, row: MailboxRow, now: Date): Promise<void> {
  await tx.query(`update followed_mailboxes set read_due_at = $4, start_over = false where ${mine}`, [...keyOf(row), now]);
}

/** Microsoft wants a full round: asked for at once. */
export async function startOver(tx: Queryable, row: MailboxRow, now: Date): Promise<void> {
  await tx.query(`update followed_mailboxes set start_over = true, delta_link = null, read_due_at = $4 where ${mine}`, [...keyOf(row), now]);
}

export async function postponeRound(tx: Queryable, row: MailboxRow, dueAt: Date): Promise<void> {
  await tx.query(`update followed_mailboxes set read_attempts = read_attempts + 1, read_due_at = $4 where ${mine}`, [...keyOf(row), dueAt]);
}

export async function release(tx: Queryable, row: MailboxRow): Promise<void> {
  await tx.query(`update followed_mailboxes set claimed_until = null where ${mine}`, keyOf(row));
}

/** Stops following, unless somebody wanted it again meanwhile. */
export async function forget(tx: Queryable, row: MailboxRow): Promise<void> {
  await tx.query(`delete from followed_mailboxes where ${mine} and greatest(sessions_until, blocks_until) is not distinct from $4`, [...keyOf(row), row.until]);
}

/** Ends everything a calendar is followed for, at once: its subscription is ended in the background. */
export async function unfollowMailbox(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }): Promise<void> {
  await tx.query(
    "update followed_mailboxes set sessions_until = null, blocks_until = null, subscribe_due_at = '-infinity' where tenant_id = $1 and person_id = $2",
    [tenantId, personId],
  );
}

export async function isFollowed(tx: Queryable, tenantId: string, personId: string): Promise<boolean> {
  return (await tx.query('select from followed_mailboxes where tenant_id = $1 and person_id = $2', [tenantId, personId])).rowCount > 0;
}

const problemQuery = keepPlan(`select problem, permission from followed_mailboxes
  where tenant_id = $1 and person_id = (select organizer_id from sessions where tenant_id = $1 and id = $2) and problem is not null`);

export type FollowProblem = { problem: string; permission: string | null } | null;

/** Why the calendar that holds a session is not followed, for the screen; null while it is. */
export async function followProblem(tx: Queryable, tenantId: string, sessionId: string): Promise<FollowProblem> {
  const { rows } = await tx.query<NonNullable<FollowProblem>>(problemQuery, [tenantId, sessionId]);
  return rows[0] ?? null;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'your calendar that is followed', table: 'followed_mailboxes', columns: ['sessions_until', 'blocks_until', 'read_at'], where: 't.person_id = $2' },
];

/** What an erasure does here; the subscription has ended by then. */
export const erasure: ErasedTable[] = [{ table: 'followed_mailboxes', steps: [{ where: 't.person_id = $2' }], own: true }];
