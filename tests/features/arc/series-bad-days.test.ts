import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { book, chosen, eventsOf, later, sessionsIn, startArc, times, type ArcWorld } from './arc-world.ts';

let world: ArcWorld;
beforeEach(async () => {
  world = await startArc();
});
afterEach(() => world.api.close());

describe('booking them all on a bad day', () => {
  it.each([
    ['throttled', { match: 'POST /me/events', fault: '429', times: 6, retryAfter: 5 }],
    ['losing answers', { match: 'POST /me/events', fault: 'drop-response', times: 5 }],
    ['offline', { match: '*', fault: 'offline', times: 30 }],
  ])('with Microsoft %s in the middle keeps every one, waiting, and makes each event once', async (_name, fault) => {
    const body = chosen((await times(world)).body);
    world.api.simulation.faults.add([fault as never]);
    const { results } = (await book(world, body)).body;
    expect(results.filter(({ why }) => why === null)).toHaveLength(4);
    expect(results.every(({ session }) => session!.calendar.status === 'waiting')).toBe(true);
    await later(world, 90);
    await later(world, 1);
    expect(eventsOf(world, 'ines')).toHaveLength(4);
    expect(new Set(eventsOf(world, 'ines').map(({ start }) => start)).size).toBe(4);
    expect((await sessionsIn(world)).map(({ calendar }) => calendar.status)).toEqual(Array(4).fill('done'));
  });
});
