import type { AppContext } from '../../../context.ts';
import type { DueWork } from '../../../platform/jobs/jobs.ts';
import { MicrosoftFailure, type CalendarEvent } from '../../../platform/microsoft/microsoft.ts';
import { readSession, type SessionRow } from '../store.ts';
import { setback } from '../sync/rules.ts';
import { takeNews } from './apply.ts';
import { handOver } from './handover.ts';
import { claimLooks, nextLook, putOffLook, type ClaimedLook } from './store.ts';

/** A screen that is opened again within this time shows what was read then, in milliseconds. */
const freshFor = 10_000;

/** Worth reading: in the calendar, not over, nothing of ours on its way there, and not read a moment ago. */
function worthALook(row: SessionRow, now: Date): boolean {
  const open = (row.state === 'proposed' || row.state === 'booked') && new Date(row.ends_at) > now;
  const settled = row.event_id !== null && row.sync_due_at === null && (row.sync_problem === null || row.sync_problem === 'gone');
  const fresh = row.event_read_at !== null && now.getTime() - new Date(row.event_read_at).getTime() < freshFor;
  return open && settled && !fresh;
}

/** The event as it stands, null when it is gone. Rejects with MicrosoftFailure when Microsoft does not say. */
async function readEvent(context: AppContext, row: SessionRow, objectId: string, eventId: string): Promise<CalendarEvent | null> {
  try {
    return await context.microsoft.application(row.tenant_id).getEvent(objectId, eventId);
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.kind === 'not-found') return null;
    throw error;
  }
}

/** Reads the event and takes in what it says; what is gone lives on under another organiser if one took it over. */
async function look(context: AppContext, row: SessionRow): Promise<void> {
  const now = context.clock.now();
  const mailbox = row.people.find((person) => person.id === row.organizer_id)?.object_id;
  if (!mailbox) return;
  const event = await readEvent(context, row, mailbox, row.event_id!);
  if ((event === null || event.isCancelled) && row.successor !== null) {
    const copy = await readEvent(context, row, mailbox, row.successor.eventId);
    if (copy && !copy.isCancelled && (await handOver(context, row, copy, now))) return;
  }
  await context.db.scoped(row.tenant_id, (tx) => takeNews(tx, row.tenant_id, row.id, event, now));
}

/** Reads the session's event back when its screen is opened, and follows what was done in Outlook meanwhile. False when there was no reason to. */
export async function lookAgain(context: AppContext, row: SessionRow): Promise<boolean> {
  if (!worthALook(row, context.clock.now())) return false;
  try {
    await look(context, row);
  } catch (error) {
    // Microsoft not saying is no news: nothing is concluded.
    if (!(error instanceof MicrosoftFailure)) throw error;
  }
  return true;
}

async function lookOnce(context: AppContext, key: ClaimedLook): Promise<void> {
  const row = await context.db.scoped(key.tenant_id, (tx) => readSession(tx, { tenantId: key.tenant_id }, key.id));
  const open = row !== null && row.event_id !== null && (row.state === 'proposed' || row.state === 'booked');
  const keep = (at: Date | null): Promise<void> => context.db.scoped(key.tenant_id, (tx) => putOffLook(tx, key, at));
  if (!open) return keep(null);
  try {
    await look(context, row);
    await keep(null);
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    const { waitSeconds } = setback(error, row.look_attempts);
    await keep(new Date(context.clock.now().getTime() + (waitSeconds ?? 3600) * 1000));
  }
}

export const lookName = 'session-look';

/** Reads the events of sessions of which a followed calendar said too little. */
export const dueLooks = (context: AppContext): DueWork => ({
  name: lookName,
  nextDueAt: () => context.db.glance(nextLook),
  runDue: async (now) => {
    const due = await context.db.system((tx) => claimLooks(tx, now, 50));
    const results = await Promise.allSettled(due.map((one) => lookOnce(context, one)));
    for (const result of results) {
      if (result.status === 'rejected') context.log.error({ name: (result.reason as Error).name }, 'a session’s event could not be read');
    }
    return results.filter(({ status }) => status === 'fulfilled').length;
  },
});
