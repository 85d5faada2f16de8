import { newId } from '../../../platform/ids.ts';
import { reachWithin } from '../../tenant/notify/webhooks.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { badRequest } from '../errors.ts';

const LONGEST_ECHO = 10_000;

/** Asks an address whether it wants notifications: it has to say the token it is given, as plain text. Throws 400. */
export async function handshake({ webhooks, clock }: Tenant, url: string): Promise<void> {
  // Of characters that look otherwise in a URL: an endpoint that does not decode fails here, not in production.
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${newId()} at ${clock.now().toISOString()} ${'+/='}`;
  const asked = new URL(url);
  const query = asked.search === '' ? '?' : `${asked.search}&`;
  const target = `${asked.origin}${asked.pathname}${query}validationToken=${encodeURIComponent(token)}`;
  const response = await answerOf(() => reachWithin(webhooks, webhooks.patienceMs.validation, target, { headers: { 'content-type': 'text/plain; charset=utf-8' } }));
  if (response.status !== 200) refuse(`HTTP status code is '${response.status}'. Notification endpoint must respond with 200 OK to validation request.`);
  const type = response.headers.get('content-type') ?? '';
  if (!/^text\/plain\b/i.test(type)) refuse(`The content type of the answer must be text/plain, and not '${type.slice(0, 100)}'.`);
  const text = await response.text().catch(() => '');
  if (text.slice(0, LONGEST_ECHO) !== token) refuse('The validation token in the answer is not the one that was sent, decoded.');
}

async function answerOf(ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') throw badRequest('Subscription validation request timed out.', 'ValidationError');
    return refuse('The notification endpoint could not be reached.');
  }
}

function refuse(why: string): never {
  throw badRequest(`Subscription validation request failed. ${why}`, 'ValidationError');
}
