import type { Actor, Party } from '../../access/actor.ts';
import { authorise } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { agendaFor } from '../agenda/service.ts';
import { boardOf } from '../commitments/service.ts';
import { see as seeEngagement } from '../engagements/service.ts';
import { learnZone, meOf } from '../people/service.ts';
import { see as seeSession, shown } from '../scheduling/service.ts';
import type { CoachSessions, LinkMeeting, MeetingSession, Opening } from './contract.ts';
import { presentCandidate } from './present.ts';
import { deleteLink, insertLink, isIn, sessionOfChat, sessionsAround, sessionsNear, type FoundSession } from './store.ts';

export { erasure, personal } from './store.ts';

const find = (context: AppContext, actor: Actor, chatId: string): Promise<FoundSession | null> =>
  context.db.scoped(actor.tenantId, (tx) => sessionOfChat(tx, actor, chatId, context.clock.now()));

/** The session of a Teams meeting, by its chat, read back from the calendar first; null when there is none that the viewer has a part in. */
export async function ofMeeting(context: AppContext, actor: Actor, chatId: string): Promise<MeetingSession> {
  const found = await find(context, actor, chatId);
  return found ? { session: await seeSession(context, actor, found.id), linked: found.linked } : { session: null, linked: false };
}

/** What is there, or null where the viewer has no part in it. */
async function ifTheirs<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

/**
 * Everything that a panel opens on, in one answer: in a meeting nobody waits for four requests after each other. Asks Microsoft nothing,
 * but for the zone of a mailbox that was never seen.
 */
export async function openingOf(context: AppContext, actor: Actor, chatId: string | undefined): Promise<Opening> {
  const now = context.clock.now();
  const look = () =>
    context.db.scoped(actor.tenantId, async (tx) => {
      const me = await meOf(tx, actor);
      const found = chatId === undefined ? null : await sessionOfChat(tx, actor, chatId, now);
      return { me, found, near: found ? [] : await sessionsNear(tx, actor, now) };
    });
  let seen = await look();
  if (!seen.me.person.zone) {
    // Without Microsoft 365 days are counted in UTC until it answers.
    await learnZone(context, actor).catch(() => undefined);
    seen = await look();
  }
  const { me, found, near } = seen;
  if (!found) return { me, session: null, linked: false, engagement: null, board: null, agenda: null, candidates: near.map(presentCandidate) };
  const session = await shown(context, actor, found.id);
  const engagement = await seeEngagement(context, actor, session.engagementId);
  const board = await ifTheirs(boardOf(context, { ...actor, onlyEngagement: null }, found.id));
  const { agenda } = await agendaFor(context, actor, found.id);
  return { me, session, linked: found.linked, engagement, board, agenda, candidates: [] };
}

/**
 * Sessions among which a coach outside finds the one they are in, were in or prepare: of the one engagement that their link opens.
 * Signed-in people find theirs by the meeting: AppError 'not-found'.
 */
export async function ofLink(context: AppContext, who: Party): Promise<CoachSessions> {
  const { onlyEngagement } = who;
  if (onlyEngagement === null) throw notFound('The engagement');
  return context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authorise(tx, who, onlyEngagement, 'see-fieldwork');
    return { sessions: (await sessionsAround(tx, scope, context.clock.now())).map(presentCandidate) };
  });
}

/** Ties a meeting's chat to one of one's own sessions: the panels of everybody who takes part find it from then on. */
export async function linkMeeting(context: AppContext, actor: Actor, { chatId, sessionId }: LinkMeeting): Promise<MeetingSession> {
  const now = context.clock.now();
  await context.db.scoped(actor.tenantId, async (tx) => {
    if (!(await isIn(tx, actor, sessionId))) throw invalid('sessionId', 'is no session of yours');
    await insertLink(tx, { tenantId: actor.tenantId, chatId, sessionId, personId: actor.personId, now });
  });
  return ofMeeting(context, actor, chatId);
}

/** Takes a link back that was made by mistake; whoever takes part may. */
export async function unlinkMeeting(context: AppContext, actor: Actor, { chatId, sessionId }: LinkMeeting): Promise<MeetingSession> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    if (!(await isIn(tx, actor, sessionId))) throw invalid('sessionId', 'is no session of yours');
    await deleteLink(tx, { tenantId: actor.tenantId, chatId, sessionId });
  });
  return ofMeeting(context, actor, chatId);
}
