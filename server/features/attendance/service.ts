import type { z } from 'zod';
import type { Party } from '../../access/actor.ts';
import type { Action } from '../../access/policies.ts';
import { authorise, authoriseSession, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError } from '../../platform/errors.ts';
import { noticesName, offerNotice, withdrawNotices } from '../nudges/service.ts';
import { found } from './collect/facts.ts';
import { writeVerdict } from './collect/look.ts';
import { observe } from './collect/store.ts';
import { disputeKey, disputeNotice } from './collect/words.ts';
import type { AskedAttendance, Attendance, AttendancePolicy, Outcome, disputeVerdict, sayOutcome } from './contract.ts';
import { cardOf } from './live/on.ts';
import { isLateCancel, presentAsked, presentAttendance, saidDuring } from './present.ts';
import { withWord } from './rules.ts';
import { addHistory, askedOfCoach, attendanceHistory, attendanceOf, changeAttendance, changePolicyRow, historiesOf, readAttendance, readPolicy, type AttendanceRow } from './store.ts';

export { panelOpen, sayHowItStands } from './live/on.ts';
export { erasure, personal } from './store.ts';

async function shown(tx: Queryable, scope: EngagementScope, sessionId: string, now: Date): Promise<Attendance> {
  const key = { tenantId: scope.tenantId, sessionId };
  const row = (await readAttendance(tx, key))!;
  const card = scope.role === null ? null : await cardOf(tx, row, scope.personId, now);
  return presentAttendance(row, await attendanceHistory(tx, key), scope, now, card);
}

/** What became of one session, with the evidence, for client, coach and a programme lead. */
export const attendanceFor = (context: AppContext, who: Party, sessionId: string): Promise<Attendance> =>
  context.db.scoped(who.tenantId, async (tx) => shown(tx, await authoriseSession(tx, who, sessionId, 'see-attendance'), sessionId, context.clock.now()));

/** What became of an engagement's sessions that have begun or were called off, latest first; without their histories. */
export const attendanceOfEngagement = (context: AppContext, who: Party, engagementId: string): Promise<Attendance[]> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'see-attendance');
    const now = context.clock.now();
    return (await attendanceOf(tx, scope, now)).map((row) => presentAttendance(row, [], scope, now));
  });

/** The same with their histories, by session, for the log of an engagement; the scope is one to see attendance. */
export async function attendanceWithHistories(tx: Queryable, scope: EngagementScope, now: Date): Promise<Map<string, Attendance>> {
  const [rows, histories] = [await attendanceOf(tx, scope, now), await historiesOf(tx, scope)];
  return new Map(rows.map((row) => [row.session_id, presentAttendance(row, histories.get(row.session_id) ?? [], scope, now)]));
}

/** The sessions of which a coach is asked what became; with a personal link, of its one engagement. */
export const askedAbout = (context: AppContext, who: Party): Promise<AskedAttendance[]> =>
  context.db.scoped(who.tenantId, async (tx) => (await askedOfCoach(tx, who.tenantId, who.personId, who.onlyEngagement)).map(presentAsked));

/** The same inside somebody's transaction: by which verdicts something else is decided. Without histories. */
export const verdictsOf = async (tx: Queryable, scope: EngagementScope, now: Date): Promise<Attendance[]> =>
  (await attendanceOf(tx, scope, now)).map((row) => presentAttendance(row, [], scope, now));

export { readPolicy as policyFor } from './store.ts';

export const policyOf = (context: AppContext, who: Party, engagementId: string): Promise<AttendancePolicy> =>
  context.db.scoped(who.tenantId, async (tx) => readPolicy(tx, await authorise(tx, who, engagementId, 'see-attendance')));

/** Changes by what sessions are judged from now on; verdicts that were given stay. */
export const changePolicy = (context: AppContext, who: Party, engagementId: string, policy: AttendancePolicy): Promise<AttendancePolicy> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, engagementId, 'edit');
    await changePolicyRow(tx, scope, policy);
    return readPolicy(tx, scope);
  });

interface Held {
  scope: EngagementScope;
  row: AttendanceRow;
}

const notOver = (): AppError => new AppError('conflict', 'This session is not over, or was cancelled.');
const changedMeanwhile = (): AppError => new AppError('conflict', 'This has changed meanwhile. Look at it again.');

/** One session that is over, or was called off late, held for a change. */
async function hold(tx: Queryable, who: Party, sessionId: string, action: Action, now: Date): Promise<Held> {
  const scope = await authoriseSession(tx, who, sessionId, action);
  const key = { tenantId: scope.tenantId, sessionId };
  const before = (await readAttendance(tx, key, true))!;
  const cancelled = before.session_state === 'cancelled' && before.state !== 'cancelled';
  // A late cancellation may count like a miss, so the client need not wait until it would have been over to see it otherwise.
  const early = new Date(before.ends_at) > now && !(isLateCancel(before) && action === 'dispute-attendance');
  if (cancelled || early) throw notOver();
  await observe(tx, before, now);
  return { scope, row: (await readAttendance(tx, key))! };
}

