import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import type { Follower, FollowedMailbox, MailboxChange, WholeWindow } from '../../following/service.ts';
import { readSession, type SessionRow } from '../store.ts';
import { takeNews } from './apply.ts';
import { handOver } from './handover.ts';
import { lookName } from './look.ts';
import { takesPlaceOf } from './rules.ts';
import { lookLater, noteSuccessor, sessionsOfEvents, sessionsOfMailbox } from './store.ts';

const day = 86_400_000;

/** Takes in what a calendar says of our events in it. What is gone, or was not among everything there is, is read by itself before it is believed. */
async function ours(tx: Queryable, { tenantId, personId }: FollowedMailbox, changes: MailboxChange[], whole: WholeWindow | null, now: Date): Promise<boolean> {
  const byId = new Map(changes.map((change) => [change.eventId, change]));
  const sessions = await sessionsOfEvents(tx, tenantId, personId, [...byId.keys()]);
  let looks = false;
  for (const { id, event_id } of sessions) {
    const { event } = byId.get(event_id)!;
    if (event === null || event.isCancelled) await lookLater(tx, { tenant_id: tenantId, id }, now);
    else await takeNews(tx, tenantId, id, event, now);
    looks = true;
  }
  if (whole) {
    for (const id of await sessionsOfMailbox(tx, tenantId, personId, whole, now)) {
      if (sessions.some((one) => one.id === id)) continue;
      await lookLater(tx, { tenant_id: tenantId, id }, now);
      looks = true;
    }
  }
  return looks;
}

/** Sessions that an event of another organiser may stand for. */
async function successions(tx: Queryable, { tenantId, personId }: FollowedMailbox, changes: MailboxChange[], now: Date): Promise<{ row: SessionRow; event: NonNullable<MailboxChange['event']> }[]> {
  const candidates = changes.flatMap(({ event }) => (event && !event.isOrganizer && event.seriesMasterId === null && event.type === 'singleInstance' ? [event] : []));
  if (candidates.length === 0) return [];
  const ids = await sessionsOfMailbox(tx, tenantId, personId, { from: now, to: new Date(now.getTime() + 400 * day) }, now);
  const found = [];
  for (const id of ids) {
    const row = (await readSession(tx, { tenantId }, id))!;
    const event = candidates.find((one) => takesPlaceOf(row, one));
    if (!event) continue;
    await noteSuccessor(tx, row, { eventId: event.id, iCalUId: event.iCalUId, organizer: event.organizer });
    found.push({ row, event });
  }
  return found;
}

/** Sessions follow the calendars of their organisers. */
export const sessionFollower: Follower = {
  purpose: 'sessions',
  async changed(context: AppContext, mailbox, changes, whole) {
    const now = context.clock.now();
    const found = await context.db.scoped(mailbox.tenantId, async (tx) => {
      // First who might take over, so that what is gone is found to live on.
      const successors = await successions(tx, mailbox, changes, now);
      return { successors, looks: await ours(tx, mailbox, changes, whole, now) };
    });
    // The old event went first: the session was called off, and lives on now.
    for (const { row, event } of found.successors) {
      if (row.state === 'cancelled' || row.state === 'late-cancel') await handOver(context, row, event, now);
    }
    if (found.looks) await context.jobs.wake(lookName);
  },
};
