import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environment } from '../server/platform/config.ts';
import { runBench } from './started.ts';

/*
 * npm run bench:sandbox: from starting the command of `npm run sandbox` to its first answered request, with data of an earlier start, and
 * what it then holds in memory while people open their homes. Fails when the median is not under 3 s or under 400 MB.
 */
const STARTS = 7;
const OPENINGS = 200;
const LONGEST_MS = 3000;
const MOST_MB = 400;

const root = join(import.meta.dirname, '..');
/** The arguments of `npm run sandbox` itself, whatever they are. */
const [, ...command] = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { sandbox: string } }).scripts.sandbox.split(' ');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resident memory of a process in megabytes. */
const memoryOf = ({ pid }: ChildProcess): number => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1000;

/** Asks until there is an answer. Rejects when the process ended instead. */
async function firstAnswer(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the sandbox ended with ${child.exitCode}`);
    const status = await fetch(url).then((response) => response.status, () => null);
    if (status === 200) return;
    await wait(10);
  }
}

/** What a first visitor does: somebody signs in and opens the home, again and again. */
async function openHomes(origin: string): Promise<void> {
  const { people } = (await (await fetch(`${origin}/sandbox/api/people`)).json()) as { people: { address: string }[] };
  for (let index = 0; index < OPENINGS; index += 1) {
    const body = JSON.stringify({ user: people[index % people.length]!.address, surface: 'teams' });
    const issued = await fetch(`${origin}/sandbox/api/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { token } = (await issued.json()) as { token: string };
    const home = await fetch(`${origin}/api/home`, { headers: { authorization: `Bearer ${token}` } });
    if (home.status !== 200) throw new Error(`a home was answered with ${home.status}`);
  }
}

async function startOnce(dataDir: string): Promise<{ ms: number; ready: number; used: number }> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...environment(), PORT: String(port), FIELDWORK_DATA: dataDir } });
  try {
    await firstAnswer(`${origin}/sandbox/api/clock`, child);
    const ms = performance.now() - began;
    const ready = memoryOf(child);
    await openHomes(origin);
    return { ms, ready, used: memoryOf(child) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

const spread = (values: number[], unit: string): string => {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} ${unit} (${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`;
};
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fieldwork-sandbox-'));
  try {
    const first = await startOnce(dataDir);
    process.stdout.write(`first start, to the first answered request:   ${first.ms.toFixed(0)} ms\n`);
    const runs: Awaited<ReturnType<typeof startOnce>>[] = [];
    for (let count = 0; count < STARTS; count += 1) runs.push(await startOnce(dataDir));
    const [ms, used] = [runs.map((run) => run.ms), runs.map((run) => run.used)];
    process.stdout.write(`a later start, median of ${STARTS}:                 ${spread(ms, 'ms')}, target under ${LONGEST_MS}\n`);
    process.stdout.write(`resident memory at that moment:               ${spread(runs.map((run) => run.ready), 'MB')}\n`);
    process.stdout.write(`resident memory after ${OPENINGS} homes were opened:    ${spread(used, 'MB')}, target under ${MOST_MB}\n`);
    if (median(ms) >= LONGEST_MS) throw new Error(`a later start takes ${median(ms).toFixed(0)} ms, not under ${LONGEST_MS}`);
    if (median(used) >= MOST_MB) throw new Error(`the sandbox holds ${median(used).toFixed(0)} MB, not under ${MOST_MB}`);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

runBench(main);
