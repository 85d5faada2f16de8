import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../server/platform/clock.ts';
import type { DueWork, Jobs } from '../../../server/platform/jobs/jobs.ts';
import { createJobs } from '../../../server/platform/jobs/queue.ts';
import { createLog } from '../../../server/platform/log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { addItem, dropItems, effects, itemWork, makeItems } from './due-items.ts';

let db: TestDatabase;
let running: Jobs[];

beforeEach(async () => {
  db = await testDatabase();
  running = [];
  await makeItems(db);
});
afterEach(async () => {
  for (const jobs of running) await jobs.stop();
});
afterAll(async () => {
  await dropItems(db);
});

async function start(work: DueWork[], sweepSeconds = 60): Promise<Jobs> {
  const jobs = createJobs({ pool: db.pool, clock: systemClock, log: createLog('silent'), pollSeconds: 0.5, sweepSeconds });
  running.push(jobs);
  await jobs.start(work);
  return jobs;
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  const settle: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => settle.push(resolve));
  return { promise, resolve: () => settle[0]?.() };
}

/** Counts what the works it wraps get done together; `done` resolves at `count`. */
function watch(count: number): { wrap: (work: DueWork) => DueWork; done: Promise<void> } {
  const { promise, resolve } = signal();
  let total = 0;
  const counted = async (work: DueWork, now: Date): Promise<number> => {
    const did = await work.runDue(now);
    total += did;
    if (total >= count) resolve();
    return did;
  };
  return { wrap: (work) => ({ ...work, runDue: (now) => counted(work, now) }), done: promise };
}

const soon = (milliseconds: number): Date => new Date(systemClock.now().getTime() + milliseconds);

describe('the queue', () => {
  it('does what is due when woken', async () => {
    const { wrap, done } = watch(1);
    const work = wrap(itemWork(db, 'a'));
    const jobs = await start([work]);
    await addItem(db, 1, soon(0));
    await jobs.wake('probe-items');
    await done;
    expect(await effects(db)).toEqual([{ item: 1, worker: 'a' }]);
  });

  it('finds at its start what fell due while nobody ran', async () => {
    await addItem(db, 1, soon(-86_400_000));
    const { wrap, done } = watch(1);
    const work = wrap(itemWork(db, 'a'));
    await start([work]);
    await done;
    expect(await effects(db)).toHaveLength(1);
  });

  it('wakes itself for what falls due next, without anybody asking', async () => {
    await addItem(db, 1, soon(0));
    await addItem(db, 2, soon(1200));
    const { wrap, done } = watch(2);
    const work = wrap(itemWork(db, 'a'));
    await start([work]);
    await done;
    expect(await effects(db)).toHaveLength(2);
  });

  it('finds by its sweep what no wake-up came for', async () => {
    const { wrap, done } = watch(1);
    const work = wrap(itemWork(db, 'a'));
    await start([work], 1);
    await addItem(db, 1, soon(0));
    await done;
    expect(await effects(db)).toHaveLength(1);
  });

  it('does each thing once with two workers on it', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => index + 1);
    for (const id of ids) await addItem(db, id, soon(-1000));
    const { wrap, done } = watch(ids.length);
    await Promise.all([start([wrap(itemWork(db, 'a'))]), start([wrap(itemWork(db, 'b'))])]);
    await done;
    for (const jobs of running.splice(0)) await jobs.stop();
    expect((await effects(db)).map(({ item }) => item)).toEqual(ids);
  });

  it('does what a worker had claimed that never came back', async () => {
    await addItem(db, 1, soon(0));
    const claimed = signal();
    const dead = itemWork(db, 'dead', async () => {
      claimed.resolve();
      await new Promise(() => undefined);
    });
    void dead.runDue(systemClock.now());
    await claimed.promise;
    const { wrap, done } = watch(1);
    const work = wrap(itemWork(db, 'a'));
    await start([work]);
    await done;
    expect(await effects(db)).toEqual([{ item: 1, worker: 'a' }]);
  });

  it('tries again what failed, and lets nobody who wakes it know', async () => {
    await addItem(db, 1, soon(0));
    let fails = 1;
    const flaky = itemWork(db, 'a', async () => {
      if (fails-- > 0) throw new Error('Microsoft is down');
    });
    const { wrap, done } = watch(1);
    const work = wrap(flaky);
    const jobs = await start([work], 1);
    await expect(jobs.wake('probe-items')).resolves.toBeUndefined();
    await done;
    expect(await effects(db)).toHaveLength(1);
  });

  it('can be woken inside a transaction without waiting for it', async () => {
    const { wrap, done } = watch(1);
    const work = wrap(itemWork(db, 'a'));
    const jobs = await start([work], 1);
    await db.system(async (tx) => {
      await tx.query('INSERT INTO probe.items (id, due_at) VALUES (1, $1)', [soon(0)]);
      await jobs.wake('probe-items');
    });
    await done;
    expect(await effects(db)).toHaveLength(1);
  });
});
