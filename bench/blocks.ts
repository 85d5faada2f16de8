import { parseArgs } from 'node:util';
import { environment } from '../server/platform/config.ts';
import { comparePlanners, perGroup } from './blocks/planner.ts';
import { atHome, ordinary } from './blocks/population.ts';
import { measureSize, type SizeFigures } from './blocks/sizes.ts';
import { assumed, measureWeeks, type WeekFigures } from './blocks/weeks.ts';

/*
 * npm run bench:blocks: everybody's reviews planned, looked at again with nothing changed, and re-planned; whole weeks with people who change
 * their calendars; the planner beside luxon; what 100,000 clients would ask of Microsoft. `-- --sizes 100 --week 0` takes seconds. The
 * simulated Microsoft 365 is a process of its own; `DATABASE_URL` measures on a server. Fails when a target is missed.
 */
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '100,1000,10000' }, week: { type: 'string', default: '100' }, weeks: { type: 'string', default: '2' }, pairs: { type: 'string', default: '9' } },
});
const sizes = values.sizes.split(',').map(Number).filter((size) => size > 0);
const [weekClients, weeks, pairs] = [Number(values.week), Number(values.weeks), Number(values.pairs)];
const databaseUrl = environment().DATABASE_URL || null;
const missed: string[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const shown = (value: number, digits = 2): string => value.toFixed(digits);

function atMost(what: string, measured: number, most: number): string {
  if (!(measured <= most)) missed.push(`${what}: ${shown(measured)}, not at most ${most}`);
  return `${measured <= most ? 'met' : 'MISSED'} (at most ${most})`;
}

const row = (cells: (string | number)[]): void => say(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(12))).join(' '));

function tell(what: string, { planned, replanned, moved }: SizeFigures): void {
  const line = (step: string, { wall, cpu, requests, roundTrips, memory, most, left }: SizeFigures['planned']): void =>
    row([`${what}, ${step}`, shown(wall), shown(cpu), shown(requests), shown(roundTrips), shown(memory, 0), shown(most, 0), shown(left, 0)]);
  line('planned', planned);
  line(`${shown(moved * 100, 1)} % moved`, replanned);
}

async function measuredSize(size: number, what: string): Promise<SizeFigures> {
  const figures = await measureSize(size, databaseUrl);
  tell(what, figures);
  if (figures.idleWrites > 0) missed.push(`${what}: a second plan with nothing changed wrote ${figures.idleWrites} times`);
  if (figures.wrong > 0) missed.push(`${what}: ${figures.wrong} weeks without exactly one block, or blocks over something else`);
  return figures;
}

/** Each size beside the next smaller one, which is measured before and after it: a machine that is busy for a while is so for both. */
async function runSizes(): Promise<void> {
  row(['planned and re-planned', 'wall ms', 'cpu ms', 'requests', 'round trips', 'MB held', 'at most', 'afterwards']);
  // What runs first in a process is slower.
  await measureSize(Math.min(100, ...sizes), databaseUrl);
  let smaller: SizeFigures | null = null;
  for (const size of sizes) {
    const figures = await measuredSize(size, `${size} clients`);
    if (smaller) judgeGrowth([smaller, await measuredSize(smaller.clients, `${smaller.clients} again`)], figures);
    smaller = figures;
  }
}

