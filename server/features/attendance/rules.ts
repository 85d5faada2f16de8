import type { Role } from '../../access/roles.ts';
import type { AttendancePolicy, AttendanceState, Evidence, Outcome, ReportState } from './contract.ts';
import { clipped, common, lengthOf, merged, type Interval } from './judge/intervals.ts';
import type { Expected } from './judge/people.ts';
import { whoWasThere, type Other, type PanelPresence, type Present, type Report, type WhoWasThere } from './judge/presence.ts';

export { windowOf } from './judge/presence.ts';

/** What reports and panels show of one session, and what they are judged by. Instants are epoch milliseconds. */
export interface Facts {
  tenantId: string;
  /** As booking and its changes left it; attendance says what became of what was booked. */
  booked: 'proposed' | 'booked' | 'late-cancel' | 'cancelled';
  planned: Interval;
  expected: Expected[];
  policy: AttendancePolicy;
  reportState: ReportState;
  reports: Report[];
  /** True once another report is not to be expected: until then nobody is missing. */
  complete: boolean;
  panels: PanelPresence[];
}

/** Everything that a verdict on one session may rest on. */
export interface Case extends Facts {
  now: number;
  cancelledBy: { role: Role; name: string } | null;
  /** The last word of somebody who was to be there. */
  said: Word | null;
}

/** What somebody said became of a session. `during`: before it was over, so it holds for no longer than until then. */
export interface Word {
  by: Role;
  name: string;
  outcome: Outcome;
  at: number;
  during: boolean;
}

export interface Verdict {
  state: AttendanceState;
  evidence: Evidence[];
  /** True when nothing but a person can say what happened. */
  unsure: boolean;
}

const minute = 60_000;
const minutesOf = (ms: number): number => Math.floor(ms / minute);
const iso = (at: number): string => new Date(at).toISOString();
const times = (list: readonly Interval[]): { from: string; to: string }[] => list.map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
const named = ({ personId, role, name }: Expected): { personId: string; role: Role; name: string } => ({ personId, role, name });

/** Minutes that somebody came after the start, from `lateMinutes` on; 0 for whoever was in time. */
function lateBy(intervals: readonly Interval[], { planned, policy }: Facts): number {
  const minutes = minutesOf(intervals[0]!.from - planned.from);
  return minutes >= policy.lateMinutes ? minutes : 0;
}

/** Minutes that somebody left before the end, while somebody else stayed; ending together is no leaving. */
function leftEarlyBy(one: Present, { present }: WhoWasThere, { planned, policy }: Facts): number {
  const last = one.intervals.at(-1)!.to;
  const lastOfAll = Math.max(...present.map(({ intervals }) => intervals.at(-1)!.to));
  const minutes = minutesOf(planned.to - last);
  return minutes >= policy.lateMinutes && lastOfAll - last >= policy.lateMinutes * minute ? minutes : 0;
}

const presentLine = (one: Present, who: WhoWasThere, facts: Facts): Evidence => ({
  kind: 'present',
  ...named(one.person),
  source: one.reported.length > 0 ? 'teams-report' : 'side-panel',
  intervals: times(one.intervals),
  lateBy: lateBy(one.intervals, facts),
  leftEarlyBy: leftEarlyBy(one, who, facts),
});

/** Named by Teams, without the times: they are in the report. */
const namedSomehow = ({ others }: WhoWasThere, person: Expected): boolean => others.some(({ match, intervals }) => match.kind === 'unidentified' && match.maybe === person && intervals.length === 0);

const otherLine = ({ match, shownAs, intervals }: Other): Evidence =>
  match.kind === 'other'
    ? { kind: 'somebody-else', shownAs, intervals: times(intervals) }
    : { kind: 'unidentified', shownAs, intervals: times(intervals), maybe: match.maybe && named(match.maybe) };

/** What the reports and panels show, in words to be. */
function seen(facts: Facts, who: WhoWasThere): Evidence[] {
  const readable = facts.reportState === 'read' && facts.reports.length > 0;
  const missing = readable ? facts.expected.filter((one) => !who.present.some(({ person }) => person === one) && !namedSomehow(who, one)) : [];
  return [
    ...who.present.map((one) => presentLine(one, who, facts)),
    ...missing.filter(({ role }) => role !== 'sponsor').map((one): Evidence => ({ kind: 'not-in-report', ...named(one) })),
    ...who.others.map(otherLine),
    ...(readable ? [] : [{ kind: 'report' as const, state: facts.reportState }]),
  ];
}

