import { setTimeout as wait } from 'node:timers/promises';
import type { Town } from './town.ts';

/** What `/readyz` or `/healthz` of a process says; 0 for nothing. */
export const probe = async (url: string, path: 'readyz' | 'healthz'): Promise<number> => fetch(`${url}/${path}`, { signal: AbortSignal.timeout(5_000) }).then(({ status }) => status, () => 0);

const all = (town: Town, path: 'readyz' | 'healthz'): Promise<number[]> => Promise.all(town.processes.map(({ url }) => probe(url, path)));

/** Seconds until `/readyz` of every process answers `status`; Infinity after so many. */
export async function secondsUntil(town: Town, status: number, patienceSeconds: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const said = await all(town, 'readyz');
    const seconds = (performance.now() - began) / 1000;
    if (said.every((one) => one === status)) return seconds;
    if (seconds > patienceSeconds) return Infinity;
    await wait(50);
  }
}

/** Whether every process says that it is alive. */
export const allAlive = async (town: Town): Promise<boolean> => (await all(town, 'healthz')).every((status) => status === 200);
