import type { Clock } from '../clock.ts';
import type { DueWork } from './jobs.ts';

/** Seconds that the oldest due piece of each kind has waited by `clock`; 0 when nothing is due. What cannot be asked is left out. */
export async function overdue(all: DueWork[], clock: Clock): Promise<Map<string, number>> {
  const waits = new Map<string, number>();
  for (const { name, nextDueAt } of all) {
    const next = await nextDueAt().catch(() => undefined);
    if (next !== undefined) waits.set(name, next === null ? 0 : Math.max(0, (clock.now().getTime() - next.getTime()) / 1000));
  }
  return waits;
}
