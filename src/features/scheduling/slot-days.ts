import type { Slot } from '../../../server/features/scheduling/contract.ts';
import { dateIn, dayText, nearText } from '../../components/time.ts';

export interface SlotDay {
  /** `YYYY-MM-DD` in the viewer's zone. */
  date: string;
  /** "Thursday, 3 December". */
  title: string;
  /** "Tomorrow", where that helps. */
  near: string | null;
  slots: Slot[];
}

/**
 * Slots under the viewer's days: days and the times in them in the order of the calendar. The ranking chose which times are
 * offered; a list that jumps between days could not be read.
 */
export function groupByDay(slots: readonly Slot[], view: { zone: string; locale: string; now: Date }): SlotDay[] {
  const inOrder = slots.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const days: SlotDay[] = [];
  for (const slot of inOrder) {
    const date = dateIn(slot.start, view.zone);
    const last = days.at(-1);
    if (last?.date === date) last.slots.push(slot);
    else days.push({ date, title: dayText(slot.start, view.zone, view.locale, view.now), near: nearText(view.now, slot.start, view.zone), slots: [slot] });
  }
  return days;
}

/** The place of each slot in the ranking, 1 for the best, by its start. */
export const ranks = (slots: readonly Slot[]): Map<string, number> => new Map(slots.map(({ start }, index) => [start, index + 1]));

export interface SlotBadge {
  text: string;
  tone: 'warning' | 'brand' | 'informative';
}

const doubts = [
  ['unknown', 'To be confirmed'],
  ['tentative', 'Somebody is tentative'],
  ['workingElsewhere', 'Somebody works elsewhere'],
] as const;

/** What sets a slot apart at a glance; that all are free is the rule and is said by its why. Every badge is a word, never a colour alone. */
export function slotBadges(slot: Pick<Slot, 'preferred' | 'evidence'>, best: boolean): SlotBadge[] {
  const badges: SlotBadge[] = best ? [{ text: 'Best', tone: 'brand' }] : [];
  for (const [state, text] of doubts) {
    if (slot.evidence.some((one) => one.state === state)) badges.push({ text, tone: 'warning' });
  }
  if (slot.preferred) badges.push({ text: 'Preferred time', tone: 'informative' });
  return badges;
}

/** "Showing the best 10 of 34 times." */
export function foundWords(shown: number, total: number): string {
  if (shown === 0) return 'No time suits everybody yet.';
  if (total > shown) return `The best ${shown} of ${total} times.`;
  return shown === 1 ? 'One time.' : `${shown} times.`;
}

/** The length of a slot in minutes: a relaxation may have made it shorter than what was asked for. */
export const minutesOf = ({ start, end }: Pick<Slot, 'start' | 'end'>): number => (Date.parse(end) - Date.parse(start)) / 60_000;
