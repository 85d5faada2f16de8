/** Epoch milliseconds, start included, end excluded. */
export interface Interval {
  from: number;
  to: number;
}

/** Sorted, without overlaps: two devices at once are one presence, and so are two visits that touch. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const { from, to } of intervals.filter((one) => one.to > one.from).toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/** What of the intervals lies within `frame`. */
export const clipped = (intervals: readonly Interval[], frame: Interval): Interval[] =>
  intervals.flatMap(({ from, to }) => {
    const [start, end] = [Math.max(from, frame.from), Math.min(to, frame.to)];
    return end > start ? [{ from: start, to: end }] : [];
  });

/** When both were there; both merged. */
export const common = (a: readonly Interval[], b: readonly Interval[]): Interval[] => a.flatMap((one) => clipped(b, one));

/** Length of merged intervals in milliseconds. */
export const lengthOf = (intervals: readonly Interval[]): number => intervals.reduce((sum, { from, to }) => sum + to - from, 0);
