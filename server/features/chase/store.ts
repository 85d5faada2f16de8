import type { EngagementScope } from '../../access/scope.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { whereClient, type ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnEngagement, type PersonalRows } from '../../platform/db/personal.ts';
import type { SessionKind } from '../scheduling/contract.ts';
import { firstAfter, type Standing } from './rules.ts';

const ahead = `exists (select from sessions n where n.tenant_id = s.tenant_id and n.engagement_id = s.engagement_id and n.id <> s.id
  and n.state in ('proposed', 'booked', 'in-progress') and n.ends_at > $1)`;
/** The client missed it by a verdict that nobody objects to, or called it off late. */
const stands = `((s.state = 'client-no-show' and a.state = 'client-no-show') or (s.state = 'late-cancel' and s.cancelled_by = e.client_id))`;
const running = `(e.status = 'active' and e.ends_on >= ($1::timestamptz at time zone 'UTC')::date)`;
const disputed = 'coalesce(a.disputed_at is not null, false)';
const joined = `
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
  left join attendance a on a.tenant_id = s.tenant_id and a.session_id = s.id`;

/** They have met since, or were to: what became of that one says what is next. */
const later = `exists (select from sessions n where n.tenant_id = s.tenant_id and n.engagement_id = s.engagement_id and n.starts_at > s.starts_at and n.state not in ('cancelled', 'late-cancel'))`;

/** Misses that nobody looks after yet. What was missed more than a week ago is no longer made up for. */
const candidates = `
  from sessions s ${joined}
  where s.state in ('client-no-show', 'late-cancel') and s.starts_at > $1::timestamptz - interval '7 days' and s.kind <> 'chemistry' and ${stands} and ${running}
    and not ${disputed} and not ${ahead} and not ${later}
    and not exists (select from chases c where c.tenant_id = s.tenant_id and (c.session_id = s.id or (c.engagement_id = s.engagement_id and c.due_at is not null)))`;

const over = `
  from chases c join sessions s on s.tenant_id = c.tenant_id and s.id = c.session_id ${joined}
  where c.due_at is not null and (${ahead} or ${disputed} or not ${stands} or not ${running})`;

