import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { forgottenAt, forgottenUntil } from './rules.ts';
import { forgetDraftsUntil, oldestDraft } from './store.ts';

/** Forgets drafts that nobody came back to. */
export const forgetDrafts = ({ db }: AppContext): DueWork => ({
  name: 'drafts',
  nextDueAt: async () => {
    const oldest = await db.glance(oldestDraft);
    return oldest && forgottenAt(oldest);
  },
  runDue: (now) => db.system((tx) => forgetDraftsUntil(tx, forgottenUntil(now))),
});