const of = (who: WhoWasThere, role: Role): Present | undefined => who.present.find(({ person }) => person.role === role);

/** Milliseconds that client and coach were there together, before, in and after the planned time. */
function together(who: WhoWasThere): number {
  const [client, coach] = [of(who, 'client'), of(who, 'coach')];
  return client && coach ? lengthOf(merged(common(client.intervals, coach.intervals))) : 0;
}

/** Both were there: long enough together, or cut short; one after the other, and only they can say. */
function judgeBoth(facts: Facts, who: WhoWasThere): Pick<Verdict, 'state' | 'evidence'> {
  const planned = facts.planned.to - facts.planned.from;
  const ms = together(who);
  const evidence: Evidence[] = [{ kind: 'together', minutes: minutesOf(ms), planned: minutesOf(planned) }];
  if (ms < minute) return { state: 'unknown', evidence };
  return { state: ms >= facts.policy.cutShortShare * planned ? 'held' : 'cut-short', evidence };
}

/**
 * Milliseconds for which somebody certainly waited by Teams' own report: in the planned time, and past the grace time. A side panel
 * does not say who else was in the call. Zero when they did not wait that long.
 */
function waited(one: Present, { planned, policy }: Facts): number {
  const inTime = clipped(one.reported, planned);
  const ms = lengthOf(inTime);
  const grace = policy.graceMinutes * minute;
  return ms >= grace && inTime.at(-1)!.to >= planned.from + grace ? ms : 0;
}

/**
 * One was there and the other is not named. That is a no-show only when the one waited past the grace time, every report is there,
 * and nobody else was in the call who might be the other or have come in their place.
 */
function judgeOne(facts: Facts, who: WhoWasThere, one: Present): Pick<Verdict, 'state' | 'evidence'> {
  const ms = waited(one, facts);
  const certain = ms > 0 && facts.reportState === 'read' && facts.complete && who.others.length === 0 && facts.booked === 'booked';
  if (!certain) return { state: 'unknown', evidence: [] };
  const evidence: Evidence[] = [{ kind: 'waited', ...named(one.person), minutes: minutesOf(ms) }];
  return { state: one.person.role === 'coach' ? 'client-no-show' : 'coach-no-show', evidence };
}

function judgeEvidence(facts: Facts, who: WhoWasThere): Pick<Verdict, 'state' | 'evidence'> {
  const [client, coach] = [of(who, 'client'), of(who, 'coach')];
  if (client && coach) return judgeBoth(facts, who);
  const one = coach ?? client;
  return one ? judgeOne(facts, who, one) : { state: 'unknown', evidence: [] };
}

/** What a session becomes by somebody's word. */
export const stateOf: Record<Outcome, AttendanceState> = {
  held: 'held', 'cut-short': 'cut-short', 'client-missing': 'client-no-show', 'coach-missing': 'coach-no-show', moved: 'cancelled',
};

const wasThere = (one: Present | undefined, planned: Interval): boolean => one !== undefined && lengthOf(clipped(one.intervals, planned)) >= minute;

/** Whether somebody whom a person calls missing certainly was there in the planned time: nobody is a no-show against that. */
const contradicts = (outcome: Outcome, who: WhoWasThere, { planned }: Facts): boolean =>
  (outcome === 'client-missing' && wasThere(of(who, 'client'), planned)) || (outcome === 'coach-missing' && wasThere(of(who, 'coach'), planned));

/** What reports and panels alone show of a session that is over. Kept when the raw records are removed, so that a later word can still be judged by it. */
export interface Found {
  state: AttendanceState;
  evidence: Evidence[];
  /** What nobody can say against it. */
  ruledOut: Outcome[];
}

/** Judges a session that is over by what was reported of it. Pure. */
export function findOut(facts: Facts): Found {
  const who = whoWasThere(facts);
  const { state, evidence } = judgeEvidence(facts, who);
  const ruledOut = (['client-missing', 'coach-missing'] as const).filter((outcome) => contradicts(outcome, who, facts));
  return { state, evidence: [...seen(facts, who), ...evidence], ruledOut };
}

