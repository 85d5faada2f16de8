import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Milliseconds that what has only begun to arrive is still given once the door is closed. */
const lastArrival = 2_000;
const look = 100;

/**
 * How to close a server: lets nobody in any more, and resolves when every request that has arrived is answered. What never arrives as a
 * whole is given up: Node does not end it by itself any more once the server closes. Make it before the server listens.
 */
export function closing(server: Server): () => Promise<void> {
  const taken = new Map<ServerResponse, IncomingMessage>();
  server.prependListener('request', (request, response) => {
    taken.set(response, request);
    response.once('close', () => taken.delete(response));
  });
  return async () => {
    const began = performance.now();
    const timer = setInterval(() => {
      // Connections are kept open for more requests, also by who waits for an answer now: they go as soon as they rest.
      server.closeIdleConnections();
      const waited = [...taken.values()].filter(({ complete }) => complete);
      if (waited.length === 0 && performance.now() - began > lastArrival) server.closeAllConnections();
    }, look);
    await new Promise((resolve) => server.close(resolve));
    clearInterval(timer);
  };
}
