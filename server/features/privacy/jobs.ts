import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { carryOut, erasureName } from './erasure/carry-out.ts';
import { dueErasures, nextErasure } from './store.ts';

/** Carries out erasures whose days are over. */
export const erasures = (context: AppContext): DueWork => ({
  name: erasureName,
  nextDueAt: () => context.db.glance(nextErasure),
  runDue: async (now) => {
    const due = await context.db.system((tx) => dueErasures(tx, now, 20));
    let done = 0;
    for (const one of due) {
      try {
        if (await carryOut(context, one, now)) done += 1;
      } catch (error) {
        // The others are not held up by it; it stays due.
        context.log.error({ erasureId: one.id, name: (error as Error).name }, 'an erasure could not be carried further');
      }
    }
    return done;
  },
});
