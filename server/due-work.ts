import type { AppContext } from './context.ts';
import { resumePaused } from './features/engagements/jobs.ts';
import { calendarSync } from './features/scheduling/jobs.ts';
import type { DueWork } from './platform/jobs/jobs.ts';
import { forgetLiveEvents } from './platform/live/jobs.ts';

/** All background work, for the worker, the sandbox's clock and the tests. */
export const dueWork = (context: AppContext): DueWork[] => [resumePaused(context), calendarSync(context), forgetLiveEvents(context)];
