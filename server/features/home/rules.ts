import type { EngagementSummary } from '../engagements/contract.ts';
import type { Session } from '../scheduling/contract.ts';
import type { Ask } from './contract.ts';

const firstName = (name: string): string => name.split(' ')[0] ?? name;

const nameIn = (engagement: EngagementSummary, role: 'client' | 'coach'): string =>
  firstName(engagement.participants.find((person) => person.role === role)?.displayName ?? '');

function ofSession(session: Session): Ask[] {
  const { id: sessionId, engagementId } = session;
  if (session.calendar.status === 'attention') return [{ kind: 'calendar-attention', engagementId, sessionId, text: session.calendar.message! }];
  if (session.state !== 'proposed') return [];
  const waiting = session.attendees.filter((one) => one.response === 'none' || one.response === 'notResponded').map((one) => firstName(one.displayName));
  return [{ kind: 'confirm-proposed', engagementId, sessionId, text: `This time is only proposed until ${waiting.join(' and ') || 'everybody'} accepts the invitation.` }];
}

function ofEngagement(engagement: EngagementSummary, coachUnknown: boolean, hasSession: boolean): Ask[] {
  if (engagement.status !== 'active' || engagement.myRole === null) return [];
  const { id: engagementId } = engagement;
  const asks: Ask[] = [];
  if (coachUnknown && engagement.myRole !== 'coach') {
    asks.push({ kind: 'coach-availability', engagementId, sessionId: null, text: `Ask ${nameIn(engagement, 'coach')} to share a calendar, so that times can be found for everybody.` });
  }
  if (!hasSession) {
    const whose = engagement.myRole === 'client' ? `your next session with ${nameIn(engagement, 'coach')}` : `${nameIn(engagement, 'client')}’s next session`;
    asks.push({ kind: 'book-next', engagementId, sessionId: null, text: `Book ${whose}.` });
  }
  return asks;
}

/** What waits for the viewer, most pressing first: what is stuck, what needs an answer, what is missing. */
export function asksOf(engagements: EngagementSummary[], sessions: Session[], coachesUnknown: ReadonlySet<string>): Ask[] {
  const engagementAsks = engagements.flatMap((engagement) => {
    const coach = engagement.participants.find((person) => person.role === 'coach');
    const hasSession = engagement.nextSessionAt !== null || sessions.some((session) => session.engagementId === engagement.id);
    return ofEngagement(engagement, coach !== undefined && coachesUnknown.has(coach.id), hasSession);
  });
  const order: Ask['kind'][] = ['calendar-attention', 'confirm-proposed', 'coach-availability', 'book-next'];
  return [...sessions.flatMap(ofSession), ...engagementAsks].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
