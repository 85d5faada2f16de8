import type { Party } from '../../../access/actor.ts';
import type { Action } from '../../../access/policies.ts';
import { authoriseSession, type EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { AppError, notFound } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { MicrosoftFailure } from '../../../platform/microsoft/microsoft.ts';
import { record } from '../../engagements/service.ts';
import { noticesName, offerNotice, withdrawNotices } from '../../nudges/service.ts';
import type { ChangeRequest, Relaxation } from '../contract.ts';
import { madeOptional, needsConfirming } from '../find/query.ts';
import { stillFree } from '../find/recheck.ts';
import { lockSession } from '../follow/store.ts';
import { holdPeople } from '../agreed/hold.ts';
import { changeSession, readSession, type SessionRow } from '../store.ts';
import { SlotTaken } from '../sync/rules.ts';
import { answeredNotice, askedNotice } from './notices.ts';
import { openRequest, presentRequest } from './present.ts';
import { silenceUntil } from './rules.ts';
import { endRequest, insertRequest, sessionOfRequest, type RequestRow } from './store.ts';
import { requestKey } from './words.ts';

/** The name of the work that ends questions nobody answered. */
export const requestsName = 'session-requests';

export interface WantedChange {
  what: 'move' | 'cancel';
  version: number;
  start: Date | null;
  end: Date | null;
  relaxed: Relaxation[];
  comment: string;
}

const sameInstant = (a: string | null, b: Date | null): boolean => (a === null ? null : Date.parse(a)) === (b?.getTime() ?? null);

const isSame = (open: RequestRow, wanted: WantedChange, personId: string): boolean =>
  open.asked_by === personId && open.what === wanted.what && sameInstant(open.starts_at, wanted.start) && sameInstant(open.ends_at, wanted.end);

const line = (row: SessionRow, actorId: string | null, what: string, detail: object, now: Date) =>
  ({ tenantId: row.tenant_id, engagementId: row.engagement_id, sessionId: row.id, actorId, what, detail, now });

/** The session, held until the transaction ends. */
async function held(tx: Queryable, tenantId: string, sessionId: string): Promise<SessionRow> {
  await lockSession(tx, tenantId, sessionId);
  const row = await readSession(tx, { tenantId }, sessionId);
  if (!row) throw notFound('The session');
  return row;
}

/** Nobody answered in time: the session stays, and whoever asked hears of it. */
export async function noteSilence(tx: Queryable, row: SessionRow, request: RequestRow, now: Date): Promise<void> {
  await record(tx, line(row, null, 'session-request-expired', { requestId: request.id }, now));
  await withdrawNotices(tx, row.tenant_id, requestKey(row.id, request.id));
  await offerNotice(tx, answeredNotice(row, request, 'expired', now), now);
}

/**
 * Asks the coach for a change of a session that is held; the same again is one question. Answers until when silence counts as an answer,
 * or null when it was asked before. Throws AppError 'conflict' while another one is open, or when the session changed meanwhile.
 */
export async function askIn(tx: Queryable, scope: EngagementScope, row: SessionRow, wanted: WantedChange, now: Date): Promise<Date | null> {
  const open = openRequest(row, now);
  if (open && isSame(open, wanted, scope.personId)) return null;
  if (row.version !== wanted.version) throw new AppError('conflict', 'Somebody else changed this session meanwhile. Look at it again, then change it.');
  if (open) throw new AppError('conflict', 'The coach is asked about a change of this session already. One question at a time.');
  if (row.request?.state === 'open' && (await endRequest(tx, scope.tenantId, row.request.id, { state: 'expired', by: null, now }))) await noteSilence(tx, row, row.request, now);
  const until = silenceUntil(new Date(row.starts_at), now, row.reschedule);
  const id = newId();
  await insertRequest(tx, { ...wanted, tenantId: scope.tenantId, id, sessionId: row.id, askedBy: scope.personId, now, expiresAt: until });
  await record(tx, line(row, scope.personId, `session-${wanted.what}-asked`, { requestId: id, from: row.starts_at, ...(wanted.start && { to: wanted.start }) }, now));
  const asked = (await readSession(tx, scope, row.id))!;
  await offerNotice(tx, askedNotice(asked, asked.request!, now), now);
  return until;
}

/** Wakes what tells the coach of a question, and what ends it when nobody answers. */
export async function wakeAsked(context: AppContext, until: Date): Promise<void> {
  await context.jobs.wake(requestsName, until);
  await context.jobs.wake(noticesName);
}

/** Asks the coach for a change of a session, as `askIn` does. */
export async function ask(context: AppContext, scope: EngagementScope, sessionId: string, wanted: WantedChange): Promise<void> {
  const now = context.clock.now();
  const until = await context.db.scoped(scope.tenantId, async (tx) => askIn(tx, scope, await held(tx, scope.tenantId, sessionId), wanted, now));
  if (until) await wakeAsked(context, until);
}

interface Found {
  scope: EngagementScope;
  row: SessionRow;
  request: RequestRow;
}

const over = (): AppError => new AppError('conflict', 'This question is not open any more. Look at the session again.');

/** A question by its id, for somebody who may do `action` with its session. Another one of the session has taken its place: it is over. */
async function findRequest(tx: Queryable, who: Party, requestId: string, action: Action, hold: boolean): Promise<Found> {
  const sessionId = await sessionOfRequest(tx, who.tenantId, requestId);
  if (!sessionId) throw notFound('The question');
  const scope = await authoriseSession(tx, who, sessionId, action).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not-found' ? notFound('The question') : error;
  });
  // People first, as everywhere where sessions move: who waits for whom must not go in a circle.
  if (hold) await holdPeople(tx, scope);
  const row = hold ? await held(tx, who.tenantId, sessionId) : (await readSession(tx, scope, sessionId))!;
  if (row.request?.id !== requestId) throw over();
  return { scope, row, request: row.request };
}

