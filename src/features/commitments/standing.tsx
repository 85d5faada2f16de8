import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { NotKept } from '../../components/sending-notes.tsx';
import { ConflictNote } from './conflict-note.tsx';
import type { Lines } from './overlay.ts';
import type { LinesState } from './use-board.ts';

/** What could not be done as it was asked, and whether others' changes are seen. */
export function Standing({ state: { live, unsent, conflicts, settle, send, refusal, problem, reload } }: { state: Omit<LinesState<Lines>, 'board'> }) {
  return (
    <>
      {conflicts.map((conflict) => <ConflictNote key={conflict.mine.key} conflict={conflict} settle={settle} send={send} />)}
      {refusal && <NotKept problem={refusal.problem} words={(refusal.mine.body as { text?: string }).text} />}
      <ErrorNote problem={problem} retry={reload} title="This may be out of date." />
      {live === 'lost' && <BandNotice intent="warning">No connection just now. {unsent > 0 ? 'What you typed is kept here and sent as soon as it is back.' : 'Changes of others appear as soon as it is back.'}</BandNotice>}
    </>
  );
}