/** Why something cannot be said, with the way out: Teams certainly has the person there. */
const seenThere = (row: AttendanceRow, outcome: Outcome): AppError => {
  const role = outcome === 'client-missing' ? 'client' : 'coach';
  const name = row.people.find((one) => one.role === role)!.name;
  return new AppError('conflict', `Teams shows ${name} in this meeting, so it cannot be called missed. If there was too little time, say that it was cut short.`);
};

/** The coach stands by it that a session was called off late: an objection to that is settled. */
async function keepLate(tx: Queryable, who: Party, row: AttendanceRow, why: string, now: Date): Promise<void> {
  if (row.disputed_at === null) return;
  await changeAttendance(tx, row, { disputed_at: null, dispute_why: '' });
  await withdrawNotices(tx, who.tenantId, disputeKey(row.session_id));
  await addHistory(tx, row, { at: now, actor_id: who.personId, what: 'said', before: 'late-cancel', after: 'late-cancel', why });
}

const staysLate = (row: AttendanceRow, outcome: Outcome): boolean => isLateCancel(row) && (outcome === 'client-missing' || outcome === 'coach-missing');

/**
 * The coach says what became of a session: the answer to the question, or a correction. It settles a dispute. AppError 'conflict' for
 * what the evidence certainly rules out, and when somebody else changed it since `version`. Of one that was called off late nobody was missing:
 * that stays so, unless it took place all the same or was put off by agreement.
 */
export async function say(context: AppContext, who: Party, sessionId: string, body: z.output<typeof sayOutcome>): Promise<Attendance> {
  const now = context.clock.now();
  return context.db.scoped(who.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, who, sessionId, 'judge-attendance', now);
    if (staysLate(row, body.outcome)) {
      if (row.disputed_at !== null && row.version !== body.version) throw changedMeanwhile();
      await keepLate(tx, who, row, body.why, now);
      return shown(tx, scope, sessionId, now);
    }
    const seen = row.found ?? (await found(tx, row, now));
    if (seen.ruledOut.includes(body.outcome)) throw seenThere(row, body.outcome);
    // Pressed twice, or sent again after a lost answer.
    const again = row.said_outcome === body.outcome && row.said_by === who.personId && row.disputed_at === null && !saidDuring(row);
    if (again) return shown(tx, scope, sessionId, now);
    // What Fieldwork finds out meanwhile does not make a first word an old one.
    if (row.version !== body.version && (body.version !== 0 || row.said_at !== null)) throw changedMeanwhile();
    const { state } = withWord(seen, { by: 'coach', name: '', outcome: body.outcome, at: now.getTime(), during: false });
    const verdict = state as NonNullable<AttendanceRow['state']>;
    await changeAttendance(tx, row, { found: seen, state: verdict, said_outcome: body.outcome, said_by: who.personId, said_at: now, disputed_at: null, dispute_why: '' });
    await withdrawNotices(tx, who.tenantId, disputeKey(sessionId));
    await writeVerdict(tx, row, { state: verdict, by: who.personId, why: body.why, now });
    return shown(tx, scope, sessionId, now);
  });
}

/** The client objects to a verdict: it counts for nothing until the coach has looked. AppError 'conflict' when there is none. */
export async function dispute(context: AppContext, who: Party, sessionId: string, body: z.output<typeof disputeVerdict>): Promise<Attendance> {
  const now = context.clock.now();
  const done = await context.db.scoped(who.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, who, sessionId, 'dispute-attendance', now);
    if (row.disputed_at !== null && row.dispute_why === body.why) return shown(tx, scope, sessionId, now);
    const state = isLateCancel(row) ? 'late-cancel' : row.state;
    if (state === null || state === 'unknown') throw new AppError('conflict', 'There is no verdict on this session yet.');
    // Of one that was called off nothing was kept before.
    if (row.version !== body.version && (body.version !== 0 || row.disputed_at !== null)) throw changedMeanwhile();
    await changeAttendance(tx, row, { disputed_at: now, dispute_why: body.why });
    await addHistory(tx, row, { at: now, actor_id: who.personId, what: 'disputed', before: state, after: state, why: body.why });
    await offerNotice(tx, disputeNotice(row, row.version! + 1, now), now);
    return shown(tx, scope, sessionId, now);
  });
  await context.jobs.wake(noticesName);
  return done;
}

/** The client takes the objection back; taking back none is done already. */
export async function withdrawDispute(context: AppContext, who: Party, sessionId: string): Promise<Attendance> {
  const now = context.clock.now();
  return context.db.scoped(who.tenantId, async (tx) => {
    const { scope, row } = await hold(tx, who, sessionId, 'dispute-attendance', now);
    if (row.disputed_at === null) return shown(tx, scope, sessionId, now);
    const state = isLateCancel(row) ? 'late-cancel' : row.state!;
    await changeAttendance(tx, row, { disputed_at: null, dispute_why: '' });
    await withdrawNotices(tx, who.tenantId, disputeKey(sessionId));
    await addHistory(tx, row, { at: now, actor_id: who.personId, what: 'dispute-withdrawn', before: state, after: state, why: '' });
    return shown(tx, scope, sessionId, now);
  });
}
