import type { EngagementScope } from '../../access/scope.ts';
import type { Role } from '../../access/roles.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { erasedName, whereClient, whereClientSession, wherePair, wherePairSession, type ErasedTable } from '../../platform/db/erasure.ts';
import { ofOwnSession, type PersonalRows } from '../../platform/db/personal.ts';
import type { AttendancePolicy, AttendanceState, Outcome, ReportState } from './contract.ts';
import type { Found } from './rules.ts';

/** A session with what is known of its attendance. What begins with `a_` is null while nothing was collected. */
export interface AttendanceRow {
  tenant_id: string;
  session_id: string;
  engagement_id: string;
  kind: 'coaching' | 'three-way' | 'chemistry';
  session_state: AttendanceState;
  starts_at: Date;
  ends_at: Date;
  join_url: string | null;
  hosted_outside: boolean;
  organizer_object_id: string | null;
  cancelled_by: string | null;
  policy: AttendancePolicy;
  raw_days: number;
  /** ISO text: they come as JSON. */
  people: { id: string; role: Role; name: string; object_id: string | null; email: string; optional: boolean }[];
  a_starts_at: Date | null;
  booked: 'proposed' | 'booked' | null;
  state: 'held' | 'cut-short' | 'client-no-show' | 'coach-no-show' | 'cancelled' | 'unknown' | null;
  found: Found | null;
  report_state: ReportState | null;
  meeting_id: string | null;
  look_due_at: Date | null;
  look_attempts: number | null;
  look_claimed_until: Date | null;
  asked_at: Date | null;
  /** When those present were asked while the session was on. */
  carded_at: Date | null;
  said_outcome: Outcome | null;
  said_by: string | null;
  said_at: Date | null;
  disputed_at: Date | null;
  dispute_why: string | null;
  raw_until: Date | null;
  version: number | null;
}

const select = `
  select s.tenant_id, s.id as session_id, s.engagement_id, s.kind, s.state as session_state, s.starts_at, s.ends_at, s.join_url, s.hosted_outside,
    o.object_id as organizer_object_id, s.cancelled_by, e.attendance as policy, t.attendance_raw_days as raw_days,
    a.starts_at as a_starts_at, a.booked, a.state, a.found, a.report_state, a.meeting_id, a.look_due_at, a.look_attempts, a.look_claimed_until,
    a.asked_at, a.carded_at, a.said_outcome, a.said_by, a.said_at, a.disputed_at, a.dispute_why, a.raw_until, a.version,
    (select json_agg(json_build_object('id', p.id, 'role', r.role, 'name', p.display_name, 'object_id', p.object_id, 'email', p.email,
       'optional', p.id = any(s.optional_people)) order by r.position)
     from (values ('client', e.client_id, 1), ('coach', e.coach_id, 2), ('sponsor', e.sponsor_id, 3)) r (role, person_id, position)
     join people p on p.tenant_id = e.tenant_id and p.id = r.person_id and (r.role <> 'sponsor' or s.kind = 'three-way')) as people
  from sessions s
  join engagements e on e.tenant_id = s.tenant_id and e.id = s.engagement_id
  join tenants t on t.id = s.tenant_id
  join people o on o.tenant_id = s.tenant_id and o.id = s.organizer_id
  left join attendance a on a.tenant_id = s.tenant_id and a.session_id = s.id
  where s.tenant_id = $1`;

/** One session; held until the transaction ends when it is to be changed. */
export async function readAttendance(tx: Queryable, key: { tenantId: string; sessionId: string }, hold = false): Promise<AttendanceRow | null> {
  // A statement of its own: whoever waited for the lock would else read the attendance as it was before the wait.
  if (hold) await tx.query('select from sessions where tenant_id = $1 and id = $2 for no key update', [key.tenantId, key.sessionId]);
  const { rows } = await tx.query<AttendanceRow>(`${select} and s.id = $2`, [key.tenantId, key.sessionId]);
  return rows[0] ?? null;
}

