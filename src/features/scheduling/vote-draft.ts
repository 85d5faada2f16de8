/** As many times as a vote takes. */
export const mostAsked = 5;

const HOUR = 3_600_000;

export interface Deadline {
  days: number;
  label: string;
  /** ISO instant. */
  at: string;
}

const choices = [[2, 'Two days'], [1, 'One day'], [4, 'Four days'], [7, 'One week'], [0.25, 'Six hours']] as const;

/** How long answers may take: at least two hours before the first of the times; the usual first. */
export function deadlinesFor(starts: readonly string[], now: Date): Deadline[] {
  const latest = Math.min(...starts.map((start) => Date.parse(start))) - 2 * HOUR;
  return choices.flatMap(([days, label]) => {
    const at = now.getTime() + days * 24 * HOUR;
    return starts.length > 0 && at <= latest ? [{ days, label, at: new Date(at).toISOString() }] : [];
  });
}
