import express, { type ErrorRequestHandler, type RequestHandler, type Response as ExpressResponse } from 'express';
import type { Transport } from '../../platform/microsoft/transport.ts';

/** Of one connection, not of the message that is passed on; the body's length and encoding are this server's own. */
const hopHeaders = new Set(['connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'transfer-encoding', 'upgrade']);

export interface Served {
  /** Origin that the simulation knows itself by. */
  origin: 'https://graph.microsoft.com' | 'https://login.microsoftonline.com';
  /** Largest body taken, as `express.raw` has it. */
  limit: string;
  /** Turns links to `origin` in an answer's text into links to `here`, the address it was asked at. */
  relink(text: string, here: string): string;
  /** The answer to a request that is too large, in the form of this origin. */
  tooLarge: object;
}

/** Serves one simulated origin over HTTP, through the same transport, so with the same faults and records. */
export function overHttp(transport: Transport, { origin, limit, relink, tooLarge }: Served): (RequestHandler | ErrorRequestHandler)[] {
  const pass: RequestHandler = async (request, response, next) => {
    const here = `${request.protocol}://${request.get('host')}${request.baseUrl}`;
    try {
      await answer(response, await transport(asked(request, response, origin)), (text) => relink(text, here));
    } catch (error) {
      // Whoever asked has gone: there is nobody to answer.
      if (response.closed) return;
      if (!isLostConnection(error)) return next(error);
      // What loses a connection in the process loses it here: no status, no body.
      request.socket.destroy();
    }
  };
  const refuse: ErrorRequestHandler = (error: { type?: string }, _request, response, next) => {
    if (error.type === 'entity.too.large') response.status(413).json(tooLarge);
    else next(error);
  };
  return [express.raw({ type: () => true, limit }), pass, refuse];
}

const isLostConnection = (error: unknown): boolean => error instanceof TypeError && error.message === 'fetch failed';

function asked(request: express.Request, response: ExpressResponse, origin: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (!hopHeaders.has(name) && value !== undefined) headers.set(name, [value].flat().join(', '));
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const hasBody = Buffer.isBuffer(request.body) && request.body.length > 0 && !['GET', 'HEAD'].includes(request.method);
  const body = hasBody ? new Uint8Array(request.body) : null;
  return new Request(`${origin}${request.url}`, { method: request.method, headers, body, signal: gone.signal });
}

async function answer(response: ExpressResponse, answered: Response, relink: (text: string) => string): Promise<void> {
  const text = await answered.text();
  response.status(answered.status);
  answered.headers.forEach((value, name) => {
    if (!hopHeaders.has(name)) response.setHeader(name, name === 'location' ? relink(value) : value);
  });
  response.end(text === '' ? undefined : relink(text));
}
