import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName, offerNotice, withdrawNotices } from '../nudges/service.ts';
import { noteSilence, requestsName } from './bands/ask.ts';
import { expireRequests, nextExpiry } from './bands/store.ts';
import { idleKey, idleNotice, nextLook } from './idle/rules.ts';
import { claimIdle, nextIdleLook } from './idle/store.ts';
import { syncName, syncSession } from './sync/run.ts';
import { readSession } from './store.ts';
import { dueSessions, nextDue } from './sync/store.ts';

/** Sessions worked on side by side: one mailbox that is throttled must not hold up the others. */
const atOnce = 8;

/** Brings calendars to what was agreed. */
export const calendarSync = (context: AppContext): DueWork => ({
  name: syncName,
  nextDueAt: () => context.db.glance(nextDue),
  runDue: async (now) => {
    const due = await context.db.system((tx) => dueSessions(tx, now, 200));
    let done = 0;
    for (let from = 0; from < due.length; from += atOnce) {
      const results = await Promise.allSettled(due.slice(from, from + atOnce).map((one) => syncSession(context, one.tenant_id, one.id)));
      for (const result of results) {
        if (result.status === 'rejected') context.log.error({ err: (result.reason as Error).name }, 'a session could not be brought to the calendar');
        else if (result.value) done += 1;
      }
    }
    return done;
  },
});

/** Tells a client once when nothing has been booked for as many days as their engagement says; takes it back when something is. */
export const idleEngagements = (context: Pick<AppContext, 'db' | 'jobs'>): DueWork => ({
  name: 'idle-engagements',
  nextDueAt: () => context.db.glance(nextIdleLook),
  runDue: (now) =>
    context.db.system(async (tx) => {
      const rows = await claimIdle(tx, now, nextLook(now));
      for (const row of rows) {
        const notice = idleNotice(row, now);
        if (notice) await offerNotice(tx, notice, now);
        else if (row.booked) await withdrawNotices(tx, row.tenant_id, idleKey(row.id));
      }
      if (rows.length > 0) await context.jobs.wake(noticesName);
      return rows.length;
    }),
});

/** Ends questions that nobody answered: the session stays, and whoever asked hears of it. */
export const unansweredRequests = (context: Pick<AppContext, 'db' | 'jobs'>): DueWork => ({
  name: requestsName,
  nextDueAt: () => context.db.glance(nextExpiry),
  runDue: (now) =>
    context.db.system(async (tx) => {
      const ended = await expireRequests(tx, now, 100);
      for (const { tenant_id: tenantId, session_id: sessionId, id } of ended) {
        const row = await readSession(tx, { tenantId }, sessionId);
        if (row?.request?.id === id) await noteSilence(tx, row, row.request, now);
      }
      if (ended.length > 0) await context.jobs.wake(noticesName);
      return ended.length;
    }),
});