/** Sessions of an engagement that have begun or were called off, latest first. */
export async function attendanceOf(tx: Queryable, scope: EngagementScope, now: Date): Promise<AttendanceRow[]> {
  const { rows } = await tx.query<AttendanceRow>(
    `${select} and s.engagement_id = $2 and (s.starts_at <= $3 or s.state in ('cancelled', 'late-cancel')) order by s.starts_at desc, s.id limit 500`,
    [scope.tenantId, scope.engagementId, now],
  );
  return rows;
}

/** Sessions whose coach somebody is, of one engagement or all, and who is asked what became of them, or to look again because the client objects. */
export async function askedOfCoach(tx: Queryable, tenantId: string, coachId: string, engagementId: string | null): Promise<AttendanceRow[]> {
  const { rows } = await tx.query<AttendanceRow>(
    `${select} and e.coach_id = $2 and ($3::uuid is null or e.id = $3) and a.starts_at = s.starts_at
       and (a.disputed_at is not null or (a.asked_at is not null and a.state = 'unknown' and (a.said_at is null or a.said_at < a.ends_at)))
     order by s.starts_at desc limit 50`,
    [tenantId, coachId, engagementId],
  );
  return rows;
}

export interface HistoryRow {
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  what: 'judged' | 'said' | 'disputed' | 'dispute-withdrawn';
  before: AttendanceState | null;
  after: AttendanceState;
  why: string;
}

/** What became of the verdict on a session, oldest first. */
export async function attendanceHistory(tx: Queryable, key: { tenantId: string; sessionId: string }): Promise<HistoryRow[]> {
  const { rows } = await tx.query<HistoryRow>(
    `select h.at, h.actor_id, p.display_name as actor_name, h.what, h.before, h.after, h.why from attendance_history h
     left join people p on p.tenant_id = h.tenant_id and p.id = h.actor_id
     where h.tenant_id = $1 and h.session_id = $2 order by h.id limit 200`,
    [key.tenantId, key.sessionId],
  );
  return rows;
}

/** The same of all sessions of an engagement, by session. */
export async function historiesOf(tx: Queryable, scope: EngagementScope): Promise<Map<string, HistoryRow[]>> {
  const { rows } = await tx.query<HistoryRow & { session_id: string }>(
    `select h.session_id, h.at, h.actor_id, p.display_name as actor_name, h.what, h.before, h.after, h.why from attendance_history h
     join sessions s on s.tenant_id = h.tenant_id and s.id = h.session_id
     left join people p on p.tenant_id = h.tenant_id and p.id = h.actor_id
     where h.tenant_id = $1 and s.engagement_id = $2 order by h.id limit 5000`,
    [scope.tenantId, scope.engagementId],
  );
  const bySession = new Map<string, HistoryRow[]>();
  for (const { session_id, ...line } of rows) bySession.set(session_id, [...(bySession.get(session_id) ?? []), line]);
  return bySession;
}

type Key = Pick<AttendanceRow, 'tenant_id' | 'session_id'>;

export async function addHistory(tx: Queryable, { tenant_id, session_id }: Key, line: Omit<HistoryRow, 'actor_name'>): Promise<void> {
  await tx.query(
    'insert into attendance_history (tenant_id, session_id, at, actor_id, what, before, after, why) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tenant_id, session_id, line.at, line.actor_id, line.what, line.before, line.after, line.why],
  );
}

/** Everything of one verdict that changes together; what is left out stays. */
export type AttendanceChanges = Partial<
  Pick<AttendanceRow, 'state' | 'found' | 'report_state' | 'meeting_id' | 'look_due_at' | 'look_attempts' | 'look_claimed_until' | 'asked_at' | 'carded_at' | 'said_outcome' | 'said_by' | 'said_at' | 'disputed_at' | 'dispute_why' | 'raw_until'>
>;

