import { setTimeout as wait } from 'node:timers/promises';
import { disagreements } from '../../features/following/month/truth.ts';
import type { Acknowledged } from './crowd.ts';
import type { Town } from './town.ts';

/** What a verdict looks at. */
type Seen = Pick<Town, 'simulation' | 'observer'>;

export interface Verdict {
  /** Seconds from the end of the trouble until calendars and sessions agreed. */
  calmAfter: number;
  wrong: string[];
}

/** What was acknowledged and is not there, or there more often than once. */
async function lostOrDoubled({ observer }: Seen, { sessions, commitments }: Acknowledged): Promise<string[]> {
  const kept = await observer.context.db.system(async (tx) => ({
    sessions: (await tx.query<{ id: string; starts_at: Date; state: string }>('select id, starts_at, state from sessions')).rows,
    commitments: (await tx.query<{ id: string; text: string }>('select id, text from commitments')).rows,
  }));
  const starts = new Map(kept.sessions.map((one) => [one.id, one]));
  const wrong = [...sessions].flatMap(([id, start]) => {
    const one = starts.get(id);
    if (!one) return [`session ${id} was acknowledged and is lost`];
    return one.starts_at.getTime() === Date.parse(start) && one.state !== 'cancelled' ? [] : [`session ${id} was acknowledged for ${start}, and is ${one.state} at ${one.starts_at.toISOString()}`];
  });
  for (const { id } of kept.sessions) if (!sessions.has(id)) wrong.push(`session ${id} is there and nobody was told`);
  for (const [id, text] of commitments) {
    const same = kept.commitments.filter((one) => one.text === text);
    if (same.length !== 1 || same[0]!.id !== id) wrong.push(`commitment "${text}" is there ${same.length} times`);
  }
  return wrong;
}

/** Waits until everything agrees, for so many seconds at most, and says what does not. */
export async function verdictOn(town: Seen, told: Acknowledged, patienceSeconds = 60): Promise<Verdict> {
  const began = performance.now();
  const scene = { simulation: town.simulation, context: town.observer.context };
  for (;;) {
    const wrong = [...(await disagreements(scene, new Set())), ...(await lostOrDoubled(town, told))];
    const calmAfter = (performance.now() - began) / 1000;
    const ours = [...told.codes.keys()].filter((code) => code.startsWith('500'));
    if (wrong.length === 0 || calmAfter > patienceSeconds) return { calmAfter, wrong: [...wrong, ...told.refused, ...ours] };
    await wait(500);
  }
}

/** Counts in words. */
export const listed = (counts: Map<string, number>): string => [...counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([key, times]) => `${times} x ${key}`).join(', ') || 'none';

/** What happened to a session, by the product's own history. */
export async function storyOf({ observer }: Pick<Town, 'observer'>, sessionId: string): Promise<string[]> {
  const { rows } = await observer.context.db.system((tx) => tx.query<{ at: Date; what: string; detail: object }>('select at, what, detail from history where session_id::text = $1 order by id', [sessionId]));
  return rows.map(({ at, what, detail }) => `      ${at.toISOString()} ${what} ${JSON.stringify(detail)}`);
}

/** Prints the figures; true when nothing is wrong. */
export async function report(say: (line: string) => void, town: Town, told: Acknowledged, { calmAfter, wrong }: Verdict): Promise<boolean> {
  say(`  acknowledged: ${told.sessions.size} sessions and ${told.commitments.size} commitments; ${told.doubled} requests sent twice on purpose; longest wait for an answer ${(told.longest / 1000).toFixed(1)} s`);
  say(`  answers: ${listed(told.answers)}; refusals: ${listed(told.codes)}`);
  say(`  processes that ended by themselves: ${town.processes.reduce((sum, one) => sum + one.deaths(), 0)}; calendars and sessions agreed ${calmAfter.toFixed(0)} s after the end`);
  say(`  lost, doubled or in disagreement: ${wrong.length}`);
  for (const one of wrong.slice(0, 20)) {
    say(`    ${one}`);
    for (const line of await storyOf(town, /[0-9a-f-]{36}/.exec(one)?.[0] ?? '')) say(line);
  }
  return wrong.length === 0;
}
