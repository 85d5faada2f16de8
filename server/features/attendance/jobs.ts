import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName } from '../nudges/service.ts';
import { look } from './collect/look.ts';
import { claimLooks, enrol, nextLook, nextRemoval, removeRaw } from './collect/store.ts';
import { askThosePresent } from './live/on.ts';
import { dueCards, nextCard } from './live/store.ts';

/** Looked at side by side: one tenant that is throttled must not hold up the others. */
const atOnce = 8;
/** Milliseconds for which a claim keeps others away; a look takes seconds. */
const claimFor = 120_000;

/** Finds out what became of sessions that are over, and asks where nothing can be found out. */
export const attendanceLooks = (context: AppContext): DueWork => ({
  name: 'attendance-looks',
  nextDueAt: () => context.db.glance((tx) => nextLook(tx, context.clock.now())),
  runDue: async (now) => {
    await context.db.system((tx) => enrol(tx, now));
    const claims = await context.db.system((tx) => claimLooks(tx, now, new Date(now.getTime() + claimFor), 200));
    let done = 0;
    for (let from = 0; from < claims.length; from += atOnce) {
      const results = await Promise.allSettled(claims.slice(from, from + atOnce).map((claim) => look(context, claim)));
      for (const result of results) {
        if (result.status === 'rejected') context.log.error({ err: (result.reason as Error).name }, 'a session’s attendance could not be looked at');
        else if (result.value) done += 1;
      }
    }
    return done;
  },
});

/** Removes what Teams reported word by word once its time is over; the verdict and its evidence stay. */
export const attendanceRetention = (context: Pick<AppContext, 'db'>): DueWork => ({
  name: 'attendance-retention',
  nextDueAt: () => context.db.glance(nextRemoval),
  runDue: (now) => context.db.system((tx) => removeRaw(tx, now)),
});

/** A quarter of an hour into a session, with one of the two seen and the other not: whoever is there is asked, once, how it stands. */
export const outcomeCards = (context: AppContext): DueWork => ({
  name: 'outcome-cards',
  nextDueAt: () => context.db.glance((tx) => nextCard(tx, context.clock.now())),
  runDue: async (now) => {
    let done = 0;
    for (const { tenant_id: tenantId, session_id: sessionId } of await context.db.system((tx) => dueCards(tx, now))) {
      if (await context.db.system((tx) => askThosePresent(tx, { tenantId, sessionId }, now))) done += 1;
    }
    if (done > 0) await context.jobs.wake(noticesName);
    return done;
  },
});
