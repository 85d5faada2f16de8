import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { CalendarReach, PlanItem, PlanPage, ProposedItem, TimeOption } from '../../../server/features/arc/contract.ts';
import { count } from '../../components/rhythm-words.ts';
import { listNames } from '../../components/session-words.ts';
import { dateIn, dateText } from '../../components/time.ts';

/** What each planned session is called by how far it is; nobody is blamed. */
export const itemWords: Record<PlanItem['state'], string> = {
  planned: 'Planned',
  skipped: 'Left out',
  booked: 'Booked',
  done: 'Was there',
  passed: 'Not booked',
};

/** "2 days later than the rhythm", null on the day itself. */
export function daysOffWords(daysOff: number): string | null {
  if (daysOff === 0) return null;
  return `${count(Math.abs(daysOff), 'day')} ${daysOff > 0 ? 'later' : 'earlier'} than the rhythm`;
}

/** An empty calendar far ahead is not a free one. Null when everybody's reaches that far. */
export const farAheadWords = ({ notKnownYet }: Pick<TimeOption, 'notKnownYet'>): string | null =>
  notKnownYet.length === 0 ? null : `Free as far as can be known: ${listNames(notKnownYet)} ${notKnownYet.length === 1 ? 'has' : 'have'} nothing at all in the calendar that far ahead yet.`;

/** How far one calendar reaches, in a sentence. */
export function reachWords({ displayName, known, source, note, lastEntryAt, zone }: CalendarReach, locale: string): string {
  if (!known) return `${displayName}: ${note}`;
  if (source === 'office-hours') return `${displayName}: says the hours on a page of their own.`;
  if (lastEntryAt === null) return `${displayName}: nothing in the calendar for these weeks. It may still fill.`;
  return `${displayName}: the last thing in the calendar is on ${dateText(dateIn(lastEntryAt, zone), locale)}. What lies after it may still fill.`;
}

/** "14 sessions: 3 booked, 11 planned." */
export function planSummary(items: readonly PlanItem[]): string {
  const many = (state: PlanItem['state']): number => items.filter((item) => item.state === state).length;
  const parts = [
    [many('done'), 'behind you'],
    [many('booked'), 'booked'],
    [many('planned'), 'planned'],
    [many('passed'), 'not booked in time'],
    [many('skipped'), 'left out'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return `${count(items.length, 'session')}: ${said.join(', ')}.`;
}

/** What is different about a proposed session, in a word or two. */
export function changeWords({ before, day, kind, fits }: Pick<ProposedItem, 'before' | 'day' | 'kind' | 'fits'>): 'New' | 'Another day' | 'Another kind' | 'No time fits' | 'As it was' {
  if (!fits) return 'No time fits';
  if (before === null) return 'New';
  if (before.day !== day) return 'Another day';
  return before.kind === kind ? 'As it was' : 'Another kind';
}

/** Why nothing can be planned or booked now; null when both can. */
export function notNowWords(status: Engagement['status'], can: PlanPage['can']): string | null {
  if (status === 'ended') return 'This engagement has ended. What was planned and held stays readable here.';
  if (status === 'paused') return 'This engagement is paused. It can be planned now, and booked once it is resumed.';
  return can.plan && can.book ? null : 'Planning is for the people in the engagement.';
}

/** "Book these 6". */
export const bookWords = (many: number): string => (many === 1 ? 'Book this one' : `Book these ${many}`);
