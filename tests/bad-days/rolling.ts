import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { environment } from '../../server/platform/config.ts';
import type { Party } from '../features/following/month/world.ts';
import { startCrowd, type Acknowledged, type Habit } from './faults/crowd.ts';
import { listed, storyOf, verdictOn } from './faults/verdict.ts';
import { prepare, type Member, type Rolling, type Version } from './rolling/deployment.ts';
import { acceptInvitations, notShown, openPanel, settle, type Panel } from './rolling/people.ts';
import { checkOut, commitBefore, type Release } from './rolling/release.ts';
import { observe, type Observer } from './support/observer.ts';
import { ownCluster } from './support/postgres.ts';

/*
 * npm run test:rolling: the release before answers and works, with people at it; today's version starts beside it, migrates the database under both,
 * and after a while the release before is told to go. Nobody gets an error from either, and nothing that was acknowledged is lost or doubled.
 * `-- --from COMMIT,COMMIT --seconds 25 --seed 1`; from the commit before the newest migration unless told. Databases are made on the server of
 * DATABASE_URL, or on one of the script's own. Exit code 1 when anything is wrong, or when there is no release before to be had.
 */
const { values } = parseArgs({ options: { from: { type: 'string' }, seconds: { type: 'string', default: '25' }, seed: { type: 'string', default: '1' } } });
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const habits: Habit[] = ['book', 'move', 'commit', 'commit', 'tick', 'tick', 'read', 'session', 'board', 'board', 'agenda', 'times', 'review'];

interface Lived {
  told: Acknowledged;
  parties: Party[];
  /** When a part of it began, milliseconds of this process. */
  parts: { name: string; at: number }[];
  wrong: string[];
}

/** The whole of it: the old ones alone, both, the new ones alone. */
async function liveThrough(rolling: Rolling): Promise<Lived> {
  const wrong: string[] = [];
  await Promise.all([rolling.begin('old', 'web'), rolling.begin('old', 'web'), rolling.begin('old', 'worker')]);
  const parties = await settle(rolling);
  const [old] = rolling.web();
  const parts: Lived['parts'] = [{ name: 'the old ones alone', at: performance.now() }];
  const begin = (name: string): unknown => parts.push({ name, at: performance.now() });
  const crowd = startCrowd({ ...rolling, parties, patienceMs: 15_000, heard: rolling.hear }, seed, { habits });
  const outlook = acceptInvitations(rolling, parties);
  const panels: Panel[] = [];
  const open = async (on: Member): Promise<Panel> => (panels.push(await openPanel(rolling, parties[0]!, on)), panels.at(-1)!);
  try {
    const before = await open(old!);
    await wait(8_000);
    begin('while the new ones started and migrated');
    const [young] = await Promise.all([rolling.begin('new', 'web'), rolling.begin('new', 'web'), rolling.begin('new', 'worker')]);
    begin('side by side');
    // What runs the old release replaces a process of it as long as it has not been told of the new one.
    await rolling.begin('old', 'web');
    const after = await open(young);
    await wait(seconds * 1000);
    for (const [what, panel, at] of [['an old process shows what a new one was told', before, young], ['a new process shows what an old one was told', after, old!]] as const) {
      const shown = await panel.shows(at, crowd.acknowledged);
      say(`  ${what}: ${shown}`);
      if (!shown.startsWith('after')) wrong.push(`${what}: ${shown}`);
    }
    begin('while the old ones went');
    const codes = await rolling.end('old');
    if (codes.some((code) => code !== 0)) wrong.push(`the old ones ended with ${codes.join()}`);
    begin('the new ones alone');
    await wait(5_000);
  } finally {
    await crowd.stop();
    say(`  ${await outlook.stop()} invitations accepted in Outlook`);
    for (const panel of panels) panel.close();
  }
  return { told: crowd.acknowledged, parties, parts, wrong };
}

