import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { logEvent } from '../../../platform/live/event-log.ts';
import { noticesName, offerNotice, withdrawNotices } from '../../nudges/service.ts';
import { isComplete, isTimeToAsk, neverReadable, nextLookAt, notReadableNow, withWord, type Found } from '../rules.ts';
import { saidDuring, saidOf } from '../present.ts';
import { addHistory, changeAttendance, readAttendance, settleSession, type AttendanceChanges, type AttendanceRow } from '../store.ts';
import { askTeams, type Asked } from './ask-teams.ts';
import { found } from './facts.ts';
import { keepReports, type Claim } from './store.ts';
import { askKey, askNotice } from './words.ts';

const day = 86_400_000;
const iso = (at: Date | string): string => new Date(at).toISOString();

/** Still the session that was claimed, by us, at the time it was looked at for. */
const isStill = (row: AttendanceRow | null, claim: Claim): row is AttendanceRow =>
  row !== null && row.look_claimed_until !== null && iso(row.look_claimed_until) === iso(claim.look_claimed_until);

/** Put to another time, or called off, since it was over: there is nothing to be found out about it. */
const isGone = (row: AttendanceRow): boolean =>
  row.a_starts_at === null || iso(row.a_starts_at) !== iso(row.starts_at) || row.session_state === 'late-cancel' || (row.session_state === 'cancelled' && row.state !== 'cancelled');

/** Whether what was found stays: both were there long enough, or no further report is to be expected. */
const isFinal = ({ state }: Found, row: AttendanceRow, now: Date): boolean => state === 'held' || (state !== 'unknown' && isComplete(new Date(row.ends_at), now));

/** Writes a verdict, once for each that is another, and closes the question when there is an answer. */
export async function writeVerdict(tx: Queryable, row: AttendanceRow, to: { state: NonNullable<AttendanceRow['state']>; by: string | null; why: string; now: Date }): Promise<void> {
  const { state, by, why, now } = to;
  if (state !== 'unknown') await withdrawNotices(tx, row.tenant_id, askKey(row.session_id));
  if (row.state === state && by === null) return;
  await addHistory(tx, row, { at: now, actor_id: by, what: by === null ? 'judged' : 'said', before: row.state, after: state, why });
  await settleSession(tx, row, state);
  await logEvent(tx, { tenantId: row.tenant_id, topic: row.engagement_id, name: 'attendance', itemId: row.session_id, now });
}

/** Asks the coach, once, when nobody else can say; a session that never stood firm is nobody's to miss, and is asked about all the same. */
async function ask(tx: Queryable, row: AttendanceRow, now: Date): Promise<AttendanceChanges> {
  if (row.asked_at !== null || (row.said_at !== null && !saidDuring(row))) return {};
  await offerNotice(tx, askNotice(row, now), now);
  return { asked_at: now };
}

async function settle(tx: Queryable, row: AttendanceRow, now: Date): Promise<void> {
  const end = new Date(row.ends_at);
  const attempts = row.look_attempts! + 1;
  const seen = await found(tx, row, now);
  const said = saidOf(row);
  const verdict = withWord(seen, said);
  const last = neverReadable(row.report_state!) ? null : nextLookAt(end, attempts);
  // Somebody's word does not end the looking: what Teams certainly shows later may speak for whom it was said of.
  const final = isFinal(seen, row, now);
  const asks = verdict.unsure && (isTimeToAsk(end, now) || notReadableNow(row.report_state!) || last === null);
  const state = final || asks || (said !== null && !verdict.unsure) || last === null ? (verdict.state as NonNullable<AttendanceRow['state']>) : row.state;
  await changeAttendance(tx, row, {
    found: seen, report_state: row.report_state, meeting_id: row.meeting_id, look_claimed_until: null, look_attempts: attempts, state,
    look_due_at: final ? null : last,
    raw_until: new Date(end.getTime() + row.raw_days * day),
    ...(asks ? await ask(tx, row, now) : {}),
  });
  if (state !== null) await writeVerdict(tx, row, { state, by: null, why: '', now });
}

/** Microsoft could not answer: later, as soon as it said, for a day; then a person is asked. */
async function putOff(tx: Queryable, row: AttendanceRow, seconds: number, now: Date): Promise<void> {
  const elapsed = now.getTime() - new Date(row.ends_at).getTime();
  // Ever more rarely: what was down for an hour is not asked every minute.
  const wait = Math.max(seconds * 1000, elapsed / 6);
  if (elapsed < day) return changeAttendance(tx, row, { look_due_at: new Date(now.getTime() + wait), look_claimed_until: null });
  await settle(tx, { ...row, look_attempts: 1_000 }, now);
}

/**
 * Looks at Teams for one claimed session and judges. Repeating it after a kill, or by two at once, changes nothing: reports are kept by
 * their id, and a verdict is written where it is another. Answers whether it was this claim's turn.
 */
export async function look(context: AppContext, claim: Claim): Promise<boolean> {
  const key = { tenantId: claim.tenant_id, sessionId: claim.session_id };
  const before = await context.db.system((tx) => readAttendance(tx, key));
  if (!isStill(before, claim)) return false;
  const asked: Asked = isGone(before) ? { state: 'none', meetingId: null, reports: [] } : await askTeams(context, before);
  const now = context.clock.now();
  const done = await context.db.system(async (tx) => {
    const row = await readAttendance(tx, key, true);
    if (!isStill(row, claim)) return false;
    if (isGone(row)) await changeAttendance(tx, row, { look_due_at: null, look_claimed_until: null });
    else if ('again' in asked) await putOff(tx, row, asked.again, now);
    else {
      await keepReports(tx, row, asked.reports, now);
      // What was once read is not unread by a later failure.
      const state = row.report_state === 'read' && asked.state !== 'read' ? 'read' : asked.state;
      await settle(tx, { ...row, report_state: state, meeting_id: asked.meetingId ?? row.meeting_id }, now);
    }
    return true;
  });
  await context.jobs.wake(noticesName);
  return done;
}
