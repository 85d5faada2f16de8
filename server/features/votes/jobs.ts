import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { advanceVote, votesName } from './decide/decide.ts';
import { dueVotes, nextDueVote } from './decide/store.ts';
import { dueHolds, nextDueHold } from './holds/store.ts';
import { holdsName, workOnHold } from './holds/work.ts';

/** Worked on side by side: one mailbox that is throttled must not hold up the others. */
const atOnce = 8;

type Key = { tenant_id: string; id: string };

async function each(context: AppContext, due: Key[], work: (context: AppContext, key: Key) => Promise<boolean>): Promise<number> {
  let done = 0;
  for (let from = 0; from < due.length; from += atOnce) {
    const results = await Promise.allSettled(due.slice(from, from + atOnce).map((one) => work(context, one)));
    for (const result of results) {
      if (result.status === 'rejected') context.log.error({ err: (result.reason as Error).name }, 'part of a vote could not be worked on');
      else if (result.value) done += 1;
    }
  }
  return done;
}

/** Decides votes, asks those who have not answered once more, ends what is over. */
export const votesDue = (context: AppContext): DueWork => ({
  name: votesName,
  nextDueAt: () => context.db.glance(nextDueVote),
  runDue: async (now) => each(context, await context.db.system((tx) => dueVotes(tx, now, 200)), advanceVote),
});

/** Brings the entries in people's calendars to what is wanted. */
export const holdsDue = (context: AppContext): DueWork => ({
  name: holdsName,
  nextDueAt: () => context.db.glance(nextDueHold),
  runDue: async (now) => each(context, await context.db.system((tx) => dueHolds(tx, now, 400)), workOnHold),
});
