import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnSession, type PersonalRows } from '../../platform/db/personal.ts';

export interface SessionKey {
  tenantId: string;
  sessionId: string;
}

export interface Reader {
  id: string;
  role: Role;
  display_name: string;
  email: string;
  object_id: string | null;
  zone: string | null;
}

export interface RecapRow {
  tenant_id: string;
  session_id: string;
  engagement_id: string;
  kind: 'coaching' | 'three-way' | 'chemistry';
  state: string;
  starts_at: Date;
  ends_at: Date;
  read_back_at: Date | null;
  changed_at: Date | null;
  chat_id: string | null;
  strangers: number;
  neutral_subject: boolean;
  recap_chat: 'off' | 'press' | 'confirm';
  mail_off: boolean;
  settled_for: Date | null;
  outcome: 'offered' | 'nothing' | 'off' | 'by-hand' | null;
  chat_state: 'posting' | 'posted' | 'lost' | 'waiting' | null;
  chat_at: Date | null;
  /** Whether anything was agreed or looked back on in it. */
  anything: boolean;
  people: Reader[];
}

const changed = `greatest((select max(c.updated_at) from commitments c where c.tenant_id = s.tenant_id and c.session_id = s.id),
  (select max(v.reviewed_at) from commitment_reviews v where v.tenant_id = s.tenant_id and v.session_id = s.id))`;

/** A session with everything that its recap depends on; null when there is none. */
export async function readRecap(tx: Queryable, { tenantId, sessionId }: SessionKey): Promise<RecapRow | null> {
  const { rows } = await tx.query<RecapRow>(
    `select s.tenant_id, s.id as session_id, s.engagement_id, s.kind, s.state, s.starts_at, s.ends_at, s.read_back_at, ${changed} as changed_at, s.chat_id,
       s.strangers, e.neutral_subject, e.recap_chat, coalesce(r.mail_off, false) as mail_off, r.settled_for, r.outcome, r.chat_state, r.chat_at,
       exists (select from commitments c where c.tenant_id = s.tenant_id and c.session_id = s.id and c.removed_at is null)
         or exists (select from commitment_reviews v where v.tenant_id = s.tenant_id and v.session_id = s.id) as anything,
       (select json_agg(json_build_object('id', p.id, 'role', x.role, 'display_name', p.display_name, 'email', p.email, 'object_id', p.object_id, 'zone', p.zone) order by x.place)
        from (values (e.client_id, 'client', 1), (e.coach_id, 'coach', 2), (e.sponsor_id, 'sponsor', 3)) x (id, role, place)
        join people p on p.tenant_id = e.tenant_id and p.id = x.id where x.role <> 'sponsor' or s.kind = 'three-way') as people
     from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     left join session_recaps r on r.tenant_id = s.tenant_id and r.session_id = s.id
     where s.tenant_id = $1 and s.id = $2`,
    [tenantId, sessionId],
  );
  return rows[0] ?? null;
}

/** Sessions that took place, as far as anybody knows, ended lately, and were not looked at for this very time. */
const open = `from sessions s left join session_recaps r on r.tenant_id = s.tenant_id and r.session_id = s.id
  where s.state in ('booked', 'in-progress', 'held', 'cut-short', 'unknown') and r.settled_for is distinct from s.starts_at`;

/** Longer ago than this is not looked at, hours: a recap of the day before yesterday is none. */
const lookBackHours = 48;

/** Sessions whose recap may be due, over all tenants, earliest first. */
export async function recentlyEnded(tx: Queryable, now: Date, limit: number): Promise<SessionKey[]> {
  const { rows } = await tx.query<{ tenant_id: string; id: string }>(
    `select s.tenant_id, s.id ${open} and s.ends_at <= $1 and s.ends_at > $1::timestamptz - interval '${lookBackHours} hours' order by s.ends_at, s.id limit $2`,
    [now, limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, sessionId: row.id }));
}

/** When the next session ends: no recap is due before. */
export async function nextEnd(tx: Queryable, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(`select min(s.ends_at) as at ${open} and s.ends_at > $1`, [now]);
  return rows[0]?.at ?? null;
}

