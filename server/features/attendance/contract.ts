import { z } from 'zod';
import { instant, prose, role, uuid } from '../people/contract.ts';

/** What became of a session (product.md D, "States"). */
export const attendanceState = z.enum([
  'proposed', 'booked', 'in-progress', 'held', 'cut-short', 'client-no-show', 'coach-no-show', 'late-cancel', 'cancelled', 'unknown',
]);
export type AttendanceState = z.infer<typeof attendanceState>;

/** When somebody is late, and when a session was too short to count as held. Data of the engagement. */
export const attendancePolicy = z.strictObject({
  /** Minutes after the start that somebody has to have waited before the other can be said to have missed it. */
  graceMinutes: z.int().min(5).max(60),
  /** Minutes after the start from which somebody is late; before the end from which somebody left early. */
  lateMinutes: z.int().min(1).max(30),
  /** Share of the planned time that both have to be there together; less is cut short. */
  cutShortShare: z.number().min(0.1).max(0.9),
}).refine((policy) => policy.graceMinutes >= policy.lateMinutes, { path: ['graceMinutes'], message: 'must not be less than lateMinutes' });
export type AttendancePolicy = z.infer<typeof attendancePolicy>;

/** Practice calls a session over 15 to 20 minutes after its start; product.md D tells the coach at 15. */
export const defaultPolicy: AttendancePolicy = { graceMinutes: 15, lateMinutes: 5, cutShortShare: 0.5 };

/** What a person says became of a session: 'moved' when it was another day by agreement, so nobody missed anything. */
export const outcome = z.enum(['held', 'cut-short', 'client-missing', 'coach-missing', 'moved']);
export type Outcome = z.infer<typeof outcome>;

/**
 * What came of asking Teams. 'none': no report; 'emptied': reports that name nobody; 'no-access-policy', 'no-permission': an
 * administrator has not let us read; 'no-meeting': the link leads to none of the organiser's; 'outside': somebody outside the
 * organisation organises it; 'no-link': it has no Teams link; 'not-asked': it was not looked yet.
 */
export const reportState = z.enum(['not-asked', 'read', 'none', 'emptied', 'no-access-policy', 'no-permission', 'no-meeting', 'outside', 'no-link']);
export type ReportState = z.infer<typeof reportState>;

const intervals = z.array(z.strictObject({ from: instant, to: instant }));
const somebody = { personId: uuid, role, name: z.string() };

/** One thing that a verdict rests on. */
export const evidence = z.discriminatedUnion('kind', [
  /** Somebody of the session was there, certainly. `lateBy`, `leftEarlyBy`: minutes, 0 when neither. */
  z.strictObject({ kind: z.literal('present'), ...somebody, source: z.enum(['teams-report', 'side-panel']), intervals, lateBy: z.int(), leftEarlyBy: z.int() }),
  /** Teams' report does not name them. */
  z.strictObject({ kind: z.literal('not-in-report'), ...somebody }),
  /** Minutes for which somebody was there without the other. */
  z.strictObject({ kind: z.literal('waited'), ...somebody, minutes: z.int() }),
  /** Minutes for which client and coach were there together, of those planned. */
  z.strictObject({ kind: z.literal('together'), minutes: z.int(), planned: z.int() }),
  /** Somebody nobody can be certain of: by telephone, without signing in, or left out of the report. `maybe`: the name is alike. */
  z.strictObject({ kind: z.literal('unidentified'), shownAs: z.string().nullable(), intervals, maybe: z.strictObject(somebody).nullable() }),
  /** Somebody else, signed in: a colleague who came instead, or beside. */
  z.strictObject({ kind: z.literal('somebody-else'), shownAs: z.string().nullable(), intervals }),
  z.strictObject({ kind: z.literal('report'), state: reportState }),
  /** `during`: while the session was on. 'held' then says that both were there. */
  z.strictObject({ kind: z.literal('said'), by: role, name: z.string(), outcome, at: instant, during: z.boolean() }),
  /** What was said goes against what Teams reports, so it does not decide. */
  z.strictObject({ kind: z.literal('contradicted'), outcome }),
  z.strictObject({ kind: z.literal('cancelled'), by: role.nullable(), name: z.string().nullable(), late: z.boolean() }),
]);
export type Evidence = z.infer<typeof evidence>;

