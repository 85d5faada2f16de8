import type { Clock } from '../platform/clock.ts';
import type { Keep } from './store.ts';

/** The simulated tenant's time: runs with the machine's from wherever it was put, or stands still; never goes back. */
export interface MovableClock extends Clock {
  /** Moves forward to `to`; an instant that has passed already is ignored, so that steps may be asked for in any order. */
  advanceTo(to: Date): void;
  /** Milliseconds ever skipped by `advanceTo`. What a caller cached by the machine's clock is older by the difference. */
  skippedMs(): number;
}

export interface ClockOptions {
  /** Where time starts when nothing was kept: an instant, or null for the machine's own. */
  start: Date | null;
  /** The machine's clock. */
  machine: Clock;
  /** False: time stands still between moves (for tests). */
  flow: boolean;
  keep: Keep;
}

interface Kept {
  /** Epoch milliseconds that the clock showed when it was last moved. */
  at: number;
  /** Epoch milliseconds of the machine at that moment. */
  machineAt: number;
  skipped: number;
}

const KEY = 'clock';

/** Makes the clock, where it was left when `keep` knows it. */
export function createClock({ start, machine, flow, keep }: ClockOptions): MovableClock {
  const machineNow = (): number => machine.now().getTime();
  const kept = keep.read(KEY) as Kept | null;
  let state: Kept = kept ?? { at: start?.getTime() ?? machineNow(), machineAt: machineNow(), skipped: 0 };
  if (kept === null) keep.write(KEY, state);
  let latest = state.at;

  // A machine whose own clock is set back must not take the tenant with it, hence the high-water mark.
  const now = (): number => {
    latest = Math.max(latest, flow ? state.at + machineNow() - state.machineAt : state.at);
    return latest;
  };

  return {
    now: () => new Date(now()),
    advanceTo(to) {
      const from = now();
      if (to.getTime() <= from) return;
      state = { at: to.getTime(), machineAt: machineNow(), skipped: state.skipped + to.getTime() - from };
      keep.write(KEY, state);
    },
    skippedMs: () => state.skipped,
  };
}
