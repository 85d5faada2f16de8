import { createServer, type RequestListener, type Server } from 'node:http';

/** Both loopback addresses: browsers try `localhost` on either. Never anything that another machine could reach. */
const loopback = ['127.0.0.1', '::1'];

function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

function said(error: unknown, port: number): Error {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return new Error(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm run sandbox`);
  if (code === 'EACCES') return new Error(`Port ${port} needs special rights. Choose one above 1023: PORT=3978 npm run sandbox`);
  return error as Error;
}

/** Listens on this machine only. A machine without IPv6 does with IPv4. Rejects with what to do when the port is taken. */
export async function listenOnLoopback(handler: RequestListener, port: number): Promise<{ port: number; close(): Promise<void> }> {
  const first = await listen(handler, port, loopback[0]!).catch((error: unknown) => {
    throw said(error, port);
  });
  const chosen = (first.address() as { port: number }).port;
  const second = await listen(handler, chosen, loopback[1]!).catch(() => null);
  const close = (server: Server | null): Promise<void> =>
    new Promise((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: chosen, close: async () => void (await Promise.all([close(first), close(second)])) };
}
