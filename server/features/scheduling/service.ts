import type { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { authorise, authoriseSession, type EngagementScope } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { MicrosoftFailure } from '../../platform/microsoft/microsoft.ts';
import { record, type EngagementRow } from '../engagements/service.ts';
import type { Window } from './find/gather.ts';
import type { bookSession, cancelSession, findTimes, moveSession, Relaxation, Session, SessionKind, TimesFound } from './contract.ts';
import { presentTimes } from './find/present.ts';
import { madeOptional, needsConfirming, type Wish } from './find/query.ts';
import { factsFor, prepare, wishFor, type Search } from './find/search.ts';
import { presentSession } from './present.ts';
import { checkKind, organizerOf, timeProblem } from './rules.ts';
import { allows } from './find/recheck.ts';
import { whoBlocks } from './find/blocks.ts';
import { expectation } from './composed/expect.ts';
import { lookAgain } from './follow/look.ts';
import { changeSession, insertSession, listSessions, readSession, sessionByChat, type Change, type SessionRow } from './store.ts';
import { nextStep } from './sync/rules.ts';
import { syncName, syncSession } from './sync/run.ts';

export { upcomingOfViewer, type SessionRow } from './store.ts';
export { formOf, sessionIdOf, withdraw } from './composed/expect.ts';
export { presentSession } from './present.ts';
export { dueLooks } from './follow/look.ts';
export { sessionFollower } from './follow/follower.ts';
export { bookMany, cancelMany, wakeCalendars, type Outcome, type Wanted } from './many/book.ts';
export { isInvited, queryTogether, readFacts, readTogether, type Facts, type Together } from './many/read.ts';
export { engagementDays } from './find/query.ts';
export { blockerText, listed, why } from './find/words.ts';
export { allStarts, findSlots } from './slots/find-slots.ts';
export type { SlotQuery } from './slots/types.ts';
export { listSessions } from './store.ts';
export { bookAgreed, type Agreed } from './agreed/book-agreed.ts';
export { checkOffered } from './agreed/offered.ts';

/** How long a screen waits for Microsoft before it is told "waiting for Microsoft 365", in milliseconds. */
const patience = 8_000;

function wishOf(engagement: EngagementRow, body: z.output<typeof findTimes>): Wish {
  return {
    kind: body.kind,
    minutes: body.minutes ?? engagement.session_minutes,
    from: body.from ? new Date(body.from) : null,
    to: body.to ? new Date(body.to) : null,
  };
}

const inOwnName = (context: AppContext, actor: Actor) => {
  const microsoft = context.microsoft.onBehalfOf(actor);
  return (emails: string[], from: string, to: string) => microsoft.schedules(emails, from, to);
};

/** Times for everybody who takes part, with evidence; or who and what blocks, and the smallest relaxations. */
export async function find(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof findTimes>): Promise<TimesFound> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'book'));
  const facts = await factsFor(context, scope, body.movingSessionId ?? null);
  if (body.movingSessionId && !facts.moving) throw invalid('movingSessionId', 'is no session of this engagement');
  checkKind(facts.engagement, body.kind);
  const search = await prepare(context, inOwnName(context, actor), actor.tenantId, facts, { wish: wishOf(facts.engagement, body), relax: body.relax });
  return presentTimes(search);
}

const slotTaken = (search: Search, start: number, minutes: number): AppError =>
  new AppError('slot-taken', 'This time is not free any more.', {
    details: { blockedBy: whoBlocks(search, start, minutes), slots: presentTimes(search).slots },
  });

const takenJustNow = (): AppError =>
  new AppError('slot-taken', 'Another session was put at this time just now. Look for times again.', { details: { blockedBy: [], slots: [] } });

const changedMeanwhile = (): AppError =>
  new AppError('conflict', 'Somebody else changed this session meanwhile. Look at it again, then change it.');

interface Chosen extends Window {
  kind: SessionKind;
  relax: Relaxation[];
}

/**
 * Looks again at the chosen time. Answers false when Microsoft cannot be asked now: the choice is kept and looked at
 * again before anything is written. Throws AppError 'slot-taken' with who blocks and fresh times.
 */
async function recheck(context: AppContext, actor: Actor, facts: Awaited<ReturnType<typeof factsFor>>, chosen: Chosen): Promise<boolean> {
  const wish = wishFor(facts, chosen.kind, chosen, context.clock.now());
  try {
    const search = await prepare(context, inOwnName(context, actor), actor.tenantId, facts, { wish, relax: chosen.relax });
    if (!allows(search.query, chosen.from.getTime(), wish.minutes)) throw slotTaken(search, chosen.from.getTime(), wish.minutes);
    return true;
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.passing) return false;
    throw error;
  }
}

