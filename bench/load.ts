import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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
import { shareOf, type Share } from './load/shares.ts';
import type { Told } from './load/process.ts';
import { at, counted, ownTimes, times, type Judged } from './load/times.ts';
import { databaseMegabytes, megabytesOf, watchUse } from './load/use.ts';

/*
 * npm run bench:load: a working day of a tenant with 10,000 engagements, 50 times as fast, against one and then two web processes and a worker on
 * one PostgreSQL, by turns with a bare Express 5 that reads one row with pg under the same load; then as much as the web processes take when each of
 * them has the same small share of a processor, so that the database and the load have room. `-- --seconds 60 --speed 50 --burst 15 --share 20`; on
 * the server of DATABASE_URL, or on one of its own; `--seconds 0` leaves the day out. Exit code 1 when a target is missed.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, speed: { type: 'string', default: '50' }, burst: { type: 'string', default: '15' }, share: { type: 'string', default: '20' } },
});
const [seconds, speed, burst, share] = [values.seconds, values.speed, values.burst, values.share].map(Number) as [number, number, number, number];
const targets = { p99: 2.5, second: 60 };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const script = (name: string): string => fileURLToPath(new URL(`./load/${name}.ts`, import.meta.url));

interface Started {
  url: string;
  process: ChildProcess;
}

async function start(name: 'process' | 'peer', ...given: string[]): Promise<Started> {
  const child = spawn(process.execPath, [script(name), ...given], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  const [told] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(([code]: unknown[]) => Promise.reject(new Error(`${name} ended with ${code}`)))])) as [Buffer];
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

/** Everything that a run needs, and who takes part. */
interface Stage {
  people: ChildProcess;
  tokens: string[];
  peer: Started;
  worker: Started;
  web: Started[];
}

const errorsOf = ({ errors }: Done): string => Object.entries(errors).map(([what, count]) => `${count} x ${what}`).join(', ') || 'none';
const usage = (used: Record<string, number>): string => Object.entries(used).map(([who, percent]) => `${who} ${percent.toFixed(0)} %`).join(', ');
const pids = ({ people, worker, web }: Stage): Record<string, number> => ({
  ...Object.fromEntries(web.map((one, index) => [`web ${index + 1}`, one.process.pid!])), worker: worker.process.pid!, load: people.pid!, 'Microsoft 365, simulated': process.pid,
});

/** What the web processes waited for Microsoft 365, by request, since this was last asked; and how late their event loops were. */
async function waits(web: Started[]): Promise<{ calls: Map<string, [number, number][]>; loopP99: number[] }> {
  const calls = new Map<string, [number, number][]>();
  const loopP99: number[] = [];
  for (const { process: child } of web) {
    const answer = once(child, 'message');
    child.send('calls');
    const [told] = (await answer) as [Told];
    for (const [id, from, to] of told.calls) calls.set(id, [...(calls.get(id) ?? []), [from, to]]);
    loopP99.push(told.loopP99);
  }
  return { calls, loopP99 };
}

/** Seconds of the day and then of the peer, by turns: what else the machine does falls on both alike. */
const slice = { day: 5, peer: 2.5 };

interface Replayed {
  day: Done;
  bare: number[];
  calls: Map<string, [number, number][]>;
  loopP99: number[];
  used: Record<string, number>;
}

/** The day in slices, each followed by one of the peer under the same load. */
async function inSlices(stage: Stage): Promise<Replayed> {
  const { people, tokens, peer, web } = stage;
  const [rate, urls] = [rateAt(speed), web.map(({ url }) => url)];
  // The first requests compile the code and fill the caches; they are nobody's time.
  await ask(people, { urls, tokens, seconds: 12, rate });
  await ask(people, { urls: [peer.url], tokens, seconds: 2, rate, peer: true });
  await waits(web);
  const day: Done = { answers: [], errors: {}, perSecond: 0, streamsLost: 0 };
  const [bare, used]: [number[], Record<string, number>] = [[], {}];
  const slices = Math.max(1, Math.round(seconds / slice.day));
  await ask(people, { urls, tokens, seconds: 0, watch: true });
  for (let done = 0; done < slices; done += 1) {
    const use = watchUse(pids(stage));
    const { answers, errors, perSecond } = await ask(people, { urls, tokens, seconds: slice.day, rate });
    for (const [who, percent] of Object.entries(use())) used[who] = (used[who] ?? 0) + percent / slices;
    day.answers.push(...answers);
    for (const [what, count] of Object.entries(errors)) day.errors[what] = (day.errors[what] ?? 0) + count;
    day.perSecond += perSecond / slices;
    bare.push(...times(await ask(people, { urls: [peer.url], tokens, seconds: slice.peer, rate, peer: true })));
  }
  day.streamsLost = (await ask(people, { urls: [], tokens, seconds: 0, watch: true })).streamsLost;
  return { day, bare: bare.toSorted((a, b) => a - b), used, ...(await waits(web)) };
}

