import type { z } from 'zod';
import type { Actor, Party } from '../../../access/actor.ts';
import { authoriseSession, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../../platform/errors.ts';
import { record } from '../../engagements/service.ts';
import { noticesName, offerNotice } from '../../nudges/service.ts';
import type { AnswerRequest, cancelSession, ChangeRequest, moveSession, Session } from '../contract.ts';
import { checkTime, recheck, takenJustNow, windowOf } from '../find/chosen.ts';
import { madeOptional, needsConfirming } from '../find/query.ts';
import { factsFor } from '../find/search.ts';
import { changeSession, readSession, type Change, type SessionRow } from '../store.ts';
import { nextStep } from '../sync/rules.ts';
import { settled, shown } from '../sync/settled.ts';
import { answer, ask } from './ask.ts';
import { changedNotice } from './notices.ts';
import { waysOf } from './present.ts';
import { bandOf, type Ways } from './rules.ts';

const changedMeanwhile = (): AppError =>
  new AppError('conflict', 'Somebody else changed this session meanwhile. Look at it again, then change it.');

const minutesOf = (row: SessionRow): number => (new Date(row.ends_at).getTime() - new Date(row.starts_at).getTime()) / 60_000;

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
  if (row.hosted_outside) throw new AppError('conflict', 'Somebody outside sent the invitation to this session. Only they can change it, in their own calendar.');
  if (!repeated && !['proposed', 'booked'].includes(row.state)) throw new AppError('conflict', 'This session is over or was cancelled.');
  if (!repeated && row.version !== version) throw changedMeanwhile();
  return { scope, row, repeated };
}

export type Carried = Change & { what: string };

/** One line of history, with the band that the change fell in; the client is told what the coach did at short notice. */
export async function noteChange(context: AppContext, tx: Queryable, { scope, row }: Opened, to: Carried): Promise<void> {
  const band = bandOf(new Date(row.starts_at), to.now, row.reschedule);
  const detail = { from: row.starts_at, ...(to.start && { to: to.start }), band, ...(to.reason && { reason: to.reason }) };
  await record(tx, { ...scope, sessionId: row.id, actorId: scope.personId, what: to.what, detail, now: to.now });
  if (scope.role !== 'coach' || band === 'free' || to.what === 'session-retried') return;
  await offerNotice(tx, changedNotice(row, to.start ?? null, to.now), to.now);
  await context.jobs.wake(noticesName);
}

async function change(context: AppContext, actor: Actor, opened: Opened, to: Carried, isDone: IsDone): Promise<Session> {
  const { scope, row } = opened;
  await context.db.scoped(actor.tenantId, async (tx) => {
    const outcome = await changeSession(tx, scope, row, to);
    if (outcome === 'overlap') throw takenJustNow();
    if (outcome === 'conflict') {
      const now = await readSession(tx, scope, row.id);
      if (now?.version === to.version + 1 && isDone(now)) return;
      throw changedMeanwhile();
    }
    await noteChange(context, tx, opened, to);
  });
  return settled(context, actor, row.id);
}

/** By which way this person can make this change now. Throws AppError 'conflict' when by none. */
function wayTo<What extends keyof Ways>(what: What, { scope, row }: Opened, now: Date): Exclude<Ways[What], 'no'> {
  const way = waysOf(row, scope, now)[what];
  if (way === 'no') throw new AppError('conflict', 'This session has begun: it can be cancelled, but not moved any more.');
  return way as Exclude<Ways[What], 'no'>;
}

/**
 * Moves a session to a time that is looked at again first; the same event moves, nobody is invited twice. At short notice (the engagement's
 * bands) the coach is asked instead: then the session answered is as it was, with the question.
 */
export async function move(context: AppContext, actor: Actor, sessionId: string, body: z.output<typeof moveSession>): Promise<Session> {
  const isDone: IsDone = (there) => +new Date(there.starts_at) === Date.parse(body.start) && (body.minutes ?? minutesOf(there)) === minutesOf(there);
  const opened = await openForChange(context, actor, sessionId, body.version, isDone);
  if (opened.repeated) return settled(context, actor, sessionId);
  const way = wayTo('move', opened, context.clock.now());
  const facts = await factsFor(context, opened.scope, sessionId);
  const chosen = { ...windowOf(body.start, body.minutes ?? minutesOf(opened.row)), kind: opened.row.kind, relax: body.relax };
  checkTime(context, facts.engagement, chosen);
  const checked = await recheck(context, actor, facts, chosen);
  if (way === 'ask') {
    await ask(context, opened.scope, sessionId, { what: 'move', version: body.version, start: chosen.from, end: chosen.to, relaxed: body.relax, comment: body.comment ?? '' });
    return shown(context, actor, sessionId);
  }
  const state = needsConfirming(body.relax) ? 'proposed' : 'booked';
  const to = { version: body.version, start: chosen.from, end: chosen.to, state, relaxed: body.relax, optionalPeople: madeOptional(body.relax), checked } as const;
  return change(context, actor, opened, { ...to, now: context.clock.now(), what: 'session-moved' }, isDone);
}

/** Cancels a session; by the engagement's bands the coach is asked instead, or a reason is needed and it is a late cancellation. */
export async function cancel(context: AppContext, actor: Actor, sessionId: string, body: z.output<typeof cancelSession>): Promise<Session> {
  const isDone: IsDone = ({ state }) => state === 'cancelled' || state === 'late-cancel';
  const opened = await openForChange(context, actor, sessionId, body.version, isDone);
  if (opened.repeated) return settled(context, actor, sessionId);
  const now = context.clock.now();
  const way = wayTo('cancel', opened, now);
  if (way === 'ask') {
    await ask(context, opened.scope, sessionId, { what: 'cancel', version: body.version, start: null, end: null, relaxed: [], comment: body.comment });
    return shown(context, actor, sessionId);
  }
  const late = way === 'with-reason';
  if (late && !body.reasonCode) throw invalid('reasonCode', 'must be given for a cancellation at short notice');
  const to = { version: body.version, state: late ? 'late-cancel' : 'cancelled', comment: body.comment, now, what: 'session-cancelled' } as const;
  return change(context, actor, opened, { ...to, ...(late && body.reasonCode && { reason: body.reasonCode }) }, isDone);
}

/** The coach's answer to a question; what was agreed to is carried out at once, as far as Microsoft answers. */
export async function answerQuestion(context: AppContext, who: Party, requestId: string, said: AnswerRequest['answer']): Promise<ChangeRequest> {
  const { sessionId, request } = await answer(context, who, requestId, said);
  if (request.state === 'agreed') await settled(context, who, sessionId);
  return request;
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
