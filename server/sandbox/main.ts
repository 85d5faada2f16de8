import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express from 'express';
import { createApp } from '../app.ts';
import type { AppContext } from '../context.ts';
import { dueWork } from '../due-work.ts';
import { createFeedReader } from '../features/availability/feed/feed-reader.ts';
import { systemClock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { AppSettings } from '../platform/config.ts';
import { openDatabase } from '../platform/db/open.ts';
import { createJobs } from '../platform/jobs/queue.ts';
import { runDueUntil } from '../platform/jobs/run-due-until.ts';
import { createLive } from '../platform/live/live.ts';
import { createLog, type Log } from '../platform/log.ts';
import { createMicrosoft } from '../platform/microsoft/create-microsoft.ts';
import { createKeyShelf, type KeyShelf } from '../platform/microsoft/key-shelf.ts';
import { createTokenVault, type TokenVault } from '../platform/microsoft/token-vault.ts';
import { createRateLimits, usualRates } from '../platform/rate-limits.ts';
import { createSeal, newKey, type Seal } from '../platform/seal.ts';
import { createSharedCounts } from '../platform/shared-counts.ts';
import { reachThisMachine, runAsTimeFlows } from './flow.ts';
import { listenOnLoopback } from './listen.ts';
import { officePage } from './office-page.ts';
import { sandboxPages } from './pages.ts';
import { registeredApp } from './registration.ts';
import { sandboxRoutes } from './routes.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { openTenantStore } from './store.ts';
import { story } from './story/story.ts';
import type { SeedApp, SeedPerson, TenantSeed } from './tenant/seed.ts';
import { loadTenantFile } from './tenant-file/load-tenant-file.ts';

export interface SandboxOptions {
  port: number;
  dataDir: string;
  /** A PostgreSQL instead of the embedded database. */
  databaseUrl: string | null;
  logLevel: string;
  /** Origins beside our own whose calendar feeds may be read although they are not public https. */
  feedOrigins: string[];
  /** Somebody's own organisation instead of the built-in story. */
  tenantFile: string | null;
  /** Folder of the built pages. */
  staticDir: string;
  /** File that every exchange with Graph is appended to. */
  trafficFile?: string | undefined;
  say: (message: string) => void;
}

export interface Sandbox {
  /** Where a person opens it. */
  url: string;
  close(): Promise<void>;
}

/** Each organisation keeps its data in a folder of its own, so that trying another one loses nothing of the first. */
function folderFor(seed: TenantSeed, options: SandboxOptions): string {
  if (options.tenantFile === null) return join(resolve(options.dataDir), 'story');
  const content = createHash('sha256').update(JSON.stringify(seed)).digest('hex').slice(0, 12);
  return join(resolve(options.dataDir), `tenant-${content}`);
}

const seedOf = (options: SandboxOptions, apps: SeedApp[]): TenantSeed =>
  options.tenantFile === null ? story({ now: systemClock.now(), apps }) : loadTenantFile(options.tenantFile, { apps });

/** The mailbox that an administrator would have made for the application's mail, beside whatever organisation it is. */
function sharedMailbox(seed: TenantSeed): SeedPerson {
  const domain = seed.people[0]!.address.split('@')[1]!;
  const taken = new Set(seed.people.map((person) => person.address));
  const name = ['fieldwork', 'fieldwork-notices', 'notices-of-fieldwork'].find((one) => !taken.has(`${one}@${domain}`)) ?? newId();
  return {
    objectId: 'f1e1d000-0000-4000-8000-00000000f1e1', address: `${name}@${domain}`, displayName: 'Fieldwork', jobTitle: 'Shared mailbox',
    zone: 'Etc/UTC', zoneName: 'UTC', workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
    manager: null, appRoles: [], teamsLicence: false, events: [],
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`The data cannot be kept in ${folder} (${code}). Choose another folder: FIELDWORK_DATA=FOLDER npm run sandbox`, { cause: error });
  }
}

