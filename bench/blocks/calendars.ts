import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../server/platform/clock.ts';
import type { Transport } from '../../server/platform/microsoft/transport.ts';
import type { Command } from './tenant.ts';

/** The simulated calendars in their own process. */
export interface Calendars {
  port: number;
  ask<T>(command: Command): Promise<T>;
  close(): Promise<void>;
}

/** Starts a tenant of so many clients. */
export async function startCalendars(clients: number): Promise<Calendars> {
  const child = fork(fileURLToPath(new URL('./tenant.ts', import.meta.url)), { execArgv: ['--max-old-space-size=4096'] });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const one = waiting.get(id)!;
    waiting.delete(id);
    if (error === undefined) one.resolve(value as never);
    else one.reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the calendars ended with ${code}`));
  });
  const ask = <T>(command: Command): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      child.send({ id, command });
    });
  const port = await ask<number>({ do: 'open', clients });
  return {
    port,
    ask,
    async close() {
      child.disconnect();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Carries requests to the calendars of another process, with the instant at which they are made. */
export const transportTo = (port: number, clock: Clock): Transport => async (request) => {
  const { host, pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set('x-bench-instant', clock.now().toISOString());
  const body = request.method === 'GET' ? null : await request.arrayBuffer();
  return fetch(`http://127.0.0.1:${port}/${host}${pathname}${search}`, { method: request.method, headers, body: body?.byteLength ? body : null, signal: request.signal });
};
