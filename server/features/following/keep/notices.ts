import type { AppContext } from '../../../context.ts';
import type { Follower } from '../service.ts';
import { takeNotices } from '../store.ts';

/** Calendars whose marks are taken away together. */
const atOnce = 500;

/** Passes on that something changed in calendars which nobody reads; how many. One transaction for all, since nothing is asked of Graph. */
export async function passOnNotices(context: AppContext, followers: Follower[], now: Date): Promise<number> {
  const { count, wakes } = await context.db.system(async (tx) => {
    const mailboxes = await takeNotices(tx, now, atOnce);
    const asked = [];
    if (mailboxes.length > 0) for (const { noticed } of followers) asked.push(await noticed?.(tx, mailboxes, now));
    return { count: mailboxes.length, wakes: asked };
  });
  for (const wake of wakes) if (wake) await context.jobs.wake(wake.name, wake.at);
  return count;
}
