import type { Queryable } from '../../../platform/db/database.ts';
import type { CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import { record } from '../../engagements/service.ts';
import { closeRequests } from '../bands/store.ts';
import { followMailbox } from '../../following/service.ts';
import { readSession, type SessionRow } from '../store.ts';
import { newsOf, type Happening, type News } from './rules.ts';
import { lockSession, lookLater, takeIn } from './store.ts';
import { tell } from './tell.ts';

/** What the line of history is called, who did it as far as a calendar tells, and its particulars: ids and values only. */
function lineOf(row: SessionRow, happening: Happening): { what: string; actorId: string | null; detail: object } {
  const { what, ...rest } = happening;
  const { personId: actorId = null, ...detail } = rest as { personId?: string };
  if (what === 'moved' || what === 'cancelled') return { what: `session-${what}-in-outlook`, actorId: row.organizer_id, detail };
  if (what === 'uninvited' || what === 'invited-again') return { what: `session-${what}`, actorId: row.organizer_id, detail: { personId: actorId } };
  if (what === 'strangers') return { what: 'session-strangers', actorId: row.organizer_id, detail };
  return { what: `session-${what}`, actorId, detail };
}

/** True for a state of the event that was overtaken by one that is known. */
const isOlder = (row: SessionRow, modifiedAt: string | null): boolean =>
  modifiedAt !== null && row.event_modified_at !== null && new Date(modifiedAt) < new Date(row.event_modified_at);

/** What was asked about at short notice is answered by what was done. */
async function answerByDoing(tx: Queryable, row: SessionRow, news: News, now: Date): Promise<void> {
  if (news.moved || news.state) await closeRequests(tx, { tenantId: row.tenant_id, sessionId: row.id }, now);
}

/**
 * Takes in what the calendar says of a session, whoever read it: a screen, a notification, a full round. The row is locked and compared
 * anew, so that one change is one line of history and at most one notice however often it is seen. An older state than one that was taken
 * in says nothing. What Fieldwork itself is writing goes first: then the event is read again afterwards.
 */
export async function takeNews(tx: Queryable, tenantId: string, sessionId: string, event: CalendarEvent | null, now: Date): Promise<SessionRow | null> {
  await lockSession(tx, tenantId, sessionId);
  const row = await readSession(tx, { tenantId }, sessionId);
  if (!row || (row.state !== 'proposed' && row.state !== 'booked') || row.event_id === null) return null;
  if (row.sync_due_at !== null) {
    await lookLater(tx, row, now);
    return null;
  }
  const modifiedAt = event?.modifiedAt ?? null;
  if (event !== null && (event.id !== row.event_id || isOlder(row, modifiedAt))) return null;
  const news = newsOf(row, event, row.reschedule, now);
  await takeIn(tx, row, news, { now, modifiedAt });
  await answerByDoing(tx, row, news, now);
  await note(tx, row, news, now);
  return row;
}

async function note(tx: Queryable, row: SessionRow, news: News, now: Date): Promise<void> {
  // Its calendar is followed for as long as the session is ahead, wherever it was put.
  if (news.moved) await followMailbox(tx, { tenantId: row.tenant_id, personId: row.organizer_id, purpose: 'sessions', until: news.moved.end });
  // Who cannot come and proposes another time in one answer is told of once, with that time.
  const proposing = new Set(news.happenings.flatMap((one) => (one.what === 'proposed-time' ? [one.personId] : [])));
  for (const happening of news.happenings) {
    await record(tx, { tenantId: row.tenant_id, engagementId: row.engagement_id, sessionId: row.id, ...lineOf(row, happening), now });
    if (happening.what !== 'declined' || !proposing.has(happening.personId)) await tell(tx, row, happening, now);
  }
}
