import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { environment } from '../server/platform/config.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { createSimulation } from '../server/sandbox/simulation.ts';
import { memoryStore } from '../server/sandbox/tenant/store.ts';
import { ownCluster, scratchOn } from '../tests/bad-days/support/postgres.ts';
import { serveTenant } from '../tests/processes/tenant-server.ts';
import { addressOf, tenantId } from './api/population.ts';
import { mix, rateAt } from './load/mix.ts';
import type { Done, Order } from './load/people.ts';
import { active, coachOf, populate, running, seedOf, size } from './load/population.ts';

/*
 * npm run bench:load: a working day of a tenant with 10,000 engagements, 50 times as fast, against one and then two web processes and a worker on
 * one PostgreSQL; then as much as they can take; and beside it, in the same run, a bare Express 5 that reads one row with pg. `-- --seconds 60
 * --speed 50 --burst 20`; on the server of DATABASE_URL, or on one of its own. Exit code 1 when a target is missed.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, speed: { type: 'string', default: '50' }, burst: { type: 'string', default: '20' } } });
const [seconds, speed, burst] = [values.seconds, values.speed, values.burst].map(Number) as [number, number, number];
const targets = { p99: 2.5, second: 60 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const script = (name: string): string => fileURLToPath(new URL(`./load/${name}.ts`, import.meta.url));

interface Started {
  url: string;
  process: ChildProcess;
}

async function start(name: 'process' | 'peer', ...given: string[]): Promise<Started> {
  const child = spawn(process.execPath, [script(name), ...given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [told] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(([code]: unknown[]) => Promise.reject(new Error(`${name} ended with ${code}`)))])) as [Buffer];
  return { url: `http://127.0.0.1:${(JSON.parse(String(told)) as { port: number }).port}`, process: child };
}

async function stop({ process: child }: Started): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function ask(people: ChildProcess, order: Order): Promise<Done> {
  const answer = once(people, 'message');
  people.send(order);
  return ((await answer) as [Done])[0];
}

const at = (times: number[], part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
const all = ({ times }: Done): number[] => Object.values(times).flat().toSorted((a, b) => a - b);
const counted = (times: number[]): string => `p50 ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms, longest ${at(times, 1).toFixed(0)} ms`;

/** Megabytes that a process holds by itself and its share of what it shares; 0 where the system does not say. */
function megabytesOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

/** All processes of PostgreSQL on this machine together. */
const databaseMegabytes = (): number =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).reduce((sum, pid) => {
    try {
      return /postgres/.test(readFileSync(`/proc/${pid}/comm`, 'utf8')) ? sum + megabytesOf(Number(pid)) : sum;
    } catch {
      return sum;
    }
  }, 0);

function reportReplay(count: number, done: Done, web: Started[], worker: Started): void {
  const errors = Object.entries(done.errors);
  say(`${count} web process(es) and a worker, the day at ${speed} times its speed for ${seconds} s: ${done.perSecond.toFixed(0)} requests a second, ${2 * running} live streams`);
  say(`       all ${counted(all(done))}; errors ${errors.map(([what, times]) => `${times} x ${what}`).join(', ') || 'none'}; streams lost ${done.streamsLost}`);
  for (const { kind } of mix) say(`         ${kind.padEnd(14)} ${String(done.times[kind]?.length ?? 0).padStart(6)}   ${counted(done.times[kind] ?? [])}`);
  say(`       memory: web ${web.map((one) => megabytesOf(one.process.pid!).toFixed(0)).join(' and ')} MB, worker ${megabytesOf(worker.process.pid!).toFixed(0)} MB, database ${databaseMegabytes().toFixed(0)} MB`);
}

