import { systemClock } from '../../../server/platform/clock.ts';
import { openDatabase } from '../../../server/platform/db/open.ts';
import { createJobs } from '../../../server/platform/jobs/queue.ts';
import { createLog } from '../../../server/platform/log.ts';
import { addItem, itemWork, makeItems } from './due-items.ts';

/**
 * A process for killed-worker.test.ts: on the database of its arguments (URL or empty, directory) it puts in one thing
 * that is due, claims it through the queue, says so and then waits to be killed.
 */
const [url = '', directory = ''] = process.argv.slice(2);
const log = createLog('silent');
const db = await openDatabase({ url: url || null, directory: directory || null, log });
await makeItems(db);
await addItem(db, 1, systemClock.now());
const work = itemWork(db, 'killed', async (ids) => {
  if (ids.length === 0) return;
  process.stdout.write('claimed\n');
  await new Promise(() => undefined);
});
await createJobs({ pool: db.pool, clock: systemClock, log, pollSeconds: 0.5 }).start([work]);
