import { createHash } from 'node:crypto';
import { notificationsInAMinute, requestsOf } from './graph/measure.ts';

// npm run bench:graph: requests to Graph per booked session, per followed change and per idle mailbox-day, and 10,000 notifications in a minute.

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

interface Target {
  what: string;
  measured: number;
  most: number;
  unit: string;
}

const requests = await requestsOf();
const load = await notificationsInAMinute({ count: 10_000, hash });
const targets: Target[] = [
  { what: 'requests per booked session of three people', measured: requests.booking, most: 4, unit: '' },
  { what: 'of which read free/busy', measured: requests.freeBusy, most: 1, unit: '' },
  { what: 'requests per followed change', measured: requests.change, most: 2, unit: '' },
  { what: 'requests per idle mailbox-day, without the safety reading', measured: requests.idleDay, most: 1, unit: '' },
  { what: '202 p99', measured: load.p99, most: 100, unit: ' ms' },
  { what: 'notifications not acknowledged', measured: load.notAcknowledged, most: 0, unit: '' },
  { what: 'mailboxes not made due', measured: load.lost, most: 0, unit: '' },
  { what: 'seconds for 10,000 notifications', measured: load.seconds, most: 61, unit: ' s' },
];
for (const { what, measured, most, unit } of targets) console.log(`${measured <= most ? 'met   ' : 'MISSED'} ${what}: ${Math.round(measured * 100) / 100}${unit} (at most ${most}${unit})`);
console.log(`       202 p50: ${Math.round(load.p50 * 10) / 10} ms`);
process.exitCode = targets.every(({ measured, most }) => measured <= most) ? 0 : 1;
