import { z } from 'zod';
import { agenda } from '../agenda/contract.ts';
import { board } from '../commitments/contract.ts';
import { engagement } from '../engagements/contract.ts';
import { instant, line, me, role, uuid } from '../people/contract.ts';
import { session, sessionKind } from '../scheduling/contract.ts';

/** Thread id of a meeting's chat, as the host tells it. */
const chatId = line(300);

export const meetingQuery = z.strictObject({ chatId });
export const openingQuery = z.strictObject({ chatId: chatId.optional() });

/** The session of a meeting, and whether somebody tied the meeting to it by hand. */
export const meetingSession = z.strictObject({ session: session.nullable(), linked: z.boolean() });
export type MeetingSession = z.infer<typeof meetingSession>;

/** One of the viewer's own sessions that a meeting could belong to. */
export const candidate = z.strictObject({
  sessionId: uuid,
  kind: sessionKind,
  start: instant,
  end: instant,
  /** The viewer's part in it. */
  myRole: role,
  clientName: z.string(),
  coachName: z.string(),
});
export type Candidate = z.infer<typeof candidate>;

/** Everything that a panel beside a meeting opens on, in one answer. */
export const opening = meetingSession.extend({
  me,
  engagement: engagement.nullable(),
  /** Fieldwork; null for those it is not for. */
  board: board.nullable(),
  agenda: agenda.nullable(),
  /** While no session is known: the viewer's own that are near, nearest first. */
  candidates: z.array(candidate),
});
export type Opening = z.infer<typeof opening>;

/** For the page of a coach outside: sessions of the engagement that the link opens, soonest first; a few that have begun and a few to come. */
export const coachSessions = z.strictObject({ sessions: z.array(candidate) });
export type CoachSessions = z.infer<typeof coachSessions>;

export const linkMeeting = z.strictObject({ chatId, sessionId: uuid });
export type LinkMeeting = z.infer<typeof linkMeeting>;
