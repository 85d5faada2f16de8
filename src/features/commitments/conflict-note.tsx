import type { ChangeCommitment, Commitment, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { Sending } from '../../components/outbox.ts';
import { TwoWordings } from '../../components/sending-notes.tsx';
import type { Conflict } from '../../components/sendings.ts';

/** The words of mine that were not taken. */
function wordsOf({ body }: Sending): string {
  const { text } = body as ChangeCommitment;
  const { learnt, outcome } = body as ReviewCommitment;
  return text ?? ([outcome, learnt].filter(Boolean).join(': ') || 'another day');
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
  const { mine, theirs } = conflict;
  const theirWords = mine.path.endsWith('/review') ? [theirs.review?.outcome, theirs.review?.learnt].filter(Boolean).join(': ') : theirs.text;
  const takeMine = () => {
    send(onTop(conflict));
    settle(conflict);
  };
  return <TwoWordings theirs={theirWords} mine={wordsOf(mine)} keepTheirs={() => settle(conflict)} takeMine={takeMine} />;
}
