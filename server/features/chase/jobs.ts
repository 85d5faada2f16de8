import type { AppContext } from '../../context.ts';
import type { DueWork } from '../../platform/jobs/jobs.ts';
import { noticesName, offerNotice } from '../nudges/service.ts';
import { end, step } from './after/run.ts';
import { nextPing, takePings, type Frame } from './live/store.ts';
import { endingOf, pingAfter, pingNote, pingUntil } from './rules.ts';
import { beginChases, claimChases, nextChase, overChases, readChase } from './store.ts';

/** Milliseconds for which a claim keeps others away; looking for times takes seconds. */
const claimFor = 120_000;

/** Ends whatever is to end; each is looked at again under its lock. */
async function endOver(context: Pick<AppContext, 'db'>, now: Date): Promise<number> {
  const keys = await context.db.system((tx) => overChases(tx, now));
  for (const key of keys) {
    await context.db.system(async (tx) => {
      const row = await readChase(tx, key, now, true);
      const ending = row && row.due_at !== null ? endingOf(row) : null;
      if (row && ending) await end(tx, row, ending, now);
    });
  }
  return keys.length;
}

/** After a missed session: a note with times, one more, then a person; it ends as soon as something is booked, disputed, paused or over. */
export const chases = (context: AppContext): DueWork => ({
  name: 'chases',
  nextDueAt: () => context.db.glance((tx) => nextChase(tx, context.clock.now())),
  runDue: async (now) => {
    let done = await endOver(context, now);
    await context.db.system((tx) => beginChases(tx, now));
    const claims = await context.db.system((tx) => claimChases(tx, now, new Date(now.getTime() + claimFor), 100));
    for (const claim of claims) {
      try {
        if (await step(context, claim)) done += 1;
      } catch (error) {
        context.log.error({ err: (error as Error).name }, 'a missed session could not be followed up');
      }
    }
    if (done > 0) await context.jobs.wake(noticesName);
    return done;
  },
});

const frameOf = (now: Date): Frame => ({ now, latest: new Date(now.getTime() - pingAfter), earliest: new Date(now.getTime() - pingUntil) });

/** While a session is on: whoever is not seen, while the other certainly is there, is told once. Without any evidence nobody is. */
export const sessionPings = (context: AppContext): DueWork => ({
  name: 'session-pings',
  nextDueAt: () => context.db.glance((tx) => nextPing(tx, frameOf(context.clock.now()))),
  runDue: async (now) => {
    const rows = await context.db.system(async (tx) => {
      const taken = await takePings(tx, frameOf(now));
      for (const row of taken) {
        const meeting = { tenantId: row.tenant_id, sessionId: row.session_id, engagementId: row.engagement_id, start: new Date(row.starts_at) };
        await offerNotice(tx, pingNote(meeting, row.missing_id, row.waiting_name, now), now);
      }
      return taken;
    });
    if (rows.length > 0) await context.jobs.wake(noticesName);
    return rows.length;
  },
});
