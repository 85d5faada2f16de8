import type { Queryable } from '../../../platform/db/database.ts';
import type { NoticeKind, NoticeWeight } from '../contract.ts';
import type { Decision, DropReason, HoldReason } from '../rules.ts';

/** How long one worker may hold a message: longer than two tries of ten seconds at each of two channels. */
const leaseSeconds = 120;

export interface PersonKey {
  tenantId: string;
  personId: string;
}

export interface SettingsRow {
  weekly_budget: number;
  quiet_from_minute: number;
  quiet_to_minute: number;
  quiet_weekdays: number[];
  fieldwork_digests: boolean;
  paused_until: string | null;
  absence_read_at: Date | null;
  absent_until: Date | null;
  object_id: string | null;
  email: string;
  display_name: string;
  zone: string | null;
}

export interface PendingRow {
  id: string;
  key: string;
  kind: NoticeKind;
  engagement_id: string;
  session_id: string | null;
  subject: string;
  lines: string[];
  links: { label: string; path: string }[];
  weight: NoticeWeight;
  due_at: Date;
  expires_at: Date;
  reason: HoldReason | null;
  attempts: number;
  status: 'active' | 'paused' | 'ended';
  engagement_paused_until: string | null;
  meeting_on: boolean;
  /** Of the engagement's client: the best guess for somebody outside who told none. */
  client_zone: string | null;
  is_coach: boolean;
}

const settingsColumns = `s.weekly_budget, s.quiet_from_minute, s.quiet_to_minute, s.quiet_weekdays, s.fieldwork_digests, s.paused_until::text, s.absence_read_at,
  s.absent_until, p.object_id, p.email, p.display_name, p.zone`;

/** The person's settings, held until the transaction ends, so that one budget is spent by one worker at a time. */
export async function lockSettings(tx: Queryable, { tenantId, personId }: PersonKey): Promise<SettingsRow> {
  await tx.query('insert into notice_settings (tenant_id, person_id) values ($1, $2) on conflict do nothing', [tenantId, personId]);
  const { rows } = await tx.query<SettingsRow>(
    `select ${settingsColumns} from notice_settings s join people p on p.tenant_id = s.tenant_id and p.id = s.person_id
     where s.tenant_id = $1 and s.person_id = $2 for update of s`,
    [tenantId, personId],
  );
  return rows[0]!;
}

/** Everything due for one person that nobody is saying. */
export async function pendingOf(tx: Queryable, { tenantId, personId }: PersonKey, now: Date): Promise<PendingRow[]> {
  const { rows } = await tx.query<PendingRow>(
    `select n.id, n.key, n.kind, n.engagement_id, n.session_id, n.subject, n.lines, n.links, n.weight, n.due_at, n.expires_at, n.reason, n.attempts, e.status,
       e.paused_until::text as engagement_paused_until, coalesce(s.starts_at <= $3 and s.ends_at > $3, false) as meeting_on,
       c.zone as client_zone, e.coach_id = n.person_id as is_coach
     from notices n
     join engagements e on e.tenant_id = n.tenant_id and e.id = n.engagement_id
     join people c on c.tenant_id = e.tenant_id and c.id = e.client_id
     left join sessions s on s.tenant_id = n.tenant_id and s.id = n.session_id
     where n.tenant_id = $1 and n.person_id = $2 and n.state = 'waiting' and n.message_id is null and n.due_at <= $3
       and (n.look_at <= $3 or n.reason is null or n.reason not in ('microsoft', 'consent-missing', 'no-mailbox'))
     order by n.due_at, n.id limit 200`,
    [tenantId, personId, now],
  );
  return rows;
}

/** Messages of the week that left or may have left. */
export async function saidIn(tx: Queryable, { tenantId, personId }: PersonKey, week: string): Promise<number> {
  const { rows } = await tx.query<{ count: string }>(
    'select count(*) from notice_messages where tenant_id = $1 and person_id = $2 and week = $3',
    [tenantId, personId, week],
  );
  return Number(rows[0]!.count);
}

export async function keepPresence(tx: Queryable, { tenantId, personId }: PersonKey, known: { awayUntil: string | null; now: Date }): Promise<void> {
  await tx.query('update notice_settings set absence_read_at = $3, absent_until = $4 where tenant_id = $1 and person_id = $2', [
    tenantId, personId, known.now, known.awayUntil,
  ]);
}

/** Writes down what was decided, aside from what is said. */
export async function keepDecision(tx: Queryable, tenantId: string, { hold, drop }: Decision, now: Date): Promise<void> {
  for (const { id, reason, until } of hold) {
    await tx.query('update notices set reason = $3, look_at = $4 where tenant_id = $1 and id = $2', [tenantId, id, reason, new Date(until)]);
  }
  for (const { id, reason } of drop) await dropNotice(tx, tenantId, id, reason, now);
}

export async function dropNotice(tx: Queryable, tenantId: string, id: string, reason: DropReason, now: Date): Promise<void> {
  await tx.query(
    "update notices set state = 'dropped', reason = $3, look_at = null, message_id = null, settled_at = $4 where tenant_id = $1 and id = $2",
    [tenantId, id, reason, now],
  );
}

