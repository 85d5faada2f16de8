import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Transport } from '../../server/platform/microsoft/transport.ts';
import type { Simulation } from '../../server/sandbox/simulation.ts';

export interface ServedTenant {
  url: string;
  /** Every `client-request-id` that came, and from when to when its calls took, epoch milliseconds. */
  requestIds: Map<string, [number, number][]>;
  /** Requests that are not answered yet. */
  underWay(): number;
  close(): void;
}

/** Epoch milliseconds, finely: comparable between processes of one machine. */
export const instant = (): number => performance.timeOrigin + performance.now();

/** One simulated tenant for several processes: requests to Microsoft come here over HTTP with the address in `x-address`. */
export async function serveTenant(simulation: Simulation, delayMs: () => number = () => 0): Promise<ServedTenant> {
  const requestIds: ServedTenant['requestIds'] = new Map();
  const answer = async (request: IncomingMessage): Promise<Response> => {
    const { 'x-address': address, host: _host, connection: _connection, 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = request.headers as Record<string, string>;
    const id = headers['client-request-id'] ?? '';
    const calls = requestIds.get(id) ?? [];
    requestIds.set(id, calls);
    const from = instant();
    const body = await text(request);
    if (delayMs() > 0) await new Promise((resolve) => setTimeout(resolve, delayMs()));
    return simulation.transport(new Request(address!, { method: request.method!, headers, ...(body && { body }) })).finally(() => calls.push([from, instant()]));
  };
  let underWay = 0;
  const server: Server = createServer((request, response) => {
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    answer(request).then(
      async (answered) => response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(Buffer.from(await answered.arrayBuffer())),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requestIds,
    underWay: () => underWay,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The way of another process to that tenant. */
export const through = (url: string): Transport => async (request) => {
  const headers = new Headers(request.headers);
  headers.set('x-address', request.url);
  const body = await request.text();
  return fetch(url, { method: request.method, headers, ...(body && request.method !== 'GET' && { body }), signal: request.signal });
};
