import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName } from './offer/offer.ts';
import { sayDue } from './say/run.ts';
import type { Saying } from './say/send.ts';
import { duePeople, nextLook, reapMessages } from './say/store.ts';

/** People told side by side: one mailbox that is throttled must not hold up the others. */
const atOnce = 4;

/** Says what is due to whom it may be said now. */
export const notices = (context: AppContext, saying: Saying): DueWork => ({
  name: noticesName,
  nextDueAt: () => context.db.glance(nextLook),
  runDue: async (now) => {
    let done = await context.db.system((tx) => reapMessages(tx, now));
    const people = await context.db.system((tx) => duePeople(tx, now, 100));
    for (let from = 0; from < people.length; from += atOnce) {
      const results = await Promise.allSettled(people.slice(from, from + atOnce).map((person) => sayDue(context, saying, person)));
      for (const result of results) {
        if (result.status === 'rejected') context.log.error({ err: (result.reason as Error).name }, 'a notice could not be decided');
        else done += result.value;
      }
    }
    return done;
  },
});
