import { authoriseSystem } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { DueWork } from '../../../platform/jobs/jobs.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { noticesName, offerNotice, toldByKey, wantsDigests, withdrawNotices, type Composer, type NoticeDraft } from '../../nudges/service.ts';
import { openOf } from '../service.ts';
import { apart, endOf, isTimely, type DueTimes } from './rules.ts';
import { aheadOf, dueDigests, nextDigestAt, settleDigest, type DueDigest } from './store.ts';
import { digestWords } from './words.ts';

/** Everything unsaid about the fieldwork before a session starts so. */
const digestKey = (sessionId: string): string => `fieldwork:${sessionId}:`;

const timesOf = (due: DueDigest): DueTimes => ({ kind: due.kind, dueAt: due.due_at, startsAt: due.starts_at });

interface Reader {
  tenantId: string;
  engagementId: string;
  sessionId: string;
  personId: string;
}

/** The digest as it is true now; null when nothing is open, the session does not stand, or the client wants none. */
async function digest(tx: Queryable, { tenantId, engagementId, sessionId, personId }: Reader) {
  const ahead = await aheadOf(tx, tenantId, sessionId);
  if (!ahead?.stands || !(await wantsDigests(tx, { tenantId, personId }))) return null;
  const open = await openOf(tx, authoriseSystem(tenantId, engagementId));
  return open.length > 0 ? { ...digestWords(open, ahead), startsAt: ahead.starts_at } : null;
}

/** True when a digest of this session left, or may have, so lately that another would be one too many. */
async function wasJustSaid(tx: Queryable, due: DueDigest, now: Date): Promise<boolean> {
  const told = await toldByKey(tx, due.tenant_id, digestKey(due.session_id));
  return told.some(({ state, at }) => state !== 'waiting' && state !== 'dropped' && now.getTime() - at.getTime() < apart);
}

/** Half-way it is time to look back, and the review has what is open too; near the session the session's own page is. */
function waysOn({ kind, session_id: sessionId }: Pick<DueDigest, 'kind' | 'session_id'>): NoticeDraft['links'] {
  const review = { label: 'Open your review', path: '/review/now' };
  const session = { label: kind === 'midway' ? 'See the session' : 'Open your fieldwork', path: `/sessions/${sessionId}` };
  return kind === 'midway' ? [review, session] : [session, review];
}

/** Decides about one digest in a transaction of its own, once. Answers whether it was this one's turn. */
async function settle(context: AppContext, due: DueDigest, now: Date): Promise<boolean> {
  return context.db.system(async (tx) => {
    if (!(await settleDigest(tx, due, now))) return false;
    // What waits is about another time, or is said by this one.
    await withdrawNotices(tx, due.tenant_id, digestKey(due.session_id));
    if (!isTimely(timesOf(due), now) || (await wasJustSaid(tx, due, now))) return true;
    const who = { tenantId: due.tenant_id, personId: due.client_id, engagementId: due.engagement_id, sessionId: due.session_id };
    const words = await digest(tx, who);
    if (words === null) return true;
    await offerNotice(tx, {
      ...who, ...words, kind: 'fieldwork-open', key: `${digestKey(due.session_id)}${due.kind}:${due.starts_at.toISOString()}`,
      links: waysOn(due), dueAt: now, expiresAt: endOf(timesOf(due)), weight: 'normal',
    }, now);
    return true;
  });
}

/** Brings open fieldwork to the client's mind half-way to a session and two days before it, all in one notice. */
export const fieldworkDigests = (context: AppContext): DueWork => ({
  name: 'fieldwork-digests',
  nextDueAt: () => context.db.glance((tx) => nextDigestAt(tx, context.clock.now())),
  runDue: async (now) => {
    let done = 0;
    for (const due of await context.db.system((tx) => dueDigests(tx, now, 200))) if (await settle(context, due, now)) done += 1;
    if (done > 0) await context.jobs.wake(noticesName);
    return done;
  },
});

/** A digest's words when it leaves: what was ticked meanwhile is not in it, and of a session that moved nothing is said. */
export const composeDigest = (context: Pick<AppContext, 'db'>): Composer => async ({ tenantId, personId, engagementId, sessionId, key }) => {
  if (sessionId === null) return null;
  const words = await context.db.scoped(tenantId, (tx) => digest(tx, { tenantId, personId, engagementId, sessionId }));
  if (words === null || !key.endsWith(words.startsAt.toISOString())) return null;
  return { subject: words.subject, lines: words.lines };
};
