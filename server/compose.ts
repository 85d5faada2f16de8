import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from './app.ts';
import type { AppContext } from './context.ts';
import { dueWork } from './due-work.ts';
import { createFeedReader } from './features/availability/feed/feed-reader.ts';
import type { Clock } from './platform/clock.ts';
import type { AppSettings, Duty } from './platform/config.ts';
import { closing } from './platform/closing.ts';
import { openDatabase } from './platform/db/open.ts';
import { answerProbe, createHealth, type Health } from './platform/health.ts';
import { overdue } from './platform/jobs/overdue.ts';
import { createJobs } from './platform/jobs/queue.ts';
import { createLive } from './platform/live/live.ts';
import type { Log } from './platform/log.ts';
import { createMetrics, type MetricsPage } from './platform/metrics.ts';
import { createMicrosoft } from './platform/microsoft/create-microsoft.ts';
import type { Credential } from './platform/microsoft/entra.ts';
import { createKeyShelf, type KeyShelf } from './platform/microsoft/key-shelf.ts';
import { createTokenVault, type TokenVault } from './platform/microsoft/token-vault.ts';
import type { Transport } from './platform/microsoft/transport.ts';
import { createRateLimits, type RateSettings } from './platform/rate-limits.ts';
import { createSeal } from './platform/seal.ts';
import { createSharedCounts } from './platform/shared-counts.ts';

/** What a process of a real deployment is made of. */
export interface ProcessOptions {
  /** Answer requests, work in the background, or both. */
  duty: Duty;
  settings: AppSettings;
  port: number;
  /** Port of `/metrics` with its own listener, which nobody outside should reach; null for none. */
  metricsPort: number | null;
  /** How long requests are still taken after `/readyz` began to say 503, in seconds: whoever distributes them needs that to notice. */
  drainSeconds: number;
  /** How often background work that no wake-up came for is looked for; see `createJobs`. */
  sweepSeconds?: number;
  database: { url: string | null; directory: string | null };
  credential: Credential;
  /** Newest first: see `createSeal`. */
  tokenKeys: string[];
  rates: RateSettings;
  tenants: string[];
  transport: Transport;
  clock: Clock;
  log: Log;
}

export interface RunningProcess {
  port: number;
  metricsPort: number | null;
  /** Takes nothing new, finishes everything that was begun, and closes what it had open. */
  stop(): Promise<void>;
}

/** Milliseconds that an unused connection stays open: longer than the proxies in front keep theirs (Azure's 240 s), so that none is closed under a request. */
const keepAlive = 250_000;

/** Milliseconds for a request to arrive: its head, and all of it. Whoever sends a letter at a time must not hold connections for ever. */
const arrival = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.keepAliveTimeout = keepAlive;
    server.once('error', reject);
    server.listen(port, () => resolve((server.address() as { port: number }).port));
  });

/** A server of probes alone. */
const probes = (health: Health, metrics: MetricsPage | null): Server =>
  createServer(arrival, (request, response) => {
    const nothing = (status: number): void => void response.writeHead(status).end();
    answerProbe(request, response, health, metrics).then((answered) => answered || nothing(404), () => nothing(500));
  });

function microsoftFor({ settings, credential, tenants, transport, clock, log }: ProcessOptions, metrics: MetricsPage | null, kept: { vault: TokenVault; shelf: KeyShelf }) {
  const allowed = new Set(tenants.map((id) => id.toLowerCase()));
  return createMicrosoft({
    transport, clock, credential, log, metrics, ...kept,
    clientId: settings.clientId,
    identifierUris: [`api://${new URL(settings.baseUrl).host}/${settings.clientId}`],
    allowedTenants: (tenantId) => allowed.has(tenantId.toLowerCase()),
    teamsAppId: settings.teamsAppId,
  });
}

/** A worker waits for Microsoft most of the time, and what it asks the database in a rush must not stand in the way of people's requests. */
const workerConnections = 3;

/** Opens everything in order and listens. Rejects with a readable reason. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { duty, settings, clock, log } = options;
  const metrics = options.metricsPort === null ? null : createMetrics();
  const db = await openDatabase({ ...options.database, log, ...(duty === 'worker' && { poolSize: workerConnections }) });
  const seal = createSeal(options.tokenKeys);
  const counts = createSharedCounts({ db, clock, seal, log });
  const jobs = createJobs({ pool: db.pool, clock, log, metrics, ...(options.sweepSeconds && { sweepSeconds: options.sweepSeconds }) });
  const live = createLive(db);
  const feeds = createFeedReader({ originsAllowed: settings.feedOriginsAllowed, log });
  const context: AppContext = { db, clock, microsoft: microsoftFor(options, metrics, { vault: createTokenVault(db, seal, log), shelf: createKeyShelf(db, seal, log) }), jobs, live, feeds, settings, log };
  const work = dueWork(context);
  metrics?.watch({ streams: live.open, overdue: () => overdue(work, clock) });
  const health = createHealth(db);
  // A process that only answers puts its wake-ups into the queue all the same: others do the work.
  await jobs.start(duty === 'web' ? [] : work);
  const server = duty === 'worker' ? probes(health, null) : createServer(arrival, createApp(context, { health, metrics, limits: createRateLimits(options.rates, counts, clock) }));
  const measuring = metrics && probes(health, metrics);
  const [close, closeMeasuring] = [closing(server), measuring && closing(measuring)];
  const port = await listening(server, options.port);
  const metricsPort = measuring && (await listening(measuring, options.metricsPort!));
  log.info({ port, duty }, 'listening');
  return {
    port,
    metricsPort,
    async stop() {
      health.drain();
      await delay(options.drainSeconds * 1000);
      // From here on nobody new is let in; streams end, and their clients come back elsewhere.
      live.close();
      await close();
      await jobs.stop();
      await feeds.close();
      counts.close();
      await db.close();
      await closeMeasuring?.();
      log.info({ duty }, 'drained');
    },
  };
}
