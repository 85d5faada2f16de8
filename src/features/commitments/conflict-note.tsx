import { Button } from '@fluentui/react-components';
import type { ChangeCommitment, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import type { Conflict } from './board-store.ts';
import type { Sending } from './outbox.ts';

/** The words of mine that were not taken. */
function wordsOf({ body }: Sending): string {
  const { text } = body as ChangeCommitment;
  const { learnt, outcome } = body as ReviewCommitment;
  return text ?? ([outcome, learnt].filter(Boolean).join(': ') || 'another day');
}

/** The same again, on top of theirs. */
function onTop({ mine, theirs }: Conflict): Sending {
  const version = mine.path.endsWith('/review') ? theirs.review?.version : theirs.version;
  return { ...mine, key: `${mine.key}+`, body: { ...(mine.body as object), ...(version !== undefined && { version }) } };
}

interface ConflictNoteProps {
  conflict: Conflict;
  settle: (conflict: Conflict) => void;
  send: (sending: Sending) => void;
}

/** Two people wrote one line at once: both wordings, and the choice. */
export function ConflictNote({ conflict, settle, send }: ConflictNoteProps) {
  const { mine, theirs } = conflict;
  const theirWords = mine.path.endsWith('/review') ? [theirs.review?.outcome, theirs.review?.learnt].filter(Boolean).join(': ') : theirs.text;
  const actions = (
    <>
      <Button size="small" onClick={() => settle(conflict)}>Keep theirs</Button>
      <Button size="small" onClick={() => { send(onTop(conflict)); settle(conflict); }}>Use mine</Button>
    </>
  );
  return (
    <BandNotice intent="warning" title="Two of you wrote this at once." actions={actions}>
      Theirs: “{theirWords}”. Yours: “{wordsOf(mine)}”.
    </BandNotice>
  );
}
