import type { FollowProblem } from '../../following/service.ts';
import type { SessionRow } from '../store.ts';
import { nameOf } from './words.ts';

/** Whose changes in Outlook go unseen and why, for the screen; null while all is well, or while it passes by itself. */
export function notFollowedWords(row: SessionRow, found: FollowProblem): string | null {
  if (row.state !== 'proposed' && row.state !== 'booked') return null;
  if (!found || found.problem === 'waiting') return null;
  const whose = `${nameOf(row, row.organizer_id) ?? 'The organiser'}’s calendar`;
  const way = found.permission ? `an administrator can allow it (${found.permission})` : 'an administrator can find out why';
  return `Fieldwork cannot follow ${whose} at the moment, so changes made in Outlook show here only when this page is opened: ${way}.`;
}
