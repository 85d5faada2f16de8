import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from '../server/platform/config.ts';
import type { Changed, Order } from './live/load.ts';
import type { Held, ServerTold } from './live/server.ts';

/*
 * npm run bench:live: 500 panels open on one server process (250 sessions, client and coach), while people change things at a steady rate
 * through the API and every panel that hears of it reads its board. How long until a change is on the other side's stream, and what an
 * open stream holds of memory. `-- --sessions 250 --rate 20 --seconds 30`; `DATABASE_URL` measures on a server. Fails when a target is missed.
 */
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '250' }, rate: { type: 'string', default: '20' }, seconds: { type: 'string', default: '30' } } });
const [sessions, rate, seconds] = [Number(values.sessions), Number(values.rate), Number(values.seconds)];
const databaseUrl = environment().DATABASE_URL || '';
const MOST_MS = 250;

const start = (script: string, given: string[], execArgv: string[] = []): ChildProcess => fork(fileURLToPath(new URL(`./live/${script}`, import.meta.url)), given, { execArgv });

/** The next answer of a process, to something that it was asked unless there is nothing to ask. */
function answerOf<T>(child: ChildProcess, asked?: Order | 'held'): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended).once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as T);
    });
    if (asked) child.send(asked);
  });
}

const at = (times: number[], part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Infinity;
const ms = (times: number[]): string => `p50 ${at(times, 0.5).toFixed(0)} ms, p99 ${at(times, 0.99).toFixed(0)} ms, longest ${at(times, 1).toFixed(0)} ms`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What the server holds once what was under way has ended. */
async function heldBy(server: ChildProcess): Promise<Held> {
  await wait(500);
  return answerOf<Held>(server, 'held');
}

function reportMemory(none: Held, open: Held, after: Held): void {
  const each = (key: 'rss' | 'heap' | 'outside'): string => ((open[key] - none[key]) / 1000 / (open.streams - none.streams)).toFixed(1);
  const all = ({ rss, heap }: Held): string => `${(rss / 1e6).toFixed(0)} MB resident, ${(heap / 1e6).toFixed(1)} MB heap`;
  say(`       memory, after collection: without streams ${all(none)}; with ${open.streams} ${all(open)}; closed again (${after.streams} open) ${all(after)}`);
  say(`       of each open stream: ${each('rss')} kB resident, ${each('heap')} kB heap, ${each('outside')} kB beside it`);
}

function judge(changed: Changed, open: Held, after: Held): boolean {
  const targets = [
    { what: 'a change on the other side’s stream, p99', measured: at(changed.reached, 0.99), most: MOST_MS, unit: ' ms' },
    { what: 'changes that did not reach the other side', measured: changed.lost, most: 0, unit: '' },
    { what: 'changes refused', measured: changed.refused, most: 0, unit: '' },
    { what: 'streams that were not open or ended by themselves', measured: 2 * sessions - open.streams + changed.streamsLost, most: 0, unit: '' },
    { what: 'streams left behind by those who went', measured: after.streams, most: 0, unit: '' },
  ];
  for (const { what, measured, most, unit } of targets) say(`${measured <= most ? 'met   ' : 'MISSED'} ${what}: ${Math.round(measured * 10) / 10}${unit} (at most ${most}${unit})`);
  return targets.every(({ measured, most }) => measured <= most);
}

async function main(): Promise<boolean> {
  const server = start('server.ts', [String(sessions), databaseUrl], ['--expose-gc']);
  const load = start('load.ts', []);
  try {
    const { url, tokens } = await answerOf<ServerTold>(server);
    await answerOf(load, { do: 'connect', url, tokens });
    // As many changes as compile the code and open the connections; they are nobody's time.
    const before = await heldBy(server);
    await answerOf(load, { do: 'open' });
    const open = await heldBy(server);
    await answerOf(load, { do: 'change', count: rate * 3, seconds: 3 });
    const began = await heldBy(server);
    const changed = await answerOf<Changed>(load, { do: 'change', count: rate * seconds, seconds });
    const ended = await heldBy(server);
    await answerOf(load, { do: 'close' });
    const after = await heldBy(server);
    say(`${databaseUrl ? 'PostgreSQL' : 'embedded database'}, ${2 * sessions} streams of ${sessions} sessions in one process, ${rate} changes a second for ${seconds} s`);
    const met = judge(changed, open, after);
    say(`       on the other side’s stream: ${ms(changed.reached)}; read and ready to show there: ${ms(changed.shown)}`);
    say(`       processor time of the server for each change, with both panels reading their board: ${((ended.cpu - began.cpu) / (rate * seconds)).toFixed(1)} ms`);
    reportMemory(before, open, after);
    return met;
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null) server.send('stop');
    load.kill();
    if (server.exitCode === null) await gone;
  }
}

process.exitCode = (await main()) ? 0 : 1;
