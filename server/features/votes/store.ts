import type { Role } from '../../access/roles.ts';
import type { Status } from '../../access/policies.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ErasedTable } from '../../platform/db/erasure.ts';
import type { PersonalRows } from '../../platform/db/personal.ts';
import type { PersonRow } from '../people/service.ts';
import type { Relaxation, SessionKind } from '../scheduling/contract.ts';
import type { VoteAnswer, VoteState } from './contract.ts';

export interface SlotRow {
  id: string;
  starts_at: string;
  ends_at: string;
  taken: boolean;
  answers: { person_id: string; answer: VoteAnswer }[];
}

export interface VoteRow {
  tenant_id: string;
  id: string;
  engagement_id: string;
  kind: SessionKind;
  relaxed: Relaxation[];
  asked_by: string;
  asked_by_name: string;
  created_at: Date;
  deadline: Date;
  chase_at: Date | null;
  state: VoteState;
  session_id: string;
  slot_id: string | null;
  mail: 'none' | 'waiting' | 'sending' | 'sent' | 'not-sent';
  mail_at: Date | null;
  version: number;
  attempts: number;
  status: Status;
  people: (PersonRow & { role: Role })[];
  /** Soonest first. */
  slots: SlotRow[];
  holds: { placed: number; waiting: number; permission: string | null };
}

const select = `
  select v.tenant_id, v.id, v.engagement_id, v.kind, v.relaxed, v.asked_by, v.created_at, v.deadline, v.chase_at, v.state, v.session_id,
    v.slot_id, v.mail, v.mail_at, v.version, v.attempts, e.status,
    (select display_name from people p where p.tenant_id = v.tenant_id and p.id = v.asked_by) as asked_by_name,
    (select json_agg(json_build_object('role', r.role, 'id', p.id, 'object_id', p.object_id, 'email', p.email,
       'display_name', p.display_name, 'zone', p.zone) order by r.position)
     from (values ('client', e.client_id, 1), ('coach', e.coach_id, 2), ('sponsor', e.sponsor_id, 3)) r (role, person_id, position)
     join people p on p.tenant_id = e.tenant_id and p.id = r.person_id) as people,
    (select json_agg(json_build_object('id', s.id, 'starts_at', s.starts_at, 'ends_at', s.ends_at, 'taken', s.taken, 'answers',
       (select coalesce(json_agg(json_build_object('person_id', a.person_id, 'answer', a.answer)), '[]') from vote_answers a
        where a.tenant_id = s.tenant_id and a.slot_id = s.id)) order by s.starts_at)
     from vote_slots s where s.tenant_id = v.tenant_id and s.vote_id = v.id) as slots,
    (select json_build_object('placed', count(*) filter (where h.state = 'placed'), 'waiting', count(*) filter (where h.state = 'waiting'),
       'permission', max(h.permission))
     from vote_slots s join vote_holds h on h.tenant_id = s.tenant_id and h.slot_id = s.id
     where s.tenant_id = v.tenant_id and s.vote_id = v.id) as holds
  from votes v join engagements e on e.tenant_id = v.tenant_id and e.id = v.engagement_id`;

export async function readVote(tx: Queryable, tenantId: string, voteId: string): Promise<VoteRow | null> {
  const { rows } = await tx.query<VoteRow>(`${select} where v.tenant_id = $1 and v.id = $2`, [tenantId, voteId]);
  return rows[0] ?? null;
}

/** Votes of one engagement that run or ended within `since`, newest first. */
export async function votesOf(tx: Queryable, key: { tenantId: string; engagementId: string }, since: Date): Promise<VoteRow[]> {
  const { rows } = await tx.query<VoteRow>(
    `${select} where v.tenant_id = $1 and v.engagement_id = $2 and (v.state = 'open' or v.deadline > $3) order by v.created_at desc, v.id limit 20`,
    [key.tenantId, key.engagementId, since],
  );
  return rows;
}

/**
 * Votes in the engagements of a query `e` that wait for a person's answer. A sponsor votes on three-way sessions only.
 * $1 tenant, $2 now, $3 person.
 */
export const waitingForViewer = `
  select v.id, v.engagement_id, v.kind, v.deadline from e join votes v on v.engagement_id = e.id
  where v.tenant_id = $1 and v.state = 'open' and e.status = 'active' and v.deadline > $2 and ($3 in (e.client_id, e.coach_id) or (v.kind = 'three-way' and $3 = e.sponsor_id))
    and exists (select from vote_slots s where s.tenant_id = $1 and s.vote_id = v.id and not s.taken and not exists (
      select from vote_answers a where a.tenant_id = $1 and a.slot_id = s.id and a.person_id = $3))
  order by v.deadline limit 20`;

export interface NewVote {
  tenantId: string;
  id: string;
  engagementId: string;
  kind: SessionKind;
  relaxed: Relaxation[];
  askedBy: string;
  now: Date;
  deadline: Date;
  chaseAt: Date;
  sessionId: string;
  mail: 'none' | 'waiting';
  slots: { id: string; start: Date; end: Date }[];
  /** People whose calendar gets an entry for each time. */
  holds: { id: string; slotId: string; personId: string }[];
}

