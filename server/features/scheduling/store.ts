import type { EngagementScope } from '../../access/scope.ts';
import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { keepPlan } from '../../platform/db/kept-plans.ts';
import { ofOwnSession, ofOwnWork, type PersonalRows } from '../../platform/db/personal.ts';
import type { AttendeeResponse } from '../../platform/microsoft/microsoft.ts';
import { record } from '../engagements/service.ts';
import { followMailbox } from '../following/service.ts';
import { makeRoom } from '../blocks/service.ts';
import { withdrawNotices } from '../nudges/service.ts';
import type { PersonRow } from '../people/service.ts';
import { holdPeople, sponsorStands } from './agreed/hold.ts';
import type { Bands } from './bands/rules.ts';
import { closeRequests, latestRequest, type RequestRow } from './bands/store.ts';
import { idleKey } from './idle/rules.ts';
import type { ReasonCode, Relaxation, SessionKind, SessionState } from './contract.ts';

/** Why the calendar does not yet hold what was agreed. `waiting` passes by itself; the others need a person. */
export type SyncProblem = 'waiting' | 'consent-missing' | 'slot-taken' | 'refused' | 'gone' | 'unsent';

/** Where a session may live on: an event that another organiser made for the same people. */
export interface Successor {
  /** In the mailbox that is followed. */
  eventId: string;
  iCalUId: string;
  organizer: string;
}

export interface SessionRow {
  tenant_id: string;
  id: string;
  engagement_id: string;
  kind: SessionKind;
  state: SessionState;
  starts_at: Date;
  ends_at: Date;
  version: number;
  agenda: string;
  cancel_comment: string;
  optional_people: string[];
  relaxed: Relaxation[];
  organizer_id: string;
  booked_by: string;
  event_id: string | null;
  event_starts_at: Date | null;
  event_ends_at: Date | null;
  event_cancelled: boolean;
  join_url: string | null;
  web_link: string | null;
  chat_id: string | null;
  chat_app: 'pending' | 'installed' | 'failed' | 'none';
  responses: Record<string, AttendeeResponse>;
  checked: boolean;
  sync_due_at: Date | null;
  sync_attempts: number;
  sync_problem: SyncProblem | null;
  sync_permission: string | null;
  event_read_at: Date | null;
  /** Until when an invitation is waited for that the organiser sends from Outlook. */
  expected_until: Date | null;
  /** Of the last state of the event that was taken in; an older one says nothing new. */
  event_modified_at: Date | null;
  look_due_at: Date | null;
  look_attempts: number;
  /** People of the engagement whom the organiser took off the invitation. */
  uninvited: string[];
  /** How many others the organiser invited beside them. */
  strangers: number;
  /** Other times that people proposed, by person. */
  proposals: Record<string, { start: string; end: string }>;
  /** An event under another organiser that may have taken this one's place. */
  successor: Successor | null;
  /** The event is somebody's outside the tenant now: it is followed in a copy, and only they can change it. */
  hosted_outside: boolean;
  cancel_reason: ReasonCode | null;
  cancelled_by: string | null;
  /** The latest question to the coach. */
  request: RequestRow | null;
  /** From the engagement. */
  neutral_subject: boolean;
  empty_body: boolean;
  reschedule: Bands;
  people: (PersonRow & { role: Role })[];
}

const fields = `s.tenant_id, s.id, s.engagement_id, s.kind, s.state, s.starts_at, s.ends_at, s.version, s.agenda, s.cancel_comment,
  s.optional_people, s.relaxed, s.organizer_id, s.booked_by, s.event_id, s.event_starts_at, s.event_ends_at, s.event_cancelled, s.join_url,
  s.web_link, s.chat_id, s.chat_app, s.responses, s.checked, s.sync_due_at, s.sync_attempts, s.sync_problem, s.sync_permission,
  s.event_read_at, s.expected_until, s.event_modified_at, s.look_due_at, s.look_attempts, s.uninvited, s.strangers, s.proposals, s.successor, s.hosted_outside,
  s.cancel_reason, s.cancelled_by, ${latestRequest}`;

