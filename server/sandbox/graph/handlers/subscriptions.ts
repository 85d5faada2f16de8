import { newId } from '../../../platform/ids.ts';
import { findPerson } from '../../tenant/directory.ts';
import type { PersonDocument, SubscriptionDocument } from '../../tenant/model.ts';
import { keepSubscription, subscriptionById, subscriptionsTo, isActive } from '../../tenant/notify/subscriptions.ts';
import { changeTypesFrom, endFrom, endpointFrom, followedBy, refuseUnsupported, type SubscriptionBody } from '../body/subscription-body.ts';
import { contextOf, ok, type Answer, type Call } from '../call.ts';
import { accessDenied, GraphError } from '../errors.ts';
import { allowOptions } from '../odata/query.ts';
import { instantText } from '../present/event.ts';
import { handshake } from './handshake.ts';

type Json = Record<string, unknown>;

/** POST subscriptions: made once both of its addresses have answered that they want it. */
export async function createSubscription(call: Call): Promise<Answer> {
  const body = call.body as SubscriptionBody;
  refuseUnsupported(body);
  const changeTypes = changeTypesFrom(body.changeType);
  const mailbox = mailboxOf(call, body.resource).objectId;
  const notificationUrl = endpointFrom(call.tenant, 'notificationUrl', body.notificationUrl);
  const lifecycleUrl = body.lifecycleNotificationUrl ? endpointFrom(call.tenant, 'lifecycleNotificationUrl', body.lifecycleNotificationUrl) : null;
  const expiresAt = endFrom(call.tenant, body.expirationDateTime);
  const made: SubscriptionDocument = {
    id: newId(),
    mailbox,
    clientId: call.caller.clientId,
    onBehalfOf: call.caller.userObjectId,
    resource: body.resource,
    changeTypes,
    notificationUrl,
    lifecycleUrl,
    clientState: body.clientState ?? null,
    latestSupportedTlsVersion: body.latestSupportedTlsVersion ?? null,
    notificationUrlAppId: body.notificationUrlAppId ?? null,
    immutableIds: call.prefer.idForm === 'immutable',
    expiresAt,
    endAnnounced: false,
    authorisedUntil: null,
  };
  refuseOneMore(call, made);
  for (const url of new Set([notificationUrl, lifecycleUrl])) if (url !== null) await handshake(call.tenant, url);
  // While the addresses were asked, another request may have made the same.
  refuseOneMore(call, made);
  keepSubscription(call.tenant, made);
  return { status: 201, body: { '@odata.context': contextOf('subscriptions/$entity'), ...presented(call, made) } };
}

function mailboxOf({ tenant, caller }: Call, resource: string): PersonDocument {
  const self = caller.userObjectId === null ? null : findPerson(tenant, caller.userObjectId)!;
  const name = followedBy(resource);
  if (name === 'me' && self === null) throw new GraphError(400, 'InvalidRequest', '/me resource is only valid with delegated authentication flow.');
  const person = name === 'me' ? self : findPerson(tenant, name);
  if (!person) throw new GraphError(404, 'ResourceNotFound', `The resource '${resource}' does not exist.`);
  // Delegated permissions, shared ones too, reach no further than the signed-in person's own mailbox here.
  if (self !== null && person.objectId !== self.objectId) throw accessDenied();
  return person;
}

const MOST_PER_MAILBOX = 1000;

function refuseOneMore({ tenant }: Call, made: SubscriptionDocument): void {
  const there = subscriptionsTo(tenant, made.mailbox);
  const same = (one: SubscriptionDocument): boolean =>
    one.clientId === made.clientId && one.onBehalfOf === made.onBehalfOf && [...one.changeTypes].toSorted().join() === [...made.changeTypes].toSorted().join();
  if (there.some(same)) throw new GraphError(409, 'Conflict', 'A subscription already exists for this resource and change type.');
  if (there.length >= MOST_PER_MAILBOX)
    throw new GraphError(403, 'ExtensionError', `The mailbox has ${MOST_PER_MAILBOX} active subscriptions, which is the most there can be.`);
}

/** GET subscriptions: the caller's own. */
export function listSubscriptions(call: Call): Answer {
  allowOptions(call, []);
  const now = call.tenant.clock.now();
  const own = [...call.tenant.state.all('subscription')].filter((one) => isActive(one, now) && isOwn(call, one));
  return ok({ '@odata.context': contextOf('subscriptions'), value: own.map((one) => presented(call, one)) });
}

const isOwn = ({ caller }: Call, one: SubscriptionDocument): boolean =>
  one.clientId === caller.clientId && (caller.kind === 'application' || one.onBehalfOf === caller.userObjectId);

function own(call: Call): SubscriptionDocument {
  const id = call.params[0]!;
  const found = subscriptionById(call.tenant, id);
  if (!found || !isOwn(call, found)) throw new GraphError(404, 'ResourceNotFound', 'The object was not found.');
  return found;
}

/** GET subscription */
export function getSubscription(call: Call): Answer {
  allowOptions(call, []);
  return ok({ '@odata.context': contextOf('subscriptions/$entity'), ...presented(call, own(call)) });
}

/** PATCH subscription: a new end, or a new address, which is asked like the first one. A renewal authorises anew. */
export async function renewSubscription(call: Call): Promise<Answer> {
  const { expirationDateTime, notificationUrl } = call.body as Partial<SubscriptionBody>;
  own(call);
  const url = notificationUrl === undefined ? undefined : endpointFrom(call.tenant, 'notificationUrl', notificationUrl);
  const expiresAt = expirationDateTime === undefined ? undefined : endFrom(call.tenant, expirationDateTime);
  if (url !== undefined) await handshake(call.tenant, url);
  const renewed = {
    ...own(call),
    ...(url !== undefined && { notificationUrl: url }),
    ...(expiresAt !== undefined && { expiresAt, endAnnounced: false, authorisedUntil: null }),
  };
  keepSubscription(call.tenant, renewed);
  return ok({ '@odata.context': contextOf('subscriptions/$entity'), ...presented(call, renewed) });
}

/** POST subscription reauthorize: goes on until the end that it has. */
export function reauthorizeSubscription(call: Call): Answer {
  keepSubscription(call.tenant, { ...own(call), authorisedUntil: null });
  return { status: 204 };
}

/** DELETE subscription */
export function removeSubscription(call: Call): Answer {
  const { id } = own(call);
  call.tenant.state.transact(() => call.tenant.state.remove('subscription', id));
  return { status: 204 };
}

/** As Graph tells it: the secret in clientState goes out in notifications only, never in answers to those who read. */
function presented({ operation }: Call, one: SubscriptionDocument): Json {
  return {
    id: one.id,
    resource: one.resource,
    applicationId: one.clientId,
    changeType: one.changeTypes.join(','),
    clientState: operation.method === 'POST' ? one.clientState : null,
    notificationUrl: one.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: one.lifecycleUrl,
    expirationDateTime: instantText(one.expiresAt),
    creatorId: one.onBehalfOf ?? one.clientId,
    includeResourceData: null,
    latestSupportedTlsVersion: one.latestSupportedTlsVersion ?? 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: one.notificationUrlAppId,
  };
}