/** Notes what became of the recap; false when another worker did for this very time of the session. */
export async function settleRecap(tx: Queryable, row: Pick<RecapRow, 'tenant_id' | 'session_id' | 'starts_at'>, outcome: NonNullable<RecapRow['outcome']>): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into session_recaps as r (tenant_id, session_id, settled_for, outcome) values ($1, $2, $3, $4)
     on conflict (tenant_id, session_id) do update set settled_for = excluded.settled_for, outcome = excluded.outcome where r.settled_for is distinct from excluded.settled_for`,
    [row.tenant_id, row.session_id, row.starts_at, outcome],
  );
  return rowCount === 1;
}

/** Turns the mails of one session on or off; what was decided about them is decided again when they are on. */
export async function switchMail(tx: Queryable, { tenantId, sessionId }: SessionKey, off: boolean): Promise<void> {
  await tx.query(
    `insert into session_recaps as r (tenant_id, session_id, mail_off) values ($1, $2, $3)
     on conflict (tenant_id, session_id) do update set mail_off = excluded.mail_off, settled_for = null, outcome = null where r.mail_off <> excluded.mail_off`,
    [tenantId, sessionId, off],
  );
}

export async function saveChatSetting(tx: Queryable, tenantId: string, engagementId: string, setting: RecapRow['recap_chat']): Promise<void> {
  await tx.query('update engagements set recap_chat = $3 where tenant_id = $1 and id = $2', [tenantId, engagementId, setting]);
}

/** Takes the one post that a session has; false when it was taken. */
export async function claimPost(tx: Queryable, { tenantId, sessionId }: SessionKey, by: string, now: Date, lostAt: Date | null): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into session_recaps as r (tenant_id, session_id, chat_state, chat_by, chat_at) values ($1, $2, 'posting', $3, $4)
     on conflict (tenant_id, session_id) do update set chat_state = 'posting', chat_by = excluded.chat_by, chat_at = excluded.chat_at
       where r.chat_state is null or r.chat_state = 'waiting' or (r.chat_state in ('lost', 'posting') and r.chat_at = $5)`,
    [tenantId, sessionId, by, now, lostAt],
  );
  return rowCount === 1;
}

/** What became of the post. */
export async function notePost(tx: Queryable, { tenantId, sessionId }: SessionKey, state: 'posted' | 'lost' | 'waiting'): Promise<void> {
  await tx.query('update session_recaps set chat_state = $3 where tenant_id = $1 and session_id = $2', [tenantId, sessionId, state]);
}

export interface Sending {
  person_id: string;
  state: 'sending' | 'sent';
  at: Date;
}

/** Whom the client mailed it themselves. */
export async function sendingsOf(tx: Queryable, { tenantId, sessionId }: SessionKey): Promise<Sending[]> {
  return (await tx.query<Sending>('select person_id, state, at from recap_sendings where tenant_id = $1 and session_id = $2', [tenantId, sessionId])).rows;
}

/** Takes the one mail that a person gets from the client; false when it was taken. */
export async function claimSending(tx: Queryable, { tenantId, sessionId }: SessionKey, personId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query('insert into recap_sendings (tenant_id, session_id, person_id, at) values ($1, $2, $3, $4) on conflict do nothing', [tenantId, sessionId, personId, now]);
  return rowCount === 1;
}

/** `sent`, or certainly not: then it may be sent again. */
export async function noteSending(tx: Queryable, { tenantId, sessionId }: SessionKey, personId: string, sent: boolean): Promise<void> {
  const key = [tenantId, sessionId, personId];
  if (sent) await tx.query("update recap_sendings set state = 'sent' where tenant_id = $1 and session_id = $2 and person_id = $3", key);
  else await tx.query('delete from recap_sendings where tenant_id = $1 and session_id = $2 and person_id = $3', key);
}

/** The session after this one that stands. */
export async function nextAfter(tx: Queryable, row: Pick<RecapRow, 'tenant_id' | 'engagement_id' | 'ends_at'>): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    "select min(starts_at) as at from sessions where tenant_id = $1 and engagement_id = $2 and starts_at >= $3 and state in ('proposed', 'booked')",
    [row.tenant_id, row.engagement_id, row.ends_at],
  );
  return rows[0]?.at ?? null;
}

/** For a person's own export. */
export const personal: PersonalRows[] = [
  { name: 'recaps of your sessions', table: 'session_recaps', columns: ['session_id', 'mail_off', 'outcome', 'chat_state', 'chat_at'], where: ofOwnSession() },
  { name: 'recaps mailed to you by hand', table: 'recap_sendings', columns: ['session_id', 'state', 'at'], where: 't.person_id = $2' },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'session_recaps', steps: [], keeps: { chat_by: 'by a row of people that says nothing of an erased person' } },
  { table: 'recap_sendings', steps: [{ where: 't.person_id = $2' }], own: true },
];
