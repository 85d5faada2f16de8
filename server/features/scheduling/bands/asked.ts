import type { Party } from '../../../access/actor.ts';
import { authoriseSession } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { notFound } from '../../../platform/errors.ts';
import { record } from '../../engagements/service.ts';
import { withdrawNotices } from '../../nudges/service.ts';
import type { AskedRequest, Happening, ReasonCode, Reschedule } from '../contract.ts';
import { readSession } from '../store.ts';
import { presentHistory } from './history.ts';
import { presentAsked, presentReschedule } from './present.ts';
import { historyOf, noteReason, sessionsAskedAbout } from './store.ts';
import { reasonKey } from './words.ts';

/** What the viewer, as a coach, is asked to agree to; with a personal link, in its one engagement. */
export const askedOf = (context: AppContext, who: Party): Promise<AskedRequest[]> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const now = context.clock.now();
    const asked: AskedRequest[] = [];
    for (const id of await sessionsAskedAbout(tx, who.tenantId, who.personId, who.onlyEngagement ?? null, now)) {
      const scope = await authoriseSession(tx, who, id, 'answer-request');
      const row = (await readSession(tx, scope, id))!;
      if (row.request?.state === 'open') asked.push(presentAsked(row, scope, now));
    }
    return asked;
  });

/** What happened to a session, as far as it is the viewer's to know. */
export const historyFor = (context: AppContext, who: Party, sessionId: string): Promise<Happening[]> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, who, sessionId, 'see');
    return presentHistory((await readSession(tx, scope, sessionId))!, await historyOf(tx, who.tenantId, sessionId), scope);
  });

/** Keeps why a session was called off late, from whoever did it; another choice takes the first one's place. */
export const sayWhy = (context: AppContext, who: Party, sessionId: string, reason: ReasonCode): Promise<Reschedule> =>
  context.db.scoped(who.tenantId, async (tx) => {
    const now = context.clock.now();
    const scope = await authoriseSession(tx, who, sessionId, 'see');
    const before = (await readSession(tx, scope, sessionId))!;
    if (!(await noteReason(tx, who.tenantId, sessionId, who.personId, reason))) throw notFound('The session');
    if (before.cancel_reason !== reason) await record(tx, { ...scope, sessionId, actorId: who.personId, what: 'session-reason-given', detail: { reason }, now });
    await withdrawNotices(tx, who.tenantId, reasonKey(sessionId));
    return presentReschedule((await readSession(tx, scope, sessionId))!, scope, now);
  });