const select = `
  select ${fields}, e.neutral_subject, e.empty_body, e.rules -> 'reschedule' as reschedule,
    (select json_agg(json_build_object('role', r.role, 'id', p.id, 'object_id', p.object_id, 'email', p.email,
       'display_name', p.display_name, 'zone', p.zone) order by r.position)
     from (values ('client', e.client_id, 1), ('coach', e.coach_id, 2), ('sponsor', e.sponsor_id, 3)) r (role, person_id, position)
     join people p on p.tenant_id = e.tenant_id and p.id = r.person_id) as people
  from sessions s join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id`;

const sessionQuery = keepPlan(`${select} where s.tenant_id = $1 and s.id = $2 and ($3::uuid is null or s.engagement_id = $3)`);

export async function readSession(tx: Queryable, scope: { tenantId: string; engagementId?: string }, sessionId: string): Promise<SessionRow | null> {
  const { rows } = await tx.query<SessionRow>(sessionQuery, [scope.tenantId, sessionId, scope.engagementId ?? null]);
  return rows[0] ?? null;
}

/** Sessions of one engagement, soonest first. */
export async function listSessions(tx: Queryable, scope: EngagementScope): Promise<SessionRow[]> {
  const { rows } = await tx.query<SessionRow>(`${select} where s.tenant_id = $1 and s.engagement_id = $2 order by s.starts_at, s.id limit 500`, [scope.tenantId, scope.engagementId]);
  return rows;
}

/**
 * What lies before a person in the engagements of a query `e`: still to come, or not yet in the calendar. A sponsor is in three-way
 * sessions only. Who takes part is told by ids. $1 tenant, $2 now, $3 person.
 */
export const upcomingOfViewer = `
  select ${fields}, e.neutral_subject, e.empty_body, e.reschedule, e.client_id, e.coach_id, e.sponsor_id
  from sessions s join e on e.id = s.engagement_id
  where s.tenant_id = $1 and ($3 in (e.client_id, e.coach_id) or (s.kind = 'three-way' and $3 = e.sponsor_id))
    and s.ends_at > $2 and (s.state in ('proposed', 'booked') or s.sync_problem is not null)
  order by s.starts_at limit 20`;

/** Forgets a session whose invitation was never sent; false when it is in a calendar by now, or is not this organiser's. */
export async function forgetUnsent(tx: Queryable, tenantId: string, sessionId: string, organizerId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'delete from sessions where tenant_id = $1 and id = $2 and organizer_id = $3 and expected_until is not null and event_id is null',
    [tenantId, sessionId, organizerId],
  );
  return rowCount === 1;
}

interface BookedTime {
  session_id: string;
  engagement_id: string;
  person_id: string;
  starts_at: Date;
  ends_at: Date;
}

/** Every active session of these people in any engagement of the tenant: busy time that a feed or a calendar may not show yet. */
export async function bookedTimes(tx: Queryable, tenantId: string, personIds: string[], window: { from: Date; to: Date }): Promise<BookedTime[]> {
  const { rows } = await tx.query<BookedTime>(
    `with e as materialized (
       select id, client_id, coach_id, sponsor_id from engagements where tenant_id = $1 and (client_id = any($2::uuid[]) or coach_id = any($2::uuid[]) or sponsor_id = any($2::uuid[])))
     select s.id as session_id, s.engagement_id, p.person_id, s.starts_at, s.ends_at from sessions s join e on e.id = s.engagement_id
     cross join lateral (values (e.client_id), (e.coach_id), (case when s.kind = 'three-way' then e.sponsor_id end)) p (person_id)
     where s.tenant_id = $1 and s.engagement_id = any(array(select id from e)) and p.person_id = any($2::uuid[]) and s.state in ('proposed', 'booked', 'in-progress')
       and s.ends_at > $3 and s.starts_at < $4`,
    [tenantId, personIds, window.from, window.to],
  );
  return rows;
}

