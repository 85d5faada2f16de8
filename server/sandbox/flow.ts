import type { Clock } from '../platform/clock.ts';
import type { DueWork } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import { isLoopback } from './tenant/notify/webhooks.ts';

/** How often it is looked whether something fell due, in milliseconds. */
const LOOK = 500;

/** Does what falls due while time flows by itself. Answers how to stop, which waits for what runs. */
export function runAsTimeFlows(work: DueWork, clock: Clock, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async (): Promise<void> => {
    const due = await work.nextDueAt();
    if (due !== null && due <= clock.now()) await work.runDue(clock.now());
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = look()
      .catch((error: unknown) => log.warn({ work: work.name, err: error }, 'due work of the simulated tenant failed'))
      .finally(() => (busy = false));
  }, LOOK);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** The network as far as this machine: a simulated tenant has no business anywhere else. */
export async function reachThisMachine(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (isLoopback(url)) return fetch(request);
  throw new TypeError('fetch failed', { cause: new Error(`${url.host} is not on this machine`) });
}