/** Changes what is given and counts the change. The caller holds the session. */
export async function changeAttendance(tx: Queryable, { tenant_id, session_id }: Key, changes: AttendanceChanges): Promise<void> {
  const entries = Object.entries(changes);
  const sets = entries.map(([column], index) => `${column} = $${index + 3}`);
  await tx.query(`update attendance set ${[...sets, 'version = version + 1'].join(', ')} where tenant_id = $1 and session_id = $2`, [
    tenant_id, session_id, ...entries.map(([column, value]) => (column === 'found' ? JSON.stringify(value) : value)),
  ]);
}

/**
 * Lets the session say what became of it. One that was put off by agreement is cancelled, and its entry in the past stays where it is:
 * nobody is sent a cancellation of yesterday.
 */
export async function settleSession(tx: Queryable, { tenant_id, session_id }: Key, state: NonNullable<AttendanceRow['state']>): Promise<void> {
  await tx.query("update sessions set state = $3, event_cancelled = event_cancelled or $3 = 'cancelled' where tenant_id = $1 and id = $2", [tenant_id, session_id, state]);
}

export async function changePolicyRow(tx: Queryable, scope: EngagementScope, policy: AttendancePolicy): Promise<void> {
  await tx.query('update engagements set attendance = $3 where tenant_id = $1 and id = $2', [scope.tenantId, scope.engagementId, JSON.stringify(policy)]);
}

export async function readPolicy(tx: Queryable, scope: EngagementScope): Promise<AttendancePolicy> {
  const { rows } = await tx.query<{ attendance: AttendancePolicy }>('select attendance from engagements where tenant_id = $1 and id = $2', [scope.tenantId, scope.engagementId]);
  return rows[0]!.attendance;
}

/** What a report says of the person themselves. */
const ownReport = `select one from jsonb_array_elements(t.people) one join people me on me.tenant_id = $1::uuid and me.id = $2::uuid
  where lower(one->>'objectId') = me.object_id::text or lower(one->>'email') = me.email limit 1`;

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'what became of sessions', table: 'attendance', columns: ['starts_at', 'ends_at', 'state', 'session_id'], where: ofOwnSession() },
  { name: 'what you said became of sessions', table: 'attendance', columns: ['said_at', 'said_outcome', 'session_id'], where: 't.said_by = $2' },
  { name: 'changes you made to attendance', table: 'attendance_history', columns: ['at', 'what', 'why', 'session_id'], where: 't.actor_id = $2' },
  { name: 'sessions you had open', table: 'attendance_panels', columns: ['opened_at', 'seen_until', 'surface', 'session_id'], where: 't.person_id = $2' },
  { name: 'attendance that Teams reported', table: 'attendance_reports', columns: ['read_at', 'session_id'], also: { you: `(${ownReport})` }, where: `exists (${ownReport})` },
];

const renamed = (found: string): string => `regexp_replace(${found}, $3, '${erasedName}', 'gi')::jsonb`;
/** As whom somebody came who did not sign in: a name, perhaps theirs. */
const cameAs = String.raw`regexp_replace(t.found::text, '"shownAs": "([^"\\]|\\.)*"', '"shownAs": null', 'g')`;

/** What an erasure does here: verdicts and counts stay, without a name; what Teams reported word by word goes. */
export const erasure: ErasedTable[] = [
  {
    table: 'attendance',
    steps: [
      { where: wherePair(), set: { found: renamed(cameAs), meeting_id: 'null', look_due_at: 'null' } },
      { where: 't.found::text ~* $3', set: { found: renamed('t.found::text') } },
      { where: whereClient(), set: { dispute_why: "''" } },
    ],
    keeps: { said_by: 'by a row of people that says nothing of an erased person', report_state: 'a code' },
  },
  { table: 'attendance_history', steps: [{ where: `t.actor_id = $2 or ${whereClientSession()}`, set: { why: "''" } }], keeps: { actor_id: 'by a row of people that says nothing of an erased person', before: 'a code', after: 'a code' } },
  { table: 'attendance_panels', steps: [{ where: 't.person_id = $2' }], own: true },
  { table: 'attendance_reports', steps: [{ where: `t.people::text ~* $3 or ${wherePairSession()}` }], keeps: { people: 'who was in sessions of others, for as long as the organisation keeps it', report_id: 'Teams’ own id' } },
];