/** Prints who answered what in each part; answers what nobody expects. */
function answers({ heard, members }: Rolling, parts: Lived['parts']): string[] {
  for (const [index, { name, at }] of parts.entries()) {
    const until = parts[index + 1]?.at ?? Infinity;
    const within = heard.filter((one) => one.at >= at && one.at < until);
    const by = (version: Version): string => {
      const own = within.filter((one) => one.version === version);
      return own.length === 0 ? '' : `; ${version}: ${own.length} answers, the longest took ${Math.max(...own.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`;
    };
    say(`  ${name}${Number.isFinite(until) ? `, ${((until - at) / 1000).toFixed(1)} s` : ''}${by('old')}${by('new')}`);
  }
  const notices = heard.filter(({ path }) => path.startsWith('/api/notifications/'));
  say(`  of which what Microsoft 365 told: ${(['old', 'new'] as const).map((one) => `${one} ${notices.filter(({ version }) => version === one).length}`).join(', ')}`);
  // Whoever moves a session that was changed since they read it reads it again; Fieldwork itself changes it when the calendar has it.
  const expected = ({ status, code, path }: Rolling['heard'][number]): boolean => (status >= 200 && status < 300) || (status === 409 && code === 'conflict' && path.endsWith('/move'));
  const counts = new Map<string, number>();
  for (const one of heard.filter((each) => !expected(each))) {
    const what = `${one.version} ${one.method} ${one.path.replaceAll(/[0-9a-f-]{36}/g, ':id')} ${one.status || 'no answer'} ${one.code ?? ''}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  say(`  answers that nobody expects: ${listed(counts)}`);
  const lines = members.flatMap(({ version, duty, lines: own }) => own.map((line) => `${version} ${duty} logged ${line}`));
  return [...[...counts].map(([what, times]) => `${times} x ${what}`), ...lines];
}

/** Entries of ours in calendars of which there are two for one purpose. */
function doubledEvents({ simulation }: Rolling): string[] {
  const ids = [...simulation.tenant.state.all('event')].filter(({ isOrganizer, transaction }) => isOrganizer && transaction !== null).map(({ transaction }) => transaction!.id);
  say(`  entries that Fieldwork made: ${ids.length}, each for its own purpose: ${new Set(ids).size}`);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two entries were made for ${id}`);
}

async function migrated({ context: { db } }: Observer, { missing }: Release): Promise<string[]> {
  const { rows } = await db.system((tx) => tx.query<{ name: string }>('select name from schema_migrations'));
  return missing.filter((name) => !rows.some((one) => one.name === name)).map((name) => `${name} was not applied`);
}

async function roll(server: string, commit: string): Promise<boolean> {
  const release = await checkOut(commit);
  say(`from ${release.name}, which does not have ${release.missing.join(', ')}`);
  const rolling = await prepare(server, release.script);
  try {
    const { told, parties, parts, wrong } = await liveThrough(rolling);
    wrong.push(...answers(rolling, parts));
    const observer = await observe(rolling.databaseUrl, rolling.simulation);
    try {
      const verdict = await verdictOn({ simulation: rolling.simulation, observer }, told);
      wrong.push(...(await migrated(observer, release)), ...verdict.wrong, ...doubledEvents(rolling), ...(await notShown(rolling, rolling.web()[0]!, parties, told)));
      say(`  acknowledged: ${told.sessions.size} sessions, ${told.commitments.size} commitments (${told.ticked.size} ticked), ${told.items.size} items of agendas, ${told.reflections.size} answers of reviews; ${told.doubled} requests sent twice on purpose`);
      say(`  calendars and sessions agreed ${verdict.calmAfter.toFixed(0)} s after the end; wrong: ${wrong.length}`);
      for (const one of wrong.slice(0, 20)) for (const line of [`    ${one}`, ...(await storyOf({ observer }, /[0-9a-f-]{36}/.exec(one)?.[0] ?? ''))]) say(line);
    } finally {
      await observer.close();
    }
    return wrong.length === 0;
  } finally {
    await rolling.close();
    release.remove();
  }
}

async function main(): Promise<boolean> {
  const commits = values.from?.split(',') ?? [await commitBefore()];
  const given = environment().DATABASE_URL || null;
  const cluster = given === null ? await ownCluster() : null;
  try {
    let held = true;
    for (const commit of commits) {
      const well = await roll(given ?? cluster!.url, commit);
      say(`  ${well ? 'held' : 'FAILED'}`);
      held &&= well;
    }
    return held;
  } finally {
    await cluster?.remove();
  }
}

process.exitCode = (await main().catch((error: Error) => (say(error.message), false))) ? 0 : 1;
