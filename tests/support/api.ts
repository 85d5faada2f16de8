import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/context.ts';
import { dueWork } from '../../server/due-work.ts';
import type { FeedReader } from '../../server/features/availability/feed/read-feed.ts';
import type { Database } from '../../server/platform/db/database.ts';
import type { Jobs } from '../../server/platform/jobs/jobs.ts';
import type { Log } from '../../server/platform/log.ts';
import { createLive } from '../../server/platform/live/live.ts';
import { runDueUntil } from '../../server/platform/jobs/run-due-until.ts';
import { createMicrosoft } from '../../server/platform/microsoft/create-microsoft.ts';
import { createTokenVault } from '../../server/platform/microsoft/token-vault.ts';
import { createRateLimits, type RateSettings } from '../../server/platform/rate-limits.ts';
import { createSeal } from '../../server/platform/seal.ts';
import { createSharedCounts } from '../../server/platform/shared-counts.ts';
import { createSimulation, type Simulation } from '../../server/sandbox/simulation.ts';
import type { TenantSeed } from '../../server/sandbox/tenant/seed.ts';
import { holdToContract } from './conform.ts';
import { keyedStore } from '../sandbox/support/keyed-store.ts';
import { testDatabase } from './database.ts';
import { address, clientId, seed as builtIn, secret, teamsAppId, tenantId } from './seed.ts';

/** Seals with a key that is the same in every test. */
export const testSeal = createSeal(['c2VhbGVkIGluIHRlc3RzIHdpdGggdGhpcyBvbmUga2U=']);

export const silent = pino({ level: 'silent' });

/** Wake-ups are noted instead of queued: a test says itself when time passes. */
class NotedJobs implements Jobs {
  readonly woken: { name: string; at: Date | undefined }[] = [];
  async wake(name: string, at?: Date): Promise<void> {
    this.woken.push({ name, at });
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

const noFeeds: FeedReader = {
  read: async () => ({ ok: false, code: 'unreachable', message: 'No feed in this test.' }),
  close: async () => undefined,
};

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  headers: Headers;
}

/** One person's hands on the API. Every answer is held to its route's contract. */
export interface Caller {
  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
  post<Body = Record<string, unknown>>(path: string, body?: unknown): Promise<Answer<Body>>;
  put<Body = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<Body>>;
  patch<Body = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<Body>>;
  delete<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>>;
}

export interface Api {
  url: string;
  simulation: Simulation;
  context: AppContext;
  jobs: NotedJobs;
  /** Somebody of the tenant by first name. */
  as(name: string): Promise<Caller>;
  /** The holder of any Authorization header. */
  with(authorization: string | null): Caller;
  /** Moves the tenant's clock and does what falls due on the way. */
  passTime(until: string | Date): Promise<void>;
  close(): Promise<void>;
}

/** The body; of a stream of events, which does not end, nothing. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

/** Somebody's hands on the server at `url()`. */
export const hands = (url: () => string, credential: () => Promise<string | null>): Caller => {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer<never>> => {
    const authorization = await credential();
    const response = await fetch(`${url()}${path}`, {
      method,
      headers: { ...(authorization && { authorization }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await textOf(response);
    const answered: unknown = text === '' ? null : JSON.parse(text);
    holdToContract(method, path, response.status, answered);
    return { status: response.status, body: answered as never, headers: response.headers };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
};

const sent = async (request: Request): Promise<RequestInit> => ({
  method: request.method,
  headers: request.headers,
  body: await request.text(),
  redirect: 'manual',
  signal: request.signal,
});

/** The whole server over HTTP on a real database, with Microsoft's own clients against a simulated tenant. Time stands still until moved. */
export async function startApi(options: { seed?: TenantSeed; feeds?: FeedReader; database?: Database; log?: Log; staticDir?: string; rates?: RateSettings; proxies?: number } = {}): Promise<Api> {
  const { log = silent, staticDir = null } = options;
  const simulation = await createSimulation({
    seed: options.seed ?? builtIn(),
    store: await keyedStore(),
    log,
    clock: { flow: false },
    trafficFile: process.env.FIELDWORK_TRAFFIC || undefined,
    // Our address is http://localhost whatever the port is, for the tenant too.
    webhooks: { loopbackHttp: true, reach: async (request) => fetch(`${url}${request.url.slice('http://localhost'.length)}`, await sent(request)) },
  });
  let url = 'http://localhost:0';
  const jobs = new NotedJobs();
  const settings = { baseUrl: 'http://localhost', clientId, teamsAppId, authority: `https://login.microsoftonline.com/${tenantId}`, staticDir, feedOriginsAllowed: [], extraFrameAncestors: [], noticesFrom: address('fieldwork'), trustProxies: options.proxies ?? 0 };
  const db = options.database ?? (await testDatabase());
  const counts = options.rates && createSharedCounts({ db, clock: simulation.clock, seal: testSeal, log });
  const limits = counts && createRateLimits(options.rates!, counts, simulation.clock);
  const microsoft = createMicrosoft({
    transport: simulation.transport,
    clock: simulation.clock,
    clientId,
    credential: { secret },
    identifierUris: [`api://localhost/${clientId}`],
    allowedTenants: (id) => id === tenantId,
    teamsAppId,
    log,
    vault: createTokenVault(db, testSeal, log),
    // Waits between tries are real time, which stands still here.
    wait: async () => undefined,
  });
  const context: AppContext = { db, clock: simulation.clock, microsoft, jobs, live: createLive(db), feeds: options.feeds ?? noFeeds, settings, log };
  const server = await new Promise<Server>((resolve) => {
    const listening = createApp(context, { limits: limits ?? null }).listen(0, '127.0.0.1', () => resolve(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { now: () => simulation.clock.now(), set: (at: Date) => simulation.clock.advanceTo(at) };
  return {
    url,
    simulation,
    context,
    jobs,
    // As Teams does: a token for each request, so that moved time does not sign anybody out.
    as: async (name) => hands(() => url, async () => `Bearer ${await simulation.entra.issueApiToken(address(name), 'teams')}`),
    with: (authorization) => hands(() => url, async () => authorization),
    passTime: (until) => runDueUntil(clock, [simulation.notifier, ...dueWork(context)], new Date(until), log),
    close: () => (counts?.close(), context.live.close(), new Promise((resolve) => server.close(() => resolve(undefined)))),
  };
}
