import type { EngagementSummary } from '../engagements/contract.ts';
import type { Session } from '../scheduling/contract.ts';
import type { Ask } from './contract.ts';
import type { WaitingVote } from './store.ts';

/**
 * What somebody is called: what follows the comma of "Reyes, Daniel", else the first word. A name in a script that puts the family's name
 * first, or has no spaces, is left whole.
 */
export function firstName(name: string): string {
  const given = name.split(',')[1]?.trim() || name.trim();
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(given)) return name.trim();
  return given.split(/\s+/)[0] || name;
}

const nameIn = (engagement: EngagementSummary, role: 'client' | 'coach'): string =>
  firstName(engagement.participants.find((person) => person.role === role)?.displayName ?? '');

/** What somebody else said about a session, and the viewer may act on: a question, another time, a no. The most definite alone. */
function ofOthers(session: Session, viewerId: string): Ask[] {
  const { id: sessionId, engagementId, reschedule, proposals, attendees } = session;
  if (reschedule.request?.can.answer) {
    const { askedBy, what } = reschedule.request;
    return [{ kind: 'answer-request', engagementId, sessionId, text: `${firstName(askedBy ?? 'Somebody')} asks to ${what} a session. Agree, or keep it.` }];
  }
  if (reschedule.move === 'no') return [];
  const proposed = proposals.find(({ personId }) => personId !== viewerId);
  if (proposed) return [{ kind: 'new-time', engagementId, sessionId, text: `${firstName(proposed.displayName)} proposes another time for a session.` }];
  const declined = attendees.filter(({ response, optional, personId }) => response === 'declined' && !optional && personId !== viewerId);
  if (declined.length === 0) return [];
  return [{ kind: 'declined', engagementId, sessionId, text: `${declined.map(({ displayName }) => firstName(displayName)).join(' and ')} cannot come. Find another time.` }];
}

function ofSession(session: Session, viewerId: string): Ask[] {
  const { id: sessionId, engagementId } = session;
  const others = ofOthers(session, viewerId);
  if (others.length > 0 && session.calendar.status !== 'attention') return others;
  if (session.calendar.status === 'attention') return [{ kind: 'calendar-attention', engagementId, sessionId, text: session.calendar.message! }];
  if (session.state !== 'proposed') return [];
  const waiting = session.attendees.filter((one) => one.response === 'none' || one.response === 'notResponded').map((one) => firstName(one.displayName));
  return [{ kind: 'confirm-proposed', engagementId, sessionId, text: `This time is only proposed until ${waiting.join(' and ') || 'everybody'} accepts the invitation.` }];
}

const ofVote = ({ id, engagement_id: engagementId }: WaitingVote): Ask => ({
  kind: 'vote', engagementId, sessionId: null, voteId: id, text: 'Say which times suit you for the next session.',
});

/** Times cannot well be found before the coach shares some, so that is asked first; who was sent a link has been asked. */
function ofEngagement(engagement: EngagementSummary, coachToAsk: boolean, hasSession: boolean): Ask[] {
  if (engagement.status !== 'active' || engagement.myRole === null) return [];
  const { id: engagementId } = engagement;
  const asks: Ask[] = [];
  if (coachToAsk && engagement.myRole !== 'coach') {
    asks.push({ kind: 'coach-availability', engagementId, sessionId: null, text: `Ask ${nameIn(engagement, 'coach')} to share a calendar, so that times can be found for everybody.` });
  } else if (!hasSession) {
    const whose = engagement.myRole === 'client' ? `your next session with ${nameIn(engagement, 'coach')}` : `${nameIn(engagement, 'client')}’s next session`;
    asks.push({ kind: 'book-next', engagementId, sessionId: null, text: `Book ${whose}.` });
  }
  return asks;
}

/**
 * What waits for the viewer, most pressing first: what is stuck, what needs an answer, what is missing. `coachesToAsk` holds the engagements
 * whose coach has published nothing and was sent no link.
 */
export function asksOf(engagements: EngagementSummary[], sessions: Session[], coachesToAsk: ReadonlySet<string>, votes: WaitingVote[] = [], viewerId = ''): Ask[] {
  const engagementAsks = engagements.flatMap((engagement) => {
    const hasSession = engagement.nextSessionAt !== null || sessions.some((session) => session.engagementId === engagement.id);
    return ofEngagement(engagement, coachesToAsk.has(engagement.id), hasSession);
  });
  const order: Ask['kind'][] = ['calendar-attention', 'answer-request', 'declined', 'new-time', 'vote', 'confirm-proposed', 'coach-availability', 'book-next'];
  return [...sessions.flatMap((session) => ofSession(session, viewerId)), ...votes.map(ofVote), ...engagementAsks].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
