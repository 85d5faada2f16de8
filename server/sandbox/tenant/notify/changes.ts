import { newId } from '../../../platform/ids.ts';
import { changeKeyOf } from '../change-keys.ts';
import { graphId } from '../item-ids.ts';
import type { ChangeType, EventDocument, SubscriptionDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { aboutSubscription, queue } from './queue.ts';
import { askToReauthorise, removeByService, subscriptionsTo, tellMissed } from './subscriptions.ts';
import type { Mishap } from './webhooks.ts';

/** Tells whoever follows a mailbox that an event in it was written. A changed occurrence is told beside its series. */
export function noteSave(tenant: Tenant, before: EventDocument | undefined, after: EventDocument): void {
  noteChange(tenant, after, null, before === undefined ? 'created' : 'updated');
  const [was, is] = [before?.recurrence?.exceptions ?? {}, after.recurrence?.exceptions ?? {}];
  for (const [key, exception] of Object.entries(is)) {
    if (JSON.stringify(exception) !== JSON.stringify(was[key])) noteChange(tenant, after, key, 'updated');
  }
}

/** Tells whoever follows a mailbox of one change in it. Call inside the transaction that makes it. */
export function noteChange(tenant: Tenant, event: EventDocument, key: string | null, changeType: ChangeType): void {
  for (const subscription of subscriptionsTo(tenant, event.mailbox)) {
    if (!subscription.changeTypes.includes(changeType) || isLapsed(tenant, subscription)) continue;
    const person = tenant.state.get('person', event.mailbox);
    const mishap = tenant.webhooks.mishap(person ? [person.address, person.objectId] : []);
    tell(tenant, subscription, { event, key, changeType }, mishap);
  }
}

/** One that was to be authorised anew and was not is served no longer, though it is still there. */
const isLapsed = (tenant: Tenant, { authorisedUntil }: SubscriptionDocument): boolean =>
  authorisedUntil !== null && Date.parse(authorisedUntil) <= tenant.clock.now().getTime();

interface Change {
  event: EventDocument;
  key: string | null;
  changeType: ChangeType;
}

function tell(tenant: Tenant, subscription: SubscriptionDocument, change: Change, mishap: Mishap | null): void {
  switch (mishap?.kind) {
    case 'lost':
      return;
    case 'missed':
      return tellMissed(tenant, subscription);
    case 'subscription-removed':
      return removeByService(tenant, subscription);
    case 'reauthorization-required':
      askToReauthorise(tenant, subscription);
      return queueChange(tenant, subscription, change);
    case 'doubled':
      queueChange(tenant, subscription, change);
      return queueChange(tenant, subscription, change, { again: true });
    case 'late':
      return queueChange(tenant, subscription, change, { delayMs: mishap.delayMs });
    case 'out-of-order':
      return queueChange(tenant, subscription, change, { delayMs: mishap.delayMs, held: true });
    default:
      return queueChange(tenant, subscription, change);
  }
}

interface Way {
  delayMs?: number;
  held?: boolean;
  /** A second time, not in place of the first. */
  again?: boolean;
}

function queueChange(tenant: Tenant, subscription: SubscriptionDocument, change: Change, { delayMs = 0, held = false, again = false }: Way = {}): void {
  const { event, key, changeType } = change;
  // Written more than once at one instant, an event changed once.
  const id = `${subscription.id} ${graphId(event.id, key, 'immutable')} ${changeType} ${again ? newId() : tenant.clock.now().getTime()}`;
  const item = { ...aboutSubscription(tenant, subscription), changeType, ...about(subscription, event, key) };
  queue(tenant, subscription, { id, url: subscription.notificationUrl, item, lifecycle: false, held, delayMs });
}

function about({ immutableIds }: SubscriptionDocument, event: EventDocument, key: string | null): Record<string, unknown> {
  const id = graphId(event.id, key, immutableIds ? 'immutable' : 'mutable');
  const resource = `Users/${event.mailbox}/Events/${id}`;
  const data = { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, '@odata.etag': `W/"${changeKeyOf(event)}"`, id };
  return { resource, resourceData: data };
}
