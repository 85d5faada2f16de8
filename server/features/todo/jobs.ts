import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { ownerWorkName } from '../commitments/service.ts';
import { syncOwner } from './sync/run.ts';
import { dueOwners, nextOwnerDue } from './sync/store.ts';

/** Lists worked on side by side: one mailbox that is throttled must not hold up the others. */
const atOnce = 8;

/** Brings fieldwork to Microsoft To Do and back. */
export const todoSync = (context: AppContext): DueWork => ({
  name: ownerWorkName,
  nextDueAt: () => context.db.glance(nextOwnerDue),
  runDue: async (now) => {
    const due = await context.db.system((tx) => dueOwners(tx, now, 200));
    let done = 0;
    for (let from = 0; from < due.length; from += atOnce) {
      const results = await Promise.allSettled(due.slice(from, from + atOnce).map((one) => syncOwner(context, one.tenant_id, one.person_id)));
      for (const result of results) {
        if (result.status === 'rejected') context.log.error({ err: (result.reason as Error).name }, 'a list could not be brought to To Do');
        else if (result.value) done += 1;
      }
    }
    return done;
  },
});
