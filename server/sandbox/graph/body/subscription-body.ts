import type { ChangeType } from '../../tenant/model.ts';
import { isLoopback } from '../../tenant/notify/webhooks.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { badRequest, notImplemented } from '../errors.ts';

/** A subscription as a request may hold it, validated against the description. */
export interface SubscriptionBody {
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl?: string | null;
  resource: string;
  expirationDateTime: string;
  clientState?: string | null;
  latestSupportedTlsVersion?: string | null;
  notificationUrlAppId?: string | null;
  includeResourceData?: boolean | null;
  encryptionCertificate?: string | null;
  encryptionCertificateId?: string | null;
  notificationQueryOptions?: string | null;
}

const invalid = (why: string): Error => badRequest(why, 'InvalidRequest');
const MOST_STATE = 128;
const tlsVersions = ['v1_0', 'v1_1', 'v1_2', 'v1_3'];

/** Refuses what nobody may ask for (400), and what is not played here (501). */
export function refuseUnsupported(body: SubscriptionBody): void {
  if ((body.clientState?.length ?? 0) > MOST_STATE) throw invalid(`The clientState property may be at most ${MOST_STATE} characters long.`);
  const tls = body.latestSupportedTlsVersion;
  if (tls && !tlsVersions.includes(tls)) throw invalid(`latestSupportedTlsVersion must be one of ${tlsVersions.join(', ')}.`);
  if (body.notificationQueryOptions) throw invalid('notificationQueryOptions are not supported for this resource.');
  if (body.includeResourceData || body.encryptionCertificate || body.encryptionCertificateId) throw notImplemented('notifications with resource data');
}

const changes: ChangeType[] = ['created', 'updated', 'deleted'];

/** The kinds of change of a list such as `created,updated`. Throws 400. */
export function changeTypesFrom(list: string): ChangeType[] {
  const named = list.split(',').map((part) => part.trim().toLowerCase());
  const unknown = named.find((name) => !changes.some((known) => known === name));
  if (unknown !== undefined) throw invalid(`The changeType '${unknown}' is not supported: it may be ${changes.join(', ')}, or several with commas between.`);
  return changes.filter((known) => named.includes(known));
}

const EVENTS = /^\/?(?:(me)|users(?:\/([^/?]+)|\('([^']+)'\)))\/events\/?$/i;
const ELSEWHERE = /^\/?(me|users|groups|chats|teams|communications|drives|sites|security|print|education|appCatalogs|solutions|planner)\b/i;

/** Whose events a resource such as `users/{id}/events` names: an id or address, or `me`. Throws 501 for other resources, 400 for none. */
export function followedBy(resource: string): string {
  const [, me, byPath, byKey] = EVENTS.exec(resource) ?? [];
  if (me) return 'me';
  const name = byPath ?? byKey;
  if (name !== undefined) return decoded(name);
  if (ELSEWHERE.test(resource)) throw notImplemented(`subscriptions to ${resource.split(/[/?(]/).find(Boolean)} other than events of one mailbox`);
  throw invalid(`The resource '${resource.slice(0, 200)}' is not one that changes are told of.`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address that notifications go to. Throws 400 for what the service does not take. */
export function endpointFrom({ webhooks }: Tenant, property: string, text: string): string {
  const url = URL.parse(text);
  if (url === null) throw invalid(`The ${property} is not an absolute URL.`);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && webhooks.loopbackHttp && isLoopback(url));
  if (!allowed) throw invalid(`The ${property} must be an https address.`);
  return text;
}

const MINUTE = 60_000;
const SHORTEST = 45 * MINUTE;

/** When a subscription asked for until `text` ends: an instant. Anything under 45 minutes becomes that; too long is refused with 400. */
export function endFrom({ clock, webhooks }: Tenant, text: string): string {
  const now = clock.now().getTime();
  const asked = Date.parse(text);
  if (asked <= now) throw invalid('Subscription expiration must be in the future.');
  if (asked - now > webhooks.longestMinutes * MINUTE)
    throw badRequest(`Subscription expiration can only be ${webhooks.longestMinutes} minutes in the future.`, 'ExtensionError');
  return new Date(Math.max(asked, now + SHORTEST)).toISOString();
}
