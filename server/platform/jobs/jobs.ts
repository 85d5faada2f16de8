/**
 * Domain time lives in columns (`due_at`), not in the queue: a sweep asks "what is due at now?". The queue (pg-boss)
 * wakes workers, spreads the work and retries.
 */
export interface DueWork {
  /** Queue name, lower-case with dashes. */
  name: string;
  /** Earliest instant at which something falls due, or null. */
  nextDueAt(): Promise<Date | null>;
  /** Does everything due at `now`, each item at most once at a time over all processes; answers how many it did. Idempotent. */
  runDue(now: Date): Promise<number>;
}

export interface Jobs {
  /** Asks for `name` to be looked at as soon as possible, or at `at`. Never rejects: a sweep finds what a lost wake-up missed. */
  wake(name: string, at?: Date): Promise<void>;
  /** Starts polling and schedules; the work is registered once. */
  start(work: DueWork[]): Promise<void>;
  /** Waits for what runs, then stops. */
  stop(): Promise<void>;
}
