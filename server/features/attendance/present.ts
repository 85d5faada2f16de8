import type { Standing } from '../../access/roles.ts';
import type { AskedAttendance, Attendance, AttendanceChange, Evidence, OutcomeCard } from './contract.ts';
import { beforeItIsOver, withWord, type Case, type Found, type Verdict } from './rules.ts';
import type { AttendanceRow, HistoryRow } from './store.ts';

/** The part of a scope that decides what is shown. */
export type View = Standing & { personId: string };

const iso = (at: Date | string): string => new Date(at).toISOString();
const ms = (at: Date | string): number => new Date(at).getTime();

const nothingFound: Found = { state: 'unknown', evidence: [], ruledOut: [] };

/** Observed at the time that it has now. */
export const isObserved = (row: AttendanceRow): boolean => row.a_starts_at !== null && ms(row.a_starts_at) === ms(row.starts_at);

/** Called off before it was over, which is scheduling's to know, and not because somebody said afterwards that it was moved. */
const wasCalledOff = (row: AttendanceRow): boolean =>
  row.session_state === 'late-cancel' || (row.session_state === 'cancelled' && !(isObserved(row) && row.state === 'cancelled'));

export const isLateCancel = (row: AttendanceRow): boolean => row.session_state === 'late-cancel';

const isDisputed = (row: AttendanceRow): boolean => isObserved(row) && row.disputed_at !== null;

const partyOf = (row: AttendanceRow, personId: string | null) => row.people.find(({ id }) => id === personId) ?? null;

/** The word that there is was given while the session was on: what became of it can still be asked. */
export const saidDuring = (row: AttendanceRow): boolean => row.said_at !== null && ms(row.said_at) < ms(row.ends_at);

/** What somebody said of a session, as the rules take it. */
export function saidOf(row: AttendanceRow): Case['said'] {
  if (row.said_outcome === null) return null;
  const by = partyOf(row, row.said_by);
  return { by: by?.role ?? 'coach', name: by?.name ?? '', outcome: row.said_outcome, at: ms(row.said_at!), during: saidDuring(row) };
}

function verdictOf(row: AttendanceRow, now: Date): Verdict & { over: boolean } {
  const booked = wasCalledOff(row) ? (row.session_state as 'cancelled' | 'late-cancel') : (row.booked ?? (row.session_state === 'proposed' ? 'proposed' : 'booked'));
  const early = beforeItIsOver({ booked, planned: { from: ms(row.starts_at), to: ms(row.ends_at) }, now: now.getTime(), cancelledBy: partyOf(row, row.cancelled_by) });
  if (early) return { ...early, over: false };
  if (!isObserved(row) || row.state === null) return { state: booked, evidence: [], unsure: false, over: true };
  return { ...withWord(row.found ?? nothingFound, saidOf(row)), over: true };
}

/** A lead sees that people were there and when, and nothing that anybody typed, not even a name typed on the way into a call. */
function evidenceFor(evidence: Evidence[], view: View): Evidence[] {
  if (view.role !== null) return evidence;
  return evidence.map((one) => {
    if (one.kind === 'unidentified') return { ...one, shownAs: null, maybe: null };
    return one.kind === 'somebody-else' ? { ...one, shownAs: null } : one;
  });
}

const presentChange = (line: HistoryRow, view: View): AttendanceChange => ({
  at: iso(line.at),
  by: line.actor_name,
  mine: line.actor_id === view.personId,
  what: line.what,
  before: line.before,
  after: line.after,
  why: view.role === null ? '' : line.why,
});

/** What the coach is asked, unless they said it when it was over. */
const isAsked = (row: AttendanceRow): boolean => row.asked_at !== null && (row.said_at === null || saidDuring(row));

function mayDo(row: AttendanceRow, { state, over }: Verdict & { over: boolean }, { role }: View, now: Date): Attendance['can'] {
  const late = isLateCancel(row);
  const settled = over && row.state !== null && isObserved(row);
  const [coach, client] = [role === 'coach', role === 'client' && (settled || late)];
  return {
    answer: coach && settled && state === 'unknown' && isAsked(row),
    correct: coach && (over || (late && ms(row.ends_at) <= now.getTime())),
    dispute: client && state !== 'unknown' && !isDisputed(row),
    withdrawDispute: client && isDisputed(row),
  };
}

/** What the client objects to; the words are not a lead's to read. */
const disputeFor = (row: AttendanceRow, view: View): Attendance['dispute'] =>
  isDisputed(row) ? { at: iso(row.disputed_at!), why: view.role === null ? '' : (row.dispute_why ?? '') } : null;

/** Where it stands between its end and a verdict. */
function progressOf(row: AttendanceRow, { over, state }: Verdict & { over: boolean }): Pick<Attendance, 'waiting' | 'nextLookAt' | 'counts'> {
  const settled = over && row.state !== null && isObserved(row);
  const waiting = over && !settled;
  return { waiting, nextLookAt: waiting && row.look_due_at ? iso(row.look_due_at) : null, counts: ((settled && state !== 'unknown') || wasCalledOff(row)) && !isDisputed(row) };
}

/** A session's attendance for one viewer at `now`; `card`: what they are asked while it is on. */
export function presentAttendance(row: AttendanceRow, history: HistoryRow[], view: View, now: Date, card: OutcomeCard | null = null): Attendance {
  const verdict = verdictOf(row, now);
  return {
    sessionId: row.session_id,
    engagementId: row.engagement_id,
    start: iso(row.starts_at),
    end: iso(row.ends_at),
    state: verdict.state,
    lateCancelBy: verdict.state === 'late-cancel' ? (partyOf(row, row.cancelled_by)?.role ?? null) : null,
    ...progressOf(row, verdict),
    evidence: evidenceFor(verdict.evidence, view),
    dispute: disputeFor(row, view),
    history: history.map((line) => presentChange(line, view)),
    version: row.version ?? 0,
    can: mayDo(row, verdict, view, now),
    card,
  };
}

/** A question to the coach, with the names that may have been somebody. */
export const presentAsked = (row: AttendanceRow): AskedAttendance => ({
  sessionId: row.session_id,
  engagementId: row.engagement_id,
  clientName: row.people.find(({ role }) => role === 'client')!.name,
  start: iso(row.starts_at),
  end: iso(row.ends_at),
  version: row.version!,
  maybe: (row.found?.evidence ?? []).flatMap((one) => (one.kind === 'unidentified' && one.shownAs ? [one.shownAs] : [])),
  objection: isDisputed(row) ? { state: isLateCancel(row) ? 'late-cancel' : row.state!, why: row.dispute_why ?? '' } : null,
});
