import { createHash, timingSafeEqual } from 'node:crypto';
import { notification, type Notification } from '../contract.ts';
import type { KnownSubscription, Mark } from './store.ts';

export const hashOf = (clientState: string): Buffer => createHash('sha256').update(clientState).digest();

/** The items that have the form of a notification; others are nobody's. */
export const readable = (items: unknown[]): Notification[] =>
  items.flatMap((item) => {
    const read = notification.safeParse(item);
    return read.success ? [read.data] : [];
  });

/** Ours: the subscription is known, its secret is right (compared in constant time), and the tenant is the subscription's. */
const genuine = (item: Notification, known: KnownSubscription | undefined): known is KnownSubscription =>
  known !== undefined &&
  timingSafeEqual(hashOf(item.clientState), known.secret_hash) &&
  (item.tenantId === undefined || item.tenantId.toLowerCase() === known.tenant_id);

/** One mark for each mailbox, however many notifications it got. Lifecycle events that are not known mean nothing. */
export function marksOf(items: Notification[], known: KnownSubscription[], lifecycle: boolean): Mark[] {
  const byId = new Map(known.map((one) => [one.subscription_id, one]));
  const marks = new Map<string, Mark>();
  for (const item of items) {
    const subscription = byId.get(item.subscriptionId);
    const event = item.lifecycleEvent;
    if (!genuine(item, subscription) || lifecycle !== (event !== undefined)) continue;
    if (event !== undefined && !['reauthorizationRequired', 'subscriptionRemoved', 'missed'].includes(event)) continue;
    const { tenant_id: tenantId, person_id: personId, subscription_id: id } = subscription;
    const before = marks.get(`${tenantId} ${personId}`);
    const removed = event === 'subscriptionRemoved';
    marks.set(`${tenantId} ${personId}`, {
      tenantId,
      personId,
      startOver: (before?.startOver ?? false) || removed || event === 'missed',
      renew: (before?.renew ?? false) || event === 'reauthorizationRequired',
      removed: removed ? id : (before?.removed ?? null),
    });
  }
  return [...marks.values()];
}
