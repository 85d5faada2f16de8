import type { AttendancePolicy, AttendanceState, Evidence, Outcome, ReportState } from '../../../server/features/attendance/contract.ts';
import type { Expected, Reported } from '../../../server/features/attendance/judge/people.ts';

// Evidence in, verdict out. Every row is a way in which attendance reports are known to mislead or coaching is known to go;
// times are minutes from the start of a session of 60 minutes.

export const tenantId = '10000000-0000-4000-8000-000000000001';
const otherTenant = '20000000-0000-4000-8000-000000000002';
const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

export const nora: Expected = { personId: id(1), role: 'client', name: 'Nora Whelan', objectId: id(1), email: 'nora@alder.example' };
/** The coach, outside the organisation. */
export const sam: Expected = { personId: id(2), role: 'coach', name: 'Sam Ó Briain', objectId: null, email: 'sam@coach.example' };
/** The coach of some rows, in the organisation. */
export const ines: Expected = { personId: id(3), role: 'coach', name: 'Ines Duarte', objectId: id(3), email: 'ines@alder.example' };
export const marcus: Expected = { personId: id(4), role: 'sponsor', name: 'Marcus Lee', objectId: id(4), email: 'marcus@alder.example' };

/** A coach outside, with the client’s first name. */
export const namesake: Expected = { ...sam, name: 'Nora Walsh', email: 'nora@coach.example' };

export type Minutes = [from: number, to: number];
/** A line of a report, in minutes. */
export interface Line extends Omit<Reported, 'intervals'> {
  at: Minutes[];
}

const line = (more: Partial<Line>, at: Minutes[]): Line => ({ tenantId: null, objectId: null, email: null, displayName: '', at, ...more });
/** Signed in, with everything that Teams can tell. */
const full = ({ objectId, email, name }: Expected, ...at: Minutes[]): Line =>
  line({ tenantId: objectId ? tenantId : otherTenant, objectId: objectId ?? id(8), email, displayName: name }, at);
/** Signed in, and the report has no address. */
const noAddress = ({ objectId, name }: Expected, ...at: Minutes[]): Line => line({ tenantId: objectId ? tenantId : otherTenant, objectId: objectId ?? id(8), displayName: name }, at);
/** A guest of the organisation, who has an object of their own here. */
const guest = ({ email, name }: Expected, ...at: Minutes[]): Line => line({ tenantId, objectId: id(7), email, displayName: `${name} (Guest)` }, at);
const anonymous = (displayName: string, ...at: Minutes[]): Line => line({ displayName }, at);
const phone = (...at: Minutes[]): Line => anonymous('+44 20 **** 17', ...at);
const stranger = (displayName: string, ...at: Minutes[]): Line => line({ tenantId, objectId: id(9), email: 'omar@alder.example', displayName }, at);

const whole: Minutes = [0, 60];

export interface Row {
  name: string;
  /** Lines of each report; one report when it is not a list of lists. */
  reports?: Line[][];
  reportState?: ReportState;
  counted?: number;
  coach?: Expected;
  sponsor?: boolean;
  panels?: { of: Expected; at: Minutes }[];
  /** `during`: minutes from the start, when it was said while the session was on. */
  said?: { by: 'coach' | 'client'; outcome: Outcome; during?: number };
  booked?: 'proposed' | 'booked' | 'late-cancel' | 'cancelled';
  cancelledBy?: Expected;
  policy?: Partial<AttendancePolicy>;
  /** Minutes from the start; default a day later. */
  now?: number;
  complete?: boolean;
  verdict: AttendanceState;
  /** Evidence that must be given, in parts. */
  because?: Partial<Evidence>[];
  /** Kinds of evidence that must not be. */
  without?: Evidence['kind'][];
}

const both: Line[] = [full(nora, whole), full(sam, whole)];

