import type { Answered, Done } from './people.ts';

export interface Judged {
  /** Milliseconds, ascending: the product's without what Microsoft 365 took, and the peer's. */
  own: number[];
  bare: number[];
  errors: number;
}

export const at = (sorted: number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
export const counted = (sorted: number[]): string => `p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms, longest ${at(sorted, 1).toFixed(0)} ms`;

const ascending = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);
/** Milliseconds of all answers, or of one kind, ascending. */
export const times = ({ answers }: Done, kind?: string): number[] => ascending(answers.filter((one) => kind === undefined || one.kind === kind).map(({ milliseconds }) => milliseconds));

/** How long at least one of the calls was under way between two instants. */
function covered(calls: [number, number][], begin: number, end: number): number {
  let [sum, until] = [0, begin];
  for (const [from, to] of calls.toSorted((a, b) => a[0] - b[0])) {
    sum += Math.max(0, Math.min(to, end) - Math.max(from, until));
    until = Math.max(until, Math.min(to, end));
  }
  return sum;
}

/** Milliseconds of all answers, or of one kind, without the time for which their process waited for Microsoft 365 before they came. */
export function ownTimes({ answers }: Done, calls: ReadonlyMap<string, [number, number][]>, kind?: string): number[] {
  return ascending(answers.filter((one) => kind === undefined || one.kind === kind).map(({ milliseconds, from, id }: Answered) => milliseconds - covered(calls.get(id) ?? [], from, from + milliseconds)));
}
