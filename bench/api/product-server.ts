import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/context.ts';
import { createLive } from '../../server/platform/live/live.ts';
import { createMicrosoft } from '../../server/platform/microsoft/create-microsoft.ts';
import { createSimulation } from '../../server/sandbox/simulation.ts';
import { memoryStore } from '../../server/sandbox/tenant/store.ts';
import { scratchDatabase } from './database.ts';
import { addressOf, clientId, coachOf, engagementId, secret, seed, teamsAppId, tenantId } from './population.ts';
import { serve } from './serve.ts';

/* The product as it is, on the bench's organisation; Microsoft 365 is simulated in this process. */
const [databaseUrl, staticDir] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const simulation = await createSimulation({ seed: seed(), store: memoryStore(), log, clock: { flow: false } });
const { clock, entra, transport } = simulation;
const { db, remove } = await scratchDatabase(databaseUrl || null, log);
const microsoft = createMicrosoft({
  transport, clock, clientId, teamsAppId, log,
  credential: { secret },
  identifierUris: [],
  allowedTenants: (id) => id === tenantId,
});
const context: AppContext = {
  db, clock, microsoft, log,
  jobs: { wake: async () => undefined, start: async () => undefined, stop: async () => undefined },
  live: createLive(db),
  feeds: { read: async () => ({ ok: false, code: 'unreachable', message: 'none' }), close: async () => undefined },
  settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: staticDir || null, feedOriginsAllowed: [], extraFrameAncestors: [] },
};

const people = Array.from({ length: 20 }, (_none, index) => index);
const tokens = await Promise.all(people.map((index) => entra.issueApiToken(addressOf(index), 'teams')));
/** Of the coach of the first engagement. */
const coachToken = await entra.issueApiToken(addressOf(coachOf(0)), 'teams');
const keys = (await (await transport(new Request('https://login.microsoftonline.com/common/discovery/v2.0/keys'))).json()) as object;
await serve(createApp(context), { tokens, coachToken, engagements: people.map(engagementId), keys, now: clock.now().toISOString() }, remove);
