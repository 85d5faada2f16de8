import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../platform/ids.ts';
import type { Transport } from '../platform/microsoft/transport.ts';
import type { MovableClock } from './clock.ts';
import type { Entra } from './entra/entra.ts';
import type { GraphToken } from './entra/read.ts';
import { Refusal, refusalResponse } from './entra/refusal.ts';
import type { Exchange, Faults, FaultState } from './faults.ts';
import type { SeedPerson } from './tenant/seed.ts';
import type { Traffic } from './traffic.ts';

/** What the transport stands in front of. */
export interface Wire {
  entra: Entra;
  graph: (request: Request) => Promise<Response>;
  faults: Faults;
  traffic: Traffic;
  clock: MovableClock;
  people: Pick<SeedPerson, 'address' | 'objectId'>[];
}

/** Carries requests to the simulated Entra and Graph by host, through the faults; any other host is refused. */
export function sandboxTransport(wire: Wire): Transport {
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host === 'graph.microsoft.com') return throughGraph(wire, request);
    if (host === 'login.microsoftonline.com') return throughEntra(wire, request);
    throw new Error(`The sandbox has no ${host}: ${request.method} ${pathname} was not sent anywhere.`);
  };
}

async function throughEntra(wire: Wire, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.endsWith('/oauth2/v2.0/token') ? '/token' : '/discovery';
  const fault = wire.faults.strike({ method: request.method, path, mailbox: [] });
  return suffer(fault, request.signal, () => wire.entra.handle(request), entraFailure(wire.clock));
}

async function throughGraph(wire: Wire, request: Request): Promise<Response> {
  const token = await wire.entra.checkGraphToken(request.headers.get('authorization'));
  const fault = wire.faults.strike(exchangeOf(wire, request, token));
  const sent = request.clone();
  const answer = async (work: () => Promise<Response>): Promise<Response> => {
    const response = await work();
    wire.traffic.record(await recordOf(sent, response.clone(), token));
    return response;
  };
  return suffer(fault, request.signal, () => answer(() => wire.graph(request)), (kind) => answer(async () => graphFailure(kind)));
}

const GRAPH_PREFIX = /^\/v1\.0(?=\/)/;

function exchangeOf(wire: Wire, request: Request, token: GraphToken | null): Exchange {
  const path = decodePath(new URL(request.url).pathname.replace(GRAPH_PREFIX, ''));
  const [, root, name] = /^\/(me|users)(?:\/([^/]+))?/i.exec(path) ?? [];
  const owner = (root?.toLowerCase() === 'me' ? token?.objectId : root && name)?.toLowerCase();
  const person = wire.people.find(({ address, objectId }) => owner === address || owner === objectId);
  return { method: request.method, path, mailbox: person ? [person.address, person.objectId] : [] };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Does the work as the fault lets it happen. `fail` makes the answer of the faults that answer. Rejects when no answer arrives. */
async function suffer(
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

const answers = {
  '429': ['TooManyRequests', 'Application is over its MailboxConcurrency limit.'],
  '503': ['serviceNotAvailable', 'The service is temporarily unavailable.'],
  '504': ['gatewayTimeout', 'The gateway timed out.'],
  'consent-revoked': ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
} as const;

function statusAndHeaders(fault: FaultState): { status: number; headers: Record<string, string> } {
  if (fault.fault === 'consent-revoked') return { status: 403, headers: {} };
  // Retry-After is whole seconds; 504 comes without one, as it often does from Graph.
  const headers: Record<string, string> = fault.fault === '504' ? {} : { 'retry-after': String(Math.ceil(fault.retryAfter)) };
  return { status: Number(fault.fault), headers };
}

function graphFailure(fault: FaultState): Response {
  const [code, message] = answers[fault.fault as keyof typeof answers];
  return Response.json({ error: { code, message, innerError: { 'request-id': newId() } } }, statusAndHeaders(fault));
}

const entraFailure =
  (clock: MovableClock) =>
  async (fault: FaultState): Promise<Response> => {
    if (fault.fault === 'consent-revoked') return refusalResponse(new Refusal('consent-missing', ''), clock.now(), newId());
    const body = { error: 'temporarily_unavailable', error_description: `AADSTS90033: A transient error has occurred (${fault.fault}).` };
    return Response.json({ ...body, error_codes: [90033] }, statusAndHeaders(fault));
  };

async function recordOf(request: Request, response: Response, token: GraphToken | null): Promise<Parameters<Traffic['record']>[0]> {
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  return {
    auth: token && { kind: token.kind, permissions: token.permissions },
    request: { method: request.method, url: request.url, headers: Object.fromEntries(headers), body: await bodyOf(request) },
    response: { status: response.status, headers: Object.fromEntries(response.headers), body: await bodyOf(response) },
  };
}

async function bodyOf(message: Request | Response): Promise<unknown> {
  const text = await message.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