/** When something is next to be done, over all tenants; a claim that is held puts it off. */
export async function nextChase(tx: Queryable, now: Date): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select least((select min(greatest(due_at, coalesce(claimed_until, due_at))) from chases where due_at is not null),
       (select $1::timestamptz where exists (select ${candidates}) or exists (select ${over}))) as at`,
    [now],
  );
  return rows[0]?.at ?? null;
}

/** Takes new misses up, one for an engagement. */
export async function beginChases(tx: Queryable, now: Date): Promise<void> {
  await tx.query(
    `insert into chases (tenant_id, session_id, engagement_id, why, due_at, started_at)
     select distinct on (s.tenant_id, s.engagement_id) s.tenant_id, s.id, s.engagement_id, case s.state when 'late-cancel' then 'late-cancel' else 'missed' end,
       $2::timestamptz, $1::timestamptz ${candidates}
     order by s.tenant_id, s.engagement_id, s.starts_at desc, s.id
     on conflict do nothing`,
    [now, new Date(now.getTime() + firstAfter)],
  );
}

interface Key {
  tenant_id: string;
  session_id: string;
}

/** Those that are to end at once, whatever their next step would be. */
export async function overChases(tx: Queryable, now: Date): Promise<Key[]> {
  return (await tx.query<Key>(`select c.tenant_id, c.session_id ${over} order by c.session_id limit 500`, [now])).rows;
}

export interface Claim extends Key {
  claimed_until: Date;
}

export async function claimChases(tx: Queryable, now: Date, until: Date, limit: number): Promise<Claim[]> {
  const { rows } = await tx.query<Claim>(
    `update chases set claimed_until = $2 where (tenant_id, session_id) in (
       select tenant_id, session_id from chases where due_at <= $1 and (claimed_until is null or claimed_until <= $1) order by due_at, session_id limit $3 for update skip locked)
     returning tenant_id, session_id, claimed_until`,
    [now, until, limit],
  );
  return rows;
}

export interface ChaseRow extends Key, Standing {
  engagement_id: string;
  why: 'missed' | 'late-cancel';
  step: number;
  attempts: number;
  times: { start: string; end: string }[];
  due_at: Date | null;
  claimed_until: Date | null;
  starts_at: Date;
  ends_at: Date;
  kind: SessionKind;
  /** Hours between booking and the earliest session. */
  notice_hours: number;
  client_id: string;
  client_name: string;
  client_email: string;
  client_object_id: string | null;
  client_zone: string | null;
  coach_id: string;
  coach_name: string;
  /** What became of the last note: null before there was one, 'waiting' while it is unsaid, for leave or quiet or a full week. */
  last_note: 'waiting' | 'said' | 'lost' | 'dropped' | null;
  last_note_at: Date | null;
  /** Where the agreed ladder stands with this miss. */
  ladder_step: 'clear' | 'first' | 'talk' | 'tell' | 'notice' | null;
  /** The client was asked by the ladder since the session: for one miss one message is enough. */
  ladder_asks: boolean;
  next_session_id: string | null;
  next_starts_at: Date | null;
}

/** One chase with what may end it; held until the transaction ends when it is to be changed. */
export async function readChase(tx: Queryable, key: Key, now: Date, hold = false): Promise<ChaseRow | null> {
  // A statement of its own: whoever waited for the lock would else read what may end it as that was before the wait.
  if (hold) await tx.query('select from chases where tenant_id = $1 and session_id = $2 for no key update', [key.tenant_id, key.session_id]);
  const { rows } = await tx.query<ChaseRow>(
    `select c.tenant_id, c.session_id, c.engagement_id, c.why, c.step, c.attempts, c.times, c.due_at, c.claimed_until, s.starts_at, s.ends_at, s.kind, (e.rules ->> 'noticeHours')::int as notice_hours,
       p.id as client_id, p.display_name as client_name, p.email as client_email, p.object_id as client_object_id, p.zone as client_zone,
       h.id as coach_id, h.display_name as coach_name, ${ahead} as booked, ${disputed} as disputed, ${stands} as stands, ${running} as running,
       m.state as last_note, m.settled_at as last_note_at, l.step as ladder_step,
       exists (select from notices t where t.tenant_id = c.tenant_id and t.person_id = p.id and t.engagement_id = c.engagement_id and t.kind = 'ladder-tell'
         and t.offered_at >= s.starts_at and t.state <> 'dropped') as ladder_asks, n.id as next_session_id, n.starts_at as next_starts_at
     from chases c join sessions s on s.tenant_id = c.tenant_id and s.id = c.session_id ${joined}
     join people p on p.tenant_id = e.tenant_id and p.id = e.client_id
     join people h on h.tenant_id = e.tenant_id and h.id = e.coach_id
     left join sharing l on l.tenant_id = c.tenant_id and l.engagement_id = c.engagement_id
     left join notices m on m.tenant_id = c.tenant_id and m.person_id = p.id and m.key = 'chase:' || c.session_id || ':' || c.step
     left join lateral (select id, starts_at from sessions n where n.tenant_id = c.tenant_id and n.engagement_id = c.engagement_id and n.state in ('proposed', 'booked', 'in-progress')
       and n.ends_at > $1 order by n.starts_at limit 1) n on true
     where c.tenant_id = $2 and c.session_id = $3`,
    [now, key.tenant_id, key.session_id],
  );
  return rows[0] ?? null;
}

export async function endChase(tx: Queryable, { tenant_id, session_id }: Key, ended: string, now: Date): Promise<void> {
  await tx.query('update chases set ended = $3, ended_at = $4, due_at = null, claimed_until = null where tenant_id = $1 and session_id = $2 and due_at is not null', [tenant_id, session_id, ended, now]);
}

/** The step is done: what it offered, and when the next is due. */
export async function stepDone(tx: Queryable, { tenant_id, session_id }: Key, done: { step: number; times: { start: string; end: string }[]; dueAt: Date }): Promise<void> {
  await tx.query('update chases set step = $3, times = $4, due_at = $5, claimed_until = null, attempts = 0 where tenant_id = $1 and session_id = $2', [
    tenant_id, session_id, done.step, JSON.stringify(done.times), done.dueAt,
  ]);
}

export async function putOff(tx: Queryable, { tenant_id, session_id }: Key, dueAt: Date, tried: boolean): Promise<void> {
  await tx.query('update chases set due_at = $3, claimed_until = null, attempts = attempts + $4 where tenant_id = $1 and session_id = $2', [tenant_id, session_id, dueAt, tried ? 1 : 0]);
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'notes after sessions that did not take place', table: 'chases', columns: ['started_at', 'why', 'step', 'ended', 'session_id'], where: ofOwnEngagement() },
  { name: 'when you were told that somebody waits', table: 'session_pings', columns: ['at', 'session_id'], where: 't.person_id = $2' },
];

export const chaseOf = (tx: Queryable, scope: EngagementScope, sessionId: string, now: Date): Promise<ChaseRow | null> =>
  readChase(tx, { tenant_id: scope.tenantId, session_id: sessionId }, now);

/** What an erasure does here. */
export const erasure: ErasedTable[] = [
  { table: 'chases', steps: [{ where: whereClient(), set: { times: "'[]'" } }] },
  { table: 'session_pings', steps: [{ where: 't.person_id = $2' }], own: true },
];
