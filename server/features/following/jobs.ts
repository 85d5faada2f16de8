import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { passOnNotices } from './keep/notices.ts';
import { readCalendar } from './keep/reading.ts';
import { keepSubscribed } from './keep/subscription.ts';
import { followName, isOver, isRead } from './rules.ts';
import type { Follower } from './service.ts';
import { claim, dueMailboxes, forget, markNoticed, nextDue, release, type MailboxRow } from './store.ts';

/** Mailboxes worked on side by side: one that is throttled must not hold up the others. */
const atOnce = 8;

async function end(context: AppContext, row: MailboxRow): Promise<void> {
  if (row.subscription_id !== null) {
    // Left alone it expires by itself, so a failure here is no reason to go on following.
    await context.microsoft.application(row.tenant_id).unsubscribe(row.subscription_id).catch(() => undefined);
  }
  await context.db.scoped(row.tenant_id, (tx) => forget(tx, row));
}

async function keepUp(context: AppContext, followers: Follower[], key: { tenant_id: string; person_id: string }): Promise<boolean> {
  const now = context.clock.now();
  const row = await context.db.scoped(key.tenant_id, (tx) => claim(tx, key, now));
  if (!row) return false;
  try {
    if (isOver(now, row.until)) await end(context, row);
    else {
      const subscribing = row.subscribe_due_at !== null && row.subscribe_due_at <= now;
      // Subscribed before it is read, so that nothing falls between the two.
      const subscribed = subscribing ? await keepSubscribed(context, row, now) : row.subscription_id !== null;
      if (!isRead(now, row)) {
        // What it was marked for stays to be passed on, and so does what a subscription that was lost did not tell.
        if (row.read_is_due || row.start_over) await context.db.scoped(row.tenant_id, (tx) => markNoticed(tx, row, now));
      } else if (row.read_is_due || row.start_over) await readCalendar(context, followers, { row, now, subscribed });
    }
  } finally {
    await context.db.scoped(row.tenant_id, (tx) => release(tx, row));
  }
  return true;
}

/** Keeps subscriptions alive, reads calendars that changed, and tells `followers`. */
export const followedCalendars = (context: AppContext, followers: Follower[]): DueWork => ({
  name: followName,
  nextDueAt: () => context.db.glance(nextDue),
  runDue: async (now) => {
    let done = await passOnNotices(context, followers, now);
    const due = await context.db.system((tx) => dueMailboxes(tx, now, 200));
    for (let from = 0; from < due.length; from += atOnce) {
      const results = await Promise.allSettled(due.slice(from, from + atOnce).map((one) => keepUp(context, followers, one)));
      for (const result of results) {
        if (result.status === 'rejected') context.log.error({ name: (result.reason as Error).name }, 'a calendar could not be followed');
        else if (result.value) done += 1;
      }
    }
    return done;
  },
});