/** The sandbox's own key, made when its folder is. */
function sealIn(folder: string): Seal {
  const file = join(folder, 'token.key');
  if (!existsSync(file)) writeFileSync(file, newKey(), { mode: 0o600 });
  return createSeal([readFileSync(file, 'utf8').trim()]);
}

function microsoftOf(simulation: Simulation, app: SeedApp, log: Log, kept: { vault: TokenVault; shelf: KeyShelf }) {
  return createMicrosoft({
    ...kept,
    transport: simulation.transport,
    clock: simulation.clock,
    clientId: app.clientId,
    credential: { secret: app.secret },
    identifierUris: [app.identifierUri],
    allowedTenants: (tenantId) => tenantId === simulation.tenant.id,
    teamsAppId: app.teamsAppId!,
    log,
  });
}

/** The product on a simulated Microsoft 365, on this machine only. Rejects with what is wrong, in words for the person who started it. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const log = createLog(options.logLevel);
  const app = registeredApp('localhost');
  const seed = seedOf(options, [app]);
  const folder = folderFor(seed, options);
  makeFolder(folder);
  // The database comes first: its lock says who else holds the folder before anything in it is touched.
  const db = await openDatabase({ url: options.databaseUrl, directory: join(folder, 'database'), log, onProgress: options.say });
  const store = openTenantStore(folder);
  const mailbox = sharedMailbox(seed);
  const webhooks = { reach: reachThisMachine, loopbackHttp: true };
  const everybody = { ...seed, people: [...seed.people, mailbox] };
  const simulation = await createSimulation({ seed: everybody, store, log, trafficFile: options.trafficFile, webhooks });
  const { clock } = simulation;
  const seal = sealIn(folder);
  // By the machine's time: the tenant's is moved, and nobody is made to wait by that.
  const counts = createSharedCounts({ db, clock: systemClock, seal, log });
  const limits = createRateLimits(usualRates, counts, systemClock);
  const jobs = createJobs({ pool: db.pool, clock, log });
  // The port is chosen by the system when it is 0, so addresses are known only once it listens.
  const settings: AppSettings = {
    baseUrl: '', clientId: app.clientId, teamsAppId: app.teamsAppId!,
    authority: `https://login.microsoftonline.com/${simulation.tenant.id}`, staticDir: options.staticDir, feedOriginsAllowed: [], extraFrameAncestors: [],
    noticesFrom: mailbox.address,
  };
  const front = express();
  const listening = await listenOnLoopback(front, options.port);
  settings.baseUrl = `http://localhost:${listening.port}`;
  settings.feedOriginsAllowed = [settings.baseUrl, `http://127.0.0.1:${listening.port}`, ...options.feedOrigins];
  const live = createLive(db);
  const feeds = createFeedReader({ originsAllowed: settings.feedOriginsAllowed, log });
  const kept = { vault: createTokenVault(db, seal, log), shelf: createKeyShelf(db, seal, log) };
  const context: AppContext = { db, clock, microsoft: microsoftOf(simulation, app, log, kept), jobs, live, feeds, settings, log };
  const work = dueWork(context);
  const movable = { now: () => clock.now(), set: (at: Date) => clock.advanceTo(at) };
  const passTime = (until: Date): Promise<void> => runDueUntil(movable, [simulation.notifier, ...work], until, log);
  front.use(createApp(context, { limits, extra: [
    { path: '/sandbox', handlers: [sandboxRoutes(simulation, { runDueUntil: passTime }), sandboxPages(options.staticDir)] },
    { path: '/task-pane', handlers: [officePage(options.staticDir, 'task-pane')] },
  ] }));
  await jobs.start(work);
  const stopNotifying = runAsTimeFlows(simulation.notifier, clock, log);
  return {
    url: `${settings.baseUrl}/sandbox`,
    close: async () => {
      live.close();
      await stopNotifying();
      await listening.close();
      await jobs.stop();
      await feeds.close();
      counts.close();
      await db.close();
      simulation.traffic.close();
      store.close();
    },
  };
}
