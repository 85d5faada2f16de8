import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { sandboxRoutes } from '../../../server/sandbox/routes.ts';
import { createSimulation } from '../../../server/sandbox/simulation.ts';
import type { WebhookOptions } from '../../../server/sandbox/tenant/notify/webhooks.ts';
import { keyedStore } from './keyed-store.ts';
import { seed } from './seeds.ts';

/** A whole simulation behind its routes on a port of its own; `due` notes what the clock was asked to pass. */
export async function served({ from = seed(), webhooks = {} as WebhookOptions } = {}) {
  const log = pino({ enabled: false });
  const start = new Date(from.now!);
  const simulation = await createSimulation({ seed: from, store: await keyedStore(), log, clock: { machine: { now: () => start }, flow: false }, webhooks });
  const due: string[] = [];
  const runDueUntil = async (until: Date): Promise<void> => void due.push(`${simulation.clock.now().toISOString()} to ${until.toISOString()}`);
  const app = express().use('/sandbox', sandboxRoutes(simulation, { runDueUntil }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox`;
  const call = async (method: string, path: string, body?: unknown) => {
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, { method, ...json });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  };
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    simulation.traffic.close();
    await once(server, 'close');
  };
  return { simulation, base, call, due, close };
}
export type Served = Awaited<ReturnType<typeof served>>;
