import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { DueWork } from '../jobs/jobs.ts';
import { forgetEvents } from './event-log.ts';

const DAY = 86_400_000;

/** Forgets live events that are a day old. */
export const forgetLiveEvents = ({ db }: { db: Database; clock: Clock }): DueWork => ({
  name: 'live-events',
  nextDueAt: async () => {
    const oldest = await db.glance((tx) => tx.query<{ at: Date | null }>('select min(at) as at from live_events'));
    const at = oldest.rows[0]?.at;
    return at ? new Date(at.getTime() + DAY) : null;
  },
  runDue: (now) => db.system((tx) => forgetEvents(tx, new Date(now.getTime() - DAY))),
});
