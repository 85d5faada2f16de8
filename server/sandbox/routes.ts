import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import express, { Router, type RequestHandler } from 'express';
import { errorHandler, mount, onlyJson, withRequestId } from '../platform/http.ts';
import { controlRoutes, nothingHere, type SandboxHooks } from './routes/control.ts';
import { mailboxRoutes } from './routes/mailboxes.ts';
import { meetingRoutes } from './routes/meetings.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { organiserRoutes } from './routes/organisers.ts';
import { overHttp, type Served } from './routes/over-http.ts';
import type { Simulation } from './simulation.ts';
import { todoRoutes } from './routes/todo.ts';
import { feedOf } from './tenant/views.ts';

export type { SandboxHooks } from './routes/control.ts';

/**
 * Everything of the sandbox that is not a page, to be mounted at `/sandbox`: `api/` to play people and trouble, `feeds/` of outsiders,
 * and the simulated `entra/` and `graph/` over HTTP. What it does not know below those is refused; the rest is left to the next handler.
 */
export function sandboxRoutes(simulation: Simulation, hooks: SandboxHooks): Router {
  const router = Router();
  router.use(withRequestId);
  router.use('/graph', ...overHttp(simulation.transport, graph));
  router.use('/entra', ...overHttp(simulation.transport, entra));
  router.get('/feeds/:address.ics', feed(simulation));
  router.get('/api/traffic', traffic(simulation));
  router.use('/api', onlyJson, express.json({ limit: '100kb', strict: true }));
  router.use(mount([...controlRoutes(), ...mailboxRoutes, ...organiserRoutes, ...meetingRoutes, ...todoRoutes, ...notificationRoutes], { simulation, hooks }, async () => null));
  router.use(['/api', '/feeds'], nothingHere);
  router.use(errorHandler(simulation.log, () => null));
  return router;
}

const graph: Served = {
  origin: 'https://graph.microsoft.com',
  // Graph itself takes 4 MB.
  limit: '4mb',
  // Only where a client would follow it; a batch's answer holds such links too.
  relink: (text, here) => text.replaceAll(/("@odata\.(?:nextLink|deltaLink)":\s*"|^)https:\/\/graph\.microsoft\.com(?=\/v1\.0\/)/g, `$1${here}`),
  tooLarge: { error: { code: 'RequestEntityTooLarge', message: 'A request may be at most 4 MB.' } },
};

const entra: Served = {
  origin: 'https://login.microsoftonline.com',
  limit: '100kb',
  // The issuer keeps its real name: it is in the tokens.
  relink: (text, here) => text.replaceAll(/("\w+_(?:endpoint|uri)":\s*")https:\/\/login\.microsoftonline\.com/g, `$1${here}`),
  tooLarge: { error: 'invalid_request', error_description: 'A request may be at most 100 kB.' },
};

function feed({ tenant }: Simulation): RequestHandler<{ address: string }> {
  return (request, response) => {
    const text = feedOf(tenant, request.params.address);
    if (text === null) return nothingHere();
    // DTSTAMP is the moment of writing and says nothing about a change.
    const etag = `"${createHash('sha256').update(text.replaceAll(/^DTSTAMP.*$/gm, '')).digest('base64url').slice(0, 27)}"`;
    response.set({ etag, 'cache-control': 'no-cache', 'content-type': 'text/calendar; charset=utf-8' });
    if (request.headers['if-none-match'] === etag) response.status(304).end();
    else response.send(text);
  };
}

const traffic =
  (simulation: Simulation): RequestHandler =>
  async (_request, response) => {
    response.set('content-type', 'application/x-ndjson; charset=utf-8');
    await pipeline(simulation.traffic.stream(), response).catch(() => response.destroy());
  };
