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

/** What each lifecycle event asks for; a change asks only for a reading. */
const asks: Record<string, Pick<Mark, 'startOver' | 'renew'> & { removed: boolean }> = {
  change: { startOver: false, renew: false, removed: false },
  reauthorizationRequired: { startOver: false, renew: true, removed: false },
  subscriptionRemoved: { startOver: true, renew: false, removed: true },
  missed: { startOver: true, renew: false, removed: false },
};

/** One mark for each mailbox, however many notifications it got. Lifecycle events that are not known mean nothing. */
export function marksOf(items: Notification[], known: KnownSubscription[], lifecycle: boolean): Mark[] {
  const byId = new Map(known.map((one) => [one.subscription_id, one]));
  const marks = new Map<string, Mark>();
  for (const item of items) {
    const subscription = byId.get(item.subscriptionId);
    const asked = Object.hasOwn(asks, item.lifecycleEvent ?? 'change') ? asks[item.lifecycleEvent ?? 'change'] : undefined;
    if (!genuine(item, subscription) || !asked || lifecycle !== (item.lifecycleEvent !== undefined)) continue;
    const { tenant_id: tenantId, person_id: personId, subscription_id: id } = subscription;
    const key = `${tenantId} ${personId}`;
    const mark = marks.get(key) ?? { tenantId, personId, startOver: false, renew: false, removed: null };
    mark.startOver ||= asked.startOver;
    mark.renew ||= asked.renew;
    if (asked.removed) mark.removed = id;
    marks.set(key, mark);
  }
  return [...marks.values()];
}

/**
 * True when there is nothing to write: the mailbox is due already. Its reading begins after the change, because a worker takes the mark
 * away before it asks Graph.
 */
export const isMarked = (mark: Mark, known: KnownSubscription[]): boolean =>
  !mark.startOver && !mark.renew && mark.removed === null &&
  known.some((one) => one.due && one.tenant_id === mark.tenantId && one.person_id === mark.personId);
