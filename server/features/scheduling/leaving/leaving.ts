import { authoriseSystem } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { record } from '../../engagements/service.ts';
import { lockSession } from '../follow/store.ts';
import { changeSession, forgetUnsent, readSession } from '../store.ts';
import { comingOf } from './store.ts';

export { standsFor as sessionsStandFor } from './store.ts';

interface Person {
  tenantId: string;
  personId: string;
}

/** What everybody who was invited is told with the cancellation. */
const word = 'This meeting is called off, because somebody in it is leaving Fieldwork.';

/**
 * Calls off what is still to come with a person who leaves for good: their own sessions, three-way ones that they sponsor, and whatever stands
 * in their calendar. Calendars follow in the background. Done twice, it does nothing the second time. Answers how many.
 */
export async function callOffSessionsOf(tx: Queryable, { tenantId, personId }: Person, now: Date): Promise<number> {
  const coming = await comingOf(tx, tenantId, personId, now);
  for (const { id, engagement_id: engagementId } of coming) {
    await lockSession(tx, tenantId, id);
    const row = await readSession(tx, { tenantId, engagementId }, id);
    // Nobody was invited to what was never sent.
    if (!row || (await forgetUnsent(tx, tenantId, id, row.organizer_id))) continue;
    const scope = authoriseSystem(tenantId, engagementId);
    await changeSession(tx, scope, row, { version: row.version, state: 'cancelled', comment: word, now });
    await record(tx, { tenantId, engagementId, sessionId: id, actorId: null, what: 'session-cancelled', detail: { from: row.starts_at }, now });
  }
  return coming.length;
}