const neighboursQuery = keepPlan(`select starts_at from sessions where tenant_id = $1 and engagement_id = $2
  and state not in ('cancelled', 'late-cancel', 'client-no-show', 'coach-no-show') and ($3::uuid is null or id <> $3) order by starts_at`);

/** Starts of the engagement's sessions that took place or are to take place, but one; what somebody missed keeps no later one at a distance. */
export async function neighbourStarts(tx: Queryable, scope: Pick<EngagementScope, 'tenantId' | 'engagementId'>, but: string | null): Promise<Date[]> {
  const { rows } = await tx.query<{ starts_at: Date }>(neighboursQuery, [scope.tenantId, scope.engagementId, but]);
  return rows.map((row) => row.starts_at);
}

export interface NewSession {
  id: string;
  kind: SessionKind;
  state: 'proposed' | 'booked';
  start: Date;
  end: Date;
  agenda: string;
  optionalPeople: string[];
  relaxed: Relaxation[];
  organizerId: string;
  /** Who sponsored the engagement when the time was looked at. */
  sponsorId: string | null;
  checked: boolean;
  /** Set when the organiser sends the invitation from Outlook: until when it is waited for, and when it is first looked for. */
  expected?: { until: Date; lookAt: Date };
  now: Date;
}

/**
 * Stores a session that is due in the calendar at once, with its line of history. 'overlap' when somebody who has to be there is in another one by now,
 * or is somebody else by now, whose calendar nobody looked at;
 * 'exists' when this id is stored already: the request was sent twice.
 */
export async function insertSession(tx: Queryable, scope: EngagementScope, made: NewSession): Promise<'made' | 'exists' | 'overlap'> {
  // Asked together and done in this order: who had to wait for somebody else's booking then sees it.
  const [, stands, same, taken] = await Promise.all([
    holdPeople(tx, scope), sponsorStands(tx, scope, made), tx.query('select from sessions where tenant_id = $1 and id = $2', [scope.tenantId, made.id]), overlaps(tx, scope, made),
  ]);
  if (same.rowCount > 0) return 'exists';
  if (taken || !stands) return 'overlap';
  const inserted = tx.query(
    `insert into sessions (tenant_id, id, engagement_id, kind, state, starts_at, ends_at, agenda, optional_people, relaxed,
       organizer_id, booked_by, created_at, checked, sync_due_at, expected_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::uuid[], $10, $11, $12, $13, $14, $15, $16)`,
    [
      scope.tenantId, made.id, scope.engagementId, made.kind, made.state, made.start, made.end, made.agenda, made.optionalPeople,
      JSON.stringify(made.relaxed), made.organizerId, scope.personId, made.now, made.checked,
      made.expected?.lookAt ?? made.now, made.expected?.until ?? null,
    ],
  );
  await Promise.all([
    inserted,
    followMailbox(tx, { tenantId: scope.tenantId, personId: made.organizerId, purpose: 'sessions', until: made.end }),
    withdrawNotices(tx, scope.tenantId, idleKey(scope.engagementId)),
    makeRoom(tx, scope.tenantId, scope.engagementId, made.now),
    record(tx, { ...scope, sessionId: made.id, actorId: scope.personId, what: made.expected ? 'session-announced' : 'session-booked', now: made.now }),
  ]);
  return 'made';
}

interface Wanted {
  id: string;
  kind: SessionKind;
  start: Date;
  end: Date;
  optionalPeople: string[];
}

