import { newEventFrom } from '../../server/sandbox/graph/body/event-body.ts';
import type { Simulation } from '../../server/sandbox/simulation.ts';
import { deleteEntry, moveEntry } from '../../server/sandbox/acts.ts';
import { agenda } from '../../server/sandbox/tenant/events/mailbox.ts';
import { fieldsOf } from '../../server/sandbox/tenant/events/occurrences.ts';
import { graphId } from '../../server/sandbox/tenant/item-ids.ts';
import { createEvent } from '../../server/sandbox/tenant/events/organise.ts';
import { addressOf, indexes, objectIdOf } from './population.ts';

// What people do in their calendars meanwhile, drawn from a seed.

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const review = 'Review time';
const small = 'Call';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Order {
  /** Who: for each their changes beside the blocks, and how many meetings they accept over a block. */
  clients: { client: number; beside: number; over: number }[];
  seed: number;
}

interface Entry {
  start: number;
  end: number;
  subject: string;
  id: string;
}

const entriesOf = ({ tenant }: Simulation, client: number, from: number, to: number): Entry[] =>
  agenda(tenant, objectIdOf(client), from, to).map((one) => ({ start: one.start, end: one.end, subject: fieldsOf(one).subject, id: graphId(one.event.id, one.key, 'immutable') }));

const utc = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' });

function plant({ tenant }: Simulation, client: number, start: number, minutes: number): void {
  const owner = tenant.state.get('person', objectIdOf(client))!;
  createEvent(tenant, owner, newEventFrom({ subject: small, showAs: 'busy', start: utc(start), end: utc(start + minutes * MINUTE) } as never, owner));
}

/** A time within the next weeks that meets no block: a change beside them. */
function besideBlocks(chance: () => number, blocks: Entry[], now: number): number {
  for (;;) {
    const start = Math.ceil(now / DAY) * DAY + Math.floor(chance() * 20) * DAY + (7 * 60 + Math.floor(chance() * 44) * 15) * MINUTE;
    if (!blocks.some((block) => block.start < start + 30 * MINUTE && block.end > start)) return start;
  }
}

/** Somebody makes, moves or deletes a call: each a third of the time. */
function changeBeside(simulation: Simulation, client: number, chance: () => number): void {
  const now = simulation.clock.now().getTime();
  const entries = entriesOf(simulation, client, now, now + 4 * WEEK);
  const calls = entries.filter(({ subject }) => subject === small);
  const start = besideBlocks(chance, entries.filter(({ subject }) => subject === review), now);
  const [what, call] = [chance(), calls[Math.floor(chance() * calls.length)]];
  const user = addressOf(client);
  if (!call || what < 0.34) plant(simulation, client, start, 30);
  else if (what < 0.67) moveEntry(simulation.tenant, { user, id: call.id, span: { start: new Date(start), end: new Date(start + 30 * MINUTE) } });
  else deleteEntry(simulation.tenant, { user, id: call.id });
}

/** Somebody accepts a meeting over one of their blocks, two days ahead or more: nearer ones are frozen. */
function changeOver(simulation: Simulation, client: number, chance: () => number): void {
  const now = simulation.clock.now().getTime();
  const blocks = entriesOf(simulation, client, now + 2 * DAY, now + 3.5 * WEEK).filter(({ subject }) => subject === review);
  const block = blocks[Math.floor(chance() * blocks.length)];
  if (block) plant(simulation, client, block.start, 30);
}

/** Does what was drawn; how many changes were made. */
export function changeCalendars(simulation: Simulation, { clients, seed }: Order): number {
  const chance = chanceOf(seed);
  let made = 0;
  simulation.tenant.state.transact(() => {
    for (const { client, beside, over } of clients) {
      for (let count = 0; count < beside; count += 1) changeBeside(simulation, client, chance);
      for (let count = 0; count < over; count += 1) changeOver(simulation, client, chance);
      made += beside + over;
    }
  });
  return made;
}

/** How many clients have how many blocks in a week of the next ones, as `weeks[index][count]`. */
export function reviewsOf(simulation: Simulation, weeks: number): number[][] {
  const first = Math.ceil((simulation.clock.now().getTime() - 4 * DAY) / WEEK) * WEEK + 4 * DAY;
  const found: number[][] = indexes(weeks).map(() => []);
  for (const { objectId } of simulation.tenant.state.all('person')) {
    const counts = indexes(weeks).map(() => 0);
    for (const one of agenda(simulation.tenant, objectId, first, first + weeks * WEEK)) {
      if (fieldsOf(one).subject === review) counts[Math.floor((one.start - first) / WEEK)]! += 1;
    }
    counts.forEach((count, week) => (found[week]![count] = (found[week]![count] ?? 0) + 1));
  }
  return found;
}

/** Blocks of the next four weeks that lie over something else. */
export function conflictsOf(simulation: Simulation): number {
  const now = simulation.clock.now().getTime();
  let met = 0;
  for (const client of indexes(simulation.tenant.state.size('person'))) {
    const entries = entriesOf(simulation, client, now + DAY, now + 3 * WEEK);
    const blocks = entries.filter(({ subject }) => subject === review);
    met += blocks.filter((block) => entries.some((one) => one.subject !== review && one.start < block.end && one.end > block.start)).length;
  }
  return met;
}
