import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { nextPauseEnd, resumeDue } from './store.ts';

/** Ends pauses whose day has come. */
export const resumePaused = (context: Pick<AppContext, 'db'>): DueWork => ({
  name: 'resume-paused-engagements',
  nextDueAt: () => context.db.glance(nextPauseEnd),
  runDue: (now) => context.db.system((tx) => resumeDue(tx, now)),
});
