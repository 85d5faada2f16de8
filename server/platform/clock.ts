/** Where every instant in the server comes from, so that tests and the sandbox can move time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** The machine's own clock: the only place that may ask it. */
export const systemClock: Clock = { now: () => new Date() };