export const attendanceChange = z.strictObject({
  at: instant,
  /** Null: found by Fieldwork itself. */
  by: z.string().nullable(),
  mine: z.boolean(),
  what: z.enum(['judged', 'said', 'disputed', 'dispute-withdrawn']),
  before: attendanceState.nullable(),
  after: attendanceState,
  why: z.string(),
});
export type AttendanceChange = z.infer<typeof attendanceChange>;

/** What can be said of a session with one tap while it is on; 'moved': it is another day by agreement. */
export const liveWord = z.enum(['both-here', 'not-here', 'moved']);
export type LiveWord = z.infer<typeof liveWord>;

/** Asked of whoever is there, from fifteen minutes after the start, while the other was not seen. */
export const outcomeCard = z.strictObject({
  missing: z.strictObject(somebody),
  /** What the viewer said last. */
  said: liveWord.nullable(),
});
export type OutcomeCard = z.infer<typeof outcomeCard>;
/** The card of a session that is on; null while there is nothing to be asked. */
export const sessionCard = z.strictObject({ card: outcomeCard.nullable() });
export type SessionCard = z.infer<typeof sessionCard>;
export const sayNow = z.strictObject({ word: liveWord });
export type SayNow = z.input<typeof sayNow>;

/** A session's attendance for one viewer. */
export const attendance = z.strictObject({
  sessionId: uuid,
  engagementId: uuid,
  start: instant,
  end: instant,
  state: attendanceState,
  /** Who cancelled at short notice; null otherwise. */
  lateCancelBy: role.nullable(),
  /** The session is over and Teams has not reported so far; it is looked again at `nextLookAt`. */
  waiting: z.boolean(),
  nextLookAt: instant.nullable(),
  /** False while it is not known, or disputed: then it must not be held against anybody. */
  counts: z.boolean(),
  evidence: z.array(evidence),
  dispute: z.strictObject({ at: instant, why: z.string() }).nullable(),
  /** Oldest first. */
  history: z.array(attendanceChange),
  version: z.int(),
  /** `answer`: the viewer is asked what happened. */
  can: z.strictObject({ answer: z.boolean(), correct: z.boolean(), dispute: z.boolean(), withdrawDispute: z.boolean() }),
  /** What the viewer is asked while the session is on. */
  card: outcomeCard.nullable(),
});
export type Attendance = z.infer<typeof attendance>;

export const attendanceList = z.strictObject({ sessions: z.array(attendance) });
export type AttendanceList = z.infer<typeof attendanceList>;

/** Names what was kept about a session's attendance; 0 while nothing was. */
const read = z.int().min(0);

/** `version` is the one that was read. */
export const sayOutcome = z.strictObject({ version: read, outcome, why: prose(500).default('') });
export type SayOutcome = z.input<typeof sayOutcome>;
export const disputeVerdict = z.strictObject({ version: read, why: prose(500) });
export type DisputeVerdict = z.input<typeof disputeVerdict>;

/** A question to the coach that is open: "Did it happen?", or what the client objects to. */
export const askedAttendance = z.strictObject({
  sessionId: uuid, engagementId: uuid, clientName: z.string(), start: instant, end: instant, version: z.int(), maybe: z.array(z.string()),
  /** What is held to have happened, which the client says is not how it was, and their words, empty where they gave none; null where nobody objects. */
  objection: z.strictObject({ state: attendanceState, why: z.string() }).nullable(),
});
export type AskedAttendance = z.infer<typeof askedAttendance>;
export const askedList = z.strictObject({ asked: z.array(askedAttendance) });
export type AskedList = z.infer<typeof askedList>;
