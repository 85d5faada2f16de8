import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName, offerNotice, withdrawNotices } from '../nudges/service.ts';
import { duePrompts, nextPromptAt, settlePrompt, type DuePrompt } from './prompts/store.ts';
import { isSaid, promptKey, promptNotice } from './prompts/words.ts';
import { isStillOpen } from './service.ts';

/** Settles one prompt in a transaction of its own: said or not, it is looked at once. Answers whether it was this one's turn. */
async function settle(context: AppContext, due: DuePrompt, now: Date): Promise<boolean> {
  return context.db.system(async (tx) => {
    if (!(await settlePrompt(tx, due, now))) return false;
    // What was to be said of another time, or earlier, is not true any more.
    const open = due.kind === 'late' && (await isStillOpen(tx, { tenantId: due.tenant_id, engagementId: due.engagement_id }, now));
    if (!isSaid(due, { open }, now)) return true;
    await withdrawNotices(tx, due.tenant_id, promptKey(due.session_id));
    await offerNotice(tx, promptNotice(due, now), now);
    return true;
  });
}

/** Asks clients about the agenda 48 hours before a session, and 2 hours before when something on it is still open. */
export const agendaPrompts = (context: AppContext): DueWork => ({
  name: 'agenda-prompts',
  nextDueAt: () => context.db.glance(nextPromptAt),
  runDue: async (now) => {
    let done = 0;
    for (const due of await context.db.system((tx) => duePrompts(tx, now, 200))) if (await settle(context, due, now)) done += 1;
    if (done > 0) await context.jobs.wake(noticesName);
    return done;
  },
});
