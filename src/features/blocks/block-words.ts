import type { ReviewBlock, ReviewLogEntry, ReviewTime } from '../../../server/features/blocks/contract.ts';
import { addDays, clockText, dateText, dayText, rangeText } from '../../components/time.ts';

export interface Mark {
  text: string;
  tone: 'success' | 'warning' | 'important' | 'informative' | 'brand';
}

const movedWords = (moves: number): string => (moves === 1 ? 'Moved' : moves === 2 ? 'Moved twice' : `Moved ${moves} times`);

const minutesOf = ({ start, end }: ReviewBlock): number => (start && end ? (Date.parse(end) - Date.parse(start)) / 60_000 : 0);

function standing(block: ReviewBlock): Mark {
  if (block.used) return { text: 'Kept', tone: 'success' };
  switch (block.state) {
    case 'skipped':
      return { text: 'Skipped', tone: 'informative' };
    case 'missed':
      return { text: 'Lost', tone: 'warning' };
    case 'asking':
      return { text: 'Asks you', tone: 'important' };
    case 'pinned':
      return { text: 'Pinned by you', tone: 'brand' };
    case 'planned':
      return block.kind === 'rescue' ? { text: 'Rescue slot', tone: 'brand' } : { text: 'Planned', tone: 'informative' };
  }
}

/** What a block is, in a few words each, the most telling first. */
export function marksOf(block: ReviewBlock): Mark[] {
  const marks = [standing(block)];
  if (block.kind === 'rescue' && marks[0]!.text !== 'Rescue slot') marks.push({ text: 'Rescue slot', tone: 'informative' });
  if (block.moves > 0) marks.push({ text: movedWords(block.moves), tone: 'informative' });
  if (block.shrunk) marks.push({ text: `Shortened to ${minutesOf(block)} minutes`, tone: 'informative' });
  if (!block.inCalendar) marks.push({ text: 'Waiting for Microsoft 365', tone: 'warning' });
  return marks;
}

/** "This week", "Next week", "Week of 16 March 2026". Mondays as `YYYY-MM-DD`, `today` too. */
export function weekWords(week: string, today: string, locale: string): string {
  if (week <= today && today < addDays(week, 7)) return 'This week';
  return addDays(week, -7) <= today && today < week ? 'Next week' : `Week of ${dateText(week, locale)}`;
}

/** "Thursday 12 March, 09:00 – 09:30". */
export const spanWords = ({ start, end }: { start: string; end: string }, zone: string, locale: string): string => `${dayText(start, zone, locale)}, ${rangeText(start, end, zone, locale)}`;

/** How it stands in the calendar, and what comes after it. */
export function besideWords(block: ReviewBlock, zone: string, locale: string): { shown: string | null; session: string | null } {
  const stands = block.start !== null && !block.used && block.state !== 'missed' && block.state !== 'skipped';
  const { nextSession } = block;
  return {
    shown: stands ? `Shown as ${block.shows}.` : null,
    session: nextSession ? `${dayText(nextSession.start, zone, locale)}, ${clockText(nextSession.start, zone, locale)}` : null,
  };
}

/** From where to where, in a line; null where nothing was moved. */
export function movedFromTo({ from, to }: Pick<ReviewLogEntry, 'from' | 'to'>, zone: string, locale: string): string | null {
  if (!from && !to) return null;
  if (!from) return `To ${spanWords(to!, zone, locale)}.`;
  if (!to) return `It was ${spanWords(from, zone, locale)}.`;
  return from.start === to.start && from.end === to.end ? `${spanWords(to, zone, locale)}.` : `From ${spanWords(from, zone, locale)} to ${spanWords(to, zone, locale)}.`;
}

/** What happens to the blocks in the calendar when review time rests or stops. */
export function leavingWords({ blocks, zone }: Pick<ReviewTime, 'blocks' | 'zone'>, now: Date, locale: string): string {
  const first = blocks.find(({ start, state, used }) => start !== null && Date.parse(start) > now.getTime() && !used && state !== 'skipped' && state !== 'missed');
  if (!first) return 'No block is in your calendar at present.';
  return `All blocks from ${dayText(first.start!, zone, locale)} on leave your calendar, and so does the weekly series.`;
}