const mean = (of: number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length;

/** A size beside the one before it: no slower for each client, and no more held in memory but by the noise of collecting. */
function judgeGrowth(before: [SizeFigures, SizeFigures], figures: SizeFigures): void {
  const both = `${figures.clients} beside ${before[0].clients} clients`;
  for (const step of ['planned', 'replanned'] as const) {
    const ratio = figures[step].wall / mean(before.map((one) => one[step].wall));
    say(`${both}, ${step}: ${shown(ratio)} times the wall time of each ${atMost(`${both}, wall time, ${step}`, ratio, 1.25)}`);
  }
  for (const what of ['memory', 'left'] as const) {
    const most = (of: SizeFigures): number => Math.max(of.planned[what], of.replanned[what]);
    const grown = most(figures) - Math.max(...before.map(most));
    const words = what === 'memory' ? 'held meanwhile' : 'held afterwards';
    say(`${both}: ${shown(grown, 1)} MB more ${words} ${atMost(`${both}, ${words}`, grown, 12)}`);
  }
}

const programmes = [
  { name: 'firm, looked at once a day', mode: 'firm', notifications: false, holidays: ordinary, most: 0.75 },
  { name: 'firm, with notifications', mode: 'firm', notifications: true, holidays: ordinary, most: 1.8 },
  { name: 'balanced, looked at once a day', mode: 'balanced', notifications: false, holidays: ordinary, most: 1.8 },
  { name: 'balanced, with notifications', mode: 'balanced', notifications: true, holidays: ordinary, most: 2.8 },
  // Good Friday and Easter Monday come into the horizon of two in three.
  { name: 'the same, as Easter comes', mode: 'balanced', notifications: true, holidays: atHome, most: 3 },
];

/** Hours at four requests of 250 ms at once for the whole application, the strictest reading of Microsoft's limit, and seconds at 13,000 a second. */
function paper(name: string, { requests }: WeekFigures): void {
  const all = requests * 100_000;
  row([`100,000 clients, ${name}`.slice(0, 48), Math.round(all).toLocaleString('en'), `${shown((all * 0.25) / 4 / 3600, 1)} h`, `${shown(all / 13_000, 0)} s`]);
}

async function runWeeks(): Promise<void> {
  say(`\nrequests for each client and week, every item of a batch counted; ${weekClients} clients, ${weeks} weeks after the first, ${assumed.changes} changes in each calendar and week, something accepted over ${assumed.over * 100} % of blocks`);
  row(['', 'looks', 'moves, flips', 'lists', 'new', 'renewals', 'together', 'round trips', 'moved']);
  const figures: WeekFigures[] = [];
  for (const { name, mode, notifications, holidays, most } of programmes) {
    const one = await measureWeeks({ clients: weekClients, weeks, mode, notifications, holidays, databaseUrl });
    figures.push(one);
    const { looks, changes, removals, lists, creates, subscriptions } = one.counted;
    row([name, ...[looks, changes + removals, lists, creates, subscriptions, one.requests, one.roundTrips].map((value) => shown(value)), `${shown(one.moved * 100, 0)} %`]);
    say(`  ${atMost(`requests, ${name}`, one.requests, most)}`);
    if (one.wrong > 0) missed.push(`${name}: ${one.wrong} weeks without exactly one block, or blocks over something else`);
  }
  say('\non paper, a week of 100,000 clients under the published limits');
  row(['', 'requests', '4 at once', '13,000 a s']);
  programmes.forEach(({ name }, index) => paper(name, figures[index]!));
}

function runPlanner(): void {
  const { ours, theirs, ratio } = comparePlanners(400, pairs);
  const micro = (ms: number): string => shown((ms * 1000) / perGroup, 1);
  say(`planner, 4 weeks of a client with 100 entries: ${micro(ours.median)} us; composed on luxon: ${micro(theirs.median)} us; ${shown(ratio.min, 0)} / ${shown(ratio.median, 0)} / ${shown(ratio.max, 0)} times (at least 60)`);
  say(`  100,000 clients on one core: ${shown((ours.median / perGroup) * 100, 1)} s`);
  if (ratio.median < 60) missed.push(`the planner is ${shown(ratio.median, 0)} times as fast as luxon, not 60`);
}

say(databaseUrl ? 'PostgreSQL' : 'embedded database');
runPlanner();
await runSizes();
if (weekClients > 0) await runWeeks();
for (const line of missed) say(`MISSED ${line}`);
process.exitCode = missed.length > 0 ? 1 : 0;
