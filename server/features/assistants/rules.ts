/** Addresses remembered at a time; the oldest goes first. Bounds memory, not correctness. */
const remembered = 10_000;
const windowMs = 60_000;

/** Counts per key in a window of a minute, in this process alone: it slows a guesser down, and the secret does the rest. */
export class Limiter {
  private readonly counts = new Map<string, { from: number; count: number }>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Counts one; false when that is more than allowed in this minute. */
  allows(key: string, now: Date): boolean {
    const known = this.counts.get(key);
    const counted = known && now.getTime() - known.from < windowMs ? known : { from: now.getTime(), count: 0 };
    counted.count += 1;
    this.counts.delete(key);
    this.counts.set(key, counted);
    if (this.counts.size > remembered) this.counts.delete(this.counts.keys().next().value!);
    return counted.count <= this.most;
  }
}