/** False when this id is stored already: the request was sent twice. */
export async function insertVote(tx: Queryable, made: NewVote): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into votes (tenant_id, id, engagement_id, kind, relaxed, asked_by, created_at, deadline, chase_at, session_id, mail, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $9) on conflict (tenant_id, id) do nothing`,
    [made.tenantId, made.id, made.engagementId, made.kind, JSON.stringify(made.relaxed), made.askedBy, made.now, made.deadline, made.chaseAt, made.sessionId, made.mail],
  );
  if (rowCount === 0) return false;
  for (const slot of made.slots) {
    await tx.query('insert into vote_slots (tenant_id, id, vote_id, starts_at, ends_at) values ($1, $2, $3, $4, $5)', [made.tenantId, slot.id, made.id, slot.start, slot.end]);
  }
  for (const hold of made.holds) {
    await tx.query('insert into vote_holds (tenant_id, id, slot_id, person_id, due_at) values ($1, $2, $3, $4, $5)', [made.tenantId, hold.id, hold.slotId, hold.personId, made.now]);
  }
  return true;
}

/** Notes answers, and has the vote looked at again now. False when it is not open any more. */
export async function saveAnswers(
  tx: Queryable,
  key: { tenantId: string; voteId: string; personId: string },
  answers: readonly { slotId: string; answer: VoteAnswer }[],
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update votes set version = version + 1, due_at = $3, attempts = 0 where tenant_id = $1 and id = $2 and state = 'open' and deadline > $3",
    [key.tenantId, key.voteId, now],
  );
  if (rowCount === 0) return false;
  for (const { slotId, answer } of answers) {
    await tx.query(
      `insert into vote_answers (tenant_id, slot_id, person_id, answer, at) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, slot_id, person_id) do update set answer = excluded.answer, at = excluded.at`,
      [key.tenantId, slotId, key.personId, answer, now],
    );
  }
  return true;
}

/**
 * Ends a vote, and lets every hold of it go, together. Only one that is open, and, with `version`, only with the answers that were read.
 * Answers whether it did.
 */
export async function endVote(
  tx: Queryable,
  vote: { tenant_id: string; id: string; version?: number },
  to: { state: Exclude<VoteState, 'open'>; slotId?: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update votes set state = $3, slot_id = $4, due_at = null, version = version + 1
     where tenant_id = $1 and id = $2 and state = 'open' and ($5::int is null or version = $5)`,
    [vote.tenant_id, vote.id, to.state, to.slotId ?? null, vote.version ?? null],
  );
  if (rowCount === 0) return false;
  await tx.query(
    `update vote_holds h set wanted = false, due_at = $3, tries = 0 from vote_slots s
     where s.tenant_id = h.tenant_id and s.id = h.slot_id and s.tenant_id = $1 and s.vote_id = $2 and h.state <> 'released'`,
    [vote.tenant_id, vote.id, to.now],
  );
  return true;
}

/** Takes the sending of the mail on, once: false when it went out, or somebody is at it. */
export async function claimMail(tx: Queryable, key: { tenantId: string; voteId: string }, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update votes set mail = 'sending', mail_at = $3 where tenant_id = $1 and id = $2 and state = 'open'
       and (mail in ('waiting', 'not-sent') or (mail = 'sending' and mail_at < $3::timestamptz - interval '1 minute'))`,
    [key.tenantId, key.voteId, now],
  );
  return rowCount === 1;
}

export async function noteMail(tx: Queryable, key: { tenantId: string; voteId: string }, mail: 'sent' | 'not-sent'): Promise<void> {
  await tx.query("update votes set mail = $3 where tenant_id = $1 and id = $2 and mail = 'sending'", [key.tenantId, key.voteId, mail]);
}

/** Open votes that somebody asked for, or cannot go on without. */
export async function openVotesOf(tx: Queryable, tenantId: string, personId: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select v.id from votes v join engagements e on e.tenant_id = v.tenant_id and e.id = v.engagement_id
     where v.tenant_id = $1 and v.state = 'open' and ($2 in (v.asked_by, e.client_id, e.coach_id) or v.kind = 'three-way' and $2 = e.sponsor_id) order by v.id`,
    [tenantId, personId],
  );
  return rows.map(({ id }) => id);
}

/** Whether an entry of a vote still stands in their calendar, or may. */
export async function holdsStandFor(tx: Queryable, tenantId: string, personId: string): Promise<boolean> {
  return (await tx.query('select from vote_holds where tenant_id = $1 and person_id = $2 and due_at is not null limit 1', [tenantId, personId])).rowCount > 0;
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'votes you asked for', table: 'votes', columns: ['created_at', 'kind', 'deadline', 'state', 'engagement_id'], where: 't.asked_by = $2' },
  { name: 'times of votes you asked for', table: 'vote_slots', columns: ['starts_at', 'ends_at', 'vote_id'], where: 'exists (select from votes v where v.tenant_id = t.tenant_id and v.id = t.vote_id and v.asked_by = $2)' },
  { name: 'your answers in votes', table: 'vote_answers', columns: ['at', 'answer', 'slot_id'], where: 't.person_id = $2' },
  { name: 'times held in your calendar', table: 'vote_holds', columns: ['state', 'asked_at', 'slot_id'], where: 't.person_id = $2' },
];

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'votes', steps: [], keeps: { asked_by: 'by a row of people that says nothing of an erased person', relaxed: 'choices of a list, and ids' } },
  { table: 'vote_answers', steps: [{ where: 't.person_id = $2' }], own: true },
  { table: 'vote_holds', steps: [{ where: 't.person_id = $2' }], own: true },
];
