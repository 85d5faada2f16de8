import { createClock } from '../../../server/sandbox/clock.ts';
import { createEntra } from '../../../server/sandbox/entra/entra.ts';
import { createFaults } from '../../../server/sandbox/faults.ts';
import type { Handle } from '../../../server/sandbox/graph/graph.ts';
import { keepIn } from '../../../server/sandbox/store.ts';
import type { TenantStore } from '../../../server/sandbox/tenant/store.ts';
import { createTraffic } from '../../../server/sandbox/traffic.ts';
import { sandboxTransport } from '../../../server/sandbox/transport.ts';
import { keyedStore } from './keyed-store.ts';
import { seed } from './seeds.ts';

const emptyGraph: Handle = async () => Response.json({ value: [] });

/** Everything around Graph, with a stub in Graph's place and time standing still at the seed's first instant. */
export async function wired({ from = seed(), graph = emptyGraph, store = null as TenantStore | null } = {}) {
  const keep = keepIn(store ?? (await keyedStore()));
  const start = new Date(from.now!);
  const clock = createClock({ start, machine: { now: () => start }, flow: false, keep });
  const people = () => from.people;
  const entra = await createEntra({ tenantId: from.tenantId, directory: { people, apps: from.apps }, clock, keep });
  const wire = { entra, faults: createFaults(), traffic: createTraffic(), clock, person: (name: string) => people().find(({ address, objectId }) => name === address || name === objectId) ?? null };
  return { ...wire, transport: sandboxTransport(wire, graph) };
}
