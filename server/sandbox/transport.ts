import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transport } from '../platform/microsoft/transport.ts';
import type { MovableClock } from './clock.ts';
import { entraFailure, graphFailure, suffer } from './effects.ts';
import type { Entra } from './entra/entra.ts';
import type { DirectoryEntry } from './entra/mint.ts';
import type { Exchange, Faults, FaultState } from './faults.ts';
import type { Caller } from './graph/caller.ts';
import type { GraphOptions, Handle } from './graph/graph.ts';
import type { Traffic, TrafficRecord } from './traffic.ts';

/** What decides how an exchange goes. */
export interface Wire {
  entra: Entra;
  faults: Faults;
  traffic: Traffic;
  clock: MovableClock;
  /** The person of the tenant with this address or object id, in lower case. */
  person: (name: string) => Pick<DirectoryEntry, 'address' | 'objectId'> | null;
}

/** Carries requests to the simulated Entra and Graph by host, through the faults; any other host is refused. */
export function sandboxTransport(wire: Wire, graph: Handle): Transport {
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host === 'graph.microsoft.com') return throughGraph(wire, graph, request);
    if (host === 'login.microsoftonline.com') return throughEntra(wire, request);
    throw new Error(`The sandbox has no ${host}: ${request.method} ${pathname} was not sent anywhere.`);
  };
}

async function throughEntra(wire: Wire, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.endsWith('/oauth2/v2.0/token') ? '/token' : '/discovery';
  const fault = wire.faults.strike({ method: request.method, path, mailbox: [] });
  return suffer(fault, request.signal, () => wire.entra.handle(request), async (hit) => entraFailure(hit, wire.clock.now()));
}

/** A batch under way; `lost` once the answer of one of its items was lost, and with it the whole answer. */
const batch = new AsyncLocalStorage<{ lost: unknown }>();
const isBatch = (request: Request): boolean => new URL(request.url).pathname.endsWith('/$batch');

async function throughGraph(wire: Wire, graph: Handle, request: Request): Promise<Response> {
  const caller = await callerOf(wire, request);
  const fault = wire.faults.strike(exchangeOf(wire, request, caller));
  const sent = request.clone();
  const recorded = async (response: Response): Promise<Response> => {
    wire.traffic.record(await recordOf(sent, response.clone(), caller));
    return response;
  };
  const work = async (): Promise<Response> => {
    if (!isBatch(request)) return recorded(await graph(request));
    const state = { lost: null };
    const response = await recorded(await batch.run(state, () => graph(request)));
    if (state.lost !== null) throw state.lost;
    return response;
  };
  return suffer(fault, request.signal, work, async (hit) => recorded(graphFailure(hit, request.url)));
}

/** Lets faults hit the single items of a batch. A lost item loses the batch's answer, as there is only one connection. */
export function aroundBatchItems(wire: Wire): NonNullable<GraphOptions['around']> {
  return async (request, next) => {
    const state = batch.getStore();
    const fault = state && (await itemFault(wire, request));
    if (!fault) return next(request);
    try {
      return await suffer(fault, request.signal, () => next(request), async (hit) => graphFailure(hit, request.url));
    } catch (error) {
      state.lost = error;
      return graphFailure({ ...fault, fault: '504' }, request.url);
    }
  };
}

async function itemFault(wire: Wire, item: Request): Promise<FaultState | null> {
  if (isBatch(item)) return null;
  return wire.faults.strike(exchangeOf(wire, item, await callerOf(wire, item)));
}

async function callerOf(wire: Wire, request: Request): Promise<Caller | null> {
  const caller = await wire.entra.checkGraphToken(request.headers.get('authorization'));
  return 'error' in caller ? null : caller;
}

const GRAPH_PREFIX = /^\/v1\.0(?=\/)/;

function exchangeOf(wire: Wire, request: Request, caller: Caller | null): Exchange {
  const url = new URL(request.url);
  const path = decodePath(url.pathname.replace(GRAPH_PREFIX, ''));
  const [, root, name] = /^\/(me|users)(?:\/([^/]+))?/i.exec(path) ?? [];
  const owner = (root?.toLowerCase() === 'me' ? caller?.userObjectId : root && name)?.toLowerCase();
  const person = owner === undefined ? null : wire.person(owner);
  return { method: request.method, path, mailbox: person ? [person.address, person.objectId] : [], continuesDelta: url.searchParams.has('$deltatoken') };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function recordOf(request: Request, response: Response, caller: Caller | null): Promise<TrafficRecord> {
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  return {
    auth: caller && { kind: caller.kind, permissions: caller.permissions },
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
