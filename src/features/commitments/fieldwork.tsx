import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Board, ChangeCommitment, CommitmentStep, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { isLong, useGrowing } from '../../components/growing.ts';
import { Button } from '../../components/native/button.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { NotKept } from '../../components/sending-notes.tsx';
import { dateIn } from '../../components/time.ts';
import { CaptureLine, type StartedLine } from './capture-line.tsx';
import { CommitmentRow, type RowActs } from './commitment-row.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { LookingBack } from './looking-back.tsx';
import { onePath, type ShownBoard, type ShownCommitment } from './overlay.ts';
import { ReadbackPanel } from './readback-panel.tsx';
import { type BoardState, useBoard } from './use-board.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  // What is out of sight is laid out once it comes into sight; finding in the page and screen readers have it all the same.
  long: { '& > li': { contentVisibility: 'auto', containIntrinsicSize: 'auto 62px', overflowClipMargin: '4px' } },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  undo: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
});

/** What a step, a wording and a look back are as requests. */
const stepOf = (id: string, step: CommitmentStep) => ({ key: newId(), method: 'post' as const, path: `${onePath(id)}/step`, body: { step } });
const wordingOf = (row: ShownCommitment, text: string) => ({ key: newId(), method: 'patch' as const, path: onePath(row.id), body: { version: row.version, text } satisfies ChangeCommitment });
const reviewOf = (row: ShownCommitment, body: ReviewCommitment) => ({ key: newId(), method: 'put' as const, path: `${onePath(row.id)}/review`, body });

/** The ids of the list with one moved up or down; null at the end of the way. */
function movedIds(rows: ShownCommitment[], row: ShownCommitment, by: -1 | 1): string[] | null {
  const ids = rows.map(({ id }) => id);
  const at = ids.indexOf(row.id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return null;
  [ids[at], ids[to]] = [ids[to]!, ids[at]!];
  return ids;
}

export type { StartedLine } from './capture-line.tsx';

interface FieldworkProps {
  api: Api;
  sessionId: string;
  /** What stands between looking back and looking ahead, e.g. the agenda. */
  between?: ReactNode;
  first?: Board | null;
  /** Words from elsewhere that wait in the line. */
  start?: StartedLine | null;
  /** Told of every kind of thing that changed in the engagement. */
  heard?: (name: string) => void;
  /** What the client alone sees under the list. */
  forClient?: (board: ShownBoard) => ReactNode;
}

/** Fieldwork of one session: last time first, then what is agreed now, then the read-back. Shows nothing to those it is not for. */
export function Fieldwork({ api, sessionId, between, first = null, start = null, heard, forClient }: FieldworkProps) {
  const styles = useStyles();
  const state = useBoard(api, sessionId, { first, ...(heard ? { heard } : {}) });
  const { board, problem, reload } = state;
  // A sponsor in a three-way meeting has no part in the fieldwork: the rest of the panel stands without it.
  if (!board) return <>{between}{problem && problem.status !== 404 && <ErrorNote problem={problem} retry={reload} />}</>;
  return (
    <div className={styles.stack}>
      <Standing state={state} />
      <LastTime state={state} board={board} />
      {between}
      <ThisTime api={api} state={state} board={board} start={start} />
      {board.myRole === 'client' && forClient?.(board)}
      <ReadbackPanel api={api} board={board} unsent={state.unsent > 0} reload={reload} />
    </div>
  );
}

/** What could not be done as it was asked, and whether others' changes are seen. */
function Standing({ state: { live, unsent, conflicts, settle, send, refusal, problem, reload } }: { state: BoardState }) {
  return (
    <>
      {conflicts.map((conflict) => <ConflictNote key={conflict.mine.key} conflict={conflict} settle={settle} send={send} />)}
      {refusal && <NotKept problem={refusal.problem} words={(refusal.mine.body as { text?: string }).text} />}
      <ErrorNote problem={problem} retry={reload} title="This may be out of date." />
      {live === 'lost' && <BandNotice intent="warning">No connection just now. {unsent > 0 ? 'What you typed is kept here and sent as soon as it is back.' : 'Changes of others appear as soon as it is back.'}</BandNotice>}
    </>
  );
}

function LastTime({ state: { send }, board }: { state: BoardState; board: ShownBoard }) {
  const styles = useStyles();
  const rows = useGrowing(board.lastTime);
  const acts = useMemo(
    () => ({
      step: (one: ShownCommitment, step: CommitmentStep) => send(stepOf(one.id, step)),
      reword: (one: ShownCommitment, text: string) => send(wordingOf(one, text)),
      review: (one: ShownCommitment, body: ReviewCommitment) => send(reviewOf(one, body)),
    }),
    [send],
  );
  if (rows.length === 0) return null;
  return (
    <Panel title="Since last time">
      <ul className={mergeClasses(styles.list, isLong(board.lastTime) && styles.long)}>
        {rows.map((row) => <LookingBack key={row.id} row={row} sessionId={board.sessionId} writable={board.can.write} acts={acts} />)}
      </ul>
    </Panel>
  );
}

/** What can be done with the lines of this time, the same for as long as the screen stands. */
function useRowActs({ send }: BoardState, board: ShownBoard, removed: (row: ShownCommitment | null) => void): RowActs {
  const { sessionId } = board;
  const latest = useRef(board.commitments);
  useEffect(() => {
    latest.current = board.commitments;
  });
  const movable = board.can.write && board.commitments.length > 1;
  return useMemo(
    () => ({
      step: (row, step) => {
        send(stepOf(row.id, step));
        removed(step === 'remove' ? row : null);
      },
      reword: (row, text) => send(wordingOf(row, text)),
      ...(movable && {
        move: (row: ShownCommitment, by: -1 | 1) => {
          const ids = movedIds(latest.current, row, by);
          if (ids) send({ key: newId(), method: 'put', path: `/api/sessions/${sessionId}/commitments/order`, body: { ids } });
        },
      }),
    }),
    [send, sessionId, removed, movable],
  );
}

function ThisTime({ api, state, board, start }: { api: Api; state: BoardState; board: ShownBoard; start: StartedLine | null }) {
  const styles = useStyles();
  const [removed, setRemoved] = useState<ShownCommitment | null>(null);
  const rows = useGrowing(board.commitments);
  const acts = useRowActs(state, board, setRemoved);
  const today = dateIn(api.now(), board.zone);
  return (
    <Panel title="Fieldwork" strong>
      {board.commitments.length === 0 && <Body1 as="p" className={styles.quiet}>Nothing agreed yet. What is the one thing to try before next time?</Body1>}
      <ul className={mergeClasses(styles.list, isLong(board.commitments) && styles.long)}>
        {rows.map((row) => <CommitmentRow key={row.id} row={row} today={today} acts={acts} />)}
      </ul>
      {removed && (
        <output className={styles.undo}>
          <Caption1>Removed.</Caption1>
          <Button size="small" onClick={() => { state.send(stepOf(removed.id, 'restore')); setRemoved(null); }}>Undo</Button>
        </output>
      )}
      {board.can.write && <CaptureLine api={api} board={board} send={state.send} start={start} />}
    </Panel>
  );
}
