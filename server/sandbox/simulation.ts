import { systemClock, type Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Transport } from '../platform/microsoft/transport.ts';
import { createClock, type MovableClock } from './clock.ts';
import { createEntra, type Entra } from './entra/entra.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGraph } from './graph/graph.ts';
import { keepIn } from './store.ts';
import { findPerson } from './tenant/directory.ts';
import type { TenantSeed } from './tenant/seed.ts';
import type { TenantStore } from './tenant/store.ts';
import { createNotifier, type Notifier } from './tenant/notify/delivery.ts';
import type { WebhookOptions } from './tenant/notify/webhooks.ts';
import { createTenant, type Tenant } from './tenant/tenant.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { aroundBatchItems, sandboxTransport } from './transport.ts';
import { throughFaults } from './outgoing.ts';

/** A simulated Microsoft 365: one tenant and everything that stands between it and an application. */
export interface Simulation {
  tenant: Tenant;
  clock: MovableClock;
  entra: Entra;
  faults: Faults;
  traffic: Traffic;
  /** login.microsoftonline.com and graph.microsoft.com, with faults; pass it where production passes the network. */
  transport: Transport;
  /** What falls due in the tenant itself: notifications to applications. Belongs with whatever else falls due when time is moved. */
  notifier: Notifier;
  log: Log;
}

export interface SimulationOptions {
  seed: TenantSeed;
  /** `memoryStore()` or `openTenantStore(folder)`. */
  store: TenantStore;
  log: Log;
  /** Time of the tenant; `flow: false` stands still between moves. Default: flows with the machine's clock. */
  clock?: { machine?: Clock; flow?: boolean };
  /** File that every Graph exchange is appended to, beside what `/sandbox/api/traffic` answers. */
  trafficFile?: string | undefined;
  /** How applications are told of changes; by default none can be reached. */
  webhooks?: Omit<WebhookOptions, 'mishap'>;
  /** Requests that Outlook works on at once for one application and one mailbox, before it answers 429. Default: 4. */
  mailboxConcurrency?: number;
}

/** Starts a simulation from what the store holds, or from the seed when it holds nothing. */
export async function createSimulation({ seed, store, log, clock: time = {}, trafficFile, ...options }: SimulationOptions): Promise<Simulation> {
  const keep = keepIn(store);
  const start = seed.now === null ? null : new Date(seed.now);
  const clock = createClock({ start, machine: time.machine ?? systemClock, flow: time.flow ?? true, keep });
  const faults = createFaults();
  const tenant = createTenant({ seed, clock, store, log, webhooks: throughFaults(faults, options.webhooks ?? {}) });
  const people = () => [...tenant.state.all('person')];
  const entra = await createEntra({ tenantId: tenant.id, directory: { people, apps: tenant.apps }, clock, keep });
  const wire = { entra, faults, traffic: createTraffic({ copyTo: trafficFile }), clock, person: (name: string) => findPerson(tenant, name) };
  const graph = createGraph(tenant, {
    checkToken: (header) => entra.checkGraphToken(header),
    around: aroundBatchItems(wire),
    mailboxConcurrency: options.mailboxConcurrency,
  });
  return { tenant, log, ...wire, notifier: createNotifier(tenant), transport: sandboxTransport(wire, graph) };
}
