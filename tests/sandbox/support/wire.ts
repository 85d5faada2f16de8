import { createClock } from '../../../server/sandbox/clock.ts';
import { createEntra } from '../../../server/sandbox/entra/entra.ts';
import { createFaults } from '../../../server/sandbox/faults.ts';
import { memoryKeep } from '../../../server/sandbox/store.ts';
import { createTraffic } from '../../../server/sandbox/traffic.ts';
import { sandboxTransport } from '../../../server/sandbox/transport.ts';
import { seed } from './seeds.ts';

type GraphStub = (request: Request) => Promise<Response>;
const emptyGraph: GraphStub = async () => Response.json({ value: [] });

/** Everything around Graph, with a stub in Graph's place and time standing still at the seed's first instant. */
export async function wired({ from = seed(), graph = emptyGraph, keep = memoryKeep() } = {}) {
  const start = new Date(from.now!);
  const clock = createClock({ start, machine: { now: () => start }, flow: false, keep });
  const entra = await createEntra({ tenantId: from.tenantId, directory: from, clock, keep });
  const [faults, traffic] = [createFaults(), createTraffic()];
  const wire = { entra, graph, faults, traffic, clock, people: from.people };
  return { ...wire, transport: sandboxTransport(wire) };
}
