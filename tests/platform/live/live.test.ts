import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { AppError } from '../../../server/platform/errors.ts';
import { mount, routeFor } from '../../../server/platform/http.ts';
import { eventsAfter, forgetEvents, lastEventId, logEvent, type LiveEvent } from '../../../server/platform/live/event-log.ts';
import { createLive, wakeTopic, type Live } from '../../../server/platform/live/live.ts';
import { follow } from '../../../server/platform/live/stream.ts';
import { followLive, type LiveState } from '../../../src/api/live.ts';
import { ApiProblem } from '../../../src/api/problem.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const tenantId = randomUUID();
const now = new Date('2026-03-02T09:00:00Z');
let db: TestDatabase;
let live: Live;

beforeEach(async () => {
  db = await testDatabase();
  live = createLive(db);
});

afterEach(() => live.close());

/** Waits until `right` holds. */
async function until(right: () => boolean): Promise<void> {
  while (!right()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Counts wake-ups of a topic, from when the connection is sure to listen. */
async function listenTo(topic: string): Promise<{ woken: () => number; stop: () => void }> {
  let count = 0;
  const stop = live.subscribe(topic, () => (count += 1));
  const knocking = setInterval(() => void db.system((tx) => wakeTopic(tx, topic)), 20);
  await until(() => count > 0);
  clearInterval(knocking);
  // What knocked last arrives before what is said from here on.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = count;
  return { woken: () => count - before, stop };
}

const write = (topic: string, name: string) => db.scoped(tenantId, (tx) => logEvent(tx, { tenantId, topic, name, now }));

describe('waking', () => {
  it('wakes the topic of a committed transaction, and no other', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const here = await listenTo(one);
    const there = await listenTo(other);
    await db.scoped(tenantId, (tx) => wakeTopic(tx, one));
    await until(() => here.woken() === 1);
    expect(there.woken()).toBe(0);
  });

  it('wakes nobody for what was rolled back', async () => {
    const topic = randomUUID();
    const here = await listenTo(topic);
    await db.scoped(tenantId, async (tx) => {
      await wakeTopic(tx, topic);
      throw new Error('no');
    }).catch(() => undefined);
    await db.system((tx) => wakeTopic(tx, topic));
    await until(() => here.woken() > 0);
    expect(here.woken()).toBe(1);
  });

  it('ends with its subscription', async () => {
    const topic = randomUUID();
    const here = await listenTo(topic);
    const there = await listenTo(topic);
    here.stop();
    const before = here.woken();
    await db.system((tx) => wakeTopic(tx, topic));
    await until(() => there.woken() === 1);
    expect(here.woken()).toBe(before);
  });
});

describe('the log', () => {
  it('answers what came after an event, oldest first, of one topic and one tenant', async () => {
    const topic = randomUUID();
    await write(topic, 'a');
    await write(randomUUID(), 'x');
    const afterA = await db.scoped(tenantId, (tx) => lastEventId(tx, tenantId, topic));
    await write(topic, 'b');
    await write(topic, 'c');
    const names = (await db.scoped(tenantId, (tx) => eventsAfter(tx, tenantId, topic, afterA))).map(({ name }) => name);
    expect(names).toEqual(['b', 'c']);
    expect(await db.scoped(randomUUID(), (tx) => eventsAfter(tx, tenantId, topic, '0'))).toEqual([]);
  });

  it('keeps ids in the order of commits when many write at once', async () => {
    const topic = randomUUID();
    await Promise.all(Array.from({ length: 20 }, (_none, index) => write(topic, `n${index}`)));
    const events = await db.scoped(tenantId, (tx) => eventsAfter(tx, tenantId, topic, '0'));
    expect(events).toHaveLength(20);
    expect(events.map(({ id }) => BigInt(id))).toEqual(events.map(({ id }) => BigInt(id)).toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('forgets what is old', async () => {
    const topic = randomUUID();
    await write(topic, 'a');
    expect(await db.system((tx) => forgetEvents(tx, new Date(now.getTime() - 1)))).toBe(0);
    expect(await db.system((tx) => forgetEvents(tx, now))).toBe(1);
    expect(await db.scoped(tenantId, (tx) => lastEventId(tx, tenantId, topic))).toBe('0');
  });
});

describe('a stream over HTTP', () => {
  const topic = randomUUID();
  let server: Server;
  let url: string;
  let allowed = true;

  beforeEach(async () => {
    allowed = true;
    const read = (after: string): Promise<LiveEvent[]> => {
      if (!allowed) throw new AppError('not-found', 'Not yours.');
      return db.scoped(tenantId, (tx) => eventsAfter(tx, tenantId, topic, after));
    };
    const stream = routeFor<null, null>()('GET /events', {
      summary: 'Events',
      caller: 'anybody',
      streams: true,
      replies: { 200: null },
      handle: async () => ({ status: 200, stream: (sink) => follow(sink, { live, topic, after: '0', read }) }),
    });
    server = createServer(express().use(mount([stream], null, async () => null))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  });

  afterEach(() => {
    live.close();
    server.closeAllConnections();
    server.close();
  });

  /** Follows as a surface does, without the token. */
  function surface(path = url) {
    const seen: string[] = [];
    const states: LiveState[] = [];
    const api = {
      stream: async (address: string, { signal }: { signal?: AbortSignal } = {}) => {
        const response = await fetch(address.replace(/\?.*/, ''), signal ? { signal } : {});
        if (!response.ok) throw new ApiProblem('not-found', 'No.', { status: response.status });
        return response.body as unknown as AsyncIterable<Uint8Array>;
      },
    };
    const stop = followLive(api, { path, after: '0', onEvent: ({ name }) => seen.push(name), onState: (state) => states.push(state), pause: () => 10 });
    return { seen, states, stop };
  }

  it('shows what is there and what comes, to everybody who looks', async () => {
    await write(topic, 'first');
    const [one, two] = [surface(), surface()];
    await until(() => one.seen.length === 1 && two.seen.length === 1);
    await write(topic, 'second');
    await until(() => one.seen.length === 2 && two.seen.length === 2);
    expect([one.seen, two.seen]).toEqual([['first', 'second'], ['first', 'second']]);
    one.stop();
    two.stop();
  });

  it('comes back after the connection was cut', async () => {
    const one = surface();
    await until(() => one.states.includes('live'));
    server.closeAllConnections();
    await until(() => one.states.filter((state) => state === 'live').length === 2);
    await write(topic, 'after the cut');
    await until(() => one.seen.includes('after the cut'));
    expect(one.states).toContain('lost');
    one.stop();
  });

  it('ends for somebody who has no part in it any more, and does not try again', async () => {
    const one = surface();
    await until(() => one.states.includes('live'));
    allowed = false;
    await db.system((tx) => wakeTopic(tx, topic));
    await until(() => one.states.at(-1) === 'ended');
    expect(one.states.filter((state) => state === 'live')).toHaveLength(1);
  });

  it('ends when the process is about to go', async () => {
    const response = await fetch(url);
    live.close();
    expect(await response.text()).toContain(': still here');
  });
});
