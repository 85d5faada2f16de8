import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SeriesCancelled } from '../../../server/features/arc/contract.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, idFor } from '../../support/seed.ts';
import { book, chosen, eventsOf, later, sessionsIn, startArc, times, type ArcWorld } from './arc-world.ts';

let world: ArcWorld;
beforeEach(async () => {
  world = await startArc();
});
afterEach(() => world.api.close());

describe('booking them all', () => {
  it('makes single sessions, each once, however often it is pressed', async () => {
    const body = chosen((await times(world)).body);
    world.api.simulation.traffic.clear();
    const answers = await Promise.all([book(world, body), book(world, body)]);
    const again = await book(world, body);
    for (const answer of [...answers, again]) {
      expect(answer.status).toBe(202);
      expect(answer.body.results.map(({ why }) => why)).toEqual(Array(4).fill(null));
    }
    await later(world, 1);
    await later(world, 1);
    expect(await sessionsIn(world)).toHaveLength(4);
    expect((await sessionsIn(world)).map(({ calendar }) => calendar.status)).toEqual(Array(4).fill('done'));
    expect(eventsOf(world, 'ines')).toHaveLength(4);
    expect(eventsOf(world, 'marcus')).toHaveLength(0);
  });

  it('tells those that filled meanwhile, with who, while the rest stands', async () => {
    const body = chosen((await times(world, { count: 3 })).body);
    const other = (await startEngagement(world.api, { coach: { objectId: idFor('omar'), email: address('omar'), displayName: 'Omar' } })).id;
    await world.amina.post(`/api/engagements/${other}/sessions`, { id: randomUUID(), kind: 'coaching', start: body.sessions[1]!.start, minutes: 60 });
    const { results } = (await book(world, body)).body;
    expect(results.map(({ why }) => why === null)).toEqual([true, false, true]);
    expect(results[1]!.why).toMatch(/Amina Example/);
  });

  it('is undone in one action, once', async () => {
    const body = chosen((await times(world)).body);
    await book(world, body);
    await later(world, 1);
    await world.api.passTime(new Date(Date.parse(body.sessions[1]!.start) + 7_200_000));
    const cancel = () => world.amina.post<SeriesCancelled>(`${world.at}/series/cancel`, { id: body.id });
    expect((await cancel()).body.cancelled).toBe(2);
    expect((await cancel()).body.cancelled).toBe(0);
    await later(world, 1);
    expect(eventsOf(world, 'ines')).toHaveLength(2);
  });

  it('is for those whom the engagement concerns', async () => {
    const body = chosen((await times(world, { count: 2 })).body);
    const omar = await world.api.as('omar');
    for (const answer of [await times(world, {}, omar), await book(world, body, omar), await omar.post(`${world.at}/series/cancel`, { id: body.id }), await omar.get(`${world.at}/plan`)]) {
      expect(answer.status).toBe(404);
    }
    for (const name of ['ines', 'marcus', 'lena']) expect([name, (await times(world, { count: 2 }, await world.api.as(name))).status]).toEqual([name, 200]);
  });
});
