/**
 * The present as the server knows it: the answer's `Date` header decides, so that a wrong clock on somebody's laptop never
 * books yesterday. Between answers the time moves on with the page's own monotonic timer.
 */
export interface PageClock {
  now(): Date;
  /** Takes the time of an answer. Ignores what is not a date. */
  learn(dateHeader: string | null): void;
}

/** A clock that starts from the machine's time until the first answer. `ticks` counts milliseconds and never goes back. */
export function createPageClock(start: number = Date.now(), ticks: () => number = () => performance.now()): PageClock {
  let known = start;
  let at = ticks();
  return {
    now: () => new Date(known + (ticks() - at)),
    learn: (dateHeader) => {
      const time = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(time)) return;
      known = time;
      at = ticks();
    },
  };
}
