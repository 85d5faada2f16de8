import { afterEach, describe, expect, it } from '@jest/globals';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import type { Vote, VoteAnswer } from '../../../server/features/votes/contract.ts';
import { claim } from '../../../server/features/votes/holds/store.ts';
import { holdsDue, votesDue } from '../../../server/features/votes/jobs.ts';
import { startApi, type Api } from '../../support/api.ts';
import { calendarOf } from '../../support/calendars.ts';
import { address, tenantId } from '../../support/seed.ts';
import { answersOf, deadline, holdsOf, times, voteWorld } from './world.ts';

let api: Api;
afterEach(() => api.close());

/** Numbers from 0 to 1 that are the same for the same seed (Park and Miller). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const seeds = (process.env.VOTE_SEEDS ?? '1,2,3,4').split(',').map(Number);

/** A worker that is killed after Microsoft did what it asked and before it could note so. */
async function killedWhilePlacing(): Promise<void> {
  const { db, clock, microsoft } = api.context;
  const { rows } = await db.system((tx) => tx.query<{ tenant_id: string; id: string }>("select tenant_id, id from vote_holds where state = 'waiting' and due_at is not null limit 2"));
  for (const key of rows) {
    const hold = await db.scoped(tenantId, (tx) => claim(tx, key, clock.now()));
    if (!hold?.wanted) continue;
    const draft = { id: hold.id, start: hold.starts_at.toISOString(), end: hold.ends_at.toISOString(), zone: 'UTC' };
    await microsoft.application(tenantId).placeHold(hold.object_id, draft).catch(() => undefined);
  }
}

/** Two workers at everything that is due. */
async function bothWorkers(): Promise<void> {
  const works = [0, 1].flatMap(() => [votesDue(api.context), holdsDue(api.context)]);
  await Promise.allSettled(works.map((work) => work.runDue(api.context.clock.now())));
}

function breakThings(chance: () => number): void {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)]!;
  const fault = pick(['drop-response', '503', '429', '504', 'offline']);
  const match = pick(['POST /users/*', 'DELETE /users/*', 'GET /users/*', '*']);
  api.simulation.faults.add([{ match, fault, times: 1 + Math.floor(chance() * 6) }] as never);
}

describe('on bad days', () => {
  it.each(seeds)('with seed %i no hold is left behind and nothing is booked twice', async (seed) => {
    const chance = chanceOf(seed * 7919);
    api = await startApi();
    const world = await voteWorld(api);
    const { body: vote } = await world.ask();
    await killedWhilePlacing();
    const given = (): VoteAnswer[] => times.map(() => (chance() < 0.6 ? 'yes' : chance() < 0.5 ? 'if-need-be' : 'no'));
    const at = (hours: number): string => new Date(Date.parse('2026-03-02T08:00:00Z') + hours * 3_600_000).toISOString();
    const voters = [() => world.marcus.put(`/api/votes/${vote.id}/answers`, answersOf(vote, given())), () => world.dana().put(`/api/coach/votes/${vote.id}/answers`, answersOf(vote, given()))];
    for (let hour = 1; hour < 30; hour += 3) {
      if (chance() < 0.7) breakThings(chance);
      await bothWorkers();
      if (chance() < 0.4) await voters[Math.floor(chance() * 2)]!();
      if (chance() < 0.15) await world.amina.post(`/api/votes/${vote.id}/cancel`);
      await api.passTime(at(hour));
    }
    api.simulation.faults.clear();
    await api.passTime(new Date(Date.parse(deadline) + 6 * 3_600_000));

    const over = (await world.amina.get<Vote>(`/api/votes/${vote.id}`)).body;
    expect(over.state).not.toBe('open');
    for (const name of ['amina', 'marcus']) expect([name, holdsOf(api, address(name))]).toEqual([name, []]);
    const { sessions } = (await world.amina.get<SessionList>(`/api/engagements/${world.engagement.id}/sessions`)).body;
    expect(sessions.map(({ id }: Session) => id)).toEqual(over.sessionId ? [over.sessionId] : []);
    expect(calendarOf(api.simulation, address('amina')).map(({ start }) => start)).toEqual(sessions.map(({ start }: Session) => start));
  });
});
