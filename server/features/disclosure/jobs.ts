import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName } from '../nudges/service.ts';
import { move } from './ladder/move.ts';
import { dueLadders, nextLadder } from './store.ts';

/** Brings ladders that may have moved to where they stand. Two workers at one of them wait for each other, and the second changes nothing. */
export const ladders = (context: AppContext): DueWork => ({
  name: 'ladders',
  nextDueAt: () => context.db.glance(nextLadder),
  runDue: async (now) => {
    const due = await context.db.system((tx) => dueLadders(tx, now, 200));
    for (const key of due) await context.db.system((tx) => move(tx, key, now));
    if (due.length > 0) await context.jobs.wake(noticesName);
    return due.length;
  },
});
