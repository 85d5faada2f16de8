import { chanceOf } from './outlook.ts';
import { indexes, start } from './population.ts';
import { nothingCounted, requestsOf, startProduct, type Counted, type Product } from './product.ts';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;

/** What is assumed of a week: changes in each calendar, and the share of blocks that something is accepted over; some of it is called off again or comes too late, so that a tenth of the blocks is moved. */
export const assumed = { changes: 25, over: 0.16 };

/** Working hours of a week in which people change their calendars, told as hours from its start. */
const changingHours = indexes(5).flatMap((day) => indexes(11).map((hour) => 2 + day * 24 + hour));

type Orders = Map<number, { client: number; beside: number; over: number }[]>;

/** Who changes what in which hour of a week. */
function drawn(clients: number, week: number): Orders {
  const chance = chanceOf(1000 + week);
  const orders: Orders = new Map();
  const add = (hour: number, client: number, beside: number, over: number): void => {
    const list = orders.get(hour) ?? [];
    orders.set(hour, list);
    list.push({ client, beside, over });
  };
  const anyHour = (): number => changingHours[Math.floor(chance() * changingHours.length)]!;
  for (const client of indexes(clients)) {
    const over = chance() < assumed.over ? 1 : 0;
    if (over) add(anyHour(), client, 0, 1);
    for (let count = over; count < assumed.changes; count += 1) add(anyHour(), client, 1, 0);
  }
  return orders;
}

/** Lets time pass with everything that falls due on the way, notifications included. */
async function passUntil({ calendars, clock, db, nextDueAt, work }: Product, until: number): Promise<void> {
  for (;;) {
    const told = await calendars.ask<string | null>({ do: 'deliver' });
    const due = await nextDueAt();
    const next = Math.min(told === null ? Infinity : Date.parse(told), due?.getTime() ?? Infinity);
    if (next > until) break;
    // What is told within a minute is taken in together, as it is by a worker that looks now and then.
    clock.set(new Date(Math.max(clock.now().getTime(), Math.min(next + 60_000, until))));
    await calendars.ask({ do: 'advance', at: clock.now().toISOString() });
    await calendars.ask({ do: 'deliver' });
    await useReviews({ db, clock });
    await work();
  }
  clock.set(new Date(until));
  await calendars.ask({ do: 'advance', at: clock.now().toISOString() });
}

/** Everybody uses the review whose block began: a lost one would ask for ten minutes more. */
const useReviews = ({ db, clock }: Pick<Product, 'db' | 'clock'>): Promise<unknown> =>
  db.system((tx) => tx.query('update review_blocks set used_at = starts_at where starts_at <= $1 and used_at is null', [clock.now()]));

async function passWeek(product: Product, clients: number, week: number): Promise<void> {
  const orders = drawn(clients, week);
  for (const hour of [...orders.keys()].sort((a, b) => a - b)) {
    await passUntil(product, start.getTime() + week * WEEK + hour * HOUR);
    await product.calendars.ask({ do: 'change', order: { clients: orders.get(hour)!, seed: week * 200 + hour } });
  }
  await passUntil(product, start.getTime() + (week + 1) * WEEK);
}

export interface WeekFigures {
  /** Requests for one client and week, by kind. */
  counted: Counted;
  requests: number;
  roundTrips: number;
  /** Blocks moved, of those that stood. */
  moved: number;
  /** Weeks of clients with another number of blocks than one, and blocks over something else, at the end. */
  wrong: number;
}

/** The first weeks are not counted but by the year: a series is made once, and one list of its occurrences serves 13 weeks. */
export async function measureWeeks(options: { clients: number; weeks: number; mode: string; notifications: boolean; databaseUrl: string | null; holidays: string | null }): Promise<WeekFigures> {
  const { clients, weeks } = options;
  const product = await startProduct(options);
  try {
    await product.work();
    await passWeek(product, clients, 0);
    const first = { ...product.counted };
    Object.assign(product.counted, nothingCounted());
    const movesSoFar = await movesOf(product);
    for (let week = 1; week <= weeks; week += 1) await passWeek(product, clients, week);
    const per = (value: number): number => value / clients / weeks;
    const counted = Object.fromEntries(Object.entries(product.counted).map(([kind, value]) => [kind, per(value)])) as unknown as Counted;
    counted.creates += first.creates / clients / 52;
    counted.lists = Math.max(counted.lists, first.lists / clients / 13);
    const counts = await product.calendars.ask<number[][]>({ do: 'reviews', weeks: 3 });
    const wrong = counts.reduce((sum, week) => sum + clients - (week[1] ?? 0), 0) + (await product.calendars.ask<number>({ do: 'conflicts' }));
    return { counted, requests: requestsOf(counted), roundTrips: counted.roundTrips, moved: per((await movesOf(product)) - movesSoFar), wrong };
  } finally {
    await product.stop();
  }
}

const movesOf = ({ db }: Product): Promise<number> =>
  db.system(async (tx) => Number((await tx.query<{ count: string }>("select count(*) as count from review_log where what in ('moved', 'shrunk', 'other-day')")).rows[0]!.count));
