import type { DueWork } from '../../../platform/jobs/jobs.ts';
import type { NotificationDocument, SubscriptionDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { queueLifecycle } from './queue.ts';
import { ANNOUNCED_MS, isActive } from './subscriptions.ts';
import { reachWithin } from './webhooks.ts';

/** One delivery, as it went. */
export interface Delivery {
  at: string;
  url: string;
  /** Status answered; null when there was no answer in time. */
  status: number | null;
  value: Record<string, unknown>[];
}

export interface Notifier extends DueWork {
  /** The latest deliveries, oldest first. */
  recent(): Delivery[];
}

/** At most this many notifications go out in one request. */
const BATCH = 100;
const KEPT = 200;
const GIVE_UP = 4 * 3_600_000;
/** A slow endpoint gets everything this much later (milliseconds). */
const SLOWED = 10_000;

/**
 * Tells applications what happened, when it is time to by the tenant's clock: the notifications that are due, the ends of
 * subscriptions and their announcement. Whoever moves the clock runs it at each instant that `nextDueAt` names.
 */
export function createNotifier(tenant: Tenant): Notifier {
  const endpoints = createEndpoints();
  const recent: Delivery[] = [];
  const surroundings: Surroundings = {
    tenant,
    endpoints,
    note(delivery) {
      recent.push(delivery);
      if (recent.length > KEPT) recent.shift();
    },
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: 'notifications',
    nextDueAt: async () => nextDue(tenant),
    // One run after the other, so that nothing is sent twice by two that look at once.
    runDue(now) {
      const mine = last.then(() => run(surroundings, now));
      last = mine.catch(() => undefined);
      return mine;
    },
    recent: () => [...recent],
  };
}

interface Surroundings {
  tenant: Tenant;
  endpoints: Endpoints;
  note(delivery: Delivery): void;
}

function nextDue({ state }: Tenant): Date | null {
  let next = Infinity;
  for (const { dueAt } of state.all('notification')) next = Math.min(next, Date.parse(dueAt));
  for (const one of state.all('subscription')) next = Math.min(next, Date.parse(one.expiresAt) - (one.endAnnounced ? 0 : ANNOUNCED_MS));
  return next === Infinity ? null : new Date(next);
}

async function run(surroundings: Surroundings, now: Date): Promise<number> {
  const { tenant } = surroundings;
  const ended = endSubscriptions(tenant, now);
  const due = [...tenant.state.all('notification')].filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
  const urls = [...new Set(due.map(({ url }) => url))];
  await Promise.all(urls.map((url) => deliverTo(surroundings, url, due.filter((one) => one.url === url), now)));
  return ended + due.length;
}

/** Announces ends that are near, and takes away what has ended. */
function endSubscriptions(tenant: Tenant, now: Date): number {
  const { state } = tenant;
  const near = [...state.all('subscription')].filter(
    (one) => !isActive(one, now) || (!one.endAnnounced && Date.parse(one.expiresAt) - ANNOUNCED_MS <= now.getTime()),
  );
  state.transact(() => {
    for (const one of near) {
      if (!isActive(one, now)) {
        state.remove('subscription', one.id);
        continue;
      }
      state.put('subscription', one.id, { ...one, endAnnounced: true });
      queueLifecycle(tenant, one, 'reauthorizationRequired');
    }
  });
  return near.length;
}

async function deliverTo(surroundings: Surroundings, url: string, list: NotificationDocument[], now: Date): Promise<void> {
  const { tenant, endpoints } = surroundings;
  const wanted = (one: NotificationDocument): boolean => one.lifecycle || subscriptionOf(tenant, one, now) !== null;
  forget(tenant, list.filter((one) => !wanted(one)));
  const rest = list.filter(wanted);
  const standing = endpoints.standing(url, now.getTime());
  // What was tried before is past the door already.
  const fresh = standing === 'well' ? [] : rest.filter(({ tries }) => tries === 0);
  if (standing === 'dropped') drop(tenant, fresh);
  else putOff(tenant, fresh, () => SLOWED);
  const going = rest.filter((one) => !fresh.includes(one));
  const ordered = going.toSorted((a, b) => a.order - b.order);
  for (let from = 0; from < ordered.length; from += BATCH) await send(surroundings, url, ordered.slice(from, from + BATCH), now);
}

const subscriptionOf = (tenant: Tenant, { subscriptionId }: NotificationDocument, now: Date): SubscriptionDocument | null => {
  const found = tenant.state.get('subscription', subscriptionId);
  return found && isActive(found, now) ? found : null;
};

async function send({ tenant, endpoints, note }: Surroundings, url: string, batch: NotificationDocument[], now: Date): Promise<void> {
  const value = batch.map(({ item }) => item);
  const status = await statusOf(tenant, url, value);
  endpoints.note(url, now.getTime(), status === null);
  note({ at: now.toISOString(), url, status, value });
  if (status !== null && status >= 200 && status < 300) return forget(tenant, batch);
  const given = (one: NotificationDocument): boolean => now.getTime() - Date.parse(one.queuedAt) >= GIVE_UP;
  drop(tenant, batch.filter(given));
  putOff(tenant, batch.filter((one) => !given(one)), backOff);
}

async function statusOf({ webhooks }: Tenant, url: string, value: object[]): Promise<number | null> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const response = await reachWithin(webhooks, webhooks.patienceMs.delivery, url, { headers, body: JSON.stringify({ value }) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

/** Ten seconds, doubled with each try, at most an hour. */
const backOff = ({ tries }: NotificationDocument): number => Math.min(10_000 * 2 ** tries, 3_600_000);

function putOff(tenant: Tenant, list: NotificationDocument[], by: (one: NotificationDocument) => number): void {
  const now = tenant.clock.now().getTime();
  tenant.state.transact(() => {
    for (const one of list.filter((each) => isSame(tenant, each))) {
      tenant.state.put('notification', one.id, { ...one, tries: one.tries + 1, dueAt: new Date(now + by(one)).toISOString() });
    }
  });
}

function forget(tenant: Tenant, list: NotificationDocument[]): void {
  tenant.state.transact(() => {
    for (const one of list) if (isSame(tenant, one)) tenant.state.remove('notification', one.id);
  });
}

/** While it was on its way, something newer may have taken its place. */
const isSame = (tenant: Tenant, one: NotificationDocument): boolean => tenant.state.get('notification', one.id) === one;

/** What nobody took is lost; whoever wants to know is told that something was. */
function drop(tenant: Tenant, list: NotificationDocument[]): void {
  forget(tenant, list);
  const missing = new Set(list.filter(({ lifecycle }) => !lifecycle).map(({ subscriptionId }) => subscriptionId));
  tenant.state.transact(() => {
    for (const id of missing) {
      const subscription = tenant.state.get('subscription', id);
      if (subscription) queueLifecycle(tenant, subscription, 'missed');
    }
  });
}
