import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/context.ts';
import { dueWork } from '../../server/due-work.ts';
import { runDueUntil } from '../../server/platform/jobs/run-due-until.ts';
import { createLive } from '../../server/platform/live/live.ts';
import { createMicrosoft } from '../../server/platform/microsoft/create-microsoft.ts';
import { createSimulation } from '../../server/sandbox/simulation.ts';
import { memoryStore } from '../../server/sandbox/tenant/store.ts';
import { scratchDatabase } from '../api/database.ts';
import { addressOf, clientId, secret, seed, teamsAppId, tenantId } from '../api/population.ts';

/** The product over real HTTP on the bench's organisation, with the simulated tenant in the same process; embedded database without a URL. */
export async function startProduct(databaseUrl: string | null) {
  const log = pino({ level: 'silent' });
  let url = '';
  const reach = async (request: Request): Promise<Response> => fetch(`${url}${request.url.slice('http://localhost'.length)}`, { method: request.method, headers: request.headers, body: await request.text() });
  const simulation = await createSimulation({ seed: seed(), store: memoryStore(), log, clock: { flow: false }, webhooks: { loopbackHttp: true, reach } });
  const { clock, entra, transport, traffic } = simulation;
  const { db, remove } = await scratchDatabase(databaseUrl, log);
  const microsoft = createMicrosoft({ transport, clock, clientId, teamsAppId, log, credential: { secret }, identifierUris: [], allowedTenants: (id) => id === tenantId });
  const context: AppContext = {
    db, clock, microsoft, log, live: createLive(db),
    jobs: { wake: async () => undefined, start: async () => undefined, stop: async () => undefined },
    feeds: { read: async () => ({ ok: false, code: 'unreachable', message: 'none' }), close: async () => undefined },
    settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [] },
  };
  const server = createServer(createApp(context));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const movable = { now: () => clock.now(), set: (at: Date) => clock.advanceTo(at) };
  return {
    url, db, simulation, context,
    /** One request as a person of the organisation. */
    ask: async (person: number, path: string, body: object): Promise<Response> =>
      fetch(`${url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${await entra.issueApiToken(addressOf(person), 'teams')}`, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    passMinutes: (minutes: number) => runDueUntil(movable, [simulation.notifier, ...dueWork(context)], new Date(clock.now().getTime() + minutes * 60_000), log),
    /** Requests to Graph since the last time, as `METHOD path`. */
    sent: async (): Promise<string[]> => {
      const lines = (await text(traffic.stream())).split('\n').filter((line) => line !== '');
      traffic.clear();
      return lines.map((line) => {
        const { request } = JSON.parse(line) as { request: { method: string; url: string } };
        return `${request.method} ${new URL(request.url).pathname}`;
      });
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await remove();
    },
  };
}
