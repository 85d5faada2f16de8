import type { EngagementSummary } from '../../server/features/engagements/contract.ts';
import type { Role } from '../../server/features/people/contract.ts';
import type { Session, SessionKind, SessionState } from '../../server/features/scheduling/contract.ts';

/** What each kind of session is called on screens. */
export const kindWords: Record<SessionKind, string> = {
  coaching: 'Coaching session',
  'three-way': 'Three-way session',
  chemistry: 'First conversation',
};

/** What each state is called on screens; nobody is blamed. */
export const stateWords: Record<SessionState, string> = {
  proposed: 'Proposed',
  booked: 'Booked',
  'in-progress': 'Going on now',
  held: 'Held',
  'cut-short': 'Ended early',
  'client-no-show': 'Did not take place',
  'coach-no-show': 'Did not take place',
  'late-cancel': 'Cancelled at short notice',
  cancelled: 'Cancelled',
  unknown: 'Not known yet',
};

export const roleWords = { client: 'Client', coach: 'Coach', sponsor: 'Sponsor' } as const;

/** Called off before it came: it will not take place, and nothing is prepared for it any more. */
export const isOff = ({ state }: Pick<Session, 'state'>): boolean => state === 'cancelled' || state === 'late-cancel';

const waitingWords = { book: 'Booking', move: 'New time', cancel: 'Cancelling' } as const;

/** "Booking: waiting for Microsoft 365" while the calendar has not caught up; null when it has. */
export function calendarWords({ calendar }: Pick<Session, 'calendar'>): string | null {
  if (calendar.status === 'done') return null;
  const what = calendar.what ? waitingWords[calendar.what] : 'Calendar';
  return calendar.status === 'waiting' ? `${what}: waiting for Microsoft 365` : `${what}: needs your attention`;
}

/** What a calendar that has not caught up says under `calendarWords`, without saying it again. */
export const calendarMessage = ({ calendar }: Pick<Session, 'calendar'>): string =>
  (calendar.message ?? (calendar.status === 'waiting' ? 'It is kept, and done as soon as there is an answer.' : '')).replace(/^Waiting for Microsoft 365\. /, '');

/** Where a session stands in a word or few, at `now`. What no calendar holds yet is not called booked, nor what goes on or is over. */
export function standingWords({ state, calendar, start, end }: Pick<Session, 'state' | 'calendar' | 'start' | 'end'>, now: Date): string {
  if (calendar.status !== 'done' && calendar.what === 'book') return 'Not in the calendars yet';
  if (state !== 'booked' || now.getTime() < Date.parse(start)) return stateWords[state];
  return now.getTime() < Date.parse(end) ? stateWords['in-progress'] : 'Over';
}

/** The name and zone of everybody but the viewer, for showing their local times. */
export const othersOf = (session: Pick<Session, 'attendees'>, viewerId: string): { name: string; zone: string | null }[] =>
  session.attendees.filter(({ personId }) => personId !== viewerId).map(({ displayName, zone }) => ({ name: displayName, zone }));

/** "Kit Novak and Sam Obi", "Kit Novak, Sam Obi and Lee". */
export function listNames(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "Coaching with Kit Novak" for the client, "Coaching Amara Diallo" for the coach, "Amara Diallo’s coaching" for everybody else. */
export function engagementTitle({ participants, myRole }: Pick<EngagementSummary, 'participants' | 'myRole'>): string {
  const nameOf = (role: Role) => participants.find((one) => one.role === role)?.displayName ?? roleWords[role].toLowerCase();
  if (myRole === 'client') return `Coaching with ${nameOf('coach')}`;
  return myRole === 'coach' ? `Coaching ${nameOf('client')}` : `${nameOf('client')}’s coaching`;
}