export const rows: Row[] = [
  // Before and during.
  { name: 'ahead', now: -60, verdict: 'booked' },
  { name: 'ahead and only proposed', now: -60, booked: 'proposed', verdict: 'proposed' },
  { name: 'going on', now: 30, verdict: 'in-progress' },
  { name: 'going on, although nobody confirmed it', now: 30, booked: 'proposed', verdict: 'proposed' },
  { name: 'going on, and somebody is not there yet', now: 30, panels: [{ of: sam, at: [0, 30] }], verdict: 'in-progress' },

  // Held.
  { name: 'both, from beginning to end', reports: [both], verdict: 'held', because: [{ kind: 'together', minutes: 60, planned: 60 }] },
  { name: 'both, and the report has no address of anybody but ids', reports: [[noAddress(nora, whole), noAddress(ines, whole)]], coach: ines, verdict: 'held' },
  { name: 'the coach as a guest of the organisation, known by e-mail', reports: [[full(nora, whole), guest(sam, whole)]], verdict: 'held' },
  { name: 'the coach from another organisation, known by e-mail', reports: [[full(nora, whole), full(sam, whole)]], verdict: 'held' },
  { name: 'rejoins are one presence', reports: [[full(nora, [0, 10], [12, 30], [31, 60]), full(sam, whole)]], verdict: 'held', because: [{ kind: 'together', minutes: 57 }] },
  { name: 'two devices at once count once', reports: [[full(nora, [0, 40], [20, 60], [30, 35]), full(sam, whole)]], verdict: 'held', because: [{ kind: 'present', role: 'client', lateBy: 0 }, { kind: 'together', minutes: 60 }] },
  { name: 'two devices for ten minutes are no twenty', reports: [[full(nora, [0, 10], [0, 10]), full(sam, whole)]], verdict: 'cut-short', because: [{ kind: 'together', minutes: 10 }] },
  { name: 'two reports, since the call dropped and was started again', reports: [[full(nora, [0, 20]), full(sam, [0, 20])], [full(nora, [27, 60]), full(sam, [27, 60])]], verdict: 'held', because: [{ kind: 'together', minutes: 53 }] },
  { name: 'two reports that overlap', reports: [both, [full(nora, [10, 50])]], verdict: 'held', because: [{ kind: 'together', minutes: 60 }] },
  { name: 'the organiser tried the link before', reports: [[full(nora, [-20, -18])], both], verdict: 'held' },
  { name: 'the client late, by the engagement’s measure', reports: [[full(nora, [9, 60]), full(sam, whole)]], verdict: 'held', because: [{ kind: 'present', role: 'client', lateBy: 9 }, { kind: 'present', role: 'coach', lateBy: 0 }] },
  { name: 'four minutes are not late', reports: [[full(nora, [4, 60]), full(sam, whole)]], verdict: 'held', because: [{ kind: 'present', role: 'client', lateBy: 0 }] },
  { name: 'unless the engagement says so', reports: [[full(nora, [4, 60]), full(sam, whole)]], policy: { lateMinutes: 3 }, verdict: 'held', because: [{ kind: 'present', role: 'client', lateBy: 4 }] },
  { name: 'the coach late', reports: [[full(nora, whole), full(sam, [14, 60])]], verdict: 'held', because: [{ kind: 'present', role: 'coach', lateBy: 14 }, { kind: 'present', role: 'client', lateBy: 0 }] },
  { name: 'the client leaves early and the coach stays', reports: [[full(nora, [0, 45]), full(sam, whole)]], verdict: 'held', because: [{ kind: 'present', role: 'client', leftEarlyBy: 15 }, { kind: 'present', role: 'coach', leftEarlyBy: 0 }] },
  { name: 'both stop early together: nobody left early', reports: [[full(nora, [0, 50]), full(sam, [0, 51])]], verdict: 'held', because: [{ kind: 'present', role: 'client', leftEarlyBy: 0 }, { kind: 'present', role: 'coach', leftEarlyBy: 0 }] },
  { name: 'half an hour later than planned, by agreement', reports: [[full(nora, [30, 95]), full(sam, [28, 95])]], verdict: 'held' },
  { name: 'wholly after the planned time', reports: [[full(nora, [62, 110]), full(sam, [61, 110])]], verdict: 'held' },
  { name: 'a little before the planned time', reports: [[full(nora, [-25, 20]), full(sam, [-25, 20])]], verdict: 'held' },
  { name: 'with the sponsor in a three-way session', sponsor: true, reports: [[...both, full(marcus, whole)]], verdict: 'held' },
  { name: 'without the sponsor', sponsor: true, reports: [both], verdict: 'held', without: ['not-in-report'] },
  { name: 'a colleague beside them changes nothing', reports: [[...both, stranger('Omar Haddad', whole)]], verdict: 'held', because: [{ kind: 'somebody-else', shownAs: 'Omar Haddad' }] },
  { name: 'somebody by telephone beside them changes nothing', reports: [[...both, phone(whole)]], verdict: 'held', because: [{ kind: 'unidentified', maybe: null }] },
  { name: 'signed in, and by telephone for the sound', reports: [[...both, anonymous('Nora Whelan', whole)]], verdict: 'held', without: ['unidentified'] },
  { name: 'only proposed, and both came', booked: 'proposed', reports: [both], verdict: 'held' },
  { name: 'both had the side panel open and no report came', reportState: 'none', panels: [{ of: nora, at: whole }, { of: sam, at: [2, 60] }], verdict: 'held', because: [{ kind: 'present', role: 'client', source: 'side-panel' }, { kind: 'report', state: 'none' }] },
  { name: 'one in the report, the other by the side panel', reports: [[full(sam, whole), anonymous('Guest 7', whole)]], panels: [{ of: nora, at: [1, 60] }], verdict: 'held' },

  // Cut short.
  { name: 'ten minutes together', reports: [[full(nora, [0, 10]), full(sam, whole)]], verdict: 'cut-short', because: [{ kind: 'together', minutes: 10, planned: 60 }] },
  { name: 'the client came when the coach had nearly gone', reports: [[full(nora, [24, 60]), full(sam, [0, 28])]], verdict: 'cut-short' },
  { name: 'half is enough', reports: [[full(nora, [0, 30]), full(sam, whole)]], verdict: 'held' },
  { name: 'not where the engagement asks for more', reports: [[full(nora, [0, 30]), full(sam, whole)]], policy: { cutShortShare: 0.8 }, verdict: 'cut-short' },

  // No-shows.
  { name: 'the coach alone to the end', reports: [[full(sam, whole)]], verdict: 'client-no-show', because: [{ kind: 'waited', role: 'coach', minutes: 60 }, { kind: 'not-in-report', role: 'client' }] },
  { name: 'the coach alone for just over the grace time', reports: [[full(sam, [0, 16])]], verdict: 'client-no-show', because: [{ kind: 'waited', minutes: 16 }] },
  { name: 'the coach gave up before it', reports: [[full(sam, [0, 14])]], verdict: 'unknown' },
  { name: 'the engagement gives longer', reports: [[full(sam, [0, 18])]], policy: { graceMinutes: 20 }, verdict: 'unknown' },
  { name: 'the coach came late and waited as long', reports: [[full(sam, [10, 26])]], verdict: 'client-no-show' },
  { name: 'the coach came late and waited less', reports: [[full(sam, [10, 20])]], verdict: 'unknown' },
  { name: 'the coach was there before the start and went', reports: [[full(sam, [-20, 2])]], verdict: 'unknown' },
  { name: 'the coach’s minutes on two devices are not added up', reports: [[full(sam, [0, 9], [0, 9])]], verdict: 'unknown' },
  { name: 'the coach waited in two goes', reports: [[full(sam, [0, 9]), full(sam, [12, 22])]], verdict: 'client-no-show' },
  { name: 'the client alone to the end', reports: [[full(nora, whole)]], coach: ines, verdict: 'coach-no-show', because: [{ kind: 'waited', role: 'client' }, { kind: 'not-in-report', role: 'coach' }] },
  { name: 'the client alone, and the coach is from outside: still nobody else was in the call', reports: [[full(nora, whole)]], verdict: 'coach-no-show' },
  { name: 'coach and sponsor waited for the client', sponsor: true, reports: [[full(sam, whole), full(marcus, whole)]], verdict: 'client-no-show' },
  { name: 'only the sponsor came', sponsor: true, reports: [[full(marcus, whole)]], verdict: 'unknown' },

  // What must not become a no-show.
  { name: 'no report', reportState: 'none', verdict: 'unknown', because: [{ kind: 'report', state: 'none' }], without: ['not-in-report'] },
  { name: 'not looked yet', reportState: 'not-asked', verdict: 'unknown' },
  { name: 'a report that policy emptied', reportState: 'emptied', reports: [[]], verdict: 'unknown', because: [{ kind: 'report', state: 'emptied' }] },
  { name: 'an empty report although Teams says it was read', reports: [[]], verdict: 'unknown' },
  { name: 'no application access policy', reportState: 'no-access-policy', verdict: 'unknown', because: [{ kind: 'report', state: 'no-access-policy' }] },
  { name: 'a permission was taken back', reportState: 'no-permission', verdict: 'unknown', because: [{ kind: 'report', state: 'no-permission' }] },
  { name: 'the coach from outside organises: the report is theirs', reportState: 'outside', verdict: 'unknown', because: [{ kind: 'report', state: 'outside' }] },
  { name: 'no Teams link, so perhaps in a room', reportState: 'no-link', verdict: 'unknown' },
  { name: 'another report may still come', reports: [[full(sam, [0, 20])]], complete: false, verdict: 'unknown' },
  { name: 'nobody who is known, only two by telephone', reports: [[phone(whole), phone(whole)]], verdict: 'unknown' },
  { name: 'the client by telephone', reports: [[full(sam, whole), phone([1, 60])]], verdict: 'unknown', because: [{ kind: 'unidentified', maybe: null }] },
  { name: 'the client under their name, not signed in', reports: [[full(sam, whole), anonymous('Nora Whelan', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', maybe: { personId: nora.personId, role: 'client', name: 'Nora Whelan' } }] },
  { name: 'the coach from outside by first name only', reports: [[full(nora, whole), anonymous('Sam', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'Sam' }] },
  { name: 'the coach’s name without its accent, and “(Unverified)” behind it', reports: [[full(nora, whole), anonymous('Sam O Briain (Unverified)', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', maybe: { personId: sam.personId, role: 'coach', name: sam.name } }] },
  { name: 'family name first', reports: [[full(sam, whole), anonymous('Whelan, Nora', whole)]], verdict: 'unknown' },
  { name: 'somebody under no name at all', reports: [[full(sam, whole), anonymous('', whole)]], verdict: 'unknown' },
  { name: 'a nickname', reports: [[full(sam, whole), anonymous('Guest 7', whole)]], verdict: 'unknown' },
  { name: 'somebody from elsewhere under another address', reports: [[full(nora, whole), line({ tenantId: otherTenant, objectId: id(6), displayName: 'S. Briain' }, [whole])]], verdict: 'unknown' },
  { name: 'an account that has the client’s old address', reports: [[full(sam, whole), line({ tenantId, objectId: id(9), email: nora.email, displayName: 'N. Weber' }, [whole])]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'N. Weber' }] },
  { name: 'a substitute for the client', reports: [[full(sam, whole), stranger('Omar Haddad', whole)]], verdict: 'unknown', because: [{ kind: 'somebody-else', shownAs: 'Omar Haddad' }], without: ['waited'] },
  { name: 'a substitute for the coach', reports: [[full(nora, whole), stranger('Omar Haddad', whole)]], coach: ines, verdict: 'unknown' },
  { name: 'a namesake of the client in the organisation', reports: [[full(sam, whole), stranger('Nora Whelan', whole)]], verdict: 'unknown', because: [{ kind: 'somebody-else' }] },
  { name: 'somebody who does not want to be in reports, and the coach has two records', reports: [[full(sam, whole), full(sam, [5, 9])]], counted: 2, verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: null }] },
  { name: 'Teams names the client and does not say when', reports: [[full(sam, whole), full(nora)]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'Nora Whelan', intervals: [], maybe: { personId: nora.personId, role: 'client', name: 'Nora Whelan' } }], without: ['not-in-report', 'waited'] },
  { name: 'Teams names somebody who rang and does not say when', reports: [[full(sam, whole), phone()]], verdict: 'unknown', because: [{ kind: 'unidentified', intervals: [] }], without: ['waited'] },
  { name: 'Teams names a colleague and does not say when', reports: [[full(sam, whole), stranger('Omar Haddad')]], verdict: 'unknown', because: [{ kind: 'somebody-else', intervals: [] }] },
  { name: 'the client got in for some seconds and was cut off', reports: [[full(sam, whole), full(nora, [1, 1.2])]], verdict: 'unknown', because: [{ kind: 'present', role: 'client' }, { kind: 'together', minutes: 0 }], without: ['not-in-report', 'waited'] },
  { name: 'the client is there, and somebody with a name that both have', coach: namesake, reports: [[full(nora, whole), anonymous('Nora', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'Nora', maybe: { personId: namesake.personId, role: 'coach', name: namesake.name } }], without: ['waited'] },
  { name: 'the coach is there, and somebody with a name that both have', coach: namesake, reports: [[full(namesake, whole), anonymous('Nora', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'Nora', maybe: { personId: nora.personId, role: 'client', name: nora.name } }], without: ['waited'] },
  { name: 'neither is there, and somebody with a name that both have', coach: namesake, reports: [[anonymous('Nora', whole)]], verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: 'Nora', maybe: null }] },
  { name: 'both have the very same name, and one of them is there', coach: { ...namesake, name: nora.name }, reports: [[full(nora, whole), anonymous('Nora Whelan', whole)]], verdict: 'unknown', without: ['waited'] },
  { name: 'somebody who does not want to be in reports', reports: [[full(sam, whole)]], counted: 2, verdict: 'unknown', because: [{ kind: 'unidentified', shownAs: null }] },
  { name: 'the client had the side panel open', reports: [[full(sam, whole)]], panels: [{ of: nora, at: [2, 30] }], verdict: 'cut-short', because: [{ kind: 'present', role: 'client', source: 'side-panel' }] },
  { name: 'the coach had the side panel open, and no report came', reportState: 'none', panels: [{ of: sam, at: whole }], verdict: 'unknown', without: ['waited'] },
  { name: 'one after the other', reports: [[full(nora, [0, 12]), full(sam, [15, 60])]], verdict: 'unknown', because: [{ kind: 'together', minutes: 0 }] },
  { name: 'the client was early, and gone', reports: [[full(nora, [-15, -5]), full(sam, whole)]], verdict: 'unknown' },
  { name: 'only proposed, and one came', booked: 'proposed', reports: [[full(sam, whole)]], verdict: 'unknown' },
  { name: 'another occurrence of the series, hours away', reports: [[full(nora, [-300, -240]), full(sam, [-300, -240])]], verdict: 'unknown' },

  // Cancelled.
  { name: 'cancelled in time', booked: 'cancelled', cancelledBy: nora, verdict: 'cancelled', because: [{ kind: 'cancelled', by: 'client', late: false }] },
  { name: 'cancelled late by the client', booked: 'late-cancel', cancelledBy: nora, verdict: 'late-cancel', because: [{ kind: 'cancelled', by: 'client', late: true }] },
  { name: 'cancelled late by the coach', booked: 'late-cancel', cancelledBy: sam, verdict: 'late-cancel', because: [{ kind: 'cancelled', by: 'coach', late: true }] },
  { name: 'deleted in a calendar, nobody knows by whom', booked: 'cancelled', verdict: 'cancelled', because: [{ kind: 'cancelled', by: null }] },
  { name: 'cancelled, and the coach sat there', booked: 'cancelled', cancelledBy: nora, reports: [[full(sam, whole)]], verdict: 'cancelled', without: ['waited', 'present'] },
  { name: 'cancelled, and both came all the same', booked: 'cancelled', cancelledBy: nora, reports: [both], verdict: 'cancelled' },
  { name: 'cancelled late, whatever is said afterwards', booked: 'late-cancel', cancelledBy: nora, said: { by: 'coach', outcome: 'client-missing' }, verdict: 'late-cancel' },

  // A person's word.
  { name: 'the coach says it was held', reportState: 'none', said: { by: 'coach', outcome: 'held' }, verdict: 'held', because: [{ kind: 'said', by: 'coach', outcome: 'held' }] },
  { name: 'the coach says the client was missing', reportState: 'none', said: { by: 'coach', outcome: 'client-missing' }, verdict: 'client-no-show' },
  { name: 'the coach says they could not come themselves', reportState: 'none', said: { by: 'coach', outcome: 'coach-missing' }, verdict: 'coach-no-show' },
  { name: 'the coach says it was moved', reportState: 'none', said: { by: 'coach', outcome: 'moved' }, verdict: 'cancelled' },
  { name: 'the coach says it was cut short', reports: [both], said: { by: 'coach', outcome: 'cut-short' }, verdict: 'cut-short' },
  { name: 'the coach corrects a no-show: the client rang', reports: [[full(sam, whole)]], said: { by: 'coach', outcome: 'held' }, verdict: 'held' },
  { name: 'the coach says the client was missing, and Teams has them together', reports: [both], said: { by: 'coach', outcome: 'client-missing' }, verdict: 'held', because: [{ kind: 'contradicted', outcome: 'client-missing' }] },
  { name: 'the coach says the client was missing, and Teams has the client alone', reports: [[full(nora, whole)]], said: { by: 'coach', outcome: 'client-missing' }, verdict: 'coach-no-show', because: [{ kind: 'contradicted' }] },
  { name: 'the coach says the client was missing, who only tried the link before', reports: [[full(nora, [-20, -18]), full(sam, whole)]], said: { by: 'coach', outcome: 'client-missing' }, verdict: 'client-no-show' },
  { name: 'the coach says that the one by telephone was not the client', reports: [[full(sam, whole), phone(whole)]], said: { by: 'coach', outcome: 'client-missing' }, verdict: 'client-no-show' },

  // A word from the middle of the session.
  { name: 'said at a quarter past that the client did not come, and no report', reportState: 'none', said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'client-no-show', because: [{ kind: 'said', by: 'coach', during: true }] },
  { name: 'the same, and the coach was alone for ten minutes by the report', reports: [[full(sam, [0, 10])]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'client-no-show' },
  { name: 'the same, and the client came after all', reports: [[full(nora, [22, 60]), full(sam, whole)]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'held', because: [{ kind: 'said', during: true }], without: ['waited'] },
  { name: 'the same, and the client came for ten minutes', reports: [[full(nora, [22, 32]), full(sam, whole)]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'cut-short' },
  { name: 'the same, and the client had the side panel open later', reportState: 'none', panels: [{ of: nora, at: [20, 50] }], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'unknown', because: [{ kind: 'contradicted', outcome: 'client-missing' }] },
  { name: 'the same, and somebody rang in later', reports: [[full(sam, whole), phone([20, 60])]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'unknown', because: [{ kind: 'unidentified' }] },
  { name: 'the same, and somebody had rung in before', reports: [[full(sam, whole), phone([1, 60])]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'client-no-show' },
  { name: 'the same, and somebody else came in their place later', reports: [[full(sam, whole), stranger('Omar Haddad', [25, 60])]], said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'unknown' },
  { name: 'the same, and Teams counts somebody who does not want to be named', reports: [[full(sam, whole)]], counted: 2, said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'unknown' },
  { name: 'the same, only proposed: it was said all the same', booked: 'proposed', reportState: 'none', said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'client-no-show' },
  { name: 'the client says that the coach did not come', reportState: 'none', said: { by: 'client', outcome: 'coach-missing', during: 18 }, verdict: 'coach-no-show', because: [{ kind: 'said', by: 'client', during: true }] },
  { name: 'the client says so, and Teams has the coach there', reports: [[full(sam, [0, 30])]], said: { by: 'client', outcome: 'coach-missing', during: 18 }, verdict: 'client-no-show', because: [{ kind: 'contradicted', outcome: 'coach-missing' }] },
  { name: 'both are here, and no report', reportState: 'none', said: { by: 'coach', outcome: 'held', during: 16 }, verdict: 'held', because: [{ kind: 'said', outcome: 'held', during: true }] },
  { name: 'both are here, in a room: the report has the coach alone', reports: [[full(sam, whole)]], said: { by: 'coach', outcome: 'held', during: 16 }, verdict: 'held' },
  { name: 'both are here, and after five more minutes they were not', reports: [[full(nora, [0, 20]), full(sam, [0, 21])]], said: { by: 'coach', outcome: 'held', during: 16 }, verdict: 'cut-short' },
  { name: 'moved, and nobody came back', reports: [[full(sam, [0, 18])]], said: { by: 'coach', outcome: 'moved', during: 16 }, verdict: 'cancelled' },
  { name: 'moved, and then it was held after all', reports: [[full(nora, [20, 60]), full(sam, whole)]], said: { by: 'coach', outcome: 'moved', during: 16 }, verdict: 'held' },
  { name: 'said while it was on, and it is still on', now: 30, said: { by: 'coach', outcome: 'client-missing', during: 16 }, verdict: 'in-progress' },
];