/** The day on the web processes that there are, said and to be judged. */
async function replay(stage: Stage): Promise<Judged> {
  const { web, worker } = stage;
  const { day, bare, calls, loopP99, used } = await inSlices(stage);
  const own = ownTimes(day, calls);
  const timesPeer = (part: number, sorted: number[]): string => (at(sorted, part) / at(bare, part)).toFixed(1);
  say(`${web.length} web process(es) and a worker, the day at ${speed} times its speed for ${seconds} s: ${day.perSecond.toFixed(0)} requests a second, ${2 * running} live streams`);
  say(`       all ${counted(times(day))}; errors ${errorsOf(day)}; streams lost ${day.streamsLost}`);
  say(`       without what Microsoft 365 took: ${counted(own)}`);
  for (const { kind } of mix) {
    const mine = ownTimes(day, calls, kind);
    say(`         ${kind.padEnd(14)} ${String(mine.length).padStart(6)}   ${counted(times(day, kind))}; without Microsoft 365 ${counted(mine)}: ${timesPeer(0.5, mine)} and ${timesPeer(0.99, mine)} times the peer's`);
  }
  say(`       peer, the same load by turns with it: ${counted(bare)}`);
  say(`       event loops of the web processes: late by ${loopP99.map((late) => late.toFixed(1)).join(' and ')} ms in one look of a hundred`);
  say(`       memory: web ${web.map((one) => megabytesOf(one.process.pid!).toFixed(0)).join(' and ')} MB, worker ${megabytesOf(worker.process.pid!).toFixed(0)} MB, database ${databaseMegabytes().toFixed(0)} MB`);
  say(`       of one processor: ${usage(used)}`);
  return { own, bare, errors: Object.values(day.errors).reduce((sum, count) => sum + count, 0) + day.streamsLost };
}

/** As much as the first `count` web processes take, 24 requests at once for each. */
async function asMuch(stage: Stage, count: number): Promise<{ perSecond: number; idle: number }> {
  const web = stage.web.slice(0, count);
  const use = watchUse(pids(stage));
  const done = await ask(stage.people, { urls: web.map(({ url }) => url), tokens: stage.tokens, seconds: burst, atOnce: 24 * count });
  const used = use();
  say(`       ${count} web process(es): ${done.perSecond.toFixed(0)} a second, ${counted(times(done))}; errors ${errorsOf(done)}; of one processor: ${usage(used)}`);
  return { perSecond: done.perSecond, idle: used['idle']! };
}

interface Added {
  /** How much more two take than one, in percent. */
  percent: number;
  /** Least of the machine's time that was left to nobody, in percent of one processor: without any the second process had nothing to run on. */
  idle: number;
}

/** One and two are measured twice, in turn, so that what goes on beside it falls on both. */
async function secondAdds(stage: Stage): Promise<Added> {
  const shares = stage.web.map((_one, index) => shareOf(share / 100, `web-${index + 1}`));
  const limited = shares.every((one) => one !== null);
  say(limited ? `as much as they take, each web process limited to ${share} % of one processor by a control group:` : 'as much as they take; control groups cannot be made here, so all share the processors as they come:');
  const made = shares.filter((one): one is Share => one !== null);
  // The first requests compile the code and fill the caches, which takes long with a small share: both do it before, with all there is.
  await asMuch(stage, 2);
  if (limited) made.forEach((one, index) => one.hold(stage.web[index]!.process.pid!));
  try {
    await asMuch(stage, 2);
    const [one, two, twoAgain, oneAgain] = [await asMuch(stage, 1), await asMuch(stage, 2), await asMuch(stage, 2), await asMuch(stage, 1)];
    return { percent: ((two.perSecond + twoAgain.perSecond) / (one.perSecond + oneAgain.perSecond) - 1) * 100, idle: Math.min(two.idle, twoAgain.idle) };
  } finally {
    await Promise.all(stage.web.map(stop));
    for (const one of made) one.remove();
  }
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
  const beginWeb = (): Promise<Started> => begin('process', 'web', tenant.url, database.url);
  try {
    say(`${size.engagements} engagements, ${size.engagements * size.commitments} commitments; the mix of a day:`);
    for (const { kind, aDay, source } of mix) say(`         ${kind.padEnd(14)} ${String(aDay).padStart(6)}   ${source}`);
    const stage: Stage = { people, tokens, peer: await begin('peer', database.url, tenantId), worker: await begin('process', 'worker', tenant.url, database.url), web: [await beginWeb()] };
    const days: Judged[] = [];
    if (seconds > 0) days.push(await replay(stage));
    stage.web.push(await beginWeb());
    if (seconds > 0) days.push(await replay(stage));
    return judge(days, await secondAdds(stage));
  } finally {
    people.kill();
    await Promise.all(up.filter(({ process: child }) => child.exitCode === null && child.signalCode === null).map(stop));
    tenant.close();
    await database.remove();
    await cluster?.remove();
  }
}

/** Below this, in percent of one processor, others used the machine up, and what the second process adds cannot be seen. */
const room = 10;

function judge(replays: Judged[], { percent, idle }: Added): boolean {
  if (idle < room) say(`NOT MEASURED what the second process adds: only ${idle.toFixed(0)} % of one processor was left to it; run this on a machine of its own or with a smaller --share`);
  const lines = [
    ...replays.map(({ own, bare }, index) => ({ what: `p99 of our own time with ${index + 1} web process(es), against the peer's`, measured: at(own, 0.99) / at(bare, 0.99), right: (value: number) => value < targets.p99, aim: `under ${targets.p99}`, unit: ' times' })),
    ...replays.map(({ errors }, index) => ({ what: `errors with ${index + 1} web process(es)`, measured: errors, right: (value: number) => value === 0, aim: '0', unit: '' })),
    { what: 'throughput that the second process adds', measured: percent, right: (value: number) => value >= targets.second && idle >= room, aim: `at least ${targets.second} %, while the database has room`, unit: ' %' },
  ];
  for (const { what, measured, right, aim, unit } of lines) say(`${right(measured) ? 'met   ' : 'MISSED'} ${what}: ${measured.toFixed(1)}${unit} (${aim})`);
  return lines.every(({ measured, right }) => right(measured));
}

process.exitCode = (await main()) ? 0 : 1;
