import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { followedCalendars, followMailbox, type Follower } from '../../server/features/following/service.ts';
import { moveEntry } from '../../server/sandbox/acts.ts';
import { calendarAt } from '../../server/sandbox/tenant/views.ts';
import { addressOf, personId, size, tenantId } from '../api/population.ts';
import { startProduct } from './product.ts';
import type { Order, Sent } from './sender.ts';

const day = 86_400_000;
type Product = Awaited<ReturnType<typeof startProduct>>;

export interface Load {
  p50: number;
  p99: number;
  notAcknowledged: number;
  /** Mailboxes in which something changed and was not found by following. */
  lost: number;
  seconds: number;
  /** Processor time of the whole process for each, in milliseconds: what a busy machine does not change much. */
  cpu: number;
}

/** Follows everybody's calendar and answers the subscriptions; their secrets are replaced, since only hashes are kept. */
async function subscribeAll({ db, passMinutes, simulation }: Product): Promise<Order['subscriptions']> {
  const until = new Date(simulation.clock.now().getTime() + 30 * day);
  await db.system(async (tx) => {
    for (let index = 0; index < size.people; index += 1) await followMailbox(tx, { tenantId, personId: personId(index), purpose: 'sessions', until });
  });
  await passMinutes(5);
  return db.system(async (tx) => {
    const { rows } = await tx.query<{ id: string }>('select subscription_id as id from followed_mailboxes where subscription_id is not null');
    for (const { id } of rows) await tx.query('update followed_mailboxes set secret_hash = $2 where subscription_id = $1', [id, createHash('sha256').update(`secret ${id}`).digest()]);
    return rows.map(({ id }) => ({ id, secret: `secret ${id}` }));
  });
}

/** Something changes in everybody's calendar; of the notifications about it none but the bench's own arrive. */
function changeAll({ simulation }: Product): void {
  const now = simulation.clock.now();
  for (let index = 0; index < size.people; index += 1) {
    const entry = calendarAt(simulation.tenant, addressOf(index), new Date(now.getTime() + 2 * day), new Date(now.getTime() + 20 * day))[0]!;
    const start = new Date(Date.parse(entry.start) + 3_600_000);
    moveEntry(simulation.tenant, { user: addressOf(index), id: entry.id, span: { start, end: new Date(start.getTime() + 1_800_000) } });
  }
}

async function sendAll(order: Order): Promise<Sent> {
  const sender = fork(fileURLToPath(new URL('./sender.ts', import.meta.url)));
  return new Promise<Sent>((resolve, reject) => {
    sender.once('message', (sent) => resolve(sent as Sent));
    sender.once('exit', (code) => reject(new Error(`the sender ended with ${code}`)));
    sender.send(order);
  });
}

/** Follows calendars because of the notifications that come, every so many milliseconds, as a worker does beside the server. */
function startFollowing({ context, simulation }: Product, every: number): { finish(): Promise<number> } {
  const found = new Set<string>();
  const counting: Follower = {
    purpose: 'sessions',
    changed: async (_context, mailbox, changes) => {
      if (changes.some(({ event }) => event !== null)) found.add(mailbox.personId);
    },
  };
  const work = followedCalendars(context, [counting]);
  const once = (): Promise<number> => work.runDue(simulation.clock.now());
  let underWay: Promise<unknown> = Promise.resolve();
  const turns = setInterval(() => (underWay = underWay.then(once)), every);
  return {
    /** How many calendars were read with what changed in them, once nothing is due any more. */
    finish: async () => {
      clearInterval(turns);
      await underWay;
      while ((await once()) > 0);
      return found.size;
    },
  };
}

/** Notifications spread over so many seconds, one a request, for everybody's calendar; then what they are about is followed. */
export async function notifications({ count, seconds, databaseUrl }: { count: number; seconds: number; databaseUrl: string | null }): Promise<Load> {
  const product = await startProduct(databaseUrl);
  try {
    const subscriptions = await subscribeAll(product);
    changeAll(product);
    const following = startFollowing(product, (seconds * 1000) / 12);
    const before = process.cpuUsage();
    const { times, notAcknowledged, seconds: took } = await sendAll({ url: `${product.url}/api/notifications/calendar`, tenantId, subscriptions, count, seconds });
    const used = process.cpuUsage(before);
    const lost = size.people - (await following.finish());
    const at = (part: number): number => times[Math.floor(times.length * part)]!;
    return { p50: at(0.5), p99: at(0.99), notAcknowledged, lost, seconds: took, cpu: (used.user + used.system) / 1000 / count };
  } finally {
    await product.stop();
  }
}
