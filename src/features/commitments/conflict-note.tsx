import type { ChangeCommitment, Commitment, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { Sending } from '../../components/outbox.ts';
import { TwoWordings } from '../../components/sending-notes.tsx';
import type { Conflict } from '../../components/sendings.ts';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { dayOf } from './overlay.ts';

/** A line in words, e.g. "Ask Sam, by 6 March 2026". */
const lineWords = (text: string, on: string | null, locale: string): string => (on === null ? text : `${text}, by ${dateText(on, locale)}`);

/** What I wanted it to be, and what it is, in words of `locale`. */
export function bothOf({ mine, theirs }: Conflict<Commitment>, locale: string): { mine: string; theirs: string } {
  if (mine.path.endsWith('/review')) {
    const { learnt, outcome } = mine.body as ReviewCommitment;
    const said = (...words: (string | undefined)[]): string => words.filter(Boolean).join(': ');
    return { mine: said(outcome, learnt), theirs: said(theirs.review?.outcome, theirs.review?.learnt) };
  }
  const { text = theirs.text, due } = mine.body as ChangeCommitment;
  const on = due === undefined ? theirs.dueOn : dayOf(due);
  // The day is said where it differs.
  const same = on === theirs.dueOn;
  return { mine: lineWords(text, same ? null : on, locale), theirs: lineWords(theirs.text, same ? null : theirs.dueOn, locale) };
}

/** The same again, on top of theirs. */
function onTop({ mine, theirs }: Conflict<Commitment>): Sending {
  const version = mine.path.endsWith('/review') ? theirs.review?.version : theirs.version;
  return { ...mine, key: `${mine.key}+`, body: { ...(mine.body as object), ...(version !== undefined && { version }) } };
}

interface ConflictNoteProps {
  conflict: Conflict<Commitment>;
  settle: (conflict: Conflict<Commitment>) => void;
  send: (sending: Sending) => void;
}

/** Two people wrote one line at once: both wordings, and the choice. */
export function ConflictNote({ conflict, settle, send }: ConflictNoteProps) {
  const { locale } = useViewer();
  const words = bothOf(conflict, locale);
  const takeMine = () => {
    send(onTop(conflict));
    settle(conflict);
  };
  return <TwoWordings theirs={words.theirs} mine={words.mine} keepTheirs={() => settle(conflict)} takeMine={takeMine} />;
}
