import type { SubscriptionDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { queueLifecycle } from './queue.ts';

/** How long before its end a subscription's owner is asked to renew it, and how long one that was asked to may still be served. */
export const ANNOUNCED_MS = 3_600_000;

/** Whether a subscription is there at an instant: it disappears at its end by itself. */
export const isActive = ({ expiresAt }: SubscriptionDocument, at: Date): boolean => Date.parse(expiresAt) > at.getTime();

/** The subscriptions to a mailbox that are there now. */
export function subscriptionsTo(tenant: Tenant, mailbox: string): SubscriptionDocument[] {
  const now = tenant.clock.now();
  return [...tenant.state.of('subscription', mailbox)].filter((one) => isActive(one, now));
}

/** One subscription by its id, if it is there now. */
export function subscriptionById(tenant: Tenant, id: string): SubscriptionDocument | null {
  const found = tenant.state.get('subscription', id.toLowerCase());
  return found && isActive(found, tenant.clock.now()) ? found : null;
}

/** Writes a subscription as it is now. */
export const keepSubscription = (tenant: Tenant, subscription: SubscriptionDocument): void =>
  tenant.state.transact(() => tenant.state.put('subscription', subscription.id, subscription));

/** Takes a subscription away on the service's own account, and says so where it was asked to be told. */
export function removeByService(tenant: Tenant, subscription: SubscriptionDocument): void {
  tenant.state.transact(() => {
    tenant.state.remove('subscription', subscription.id);
    queueLifecycle(tenant, subscription, 'subscriptionRemoved');
  });
}

/** Asks that a subscription be authorised anew; an hour later nothing is told any more until it is. */
export function askToReauthorise(tenant: Tenant, subscription: SubscriptionDocument): void {
  const authorisedUntil = new Date(tenant.clock.now().getTime() + ANNOUNCED_MS).toISOString();
  tenant.state.transact(() => {
    tenant.state.put('subscription', subscription.id, { ...subscription, authorisedUntil });
    queueLifecycle(tenant, subscription, 'reauthorizationRequired');
  });
}

/** Tells that notifications were lost. */
export const tellMissed = (tenant: Tenant, subscription: SubscriptionDocument): void =>
  tenant.state.transact(() => queueLifecycle(tenant, subscription, 'missed'));
