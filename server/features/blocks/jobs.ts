import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { reviewWorkName } from './rules.ts';
import { workOnSome } from './work/run.ts';
import { nextDue } from './work/store.ts';

/** Groups of clients worked on side by side in one process: Outlook serves four requests of an application at once by its strictest reading. */
const groupsAtOnce = 2;

/** Plans review blocks, defends them and brings them to the calendars. */
export const reviewBlocks = (context: AppContext): DueWork => ({
  name: reviewWorkName,
  nextDueAt: () => context.db.glance(nextDue),
  runDue: async (now) => {
    const lane = async (): Promise<number> => {
      let sum = 0;
      for (let done = -1; done !== 0; sum += done) done = await workOnSome(context, now);
      return sum;
    };
    const lanes = await Promise.all(Array.from({ length: groupsAtOnce }, lane));
    return lanes.reduce((sum, done) => sum + done, 0);
  },
});
