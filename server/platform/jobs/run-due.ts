import type { Clock } from '../clock.ts';
import type { DueWork } from './jobs.ts';

/** Batches of one kind of work in a row, before others get their turn. */
const BATCHES = 20;

/**
 * Does what is due until nothing more gets done; answers when the next falls due, or null for nothing in sight. A past
 * instant means that something due could not be done now (it failed, or another process holds it).
 */
export async function runDue(work: DueWork, clock: Clock): Promise<Date | null> {
  let next: Date | null = null;
  for (let batch = 0; batch < BATCHES; batch++) {
    const done = await work.runDue(clock.now());
    next = await work.nextDueAt();
    if (done === 0 || next === null || next > clock.now()) return next;
  }
  return next;
}