const wordOf = ({ by, name, outcome, at, during }: Word): Evidence => ({ kind: 'said', by, name, outcome, at: iso(at), during });

/** Somebody who might be the one that was missing came after it was said that they were. */
const cameSince = ({ evidence }: Found, at: number): boolean =>
  evidence.some((one) => (one.kind === 'unidentified' || one.kind === 'somebody-else') && (one.intervals.length === 0 || one.intervals.some(({ from }) => Date.parse(from) > at)));

/**
 * A word from the middle of a session says how things stood then. What was found of two people together says more; of somebody called missing
 * it decides unless they, or anybody who may be they, came later, and then a person is asked when it is over.
 */
function withLiveWord(found: Found, said: Word): Verdict {
  const evidence = [...found.evidence, wordOf(said)];
  if (found.state === 'held' || found.state === 'cut-short') return { state: found.state, evidence, unsure: false };
  const against: Evidence[] = found.ruledOut.includes(said.outcome) ? [{ kind: 'contradicted', outcome: said.outcome }] : [];
  const missing = said.outcome === 'client-missing' || said.outcome === 'coach-missing';
  if (missing && (against.length > 0 || cameSince(found, said.at))) return { state: found.state, evidence: [...evidence, ...against], unsure: found.state === 'unknown' };
  return { state: stateOf[said.outcome], evidence, unsure: false };
}

/** The verdict on what was found, with somebody's word, which decides unless what was found certainly shows otherwise. */
export function withWord(found: Found, said: Case['said']): Verdict {
  if (said === null) return { state: found.state, evidence: found.evidence, unsure: found.state === 'unknown' };
  if (said.during) return withLiveWord(found, said);
  const evidence = [...found.evidence, wordOf(said)];
  if (!found.ruledOut.includes(said.outcome)) return { state: stateOf[said.outcome], evidence, unsure: false };
  return { state: found.state, evidence: [...evidence, { kind: 'contradicted', outcome: said.outcome }], unsure: false };
}

/** What a session was when it was cancelled, ahead or going on; null once it is over. */
export function beforeItIsOver({ booked, planned, now, cancelledBy }: Pick<Case, 'booked' | 'planned' | 'now' | 'cancelledBy'>): Verdict | null {
  if (booked === 'cancelled' || booked === 'late-cancel') {
    const evidence: Evidence = { kind: 'cancelled', by: cancelledBy?.role ?? null, name: cancelledBy?.name ?? null, late: booked === 'late-cancel' };
    return { state: booked, evidence: [evidence], unsure: false };
  }
  if (now >= planned.to) return null;
  return { state: booked === 'booked' && now >= planned.from ? 'in-progress' : booked, evidence: [], unsure: false };
}

/**
 * What became of a session, and why (product.md D). Pure. No evidence is no verdict: whoever is not certainly known to have been away,
 * while the other waited, was not away; then a person is asked.
 */
export const judge = (facts: Case): Verdict => beforeItIsOver(facts) ?? withWord(findOut(facts), facts.said);

/** Waits between looks at Teams, in minutes after the session's end: soon, then ever more rarely until a day has passed (no figure is published for the delay). */
const looks = [5, 15, 60, 180, 360, 720, 1440];

/** When Teams is looked at the next time after `attempts` looks; null once a day has passed. */
export function nextLookAt(end: Date, attempts: number): Date | null {
  const minutes = looks[attempts];
  return minutes === undefined ? null : new Date(end.getTime() + minutes * minute);
}

/** Minutes after the end from which no further report is expected once there is one: a second call's comes as late as the first's. */
const completeAfter = 180;
/** Minutes after the end from which the coach is asked although a report may still come: a day later nobody remembers. */
const askAfter = 180;

export const isComplete = (end: Date, now: Date): boolean => now.getTime() - end.getTime() >= completeAfter * minute;
export const isTimeToAsk = (end: Date, now: Date): boolean => now.getTime() - end.getTime() >= askAfter * minute;

/** Nothing that Teams will ever say can be read: asking again is for nothing. */
export const neverReadable = (state: ReportState): boolean => state === 'outside' || state === 'no-link';
/** Not readable until an administrator does something, so a person is asked at once; it is looked again all the same. */
export const notReadableNow = (state: ReportState): boolean => neverReadable(state) || state === 'no-access-policy' || state === 'no-permission' || state === 'no-meeting';
