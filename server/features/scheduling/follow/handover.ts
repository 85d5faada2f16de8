import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import { record } from '../../engagements/service.ts';
import { followMailbox } from '../../following/service.ts';
import { withdrawNotices } from '../../nudges/service.ts';
import { closeRequests } from '../bands/store.ts';
import { reasonKey } from '../bands/words.ts';
import { readSession, type SessionRow } from '../store.ts';
import { lockSession, moveHome } from './store.ts';

/** The new organiser's own copy, and whose mailbox it is in; somebody outside keeps theirs to themselves, so the copy we can read stands for it. */
async function homeOf(context: AppContext, row: SessionRow, copy: CalendarEvent): Promise<{ event: CalendarEvent; organizerId: string; outside: boolean } | null> {
  const organizer = row.people.find(({ email }) => email === copy.organizer);
  if (!organizer) return null;
  if (organizer.object_id === null) return { event: copy, organizerId: row.organizer_id, outside: true };
  const event = await context.microsoft.application(row.tenant_id).findCopy(organizer.object_id, copy.iCalUId);
  return event && { event, organizerId: organizer.id, outside: false };
}

/** The session goes on in the event that another of its people made in place of the one that is gone. True when it does. */
export async function handOver(context: AppContext, row: SessionRow, copy: CalendarEvent, now: Date): Promise<boolean> {
  const home = await homeOf(context, row, copy);
  if (!home) return false;
  const { event, organizerId, outside } = home;
  return context.db.scoped(row.tenant_id, async (tx) => {
    await lockSession(tx, row.tenant_id, row.id);
    const current = await readSession(tx, { tenantId: row.tenant_id }, row.id);
    if (!current || current.event_id !== row.event_id || current.sync_due_at !== null) return false;
    await moveHome(tx, current, { organizerId, eventId: event.id, iCalUId: event.iCalUId, start: event.start, end: event.end, joinUrl: event.joinUrl, webLink: event.webLink, outside });
    await noteHandOver(tx, current, { organizerId, event, now });
    return true;
  });
}

async function noteHandOver(tx: Queryable, row: SessionRow, { organizerId, event, now }: { organizerId: string; event: CalendarEvent; now: Date }): Promise<void> {
  const organizer = row.people.find(({ email }) => email === event.organizer)?.id ?? organizerId;
  await record(tx, {
    tenantId: row.tenant_id, engagementId: row.engagement_id, sessionId: row.id, actorId: organizer, what: 'session-handed-over',
    detail: { from: row.organizer_id, to: organizer, at: event.start }, now,
  });
  for (const key of [`taken-out:${row.id}`, reasonKey(row.id)]) await withdrawNotices(tx, row.tenant_id, key);
  await closeRequests(tx, { tenantId: row.tenant_id, sessionId: row.id }, now);
  await followMailbox(tx, { tenantId: row.tenant_id, personId: organizerId, purpose: 'sessions', until: new Date(event.end) });
}
