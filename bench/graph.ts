import { parseArgs } from 'node:util';
import { environment } from '../server/platform/config.ts';
import { notifications } from './graph/load.ts';
import { requestsOf } from './graph/measure.ts';

/*
 * npm run bench:graph: requests to Graph per booked session, per followed change and per idle mailbox-day, and 10,000 notifications in a
 * minute, sent by another process. `-- --seconds 15` sends them in fewer seconds; `DATABASE_URL` measures on a server. Fails when a target is missed.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, count: { type: 'string', default: '10000' } } });
const [seconds, count] = [Number(values.seconds), Number(values.count)];
const databaseUrl = environment().DATABASE_URL || null;

interface Target {
  what: string;
  measured: number;
  most: number;
  unit: string;
}

const requests = await requestsOf(databaseUrl);
const load = await notifications({ count, seconds, databaseUrl });
const targets: Target[] = [
  { what: 'requests per booked session of three people', measured: requests.booking, most: 4, unit: '' },
  { what: 'of which read free/busy', measured: requests.freeBusy, most: 1, unit: '' },
  { what: 'requests per followed change', measured: requests.change, most: 2, unit: '' },
  { what: 'requests per idle mailbox-day, without the safety reading', measured: requests.idleDay, most: 1, unit: '' },
  { what: '202 p99', measured: load.p99, most: 100, unit: ' ms' },
  { what: 'notifications not acknowledged', measured: load.notAcknowledged, most: 0, unit: '' },
  { what: 'changed calendars not found by following', measured: load.lost, most: 0, unit: '' },
  { what: `seconds for ${count} notifications`, measured: load.seconds, most: seconds + 1, unit: ' s' },
];
process.stdout.write(`${databaseUrl ? 'PostgreSQL' : 'embedded database'}\n`);
for (const { what, measured, most, unit } of targets) {
  process.stdout.write(`${measured <= most ? 'met   ' : 'MISSED'} ${what}: ${Math.round(measured * 100) / 100}${unit} (at most ${most}${unit})\n`);
}
process.stdout.write(`       202 p50: ${Math.round(load.p50 * 10) / 10} ms; processor time of each: ${Math.round(load.cpu * 100) / 100} ms\n`);
process.exitCode = targets.every(({ measured, most }) => measured <= most) ? 0 : 1;
