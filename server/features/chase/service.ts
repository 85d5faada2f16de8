import type { Actor, Party } from '../../access/actor.ts';
import { authoriseSession } from '../../access/scope.ts';
import type { AppContext } from '../../context.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import { noticesName, offerNotice } from '../nudges/service.ts';
import type { Rebook } from './contract.ts';
import { readMeeting } from './live/store.ts';
import { lateNote } from './rules.ts';
import { chaseOf } from './store.ts';

export { erasure, personal } from './store.ts';

const iso = (at: Date | string): string => new Date(at).toISOString();

/** The times that were offered to make up for a session, for client and coach; 404 where none were. */
export const rebookFor = (context: AppContext, actor: Actor, sessionId: string): Promise<Rebook> =>
  context.db.scoped(actor.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, actor, sessionId, 'see-attendance');
    const now = context.clock.now();
    const row = scope.role === null ? null : await chaseOf(tx, scope, sessionId, now);
    if (!row) throw notFound('The session');
    return {
      sessionId, engagementId: row.engagement_id, coachName: row.coach_name, clientName: row.client_name, start: iso(row.starts_at), kind: row.kind,
      minutes: (new Date(row.ends_at).getTime() - new Date(row.starts_at).getTime()) / 60_000,
      times: row.times.filter(({ start }) => new Date(start).getTime() > now.getTime() + row.notice_hours * 3_600_000),
      next: row.next_session_id ? { sessionId: row.next_session_id, start: iso(row.next_starts_at!) } : null,
    };
  });

/** Minutes before the start from which it makes sense to say that one is late. */
const lateBefore = 15 * 60_000;

/** Tells the others of a session that is about to begin, or on, that somebody is on the way; saying it again says nothing new. */
export async function saysLate(context: AppContext, who: Party, sessionId: string, minutes: number): Promise<void> {
  const now = context.clock.now();
  await context.db.scoped(who.tenantId, async (tx) => {
    const scope = await authoriseSession(tx, who, sessionId, 'see');
    if (scope.role === null) throw notFound('The session');
    const row = await readMeeting(tx, who.tenantId, sessionId);
    const me = row.people.find(({ id }) => id === who.personId);
    if (!me) throw notFound('The session');
    const on = ['booked', 'in-progress'].includes(row.state) && now.getTime() >= new Date(row.starts_at).getTime() - lateBefore && now < new Date(row.ends_at);
    if (!on) throw new AppError('conflict', 'This session is not about to begin, nor on.');
    const meeting = { tenantId: who.tenantId, sessionId, engagementId: row.engagement_id, start: new Date(row.starts_at) };
    const others = row.people.filter(({ id }) => id !== me.id);
    for (const { id } of others) await offerNotice(tx, lateNote(meeting, id, { name: me.name, personId: me.id, minutes }, now), now);
  });
  await context.jobs.wake(noticesName);
}
