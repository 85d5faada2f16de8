/** A time as a link names it: `20260303T143000Z`. */
export const nameOf = (start: string): string => start.replaceAll(/[-:]|\.\d+/g, '');

/** The times with the one that a link named at the top. */
export function chosenFirst<T extends { start: string }>(times: readonly T[], chosen: string | null): (T & { named: boolean })[] {
  return times.map((one) => ({ ...one, named: nameOf(one.start) === chosen })).toSorted((a, b) => Number(b.named) - Number(a.named) || (a.start < b.start ? -1 : 1));
}
