import { createHash } from 'node:crypto';
import { newId } from '../../../platform/ids.ts';
import type { NotificationDocument, SubscriptionDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** The service hands over what it has in steps of this length (milliseconds), so that what happens together is told together. */
const STEP = 2000;

type Queued = Pick<NotificationDocument, 'id' | 'url' | 'item' | 'lifecycle' | 'held'> & { delayMs: number };

/** Puts a notification on its way, in place of one with the same id. What was held back for a later one follows it. Call inside a transaction. */
export function queue(tenant: Tenant, { id: subscriptionId, mailbox }: SubscriptionDocument, { delayMs, ...queued }: Queued): void {
  const now = tenant.clock.now();
  const due = Math.ceil((now.getTime() + latency(tenant, queued.id) + delayMs) / STEP) * STEP;
  const at = { queuedAt: now.toISOString(), dueAt: new Date(due).toISOString() };
  tenant.state.put('notification', queued.id, { ...queued, ...at, mailbox, subscriptionId, order: tenant.tick(), tries: 0 });
  if (!queued.held) releaseHeld(tenant, subscriptionId, mailbox, due + STEP);
}

function releaseHeld(tenant: Tenant, subscriptionId: string, mailbox: string, due: number): void {
  const held = [...tenant.state.of('notification', mailbox)].filter((one) => one.held && one.subscriptionId === subscriptionId);
  for (const one of held) tenant.state.put('notification', one.id, { ...one, held: false, dueAt: new Date(due).toISOString() });
}

/** Of any length within the tenant's bounds, and always the same for the same id. */
function latency({ webhooks: { latencyMs } }: Tenant, id: string): number {
  const part = createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32;
  return latencyMs.least + part * (latencyMs.most - latencyMs.least);
}

/** Tells a subscription's owner about the subscription itself, if asked to when it was made. Call inside a transaction. */
export function queueLifecycle(tenant: Tenant, subscription: SubscriptionDocument, lifecycleEvent: LifecycleEvent): void {
  if (subscription.lifecycleUrl === null) return;
  const item = { ...aboutSubscription(tenant, subscription), lifecycleEvent };
  queue(tenant, subscription, { id: newId(), url: subscription.lifecycleUrl, item, lifecycle: true, held: false, delayMs: 0 });
}

/** What every notification says of its subscription. */
export const aboutSubscription = (tenant: Tenant, { id, expiresAt, clientState }: SubscriptionDocument): Record<string, unknown> => ({
  subscriptionId: id,
  subscriptionExpirationDateTime: expiresAt,
  ...(clientState !== null && { clientState }),
  tenantId: tenant.id,
});