/** True when the engagement, or somebody who has to be there, has another session at this time. */
async function overlaps(tx: Queryable, scope: EngagementScope, wanted: Wanted): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from sessions s
     join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
     join engagements mine on mine.tenant_id = s.tenant_id and mine.id = $2
     where s.tenant_id = $1 and s.id <> $3 and s.state in ('proposed', 'booked', 'in-progress') and s.starts_at < $5 and s.ends_at > $4
       and (e.id = mine.id or exists (
         select from unnest(array[mine.client_id, mine.coach_id, case when $6 then mine.sponsor_id end]) needed
         where needed <> all($7::uuid[]) and (needed in (e.client_id, e.coach_id) or (s.kind = 'three-way' and needed = e.sponsor_id))))`,
    [scope.tenantId, scope.engagementId, wanted.id, wanted.start, wanted.end, wanted.kind === 'three-way', wanted.optionalPeople],
  );
  return rowCount > 0;
}

export interface Change {
  version: number;
  state?: SessionState;
  start?: Date;
  end?: Date;
  comment?: string;
  reason?: ReasonCode;
  /** Who wants it, where that is not whoever carries it out. */
  by?: string;
  relaxed?: Relaxation[];
  optionalPeople?: string[];
  checked?: boolean;
  now: Date;
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/** What a change sets, in the order of the statement; null for what stays as it is. */
const valuesOf = (scope: EngagementScope, row: SessionRow, change: Change): unknown[] => [
  scope.tenantId, row.id, change.version, orNull(change.state), orNull(change.start), orNull(change.end), orNull(change.comment), change.relaxed ? JSON.stringify(change.relaxed) : null,
  orNull(change.optionalPeople), orNull(change.checked), change.now, orNull(change.reason), (change.by ?? scope.personId) || null,
];

/**
 * Changes what is agreed and makes the calendar due. 'conflict' when somebody else changed it since `version`, 'overlap' when
 * somebody who has to be there is in another session at the new time.
 */
export async function changeSession(tx: Queryable, scope: EngagementScope, row: SessionRow, change: Change): Promise<'changed' | 'conflict' | 'overlap'> {
  if (change.start && change.end) {
    await holdPeople(tx, scope);
    const optionalPeople = change.optionalPeople ?? row.optional_people;
    if (await overlaps(tx, scope, { id: row.id, kind: row.kind, start: change.start, end: change.end, optionalPeople })) return 'overlap';
  }
  if (change.end) await followMailbox(tx, { tenantId: scope.tenantId, personId: row.organizer_id, purpose: 'sessions', until: change.end });
  const { rowCount } = await tx.query(
    `update sessions set version = version + 1, state = coalesce($4, state), starts_at = coalesce($5, starts_at),
       ends_at = coalesce($6, ends_at), cancel_comment = coalesce($7, cancel_comment), relaxed = coalesce($8::jsonb, relaxed),
       optional_people = coalesce($9::uuid[], optional_people), checked = coalesce($10, checked), cancel_reason = coalesce($12, cancel_reason),
       cancelled_by = case when $4 in ('cancelled', 'late-cancel') then $13::uuid else cancelled_by end,
       sync_due_at = $11, sync_attempts = 0, sync_problem = null, sync_permission = null
     where tenant_id = $1 and id = $2 and version = $3`,
    valuesOf(scope, row, change),
  );
  // What was asked about is not what stands there any more.
  if (rowCount === 1 && (change.start || change.state)) await closeRequests(tx, { tenantId: scope.tenantId, sessionId: row.id }, change.now);
  if (rowCount === 1 && (change.start || change.state)) await makeRoom(tx, scope.tenantId, scope.engagementId, change.now);
  return rowCount === 1 ? 'changed' : 'conflict';
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'sessions', table: 'sessions', columns: ['starts_at', 'ends_at', 'kind', 'state', 'engagement_id', 'created_at'], where: ofOwnSession('id') },
  { name: 'agendas of sessions', table: 'sessions', columns: ['starts_at', 'agenda'], where: `t.agenda <> '' and ${ofOwnWork()}` },
  { name: 'reasons you gave for cancelling', table: 'sessions', columns: ['starts_at', 'cancel_comment', 'cancel_reason'], where: `(t.cancel_comment <> '' or t.cancel_reason is not null) and t.cancelled_by = $2` },
  { name: 'what you asked about sessions', table: 'session_requests', columns: ['asked_at', 'what', 'comment', 'state', 'session_id'], where: 't.asked_by = $2' },
];