/** Takes a place in the week's budget for a message; nothing was sent yet. */
export async function claimMessage(tx: Queryable, person: PersonKey, message: { id: string; week: string; notices: string[]; now: Date }): Promise<void> {
  await tx.query(
    `insert into notice_messages (tenant_id, id, person_id, week, made_at, claimed_until)
     values ($1, $2, $3, $4, $5, $5::timestamptz + make_interval(secs => ${leaseSeconds}))`,
    [person.tenantId, message.id, person.personId, message.week, message.now],
  );
  await tx.query('update notices set message_id = $3, reason = null where tenant_id = $1 and id = any($2::uuid[])', [
    person.tenantId, message.notices, message.id,
  ]);
}

/**
 * From here on it may have left. Answers the notices that are still to be said; none when all were withdrawn meanwhile, or when another
 * worker took the message because this one was too slow.
 */
export async function beginSending(tx: Queryable, tenantId: string, messageId: string): Promise<string[]> {
  const { rowCount } = await tx.query("update notice_messages set state = 'sending' where tenant_id = $1 and id = $2 and state = 'claimed'", [tenantId, messageId]);
  if (rowCount === 0) return [];
  const { rows } = await tx.query<{ id: string }>(
    "select id from notices where tenant_id = $1 and message_id = $2 and state = 'waiting' order by due_at, id",
    [tenantId, messageId],
  );
  if (rows.length === 0) await removeMessage(tx, tenantId, messageId);
  return rows.map(({ id }) => id);
}

export async function settleMessage(
  tx: Queryable,
  message: { tenantId: string; id: string },
  end: { state: 'sent' | 'lost'; channel: 'teams' | 'mail'; now: Date },
): Promise<void> {
  await tx.query('update notice_messages set state = $3, channel = $4, settled_at = $5 where tenant_id = $1 and id = $2', [
    message.tenantId, message.id, end.state, end.channel, end.now,
  ]);
  await tx.query(
    "update notices set state = $3, reason = null, look_at = null, settled_at = $4 where tenant_id = $1 and message_id = $2 and state in ('waiting', 'lost')",
    [message.tenantId, message.id, end.state === 'sent' ? 'said' : 'lost', end.now],
  );
}

/** The message did not leave, for certain: its place in the budget is free, and its notices wait. */
export async function returnMessage(
  tx: Queryable,
  message: { tenantId: string; id: string },
  why: { reason: HoldReason; until: Date },
): Promise<void> {
  await tx.query(
    `update notices set reason = $3, look_at = least($4::timestamptz, expires_at), attempts = attempts + 1, message_id = null
     where tenant_id = $1 and message_id = $2 and state = 'waiting'`,
    [message.tenantId, message.id, why.reason, why.until],
  );
  await removeMessage(tx, message.tenantId, message.id);
}

export async function removeMessage(tx: Queryable, tenantId: string, id: string): Promise<void> {
  await tx.query('update notices set message_id = null where tenant_id = $1 and message_id = $2', [tenantId, id]);
  await tx.query('delete from notice_messages where tenant_id = $1 and id = $2', [tenantId, id]);
}

/** What a worker left behind that was killed: unsent messages are taken up again, others may have been heard and are not repeated. */
export async function reapMessages(tx: Queryable, now: Date): Promise<number> {
  const { rows } = await tx.query<{ tenant_id: string; id: string; state: 'claimed' | 'sending' }>(
    "select tenant_id, id, state from notice_messages where state in ('claimed', 'sending') and claimed_until <= $1 for update skip locked",
    [now],
  );
  for (const { tenant_id: tenantId, id, state } of rows) {
    if (state === 'claimed') await removeMessage(tx, tenantId, id);
    else await settleMessage(tx, { tenantId, id }, { state: 'lost', channel: 'mail', now });
  }
  return rows.length;
}

const wokenByEngagement = `n.state = 'waiting' and n.reason = 'engagement-paused' and n.message_id is null and e.status <> 'paused'`;

/** People for whom something is to be decided, longest waiting first. */
export async function duePeople(tx: Queryable, now: Date, limit: number): Promise<PersonKey[]> {
  const { rows } = await tx.query<{ tenant_id: string; person_id: string }>(
    `select tenant_id, person_id, min(at) from (
       select tenant_id, person_id, look_at as at from notices where look_at <= $1 and message_id is null
       union all
       select n.tenant_id, n.person_id, n.due_at from notices n join engagements e on e.tenant_id = n.tenant_id and e.id = n.engagement_id
       where ${wokenByEngagement}) due
     group by tenant_id, person_id order by min(at), person_id limit $2`,
    [now, limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, personId: row.person_id }));
}

/** When the next thing falls due; what an engagement's end of pause woke is due already. */
export async function nextLook(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select least(
       (select min(look_at) from notices where look_at is not null and message_id is null),
       (select min(claimed_until) from notice_messages where state in ('claimed', 'sending')),
       (select min(n.due_at) from notices n join engagements e on e.tenant_id = n.tenant_id and e.id = n.engagement_id where ${wokenByEngagement})) as at`,
  );
  return rows[0]?.at ?? null;
}
