import type { AppContext } from '../../../context.ts';
import { followName } from '../rules.ts';
import { isMarked, marksOf, readable } from './rules.ts';
import { markDue, subscriptionsOf } from './store.ts';
import type { Notification } from '../contract.ts';

interface Waiting {
  items: Notification[];
  lifecycle: boolean;
  done: () => void;
  failed: (error: unknown) => void;
}

/**
 * Stores what comes at the same time in one statement: while one is under way the next ones gather. A request is answered when the
 * statement that holds its notifications is durable, so thousands a minute cost some dozens of writes, and none is lost.
 */
class Inbox {
  readonly #context: AppContext;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(context: AppContext) {
    this.#context = context;
  }

  take(items: Notification[], lifecycle: boolean): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ items, lifecycle, done, failed });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        await this.#store(batch);
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#busy = false;
  }

  async #store(batch: Waiting[]): Promise<void> {
    const now = this.#context.clock.now();
    const ids = [...new Set(batch.flatMap(({ items }) => items.map(({ subscriptionId }) => subscriptionId)))];
    // Each statement stands by itself: marking is one, and doing it again changes nothing.
    const marked = await this.#context.db.glance(async (tx) => {
      const known = await subscriptionsOf(tx, ids, now);
      if (known.length === 0) return 0;
      let count = 0;
      for (const lifecycle of [false, true]) {
        const marks = marksOf(batch.filter((one) => one.lifecycle === lifecycle).flatMap(({ items }) => items), known, lifecycle).filter((mark) => !isMarked(mark, known));
        if (marks.length > 0) count += await markDue(tx, marks, now);
      }
      return count;
    });
    if (marked > 0) await this.#context.jobs.wake(followName);
  }
}

const inboxes = new WeakMap<AppContext, Inbox>();

/** Stores what is genuine of a delivery; resolves when it is durable. What is forged, foreign or malformed changes nothing. */
export async function receive(context: AppContext, items: unknown[], lifecycle: boolean): Promise<void> {
  const genuineLooking = readable(items);
  if (genuineLooking.length === 0) return;
  const inbox = inboxes.get(context) ?? new Inbox(context);
  inboxes.set(context, inbox);
  await inbox.take(genuineLooking, lifecycle);
}
