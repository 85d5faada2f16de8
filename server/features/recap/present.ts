import { may } from '../../access/policies.ts';
import type { EngagementScope } from '../../access/scope.ts';
import type { Told } from '../nudges/service.ts';
import type { Recap, RecapReader } from './contract.ts';
import type { Letter } from './letter/compose.ts';
import { letterText } from './letter/words.ts';
import { chatIsBetweenTwo, postPatience, recapAt } from './rules.ts';
import type { Reader, RecapRow, Sending } from './store.ts';

/** Did not take place: of these no recap goes. */
const over = new Set(['cancelled', 'late-cancel', 'client-no-show', 'coach-no-show']);

/** Whether a decision about the recap holds for the session at the time it has now. */
const isSettled = (row: RecapRow): boolean => row.settled_for !== null && row.settled_for.getTime() === row.starts_at.getTime();

function stateOf(row: RecapRow): Recap['state'] {
  if (row.mail_off) return 'off';
  // What left before that was known is told as it is.
  const left = isSettled(row) && row.outcome === 'offered';
  if (over.has(row.state) && !left) return 'not-held';
  if (!isSettled(row)) return 'ahead';
  return row.outcome === 'offered' ? 'going' : row.outcome!;
}

/** What became of one person's mail. Why somebody's waits is theirs alone. */
export function readerState(told: Told | undefined, sending: Sending | undefined): Pick<RecapReader, 'state' | 'at'> {
  if (sending) return { state: sending.state === 'sent' ? 'sent' : 'lost', at: sending.at.toISOString() };
  if (!told) return { state: 'ahead', at: null };
  if (told.state === 'dropped') return { state: 'not-sent', at: null };
  if (told.state === 'waiting' || told.state === 'leaving') return { state: 'waiting', at: null };
  return { state: told.state === 'said' ? 'sent' : 'lost', at: told.at.toISOString() };
}

/** A post whose server was killed may be there all the same. */
function postState(row: RecapRow, now: Date): Recap['chat']['state'] {
  if (row.chat_state !== 'posting') return row.chat_state ?? 'none';
  return now.getTime() - row.chat_at!.getTime() > postPatience ? 'lost' : 'posting';
}

export interface Facts {
  row: RecapRow;
  scope: EngagementScope;
  readers: { reader: Reader; letter: Letter; told: Told | undefined; sending: Sending | undefined }[];
  chat: Letter | null;
  /** Whether somebody is signed in, in whose name something can be done. */
  signedIn: boolean;
  hasMailbox: boolean;
  now: Date;
}

/** True when the client may mail those from their own mailbox who got nothing and will not by themselves. */
export const needsHand = ({ told, sending }: Facts['readers'][number], hasMailbox: boolean): boolean =>
  sending === undefined && (told === undefined ? !hasMailbox : told.state === 'dropped' || (told.state === 'waiting' && told.reason === 'no-mailbox'));

/** What the viewer may do with it now. */
function canNow({ row, scope, readers, chat, signedIn, hasMailbox, now }: Facts): Recap['can'] {
  const settles = may(scope, 'settle-recap', scope.status);
  const overdue = row.anything && row.ends_at <= now && stateOf(row) !== 'off';
  const waiting = readers.some((one) => one.reader.id !== scope.personId && needsHand(one, hasMailbox));
  const postable = row.recap_chat !== 'off' && chat !== null && ['none', 'waiting', 'lost'].includes(postState(row, now)) && !over.has(row.state);
  return {
    settle: settles && readers.some(({ told, sending }) => ['ahead', 'waiting'].includes(readerState(told, sending).state)),
    send: settles && signedIn && overdue && waiting,
    post: signedIn && may(scope, 'do-fieldwork', scope.status) && postable,
    choose: settles && row.chat_id !== null,
  };
}

export function presentRecap(facts: Facts): Recap {
  const { row, readers, chat, hasMailbox, now } = facts;
  const state = stateOf(row);
  return {
    sessionId: row.session_id,
    engagementId: row.engagement_id,
    state,
    goesAt: state === 'ahead' && row.anything && hasMailbox ? recapAt({ endsAt: row.ends_at, readBackAt: row.read_back_at, changedAt: row.changed_at }).toISOString() : null,
    readers: readers.map(({ reader, letter, told, sending }) => ({
      personId: reader.id, role: reader.role, displayName: reader.display_name, email: reader.email, ...readerState(told, sending),
      subject: letter.subject, text: letterText(letter),
    })),
    chat: { setting: row.recap_chat, state: postState(row, now), text: chat && letterText(chat), others: !chatIsBetweenTwo(row) },
    can: canNow(facts),
  };
}
