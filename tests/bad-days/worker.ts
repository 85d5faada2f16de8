import { pino } from 'pino';
import { contextOn, nothingCounted } from '../../bench/blocks/product.ts';
import { start } from '../../bench/blocks/population.ts';
import { reviewBlocks } from '../../server/features/blocks/jobs.ts';
import { openDatabase } from '../../server/platform/db/open.ts';

/* One worker that plans reviews until nothing is due, as a process of its own, so that it can be killed: `worker.ts PORT MINUTES URL|- DIRECTORY|-`. */
const [port, minutes, url, directory] = process.argv.slice(2) as [string, string, string, string];
const now = new Date(start.getTime() + Number(minutes) * 60_000);
const db = await openDatabase({ url: url === '-' ? null : url, directory: directory === '-' ? null : directory, log: pino({ level: 'silent' }), poolSize: 4 });
const context = contextOn(db, { port: Number(port) }, { clock: { now: () => now }, notifications: false, counted: nothingCounted() });
const work = reviewBlocks(context);
process.send!('ready');
while ((await work.runDue(now)) > 0);
await db.close();
process.disconnect();