/** What is wrong with a time by itself is a mistake of the request. */
function checkTime(context: AppContext, engagement: EngagementRow, chosen: Window): void {
  const problem = timeProblem(engagement, chosen, context.clock.now());
  if (problem !== null) throw invalid('start', problem);
}

const minutesOf = (row: SessionRow): number => (new Date(row.ends_at).getTime() - new Date(row.starts_at).getTime()) / 60_000;

const windowOf = (start: string, minutes: number): Window => ({ from: new Date(start), to: new Date(Date.parse(start) + minutes * 60_000) });

/**
 * Books: re-checks, stores, writes to the calendar. The same id again answers the session it made. With `sentBy` the actor, no event is
 * made: the actor sends the invitation from an open form in Outlook, and the session waits for it.
 */
export async function book(context: AppContext, actor: Actor, engagementId: string, body: z.output<typeof bookSession>, sentBy: 'us' | 'actor' = 'us'): Promise<Session> {
  const scope = await context.db.scoped(actor.tenantId, (tx) => authorise(tx, actor, engagementId, 'book'));
  const facts = await factsFor(context, scope, body.id);
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
    checked,
    ...(expected && { expected }),
    now,
  };
  await context.db.scoped(actor.tenantId, async (tx) => {
    const outcome = await insertSession(tx, scope, made);
    if (outcome === 'overlap') throw takenJustNow();
    if (outcome === 'made') await record(tx, { ...scope, sessionId: body.id, actorId: actor.personId, what: expected ? 'session-announced' : 'session-booked', now });
  });
  if (expected) await context.jobs.wake(syncName, expected.lookAt);
  return settled(context, actor, body.id);
}

/** A request that came before under this id. */
async function madeBefore(context: AppContext, actor: Actor, row: SessionRow, body: z.output<typeof bookSession>): Promise<Session> {
  if (new Date(row.starts_at).getTime() !== Date.parse(body.start) && row.version === 1) {
    throw new AppError('conflict', 'This id was used for another session.');
  }
  return settled(context, actor, row.id);
}

/** What fails is kept as due and logged by the sync itself; the person is shown "waiting". */
async function tryCalendar(context: AppContext, tenantId: string, sessionId: string): Promise<void> {
  try {
    if (!(await syncSession(context, tenantId, sessionId))) await context.jobs.wake(syncName);
  } catch (error) {
    context.log.error({ sessionId, name: (error as Error).name }, 'the calendar could not be written');
  }
}

/** Works on the calendar while the person waits, for a while; then shows how far it is. */
async function settled(context: AppContext, actor: Actor, sessionId: string): Promise<Session> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
  await Promise.race([tryCalendar(context, actor.tenantId, sessionId), enough]);
  clearTimeout(timer);
  return shown(context, actor, sessionId);
}

/** One session as the viewer may see it, read back from the calendar first. */
export async function see(context: AppContext, actor: Actor, sessionId: string): Promise<Session> {
  const row = await context.db.scoped(actor.tenantId, async (tx) => readSession(tx, await authoriseSession(tx, actor, sessionId, 'see'), sessionId));
  if (row) await lookAgain(context, row);
  return shown(context, actor, sessionId);
}

/** What was loosened when a session's present time was chosen: other times are looked for by the same. */
export async function looseningOf(context: AppContext, actor: Actor, sessionId: string): Promise<Relaxation[]> {
  const row = await context.db.scoped(actor.tenantId, async (tx) => readSession(tx, await authoriseSession(tx, actor, sessionId, 'see'), sessionId));
  return (row?.relaxed ?? []).filter((one) => one.type !== 'later' && one.type !== 'length');
}

async function shown(context: AppContext, actor: Actor, sessionId: string): Promise<Session> {
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'see');
    return presentSession((await readSession(tx, scope, sessionId))!, scope, context.clock.now());
  });
}

export async function listOf(context: AppContext, actor: Actor, engagementId: string): Promise<Session[]> {
  return context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authorise(tx, actor, engagementId, 'see');
    return (await listSessions(tx, scope)).map((row) => presentSession(row, scope, context.clock.now()));
  });
}

