import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { startCalendars, type Calendars } from '../../bench/blocks/calendars.ts';
import { chanceOf } from '../../bench/blocks/outlook.ts';
import { populate, start } from '../../bench/blocks/population.ts';
import { environment } from '../../server/platform/config.ts';
import { openDatabase } from '../../server/platform/db/open.ts';
import type { Database } from '../../server/platform/db/database.ts';

/*
 * npm run test:blocks-killed: workers that plan everybody's reviews are killed (SIGKILL) at random points, again and again; afterwards every
 * client has exactly one block a week, in the product and in the calendars. `-- --clients 1000 --kills 20 --workers 2 --seed 1`; on the
 * PostgreSQL of DATABASE_URL, or on an embedded database, which one worker has at a time. Exit code 1 when anything is wrong.
 */
const { values } = parseArgs({
  options: { clients: { type: 'string', default: '1000' }, kills: { type: 'string', default: '20' }, workers: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' }, longest: { type: 'string', default: '1500' } },
});
const [clients, kills, workers, seed, longest] = [values.clients, values.kills, values.workers, values.seed, values.longest].map(Number) as [number, number, number, number, number];
const url = environment().DATABASE_URL || null;
const weeks = 4;

if (url === null && workers > 1) throw new Error('Two workers at once need a PostgreSQL server: set DATABASE_URL.');

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url! });
  await client.connect();
  await client.query(statement);
  await client.end();
}

interface Place {
  url: string | null;
  directory: string | null;
  remove(): Promise<void>;
}

async function makePlace(): Promise<Place> {
  if (url === null) {
    const folder = mkdtempSync(join(tmpdir(), 'fieldwork-killed-'));
    return { url: null, directory: join(folder, 'database'), remove: async () => rmSync(folder, { recursive: true }) };
  }
  const name = `fieldwork_killed_${process.pid}`;
  await onServer(`create database ${name}`);
  return { url: Object.assign(new URL(url), { pathname: `/${name}` }).toString(), directory: null, remove: () => onServer(`drop database ${name} with (force)`) };
}

async function inDatabase<T>(place: Place, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url: place.url, directory: place.directory, log: pino({ level: 'silent' }) });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const startWorker = (place: Place, port: number, minutes: number): ChildProcess =>
  fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [String(port), String(minutes), place.url ?? '-', place.directory ?? '-']);

const ended = (child: ChildProcess): Promise<unknown> => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve());

/** Kills a worker so many milliseconds after it began; false when it was done before. */
async function killOne(place: Place, calendars: Calendars, chance: () => number, minutes: number): Promise<boolean> {
  const all = Array.from({ length: workers }, () => startWorker(place, calendars.port, minutes));
  await Promise.all(all.map((child) => Promise.race([once(child, 'message'), once(child, 'exit')])));
  await Promise.race([wait(chance() * longest), ...all.map(ended)]);
  const victim = all[Math.floor(chance() * all.length)]!;
  const killed = victim.kill('SIGKILL');
  // The others go on for a while, then they die too: a machine goes as a whole now and then.
  await wait(workers > 1 ? chance() * 300 : 0);
  for (const child of all) child.kill('SIGKILL');
  await Promise.all(all.map(ended));
  return killed && victim.signalCode === 'SIGKILL';
}

/** Clients with another number of blocks than one in any of the weeks, as the product has it. */
const wrongInProduct = (place: Place): Promise<number> =>
  inDatabase(place, (db) =>
    db.system(async (tx) => {
      const { rows } = await tx.query<{ wrong: string }>(
        `select count(*) as wrong from (select t.person_id from review_times t left join review_blocks b on b.person_id = t.person_id and b.kind = 'block' and b.starts_at is not null
           and b.event_starts_at = b.starts_at and not b.event_gone group by t.person_id having count(b.id) <> $1) off`,
        [weeks],
      );
      return Number(rows[0]!.wrong);
    }),
  );

async function main(): Promise<void> {
  const chance = chanceOf(seed);
  const [place, calendars] = [await makePlace(), await startCalendars(clients)];
  try {
    await inDatabase(place, (db) => db.system((tx) => populate(tx, clients, 'firm')));
    let [killed, minutes] = [0, 0];
    for (let round = 0; round < kills; round += 1) {
      // A lease is over after a minute; what is planned already is asked for again, with a change in the calendars in between.
      minutes += 2;
      if (round % 4 === 3) await calendars.ask({ do: 'change', order: { clients: [{ client: Math.floor(chance() * clients), beside: 0, over: 1 }], seed: seed + round } });
      await inDatabase(place, (db) => db.system((tx) => tx.query("update review_times set due_at = $1, look_by = $1 where $2 or due_at <= $1", [new Date(start.getTime() + minutes * 60_000), round % 4 === 3])));
      if (await killOne(place, calendars, chance, minutes)) killed += 1;
    }
    const last = Array.from({ length: workers }, () => startWorker(place, calendars.port, minutes + 5));
    await Promise.all(last.map(ended));
    const counts = await calendars.ask<number[][]>({ do: 'reviews', weeks: weeks - 1 });
    const twice = counts.reduce((sum, week) => sum + week.slice(2).reduce((all, count) => all + (count ?? 0), 0), 0);
    const none = counts.reduce((sum, week) => sum + (week[0] ?? 0), 0);
    const inProduct = await wrongInProduct(place);
    process.stdout.write(
      `${clients} clients, ${workers} worker(s) at once on ${url === null ? 'the embedded database' : 'PostgreSQL'}, seed ${seed}: killed in the middle of their work ${killed} of ${kills} times\n` +
        `client-weeks with two blocks in the calendars: ${twice}; with none: ${none}; clients whose blocks differ in the product: ${inProduct}\n`,
    );
    process.exitCode = twice + none + inProduct === 0 && killed > 0 ? 0 : 1;
  } finally {
    await calendars.close();
    await place.remove();
  }
}

await main();