async function main(): Promise<boolean> {
  const log = pino({ level: 'silent' });
  const given = environment().DATABASE_URL || null;
  const cluster = given === null ? await ownCluster() : null;
  const database = await scratchOn(given ?? cluster!.url);
  const db = await openDatabase({ url: database.url, directory: null, log, queryTimeoutMs: 120_000 });
  await db.system(populate);
  await db.close();
  const simulation = await createSimulation({ seed: seedOf(), store: memoryStore(), log, clock: { flow: false }, webhooks: { loopbackHttp: true, reach: async () => new Response(null, { status: 202 }) } });
  const tenant = await serveTenant(simulation);
  const viewers = [...Array.from({ length: active }, (_none, index) => index), ...Array.from({ length: running }, (_none, index) => coachOf(index))];
  const tokens = await Promise.all(viewers.map(async (index) => (await simulation.entra.issueApiToken(addressOf(index), 'teams')) as string));
  const people = fork(script('people'));
  const up: Started[] = [];
  const begin = async (name: 'process' | 'peer', ...args: string[]): Promise<Started> => {
    const one = await start(name, ...args);
    up.push(one);
    return one;
  };
  try {
    const rate = rateAt(speed);
    say(`${size.engagements} engagements, ${size.engagements * size.commitments} commitments; the mix of a day:`);
    for (const { kind, aDay, source } of mix) say(`         ${kind.padEnd(14)} ${String(aDay).padStart(6)}   ${source}`);
    const peer = await begin('peer', database.url, tenantId);
    const worker = await begin('process', 'worker', tenant.url, database.url);
    const web: Started[] = [];
    const [replays, bursts, peers]: [Done[], Done[], Done[]] = [[], [], []];
    for (const count of [1, 2]) {
      web.push(await begin('process', 'web', tenant.url, database.url));
      const urls = web.map(({ url }) => url);
      // The first requests compile the code and fill the caches; they are nobody's time.
      await ask(people, { urls, tokens, seconds: 8, rate });
      await ask(people, { urls: [peer.url], tokens, seconds: 2, rate, peer: true });
      peers.push(await ask(people, { urls: [peer.url], tokens, seconds: seconds / 4, rate, peer: true }));
      replays.push(await ask(people, { urls, tokens, seconds, rate }));
      reportReplay(count, replays.at(-1)!, web, worker);
      bursts.push(await ask(people, { urls, tokens, seconds: burst, atOnce: 48 }));
      say(`       as much as they take, 48 requests at once: ${bursts.at(-1)!.perSecond.toFixed(0)} a second, ${counted(all(bursts.at(-1)!))}; errors ${Object.entries(bursts.at(-1)!.errors).map(([what, times]) => `${times} x ${what}`).join(', ') || 'none'}`);
    }
    const bare = peers.flatMap(all).toSorted((a, b) => a - b);
    say(`peer: Express 5 and pg, one row, ${rate.toFixed(0)} requests a second: ${counted(bare)}`);
    return judge(replays, bursts, at(bare, 0.99));
  } finally {
    people.kill();
    await Promise.all(up.map(stop));
    tenant.close();
    await database.remove();
    await cluster?.remove();
  }
}

function judge(replays: Done[], bursts: Done[], bare: number): boolean {
  const [one, two] = bursts as [Done, Done];
  const added = (two.perSecond / one.perSecond - 1) * 100;
  const lines = [
    ...replays.map((replay, index) => ({ what: `p99 with ${index + 1} web process(es), against the peer's`, measured: at(all(replay), 0.99) / bare, right: (value: number) => value < targets.p99, aim: `under ${targets.p99}`, unit: ' times' })),
    ...replays.map((replay, index) => ({ what: `errors with ${index + 1} web process(es)`, measured: Object.values(replay.errors).reduce((sum, times) => sum + times, 0) + replay.streamsLost, right: (value: number) => value === 0, aim: '0', unit: '' })),
    { what: 'throughput that the second process adds', measured: added, right: (value: number) => value >= targets.second, aim: `at least ${targets.second} %, where processors are left for it`, unit: ' %' },
  ];
  for (const { what, measured, right, aim, unit } of lines) say(`${right(measured) ? 'met   ' : 'MISSED'} ${what}: ${measured.toFixed(1)}${unit} (${aim})`);
  return lines.every(({ measured, right }) => right(measured));
}

process.exitCode = (await main()) ? 0 : 1;