/** Looks once more at a time that is about to be agreed to. False when Microsoft does not say: then it is looked at again before it is written. */
async function freeStill(context: AppContext, row: SessionRow, request: RequestRow): Promise<boolean> {
  const [start, end] = [new Date(request.starts_at!), new Date(request.ends_at!)];
  if (start <= context.clock.now()) throw new AppError('conflict', 'The time that was asked for has passed.');
  try {
    await stillFree(context, { ...row, starts_at: start, ends_at: end, relaxed: request.relaxed });
    return true;
  } catch (error) {
    if (error instanceof SlotTaken) throw new AppError('slot-taken', 'The time that was asked for is not free any more. The session stays as it is.', { details: { blockedBy: [], slots: [] } });
    if (error instanceof MicrosoftFailure) return false;
    throw error;
  }
}

/** Does what was asked for. Whoever agrees has confirmed the time with it. */
async function carryOut(tx: Queryable, { scope, row, request }: Found, checked: boolean, now: Date): Promise<void> {
  const by = request.asked_by;
  const toConfirm = request.relaxed.filter((one) => one.type !== 'unconfirmed' || one.personId !== scope.personId);
  const time = request.what === 'move' ? { start: new Date(request.starts_at!), end: new Date(request.ends_at!), relaxed: request.relaxed, optionalPeople: madeOptional(request.relaxed), checked } : null;
  const state = time === null ? ('cancelled' as const) : needsConfirming(toConfirm) ? ('proposed' as const) : ('booked' as const);
  const outcome = await changeSession(tx, scope, row, { version: row.version, state, ...time, by, now });
  if (outcome !== 'changed') throw new AppError('slot-taken', 'Another session was put at this time just now. The session stays as it is.', { details: { blockedBy: [], slots: [] } });
  const detail = { from: row.starts_at, ...(time && { to: time.start }), requestId: request.id };
  await record(tx, line(row, by, time ? 'session-moved' : 'session-cancelled', detail, now));
}

const stateOf = { agree: 'agreed', keep: 'declined' } as const;

/** The coach's answer; the same again changes nothing. Answers the session whose calendar is to follow. */
export async function answer(context: AppContext, who: Party, requestId: string, said: 'agree' | 'keep'): Promise<{ sessionId: string; request: ChangeRequest }> {
  const now = context.clock.now();
  const state = stateOf[said];
  const first = await context.db.scoped(who.tenantId, (tx) => findRequest(tx, who, requestId, 'answer-request', false));
  const asks = first.request.state === 'open';
  const checked = said === 'agree' && asks && first.request.what === 'move' ? await freeStill(context, first.row, first.request) : false;
  const request = await context.db.scoped(who.tenantId, async (tx) => {
    const found = await findRequest(tx, who, requestId, 'answer-request', true);
    if (found.request.state === state) return presentRequest(found.row, found.request, found.scope, now);
    if (!openRequest(found.row, now)) throw over();
    await endRequest(tx, who.tenantId, requestId, { state, by: who.personId, now });
    await record(tx, line(found.row, who.personId, `session-request-${state}`, { requestId }, now));
    if (said === 'agree') await carryOut(tx, found, checked, now);
    await withdrawNotices(tx, who.tenantId, requestKey(found.row.id, requestId));
    await offerNotice(tx, answeredNotice(found.row, found.request, state, now), now);
    return presentRequest(found.row, { ...found.request, state }, found.scope, now);
  });
  await context.jobs.wake(noticesName);
  return { sessionId: first.row.id, request };
}

/** Takes a question back, for whoever asked. */
export async function withdrawRequest(context: AppContext, who: Party, requestId: string): Promise<ChangeRequest> {
  const now = context.clock.now();
  return context.db.scoped(who.tenantId, async (tx) => {
    const { scope, row, request } = await findRequest(tx, who, requestId, 'see', true);
    if (request.asked_by !== who.personId) throw notFound('The question');
    if (request.state !== 'withdrawn') {
      if (!(await endRequest(tx, who.tenantId, requestId, { state: 'withdrawn', by: who.personId, now }))) throw over();
      await record(tx, line(row, who.personId, 'session-request-withdrawn', { requestId }, now));
      await withdrawNotices(tx, who.tenantId, requestKey(row.id, requestId));
    }
    return presentRequest(row, { ...request, state: 'withdrawn' }, scope, now);
  });
}
