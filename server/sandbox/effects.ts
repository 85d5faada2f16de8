import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../platform/ids.ts';
import { Refusal, refusalResponse } from './entra/refusal.ts';
import type { FaultState } from './faults.ts';

/**
 * Does the work as the fault lets it happen; `fail` makes the answer of the faults that answer. Rejects like `fetch` when no
 * answer arrives.
 */
export async function suffer(
  fault: FaultState | null,
  signal: AbortSignal,
  work: () => Promise<Response>,
  fail: (fault: FaultState) => Promise<Response>,
): Promise<Response> {
  if (fault === null) return work();
  switch (fault.fault) {
    case 'slow':
      await delay(fault.retryAfter * 1000, undefined, { signal });
      return work();
    case 'offline':
      throw connectionError('ECONNREFUSED', 'connect ECONNREFUSED');
    case 'drop-response':
      await work();
      throw connectionError('ECONNRESET', 'other side closed');
    default:
      return fail(fault);
  }
}

/** The error that `fetch` gives when the connection fails. */
const connectionError = (code: string, message: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

function statusAndHeaders(fault: FaultState): { status: number; headers: Record<string, string> } {
  if (fault.fault === 'consent-revoked') return { status: 403, headers: {} };
  // Retry-After is whole seconds; 504 comes without one, as it often does from Graph.
  const headers: Record<string, string> = fault.fault === '404' || fault.fault === '500' || fault.fault === '504' ? {} : { 'retry-after': String(Math.ceil(fault.retryAfter)) };
  return { status: Number(fault.fault), headers };
}

const graphErrors: Record<string, [code: string, message: string]> = {
  '404': ['ErrorItemNotFound', 'The specified object was not found in the store.'],
  '500': ['InternalServerError', 'The server encountered an internal error.'],
  '429': ['TooManyRequests', 'Too many requests, retry later.'],
  '503': ['serviceNotAvailable', 'The service is temporarily unavailable.'],
  '504': ['gatewayTimeout', 'The gateway timed out.'],
  'consent-revoked': ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
};

/** How Graph says that a delta link leads nowhere any more, in the two forms that its documents name. */
function deltaFailure(fault: 'delta-gone' | 'sync-state-not-found', url: string): Response {
  const { origin, pathname } = new URL(url);
  const gone = fault === 'delta-gone';
  const [code, message] = gone
    ? ['resyncRequired', 'Resync required. Replace any local items with the server version.']
    : ['SyncStateNotFound', 'The sync state generation is not found; a full synchronization is required.'];
  const headers: Record<string, string> = gone ? { location: `${origin}${pathname}` } : {};
  return Response.json({ error: { code, message, innerError: { 'request-id': newId() } } }, { status: gone ? 410 : 400, headers });
}

/** Graph's answer to a fault that answers. `url` is the address that was asked. */
export function graphFailure(fault: FaultState, url: string): Response {
  if (fault.fault === 'delta-gone' || fault.fault === 'sync-state-not-found') return deltaFailure(fault.fault, url);
  const [code, message] = graphErrors[fault.fault]!;
  return Response.json({ error: { code, message, innerError: { 'request-id': newId() } } }, statusAndHeaders(fault));
}

/** Entra's answer to a fault that answers. */
export function entraFailure(fault: FaultState, now: Date): Response {
  if (fault.fault === 'consent-revoked') return refusalResponse(new Refusal('consent-missing'), now, newId());
  const description = `AADSTS90033: A transient error has occurred (${fault.fault}). Please try again.`;
  const body = { error: 'temporarily_unavailable', error_description: description, error_codes: [90033] };
  return Response.json(body, statusAndHeaders(fault));
}
