import type { CommitmentRow } from '../store.ts';
import type { Ahead } from './store.ts';

/** Lines shown one by one; the rest is a number. */
const mostShown = 10;

export const dayWords = (isoDay: string): string =>
  new Date(`${isoDay}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

const lineOf = ({ text, due_on: dueOn }: CommitmentRow): string => `• ${text}${dueOn === null ? '' : ` (by ${dayWords(dueOn)})`}`;

const soonest = (a: CommitmentRow, b: CommitmentRow): number => (a.due_on ?? '9999').localeCompare(b.due_on ?? '9999');

/** Everything that is open in one notice: what, by when, and three ways on for what slipped twice. */
export function digestWords(open: CommitmentRow[], ahead: Ahead): { subject: string; lines: string[] } {
  const when = ahead.starts_at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: ahead.zone ?? 'UTC' });
  const more = open.length - mostShown;
  const count = open.length === 1 ? 'One thing you took on is open' : `${open.length} things you took on are open`;
  return {
    subject: ahead.neutral_subject ? `Before your meeting on ${when}` : `Your fieldwork before ${when}`,
    lines: [
      ahead.neutral_subject ? `${count}.` : `${count}. You meet ${ahead.coach_name} on ${when}.`,
      ...open.toSorted(soonest).slice(0, mostShown).map(lineOf),
      ...(more > 0 ? [`And ${more} more.`] : []),
      ...(open.some(({ asks }) => asks) ? ['Something slipped twice. Make it smaller, get help or drop it: all three are fine.'] : []),
    ],
  };
}
