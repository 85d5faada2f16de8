import type { ShownCommitment } from './overlay.ts';

/** How long a line that was ticked stays in sight, so that it can be unticked, milliseconds. */
const doneStaysMs = 24 * 3_600_000;

/** Day after which what has no day stands. */
const someDay = '9999';

/** The lines that still ask something of the client, soonest due first, and after them what was just done. */
export function stillStanding(lines: readonly ShownCommitment[], now: Date): ShownCommitment[] {
  const fresh = ({ state, doneAt, pending }: ShownCommitment): boolean => state === 'done' && (pending || (doneAt !== null && now.getTime() - Date.parse(doneAt) < doneStaysMs));
  const due = ({ dueOn }: ShownCommitment): string => dueOn ?? someDay;
  const open = lines.filter(({ state }) => state === 'open' || state === 'proposed');
  return [...open.toSorted((a, b) => due(a).localeCompare(due(b))), ...lines.filter(fresh)];
}
