import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../../server/platform/clock.ts';
import { runAsTimeFlows } from '../../../server/sandbox/flow.ts';
import { createSimulation, type Simulation } from '../../../server/sandbox/simulation.ts';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { organisation, startParties, type Party } from '../../features/following/month/world.ts';
import { startChild, type ChildOptions, type Started } from '../../processes/processes.ts';
import { steering } from '../../processes/steered-clock.ts';
import { serveTenant } from '../../processes/tenant-server.ts';
import { hands, type Api } from '../../support/api.ts';
import { address } from '../../support/seed.ts';
import { observe, type Observer } from '../support/observer.ts';
import { freePort, scratchOn } from '../support/postgres.ts';

/** A process that is started again whenever it ended, as whoever runs a real deployment does it. */
export interface Kept {
  duty: 'web' | 'worker';
  url: string;
  /** Steers its clock. */
  clock: ReturnType<typeof steering>;
  /** Whether it runs and has said so. */
  up(): boolean;
  kill(): void;
  /** How often it was started. */
  starts(): number;
  /** How often it ended although nobody killed it. */
  deaths(): number;
  end(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<unknown> => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve());

async function keep(options: ChildOptions & { duty: 'web' | 'worker'; clockFile: string }): Promise<Kept> {
  const port = await freePort();
  const clock = steering(options.clockFile);
  const state: { running: Started | null; starts: number; deaths: number; ending: boolean; killed: boolean } = { running: null, starts: 0, deaths: 0, ending: false, killed: false };
  const life = async (): Promise<void> => {
    while (!state.ending) {
      state.starts += 1;
      state.running = await startChild({ ...options, port }).catch(() => null);
      if (state.ending) state.running?.child.kill('SIGKILL');
      if (state.running) await ended(state.running.child);
      if (state.running && !state.killed && !state.ending) state.deaths += 1;
      Object.assign(state, { running: null, killed: false });
      await wait(300);
    }
  };
  const lived = life();
  return {
    duty: options.duty, url: `http://127.0.0.1:${port}`, clock,
    up: () => state.running !== null,
    kill: () => void ((state.killed = state.running !== null) && state.running?.child.kill('SIGKILL')),
    starts: () => state.starts,
    deaths: () => state.deaths,
    async end() {
      state.ending = true;
      state.running?.child.kill('SIGKILL');
      await lived;
    },
  };
}

/** People, a tenant and a deployment in which time flows. */
export interface Town {
  simulation: Simulation;
  observer: Observer;
  parties: Party[];
  processes: Kept[];
  web(): Kept[];
  close(): Promise<void>;
}

const dateFrom = (days: number): string => new Date(systemClock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Brings a notification to a process that answers, as whoever stands in front does. */
const front = (processes: () => Kept[]) => async (request: Request): Promise<Response> => {
  const body = await request.text();
  for (const { url } of processes().filter((one) => one.duty === 'web' && one.up())) {
    const answer = await fetch(`${url}${request.url.slice('http://localhost'.length)}`, { method: request.method, headers: request.headers, body, redirect: 'manual' }).catch(() => null);
    if (answer) return answer;
  }
  return new Response(null, { status: 502 });
};

/** Starts everything on a new database of `server` and makes the engagements. */
export async function buildTown(server: string, of: { web: number; workers: number; sweepSeconds?: number }): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-town-'));
  let processes: Kept[] = [];
  const simulation = await createSimulation({
    seed: { ...organisation(), now: systemClock.now().toISOString() }, store: memoryStore(), log: pino({ level: 'silent' }), webhooks: { loopbackHttp: true, reach: front(() => processes) },
  });
  const tenant = await serveTenant(simulation);
  const stopNotifying = runAsTimeFlows(simulation.notifier, simulation.clock, pino({ level: 'silent' }));
  const database = await scratchOn(server);
  const observer = await observe(database.url, simulation);
  const options = { tenant: tenant.url, url: database.url, directory: null, drainSeconds: 0, sweepSeconds: of.sweepSeconds ?? 5, logLevel: 'error' };
  const duties = [...Array.from({ length: of.web }, () => 'web' as const), ...Array.from({ length: of.workers }, () => 'worker' as const)];
  processes = await Promise.all(duties.map((duty, index) => keep({ ...options, duty, clockFile: join(folder, `clock-${index}`) })));
  const web = (): Kept[] => processes.filter(({ duty }) => duty === 'web');
  while (!processes.every((one) => one.up())) await wait(20);
  const as: Api['as'] = async (name) => hands(() => web()[0]!.url, async () => `Bearer ${await simulation.entra.issueApiToken(address(name), 'teams')}`);
  const parties = await startParties({ as }, { startsOn: dateFrom(0), endsOn: dateFrom(180) });
  return {
    simulation, observer, parties, processes, web,
    async close() {
      await Promise.all(processes.map((one) => one.end()));
      await stopNotifying();
      tenant.close();
      await observer.close();
      await database.remove().catch(() => undefined);
      rmSync(folder, { recursive: true });
    },
  };
}
