import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { authorise, authoriseSession } from '../../access/scope.ts';
import { seesOf, seesSession } from '../../access/visibility.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid } from '../../platform/errors.ts';
import type { EngagementRow } from '../engagements/service.ts';
import { followName } from '../following/service.ts';
import { expectation } from './composed/expect.ts';
import type { bookSession, findTimes, Relaxation, Session, TimesFound } from './contract.ts';
import { checkTime, inOwnName, recheck, takenJustNow, windowOf } from './find/chosen.ts';
import { presentTimes } from './find/present.ts';
import { madeOptional, needsConfirming, type Wish } from './find/query.ts';
import { factsFor, openFacts, prepare } from './find/search.ts';
import { lookAgain } from './follow/look.ts';
import { presentSession } from './present.ts';
import { checkKind, organizerOf } from './rules.ts';
import { insertSession, listSessions, readSession, type SessionRow } from './store.ts';
import { syncName } from './sync/run.ts';
import { settled, shown, shownWithRow } from './sync/settled.ts';

export { erasure } from './leaving/rows.ts';
export { callOffSessionsOf, sessionsStandFor } from './leaving/leaving.ts';
export { syncName } from './sync/run.ts';
export { personal } from './store.ts';

export { upcomingOfViewer, type SessionRow } from './store.ts';
export { formOf, sessionIdOf, withdraw } from './composed/expect.ts';
export { presentSession } from './present.ts';
export { requestsName, withdrawRequest } from './bands/ask.ts';
export { answerQuestion, cancel, move, retry } from './bands/change.ts';
export { askedOf, historyFor, sayWhy } from './bands/asked.ts';
export { dueLooks } from './follow/look.ts';
export { sessionFollower } from './follow/follower.ts';
export { cancelMany, type Cancelled, type Fate } from './many/cancel.ts';
export { bookMany, wakeCalendars, type Outcome, type Wanted } from './many/book.ts';
export { isInvited, queryTogether, readFacts, readTogether, type Facts, type Together } from './many/read.ts';
export { engagementDays } from './find/query.ts';
export { blockerText, listed, why } from './find/words.ts';
export { allStarts, findSlots } from './slots/find-slots.ts';
export type { SlotQuery } from './slots/types.ts';
export { listSessions } from './store.ts';
export { shown } from './sync/settled.ts';
export { bookAgreed, type Agreed } from './agreed/book-agreed.ts';
export { checkOffered } from './agreed/offered.ts';

function wishOf(engagement: EngagementRow, body: z.output<typeof findTimes>): Wish {
  return {
    kind: body.kind,
    minutes: body.minutes ?? engagement.session_minutes,
    from: body.from ? new Date(body.from) : null,
    to: body.to ? new Date(body.to) : null,
  };
}

/** Times for everybody who takes part, with evidence; or who and what blocks, and the smallest relaxations. */
export async function find(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof findTimes>): Promise<TimesFound> {
  const facts = await openFacts(context, actor, engagementId, body.movingSessionId ?? null);
  if (body.movingSessionId && !facts.moving) throw invalid('movingSessionId', 'is no session of this engagement');
  checkKind(facts.engagement, body.kind);
  const search = await prepare(context, inOwnName(context, actor), actor.tenantId, facts, { wish: wishOf(facts.engagement, body), relax: body.relax });
  return presentTimes(search, actor.personId);
}

/**
 * Books: re-checks, stores, writes to the calendar. The same id again answers the session it made. With `sentBy` the actor, no event is
 * made: the actor sends the invitation from an open form in Outlook, and the session waits for it.
 */
export async function book(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof bookSession>, sentBy: 'us' | 'actor' = 'us'): Promise<Session> {
  const { scope, ...facts } = await openFacts(context, actor, engagementId, body.id);
  if (facts.moving) return madeBefore(context, actor, facts.moving, body);
  const chosen = { ...windowOf(body.start, body.minutes), kind: body.kind, relax: body.relax };
  checkTime(context, facts.engagement, chosen);
  checkKind(facts.engagement, body.kind);
  const checked = await recheck(context, actor, facts, chosen).catch(async (error: unknown) => {
    // The button may have been pressed twice at once: then what takes the time is this very session.
    const twin = (await factsFor(context, scope, body.id)).moving;
    if (twin) return twin;
    throw error;
  });
  if (typeof checked !== 'boolean') return madeBefore(context, actor, checked, body);
  const now = context.clock.now();
  const expected = sentBy === 'actor' ? expectation(now) : undefined;
  const made = {
    ...body,
    state: expected || needsConfirming(body.relax) ? ('proposed' as const) : ('booked' as const),
    start: chosen.from,
    end: chosen.to,
    optionalPeople: madeOptional(body.relax),
    relaxed: body.relax,
    organizerId: expected ? actor.personId : organizerOf(facts.engagement, actor),
    sponsorId: facts.engagement.sponsor_id,
    checked,
    ...(expected && { expected }),
    now,
  };
  await context.db.scoped(actor.tenantId, async (tx) => {
    const outcome = await insertSession(tx, scope, made);
    if (outcome === 'overlap') throw takenJustNow();
  });
  if (expected) await context.jobs.wake(syncName, expected.lookAt);
  // A calendar that nobody followed so far is subscribed to now, and not when the next sweep comes by.
  await context.jobs.wake(followName);
  return settled(context, actor, body.id);
}

/** A request that came before under this id. */
async function madeBefore(context: AppContext, actor: Actor, row: SessionRow, body: z.output<typeof bookSession>): Promise<Session> {
  if (new Date(row.starts_at).getTime() !== Date.parse(body.start) && row.version === 1) {
    throw new AppError('conflict', 'This id was used for another session.');
  }
  return settled(context, actor, row.id);
}

/** One session as the viewer may see it, read back from the calendar first. */
export async function see(context: AppContext, actor: Actor, sessionId: string): Promise<Session> {
  const { row, session } = await shownWithRow(context, actor, sessionId);
  return (await lookAgain(context, row)) ? shown(context, actor, sessionId) : session;
}

/** What was loosened when a session's present time was chosen: other times are looked for by the same. */
export async function looseningOf(context: AppContext, actor: Actor, sessionId: string): Promise<Relaxation[]> {
  const row = await context.db.scoped(actor.tenantId, async (tx) => readSession(tx, await authoriseSession(tx, actor, sessionId, 'see'), sessionId));
  return (row?.relaxed ?? []).filter((one) => one.type !== 'later' && one.type !== 'length');
}

export async function listOf(context: AppContext, actor: Actor, engagementId: string): Promise<Session[]> {
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'see');
    const sees = seesOf(scope, scope.sponsorSees);
    return (await listSessions(tx, scope)).filter(({ kind }) => seesSession(kind, sees)).map((row) => presentSession(row, scope, context.clock.now()));
  });
}
