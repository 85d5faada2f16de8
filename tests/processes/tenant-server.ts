import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Transport } from '../../server/platform/microsoft/transport.ts';
import type { Simulation } from '../../server/sandbox/simulation.ts';

export interface ServedTenant {
  url: string;
  /** Every `client-request-id` that came. */
  requestIds: Set<string>;
  /** Requests that are not answered yet. */
  underWay(): number;
  close(): void;
}

/** One simulated tenant for several processes: requests to Microsoft come here over HTTP with the address in `x-address`. */
export async function serveTenant(simulation: Simulation, delayMs: () => number = () => 0): Promise<ServedTenant> {
  const requestIds = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<Response> => {
    const { 'x-address': address, host: _host, connection: _connection, 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = request.headers as Record<string, string>;
    requestIds.add(headers['client-request-id'] ?? '');
    const body = await text(request);
    await new Promise((resolve) => setTimeout(resolve, delayMs()));
    return simulation.transport(new Request(address!, { method: request.method!, headers, ...(body && { body }) }));
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
