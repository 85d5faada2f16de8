import { parseArgs } from 'node:util';
import { environment } from '../../server/platform/config.ts';
import { disagreements } from '../features/following/month/truth.ts';
import { organisation, startParties } from '../features/following/month/world.ts';
import { deploy, type Deployment } from './month/deployment.ts';
import { difference, endingOf, type Ending } from './month/ending.ts';
import { liveThrough } from './month/live-it.ts';
import { planMonth } from './month/plan.ts';
import { ownCluster } from './support/postgres.ts';

/*
 * npm run test:month: a month of six engagements in bad weather, first on one process that answers and one that works, then on two of each,
 * on one PostgreSQL. Both have to end in agreement between sessions and calendars, with nothing doubled, and in the same state.
 * `-- --seed 1 --days 30 --processes 2`; on the server of DATABASE_URL, or on one of the script's own. Exit code 1 when anything is wrong.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, days: { type: 'string', default: '30' }, processes: { type: 'string', default: '2' }, only: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const [seed, days, processes] = [values.seed, values.days, values.processes].map(Number) as [number, number, number];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Month {
  ending: Ending;
  wrong: string[];
  log: string[];
}

async function report(on: Deployment, count: number, began: number, lived: Awaited<ReturnType<typeof liveThrough>>, wrong: string[], ending: Ending): Promise<void> {
  const answers = [...lived.answers].toSorted(([a], [b]) => a - b).map(([status, times]) => `${times} x ${status}`).join(', ');
  say(`${count} web and ${count} worker process(es), seed ${seed}, ${days} days in ${((performance.now() - began) / 1000).toFixed(0)} s:`);
  say(`  ${ending.sessions.length} sessions, ${ending.calendars.length} entries in calendars, ${ending.histories.length} histories, ${ending.notices.length} kinds of notices said`);
  say(`  people's requests ${answers}; made again ${lived.again}; requests by process ${on.figures.requests.join(' and ')}`);
  say(`  faults that struck ${lived.faults}; instants with something due ${on.figures.stops}, of which not everything could be done at ${on.figures.stuck}`);
  say(`  disagreements of sessions and calendars, or doubled: ${wrong.length}`);
}

async function month(server: string, count: number): Promise<Month> {
  const began = performance.now();
  const on = await deploy({ server, web: count, workers: count, seed: organisation() });
  try {
    const parties = await startParties(on);
    const steps = planMonth(seed, on.simulation.clock.now(), days, parties.map(({ engagement }) => ({ sponsored: engagement.participants.length === 3 })));
    const lived = await liveThrough(on, parties, steps, (line) => values.verbose && say(`  ${line} after ${((performance.now() - began) / 1000).toFixed(0)} s`));
    const [wrong, ending] = [await disagreements(on, lived.touched), await endingOf(on)];
    await report(on, count, began, lived, wrong, ending);
    for (const one of wrong) say([one, ...lived.log.filter((line) => line.includes(one.slice(0, 36)))].join('\n    '));
    return { ending, wrong, log: lived.log };
  } finally {
    await on.close();
  }
}

/** Whether the months ended alike in what has to be so; notices may differ, see below. */
function compare(one: Month, other: Month): boolean {
  let alike = true;
  for (const part of ['sessions', 'calendars', 'histories', 'notices'] as const) {
    const different = difference(one.ending[part], other.ending[part]);
    say(`${different.length === 0 ? 'the same' : `DIFFERENT (${different.length} lines)`}: ${part}`);
    for (const line of different) say(`    ${line}`);
    alike &&= different.length === 0;
  }
  return alike;
}

async function main(): Promise<boolean> {
  const given = environment().DATABASE_URL || null;
  const cluster = given === null ? await ownCluster() : null;
  try {
    const counts = values.only ? [Number(values.only)] : [1, processes];
    const months: Month[] = [];
    for (const count of counts) months.push(await month(given ?? cluster!.url, count));
    const alike = months.length < 2 || compare(months[0]!, months[1]!);
    if (!alike && values.verbose) for (const line of difference(months[0]!.log, months[1]!.log)) say(`    ${line}`);
    return alike && months.every(({ wrong }) => wrong.length === 0);
  } finally {
    await cluster?.remove();
  }
}

process.exitCode = (await main()) ? 0 : 1;
