import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/context.ts';
import { reviewBlocks } from '../../server/features/blocks/jobs.ts';
import { blockFollower } from '../../server/features/blocks/service.ts';
import { followedCalendars } from '../../server/features/following/service.ts';
import type { Clock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/db/database.ts';
import type { DueWork } from '../../server/platform/jobs/jobs.ts';
import { createLive } from '../../server/platform/live/live.ts';
import { createMicrosoft } from '../../server/platform/microsoft/create-microsoft.ts';
import type { Transport } from '../../server/platform/microsoft/transport.ts';
import { scratchDatabase } from '../api/database.ts';
import { clientId, secret, teamsAppId } from '../api/population.ts';
import { startCalendars, transportTo, type Calendars } from './calendars.ts';
import { populate, start, tenantId } from './population.ts';

/** Requests to Graph, each item of a batch by itself, and the round trips they went in. */
export interface Counted {
  looks: number;
  creates: number;
  changes: number;
  removals: number;
  lists: number;
  subscriptions: number;
  roundTrips: number;
}

export const nothingCounted = (): Counted => ({ looks: 0, creates: 0, changes: 0, removals: 0, lists: 0, subscriptions: 0, roundTrips: 0 });
export const requestsOf = ({ looks, creates, changes, removals, lists, subscriptions }: Counted): number => looks + creates + changes + removals + lists + subscriptions;

const kinds: Record<string, keyof Counted> = { POST: 'creates', PATCH: 'changes', DELETE: 'removals', GET: 'lists' };

/** Counts what goes to Graph on its way there. */
function counting(transport: Transport, counted: Counted): Transport {
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host === 'graph.microsoft.com') {
      counted.roundTrips += 1;
      if (pathname.endsWith('/$batch')) {
        const { requests } = (await request.clone().json()) as { requests: { method: string }[] };
        for (const { method } of requests) counted[kinds[method]!] += 1;
      } else if (pathname.endsWith('/getSchedule')) counted.looks += 1;
      else if (pathname.includes('/subscriptions')) counted.subscriptions += 1;
      else counted.lists += 1;
    }
    return transport(request);
  };
}

/** The product's context on a database and calendars that others started. */
export function contextOn(db: Database, calendars: Pick<Calendars, 'port'>, options: { clock: Clock; notifications: boolean; counted: Counted }): AppContext {
  const log = pino({ level: 'silent' });
  const { clock, notifications, counted } = options;
  const transport = counting(transportTo(calendars.port, clock), counted);
  const microsoft = createMicrosoft({ transport, clock, clientId, teamsAppId, log, credential: { secret }, identifierUris: [], allowedTenants: (id) => id === tenantId, timeoutMs: 60_000 });
  return {
    db, clock, microsoft, log, live: createLive(db as never),
    jobs: { wake: async () => undefined, start: async () => undefined, stop: async () => undefined },
    feeds: { read: async () => ({ ok: false, code: 'unreachable', message: 'none' }), close: async () => undefined },
    settings: { baseUrl: 'http://localhost', clientId, teamsAppId, authority: '', staticDir: null, feedOriginsAllowed: [], extraFrameAncestors: [], reviewNotifications: notifications },
  };
}

/** A clock that is put forward by hand. */
export function handClock(): Clock & { set(at: Date): void } {
  let now = start;
  return {
    now: () => now,
    set(at) {
      now = at;
    },
  };
}

/** Clients who have just set review time up, the product that plans it, and their calendars in a process of their own. */
export async function startProduct(options: { clients: number; mode: string; notifications: boolean; databaseUrl: string | null; holidays?: string | null }) {
  const { clients, mode, notifications, databaseUrl, holidays } = options;
  const calendars = await startCalendars(clients);
  const { db, remove } = await scratchDatabase(databaseUrl, pino({ level: 'silent' }), (tx) => populate(tx, clients, mode, holidays));
  const [clock, counted] = [handClock(), nothingCounted()];
  const context = contextOn(db, calendars, { clock, notifications, counted });
  const server = createServer(createApp(context));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await calendars.ask({ do: 'reach', origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const works: DueWork[] = [followedCalendars(context, [blockFollower]), reviewBlocks(context)];
  return {
    db, context, calendars, clock, counted,
    /** Does what is due now. */
    async work(): Promise<void> {
      for (const one of works) for (let next = await one.nextDueAt(); next && next <= clock.now(); next = await one.nextDueAt()) if ((await one.runDue(clock.now())) === 0) break;
    },
    /** The instant at which something falls due next; null for never. */
    async nextDueAt(): Promise<Date | null> {
      const all = (await Promise.all(works.map((one) => one.nextDueAt()))).flatMap((at) => (at ? [at.getTime()] : []));
      return all.length === 0 ? null : new Date(Math.min(...all));
    },
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await calendars.close();
      await remove();
    },
  };
}

export type Product = Awaited<ReturnType<typeof startProduct>>;
