import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { createSimulation, type Simulation } from '../../server/sandbox/simulation.ts';
import { changeCalendars, conflictsOf, reviewsOf, type Order as Changes } from './outlook.ts';
import { seedOf } from './population.ts';

/*
 * The simulated Microsoft 365 as a process of its own, so that what is measured, or killed, is the product alone. Its clock follows the
 * instant that comes with each request.
 */

export type Command =
  | { do: 'open'; clients: number }
  | { do: 'reach'; origin: string }
  | { do: 'advance'; at: string }
  | { do: 'deliver' }
  | { do: 'change'; order: Changes }
  | { do: 'reviews'; weeks: number }
  | { do: 'conflicts' }
  | { do: 'faults'; faults: Parameters<Simulation['faults']['add']>[0] };

/** Header that tells the instant at which a request is made. */
export const instantHeader = 'x-bench-instant';

let origin = '';
let simulation: Simulation;

async function passed(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (!['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)) headers.set(name, String(value));
  const at = headers.get(instantHeader);
  if (at) simulation.clock.advanceTo(new Date(at));
  headers.delete(instantHeader);
  // The host that was meant is the first part of the path.
  const [, host, path] = /^\/([^/]+)(\/.*)$/.exec(incoming.url!)!;
  const body = incoming.method === 'GET' ? null : new Uint8Array(await buffer(incoming));
  return new Request(`https://${host}${path}`, { method: incoming.method!, headers, body: body?.byteLength ? body : null });
}

async function answered(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const answer = await simulation.transport(await passed(incoming));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}

async function open(clients: number): Promise<number> {
  const nothing = { load: () => [], commit: () => undefined };
  const reach = async (request: Request): Promise<Response> => fetch(`${origin}${new URL(request.url).pathname}${new URL(request.url).search}`, { method: request.method, headers: request.headers, body: await request.text() });
  simulation = await createSimulation({ seed: seedOf(clients), store: nothing, log: pino({ level: 'silent' }), clock: { flow: false }, webhooks: { loopbackHttp: true, reach } });
  const server = createServer((incoming, outgoing) => void answered(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function answerTo(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'open':
      return open(command.clients);
    case 'reach':
      origin = command.origin;
      return null;
    case 'advance':
      simulation.traffic.clear();
      simulation.clock.advanceTo(new Date(command.at));
      return null;
    case 'deliver': {
      const due = await simulation.notifier.nextDueAt();
      if (due && due <= simulation.clock.now()) await simulation.notifier.runDue(simulation.clock.now());
      return (await simulation.notifier.nextDueAt())?.toISOString() ?? null;
    }
    case 'change':
      return changeCalendars(simulation, command.order);
    case 'reviews':
      return reviewsOf(simulation, command.weeks);
    case 'conflicts':
      return conflictsOf(simulation);
    case 'faults':
      simulation.faults.clear();
      simulation.faults.add(command.faults);
      return null;
  }
}

process.on('message', ({ id, command }: { id: number; command: Command }) => {
  answerTo(command).then(
    (value) => process.send!({ id, value }),
    (error: unknown) => process.send!({ id, error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
