import { createServer } from 'node:http';
import { createApp } from './app.ts';
import type { AppContext } from './context.ts';
import { dueWork } from './due-work.ts';
import { createFeedReader } from './features/availability/feed/feed-reader.ts';
import { systemClock } from './platform/clock.ts';
import { environment, readConfiguration, type Configuration } from './platform/config.ts';
import { openDatabase } from './platform/db/open.ts';
import { createJobs } from './platform/jobs/queue.ts';
import { createLive } from './platform/live/live.ts';
import { createLog } from './platform/log.ts';
import { createMicrosoft } from './platform/microsoft/create-microsoft.ts';
import { networkTransport } from './platform/microsoft/transport.ts';

/** What is wrong with the configuration is for a person to read, without a stack. */
function configuration(): Configuration {
  try {
    return readConfiguration(environment());
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

// Against a real tenant: one process that answers requests and does the background work.
const settings = configuration();
const log = createLog(settings.logLevel);
const clock = systemClock;
const db = await openDatabase({ url: settings.databaseUrl, directory: null, log });
const tenants = new Set(settings.tenants.map((id) => id.toLowerCase()));
const microsoft = createMicrosoft({
  transport: networkTransport,
  clock,
  clientId: settings.clientId,
  credential: { secret: settings.clientSecret },
  identifierUris: [`api://${new URL(settings.baseUrl).host}/${settings.clientId}`],
  allowedTenants: (tenantId) => tenants.has(tenantId.toLowerCase()),
  teamsAppId: settings.teamsAppId,
  log,
});
const jobs = createJobs({ pool: db.pool, clock, log });
const live = createLive(db);
const feeds = createFeedReader({ originsAllowed: settings.feedOriginsAllowed, log });
const context: AppContext = { db, clock, microsoft, jobs, live, feeds, settings, log };

const server = createServer(createApp(context));
server.listen(settings.port, () => log.info({ port: settings.port }, 'listening'));
await jobs.start(dueWork(context));

/** Answers what is under way, finishes the jobs that run, then goes. */
async function drain(): Promise<void> {
  live.close();
  await new Promise((resolve) => server.close(resolve));
  await jobs.stop();
  await feeds.close();
  await db.close();
}
process.once('SIGTERM', () => void drain());
process.once('SIGINT', () => void drain());
