import { setTimeout as wait } from 'node:timers/promises';
import { chanceOf } from './outlook.ts';
import { indexes } from './population.ts';
import { nothingCounted, requestsOf, startProduct, type Counted } from './product.ts';

const HOUR = 3_600_000;

export interface Step {
  /** Milliseconds of the clock and of this process' processor time for one client. */
  wall: number;
  cpu: number;
  requests: number;
  roundTrips: number;
  /** Megabytes that this process held on its heap and in buffers beyond what it held before: the median of the seconds meanwhile, the most, and when it was done. */
  memory: number;
  most: number;
  left: number;
}

export interface SizeFigures {
  clients: number;
  planned: Step;
  replanned: Step;
  /** Requests that write, of the look after which nothing had changed. */
  idleWrites: number;
  moved: number;
  wrong: number;
}

const held = (): number => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 1e6;
};

/** What nobody holds any more goes in steps: buffers of answers wait for their finalizers, and these for a collection. */
async function atRest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await wait(300);
  }
  globalThis.gc?.();
}

async function measured(clients: number, counted: Counted, work: () => Promise<void>): Promise<Step> {
  Object.assign(counted, nothingCounted());
  await atRest();
  const before = held();
  const samples: number[] = [];
  // What is held after a collection, not what waits for one: a buffer whose answer is gone waits for its finalizer first.
  const watch = setInterval(async () => {
    globalThis.gc?.();
    await wait(20);
    globalThis.gc?.();
    samples.push(held());
  }, 1000);
  const [began, used] = [performance.now(), process.cpuUsage()];
  await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(used);
  clearInterval(watch);
  await atRest();
  samples.push(held());
  return { wall: wall / clients, cpu: (user + system) / 1000 / clients, requests: requestsOf(counted) / clients, roundTrips: counted.roundTrips / clients, memory: samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)]! - before, most: Math.max(...samples) - before, left: samples.at(-1)! - before };
}

/** Plans everybody, looks again with nothing changed, then again after something was accepted over the blocks of one in twenty. */
export async function measureSize(clients: number, databaseUrl: string | null): Promise<SizeFigures> {
  const product = await startProduct({ clients, mode: 'firm', notifications: false, databaseUrl });
  const { counted, clock, calendars, work, db } = product;
  const later = async (hours: number): Promise<void> => {
    clock.set(new Date(clock.now().getTime() + hours * HOUR));
    await calendars.ask({ do: 'advance', at: clock.now().toISOString() });
    // Reviews are used: a lost one would ask for ten minutes more.
    await db.system((tx) => tx.query('update review_blocks set used_at = starts_at where starts_at <= $1', [clock.now()]));
    // Everybody is asked for, as if something had changed.
    await db.system((tx) => tx.query('update review_times set due_at = $1, look_by = $1', [clock.now()]));
  };
  try {
    const planned = await measured(clients, counted, work);
    await later(5);
    await measured(clients, counted, work);
    const idleWrites = counted.creates + counted.changes + counted.removals;
    const chance = chanceOf(clients);
    const some = indexes(clients).filter(() => chance() < 0.05);
    await calendars.ask({ do: 'change', order: { clients: some.map((client) => ({ client, beside: 0, over: 1 })), seed: clients } });
    await later(1);
    const replanned = await measured(clients, counted, work);
    const moved = (counted.changes + counted.creates) / clients;
    const counts = await calendars.ask<number[][]>({ do: 'reviews', weeks: 4 });
    const wrong = counts.reduce((sum, week) => sum + clients - (week[1] ?? 0), 0) + (await calendars.ask<number>({ do: 'conflicts' }));
    return { clients, planned, replanned, idleWrites, moved, wrong };
  } finally {
    await product.stop();
  }
}
