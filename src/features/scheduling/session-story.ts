import type { Session, SessionState } from '../../../server/features/scheduling/contract.ts';
import { listNames } from '../../components/session-words.ts';

export interface StoryStep {
  text: string;
  state: 'done' | 'now' | 'ahead' | 'stopped';
}

const over: Partial<Record<SessionState, string>> = {
  held: 'It took place',
  'cut-short': 'It took place and ended early',
  'client-no-show': 'It did not take place',
  'coach-no-show': 'It did not take place',
  unknown: 'Whether it took place is not known yet',
};

/** Where a session stands, as a short row of steps from the choice of a time to the conversation itself. */
export function sessionStory(session: Pick<Session, 'state' | 'calendar' | 'attendees'>): StoryStep[] {
  const chosen: StoryStep = { text: 'Time chosen', state: 'done' };
  if (session.state === 'cancelled' || session.state === 'late-cancel') return [chosen, cancelStep(session)];
  const written = calendarStep(session);
  const end = over[session.state];
  if (end) return [chosen, written, { text: end, state: session.state === 'unknown' ? 'now' : 'done' }];
  const reached = written.state === 'done';
  const answers = answersStep(session.attendees, reached);
  const talk: StoryStep = session.state === 'in-progress' ? { text: 'Going on now', state: 'now' } : { text: 'The conversation', state: 'ahead' };
  return [chosen, written, answers, talk];
}

const calendarTexts = { book: 'Being put into the calendars', move: 'Moving in the calendars', cancel: 'Being taken out of the calendars' } as const;

function calendarStep({ calendar }: Pick<Session, 'calendar'>): StoryStep {
  if (calendar.status === 'done') return { text: 'In the calendars', state: 'done' };
  return { text: calendarTexts[calendar.what ?? 'book'], state: calendar.status === 'attention' ? 'stopped' : 'now' };
}

function cancelStep({ calendar }: Pick<Session, 'calendar'>): StoryStep {
  if (calendar.status === 'done') return { text: 'Cancelled, and taken out of the calendars', state: 'done' };
  return { text: 'Cancelled, being taken out of the calendars', state: calendar.status === 'attention' ? 'stopped' : 'now' };
}

/** A plain no is said as such: it is the one answer that somebody has to act on. */
function answersStep(attendees: Session['attendees'], reached: boolean): StoryStep {
  const asked = attendees.filter(({ organizer }) => !organizer);
  const declined = asked.filter(({ response }) => response === 'declined').length;
  const accepted = asked.filter(({ response }) => response === 'accepted').length;
  if (!reached) return { text: 'Answers', state: 'ahead' };
  if (declined > 0) return { text: declined === 1 ? 'One cannot come' : `${declined} cannot come`, state: 'stopped' };
  if (accepted === asked.length) return { text: 'Everybody comes', state: 'done' };
  return { text: `${accepted} of ${asked.length} answered yes`, state: 'now' };
}

/** "Kit Novak and Sam Obi cannot come."; null while nobody who was asked said so, or when it no longer matters. */
export function declinedWords({ state, attendees }: Pick<Session, 'state' | 'attendees'>, viewerId: string): string | null {
  if (state !== 'booked' && state !== 'proposed') return null;
  const declined = attendees.filter(({ response }) => response === 'declined');
  if (declined.length === 0) return null;
  if (declined.every(({ personId }) => personId === viewerId)) return 'You said that you cannot come.';
  return `${listNames(declined.map(({ personId, displayName }) => (personId === viewerId ? 'You' : displayName)))} cannot come.`;
}

/** What did not come with the meeting, in sentences; empty when all is there or the session is off. */
export function joinNotes({ state, joinUrlMissing, chatApp }: Pick<Session, 'state' | 'joinUrlMissing' | 'chatApp'>): string[] {
  if (state === 'cancelled' || state === 'late-cancel') return [];
  const notes: string[] = [];
  if (joinUrlMissing) notes.push('Microsoft 365 made no Teams link for this meeting. Agree with the others where you meet.');
  if (chatApp === 'failed') notes.push('Fieldwork could not be added to the meeting’s chat. The meeting itself is fine; in it, add Fieldwork with the + under Apps.');
  return notes;
}
