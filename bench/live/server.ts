import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/context.ts';
import { createLive } from '../../server/platform/live/live.ts';
import { createMicrosoft } from '../../server/platform/microsoft/create-microsoft.ts';
import { createSimulation } from '../../server/sandbox/simulation.ts';
import { memoryStore } from '../../server/sandbox/tenant/store.ts';
import { scratchDatabase } from '../api/database.ts';
import { addressOf, clientId, secret, teamsAppId, tenantId } from '../api/population.ts';
import { fillWith, seedOf } from './population.ts';

/* The product as it is in a process of its own, which says how much memory it holds; Microsoft 365 is simulated in it. */

export interface ServerTold {
  url: string;
  /** One for each person, clients first. */
  tokens: string[];
}

/** What the process holds after garbage was collected, in bytes, and the processor time it took so far, in milliseconds. */
export interface Held {
  streams: number;
  rss: number;
  heap: number;
  outside: number;
  cpu: number;
}

const [pairs, databaseUrl] = [Number(process.argv[2]), process.argv[3] || null];
const log = pino({ level: 'silent' });
const simulation = await createSimulation({ seed: seedOf(pairs), store: memoryStore(), log, clock: { flow: false } });
const { clock, entra, transport } = simulation;
const { db, remove } = await scratchDatabase(databaseUrl, log, fillWith(pairs));
const microsoft = createMicrosoft({ transport, clock, clientId, teamsAppId, log, credential: { secret }, identifierUris: [], allowedTenants: (id) => id === tenantId });
const live = createLive(db);
const context: AppContext = {
  db, clock, microsoft, log, live,
  jobs: { wake: async () => undefined, start: async () => undefined, stop: async () => undefined },
  feeds: { read: async () => ({ ok: false, code: 'unreachable', message: 'none' }), close: async () => undefined },
  settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [] },
};
const server = createServer(createApp(context));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

function held(): Held {
  for (let round = 0; round < 3; round += 1) globalThis.gc!();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { streams: live.open(), rss, heap: heapUsed, outside: external, cpu: (user + system) / 1000 };
}

const tell = (answer: Held | ServerTold): void => void process.send!(answer);

process.on('message', (asked) => {
  if (asked === 'held') return tell(held());
  live.close();
  server.close();
  server.closeAllConnections();
  void remove().then(() => process.exit(0));
});
const tokens = await Promise.all(Array.from({ length: 2 * pairs }, async (_none, index) => (await entra.issueApiToken(addressOf(index), 'teams'))!));
tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens });
