import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import type { DueWork } from '../../../server/platform/jobs/jobs.ts';
import { createSimulation } from '../../../server/sandbox/simulation.ts';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { changePolicy } from '../../../server/sandbox/tenant/calls/policy.ts';
import type { TenantSeed } from '../../../server/sandbox/tenant/seed.ts';
import { startChild, type Started } from '../../processes/processes.ts';
import { steering } from '../../processes/steered-clock.ts';
import { serveTenant } from '../../processes/tenant-server.ts';
import { hands, type Api } from '../../support/api.ts';
import { address } from '../../support/seed.ts';
import { observe } from '../support/observer.ts';
import { scratchOn } from '../support/postgres.ts';

const minute = 60_000;
/** Due work that stays due is looked at again this much later, for the sake of what lies behind it. */
const lookAgain = 60 * minute;
/** Milliseconds of the machine after which work that is due and moves no more counts as refused for now. */
const inVain = 600;

export interface Figures {
  /** Instants at which time stood while something was done. */
  stops: number;
  /** Of which with something that could not be done then. */
  stuck: number;
  requests: number[];
}

export interface Deployment extends Pick<Api, 'simulation' | 'context' | 'as'> {
  figures: Figures;
  /** Moves time for everybody, stopping wherever something falls due until the processes have done it. */
  passTime(until: Date): Promise<void>;
  close(): Promise<void>;
}

/** What is due of one kind of work. */
interface Progress {
  work: DueWork;
  due: number | null;
  again: number | null;
}

const anywhere = (urls: () => string[]) => {
  let turn = 0;
  // Whoever stands in front distributes what Microsoft sends as well.
  return { loopbackHttp: true, reach: async (request: Request): Promise<Response> => {
    const url = urls()[(turn += 1) % urls().length]!;
    return fetch(`${url}${request.url.slice('http://localhost'.length)}`, { method: request.method, headers: request.headers, body: await request.text(), redirect: 'manual', signal: request.signal });
  } };
};

/** So many processes that answer and that work, on one database and one tenant; time stands still until it is moved. */
export async function deploy(of: { server: string; web: number; workers: number; seed: TenantSeed }): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-month-'));
  const clockFile = join(folder, 'clock');
  const hand = steering(clockFile);
  let web: Started[] = [];
  const simulation = await createSimulation({ seed: of.seed, store: memoryStore(), log: pino({ level: 'silent' }), clock: { flow: false }, webhooks: anywhere(() => web.map(({ url }) => url)) });
  hand.standAt(simulation.clock.now());
  // Who shows under which name in a call is the tenant's chance by the meeting's id, which is another one in every run: here calls leave no report.
  changePolicy(simulation.tenant, { attendanceReports: 'off' });
  const tenant = await serveTenant(simulation);
  const database = await scratchOn(of.server);
  const { context, work, close } = await observe(database.url, simulation);
  const start = (duty: 'web' | 'worker', count: number): Promise<Started[]> =>
    Promise.all(Array.from({ length: count }, () => startChild({ duty, tenant: tenant.url, url: database.url, directory: null, drainSeconds: 0, clockFile, sweepSeconds: 0.1, logLevel: 'error' })));
  let workers: Started[] = [];
  [web, workers] = await Promise.all([start('web', of.web), start('worker', of.workers)]);
  const figures: Figures = { stops: 0, stuck: 0, requests: web.map(() => 0) };
  const moveTo = (at: Date): void => {
    simulation.clock.advanceTo(at);
    hand.standAt(simulation.clock.now());
  };
  let turn = 0;
  const nextUrl = (): string => {
    const at = (turn += 1) % web.length;
    figures.requests[at]! += 1;
    return web[at]!.url;
  };
  return {
    simulation, context, figures,
    as: async (name) => hands(nextUrl, async () => `Bearer ${await simulation.entra.issueApiToken(address(name), 'teams')}`),
    passTime: (until) => passTime({ simulation, context, work, figures, moveTo, underWay: tenant.underWay, alive: () => dead([...web, ...workers]) }, until),
    async close() {
      const codes = await Promise.all([...web, ...workers].map((one) => one.terminate()));
      tenant.close();
      await close();
      await database.remove();
      rmSync(folder, { recursive: true });
      if (codes.some((code) => code !== 0)) throw new Error(`a process ended with ${codes.join()}`);
    },
  };
}

function dead(processes: Started[]): void {
  const gone = processes.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
  if (gone) throw new Error(`a process ended by itself: ${gone.lines.slice(-5).join('\n')}`);
}

interface Hands extends Pick<Api, 'simulation' | 'context'> {
  work: DueWork[];
  figures: Figures;
  moveTo(at: Date): void;
  underWay(): number;
  alive(): void;
}

/** Jobs that a worker is at: it may be in the middle of what it took up and put a lease on. */
async function jobsNow({ context }: Hands): Promise<number> {
  const { rows } = await context.db.glance((tx) => tx.query<{ count: number }>("select count(*)::int as count from pgboss.job where state = 'active'"));
  return rows[0]!.count;
}

async function passTime(on: Hands, until: Date): Promise<void> {
  const { simulation, work, figures } = on;
  const progress: Progress[] = work.map((one) => ({ work: one, due: null, again: null }));
  for (;;) {
    on.alive();
    const next = await earliest(on, progress);
    if (next === null || next > until.getTime()) break;
    // To the next whole minute, so that what lies close together is one stop; real workers are no more punctual.
    on.moveTo(new Date(Math.min(Math.ceil(next / minute) * minute, until.getTime())));
    figures.stops += 1;
    if (!(await settled(on, progress))) figures.stuck += 1;
  }
  on.moveTo(until);
  await settled(on, progress);
  simulation.traffic.clear();
}

async function earliest(on: Hands, progress: Progress[]): Promise<number | null> {
  await look(progress);
  const times = [(await on.simulation.notifier.nextDueAt())?.getTime() ?? null, ...progress.map(({ due, again }) => again ?? due)].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

async function look(progress: Progress[]): Promise<void> {
  const dates = await Promise.all(progress.map(({ work }) => work.nextDueAt()));
  for (const [index, one] of progress.entries()) {
    const due = dates[index]?.getTime() ?? null;
    if (due !== one.due) Object.assign(one, { due, again: null });
  }
}

const dueBy = (progress: Progress[], now: number): Progress[] => progress.filter((one) => (one.again ?? one.due ?? Infinity) <= now);

/** The tenant tells applications what is due to be told. */
async function notify({ simulation: { notifier } }: Hands, now: number): Promise<void> {
  if (((await notifier.nextDueAt())?.getTime() ?? Infinity) <= now) await notifier.runDue(new Date(now));
}

/** Waits until the processes have done what is due by now. False when something stays due, which is then left for an hour. */
async function settled(on: Hands, progress: Progress[]): Promise<boolean> {
  const now = on.simulation.clock.now().getTime();
  let [before, since] = ['', performance.now()];
  for (;;) {
    on.alive();
    await notify(on, now);
    await look(dueBy(progress, now));
    const busy = on.underWay() > 0 || (await jobsNow(on)) > 0;
    // What was done may have made something else due.
    if (!busy && dueBy(progress, now).length === 0) await look(progress);
    const due = dueBy(progress, now);
    if (due.length === 0 && !busy) return true;
    const picture = due.map(({ work, due: at }) => `${work.name} ${at}`).join();
    if (picture !== before || on.underWay() > 0 || due.length === 0) [before, since] = [picture, performance.now()];
    if (performance.now() - since > inVain) {
      for (const one of due) one.again = now + lookAgain;
      return false;
    }
    await wait(15);
  }
}
