import { systemClock, type Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Transport } from '../platform/microsoft/transport.ts';
import { createClock, type MovableClock } from './clock.ts';
import { createEntra, type Entra } from './entra/entra.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGraph } from './graph/graph.ts';
import { keepIn } from './store.ts';
import type { TenantSeed } from './tenant/seed.ts';
import type { TenantStore } from './tenant/store.ts';
import { createTenant, type Tenant } from './tenant/tenant.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { aroundBatchItems, sandboxTransport } from './transport.ts';

/** A simulated Microsoft 365: one tenant and everything that stands between it and an application. */
export interface Simulation {
  tenant: Tenant;
  clock: MovableClock;
  entra: Entra;
  faults: Faults;
  traffic: Traffic;
  /** login.microsoftonline.com and graph.microsoft.com, with faults; pass it where production passes the network. */
  transport: Transport;
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
}

/** Starts a simulation from what the store holds, or from the seed when it holds nothing. */
export async function createSimulation({ seed, store, log, clock: time = {}, trafficFile }: SimulationOptions): Promise<Simulation> {
  const keep = keepIn(store);
  const start = seed.now === null ? null : new Date(seed.now);
  const clock = createClock({ start, machine: time.machine ?? systemClock, flow: time.flow ?? true, keep });
  const tenant = createTenant({ seed, clock, store, log });
  const people = () => [...tenant.state.all('person')];
  const entra = await createEntra({ tenantId: tenant.id, directory: { people, apps: tenant.apps }, clock, keep });
  const wire = { entra, faults: createFaults(), traffic: createTraffic({ copyTo: trafficFile }), clock, people };
  const graph = createGraph(tenant, { checkToken: (header) => entra.checkGraphToken(header), around: aroundBatchItems(wire) });
  return { tenant, log, ...wire, transport: sandboxTransport(wire, graph) };
}