/** The session of a Teams meeting, by its chat; null when there is none that the viewer has a part in. */
export async function ofMeeting(context: AppContext, actor: Actor, chatId: string): Promise<Session | null> {
  const row = await context.db.scoped(actor.tenantId, (tx) => sessionByChat(tx, actor.tenantId, chatId, actor.personId));
  return row && see(context, actor, row.id);
}

interface Opened {
  scope: EngagementScope;
  row: SessionRow;
}

/** True when a session already is as a request wants it: the button was pressed twice, or the first answer got lost. */
type IsDone = (row: SessionRow) => boolean;

/** A session that may be changed, as it was at `version` or with the change already made. */
async function openForChange(context: AppContext, actor: Actor, sessionId: string, version: number, isDone: IsDone): Promise<Opened & { repeated: boolean }> {
  const { scope, row } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authoriseSession(tx, actor, sessionId, 'book');
    return { scope: proof, row: await readSession(tx, proof, sessionId) };
  });
  if (!row) throw notFound('The session');
  if (row.expected_until !== null) throw new AppError('conflict', 'The invitation to this session is not sent yet. Send it in Outlook first.');
  const repeated = row.version === version + 1 && isDone(row);
  if (!repeated && !['proposed', 'booked'].includes(row.state)) throw new AppError('conflict', 'This session is over or was cancelled.');
  if (!repeated && row.version !== version) throw changedMeanwhile();
  return { scope, row, repeated };
}

async function change(context: AppContext, actor: Actor, { scope, row }: Opened, to: Change & { what: string }, isDone: IsDone): Promise<Session> {
  await context.db.scoped(actor.tenantId, async (tx) => {
    const outcome = await changeSession(tx, scope, row, to);
    if (outcome === 'overlap') throw takenJustNow();
    if (outcome === 'conflict') {
      const now = await readSession(tx, scope, row.id);
      if (now?.version === to.version + 1 && isDone(now)) return;
      throw changedMeanwhile();
    }
    await record(tx, { ...scope, sessionId: row.id, actorId: actor.personId, what: to.what, detail: { from: row.starts_at, ...(to.start && { to: to.start }) }, now: to.now });
  });
  return settled(context, actor, row.id);
}

/** Moves a session to a time that is looked at again first; the same event moves, nobody is invited twice. */
export async function move(context: AppContext, actor: Actor, sessionId: string, body: z.output<typeof moveSession>): Promise<Session> {
  const isDone: IsDone = (there) => +new Date(there.starts_at) === Date.parse(body.start) && (body.minutes ?? minutesOf(there)) === minutesOf(there);
  const opened = await openForChange(context, actor, sessionId, body.version, isDone);
  if (opened.repeated) return settled(context, actor, sessionId);
  const facts = await factsFor(context, opened.scope, sessionId);
  const chosen = { ...windowOf(body.start, body.minutes ?? minutesOf(opened.row)), kind: opened.row.kind, relax: body.relax };
  checkTime(context, facts.engagement, chosen);
  const checked = await recheck(context, actor, facts, chosen);
  const state = needsConfirming(body.relax) ? 'proposed' : 'booked';
  const to = { version: body.version, start: chosen.from, end: chosen.to, state, relaxed: body.relax, optionalPeople: madeOptional(body.relax), checked } as const;
  return change(context, actor, opened, { ...to, now: context.clock.now(), what: 'session-moved' }, isDone);
}

export async function cancel(context: AppContext, actor: Actor, sessionId: string, body: z.output<typeof cancelSession>): Promise<Session> {
  const isDone: IsDone = ({ state }) => state === 'cancelled';
  const opened = await openForChange(context, actor, sessionId, body.version, isDone);
  if (opened.repeated) return settled(context, actor, sessionId);
  const to = { version: body.version, state: 'cancelled', comment: body.comment, now: context.clock.now(), what: 'session-cancelled' } as const;
  return change(context, actor, opened, to, isDone);
}

/** Tries the calendar again at once: after a permission was given, say. */
export async function retry(context: AppContext, actor: Actor, sessionId: string): Promise<Session> {
  const { scope, row } = await context.db.scoped(actor.tenantId, async (tx) => {
    const proof = await authoriseSession(tx, actor, sessionId, 'book');
    return { scope: proof, row: (await readSession(tx, proof, sessionId))! };
  });
  if (nextStep(row) === null) return shown(context, actor, sessionId);
  return change(context, actor, { scope, row }, { version: row.version, now: context.clock.now(), what: 'session-retried' }, () => true);
}
