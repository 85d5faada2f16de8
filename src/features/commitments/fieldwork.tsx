import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useMemo, useState } from 'react';
import type { Board, CommitmentStep, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateIn } from '../../components/time.ts';
import { CaptureLine, type StartedLine } from './capture-line.tsx';
import type { LineChange } from './change-line.tsx';
import { CommitmentRow, type RowActs } from './commitment-row.tsx';
import { LineList } from './line-list.tsx';
import { LookingBack } from './looking-back.tsx';
import { changeOf, reviewOf, stepOf, useLatest } from './line-requests.ts';
import type { ShownBoard, ShownCommitment } from './overlay.ts';
import { ReadbackPanel } from './readback-panel.tsx';
import { Removed } from './removed.tsx';
import { Standing } from './standing.tsx';
import { type BoardState, useBoard } from './use-board.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

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

/**
 * Fieldwork of one session: last time first, then what is agreed now, then the read-back. Of one that was called off, what is there already
 * and nothing more. Shows nothing to those it is not for.
 */
export function Fieldwork({ api, sessionId, between, first = null, start = null, heard, forClient }: FieldworkProps) {
  const styles = useStyles();
  const state = useBoard(api, sessionId, { first, ...(heard ? { heard } : {}) });
  const { board } = state;
  if (!board && !between) return <NotThere state={state} />;
  // A sponsor in a three-way meeting has no part in the fieldwork: the rest of the panel stands without it, and stays what it is when the board comes.
  return (
    <div className={styles.stack}>
      {board ? <Before state={state} board={board} today={dateIn(api.now(), board.zone)} /> : <NotThere state={state} />}
      {between}
      {board && <After api={api} state={state} board={board} start={start} forClient={forClient} />}
    </div>
  );
}

interface PartProps {
  state: BoardState;
  board: ShownBoard;
}

function NotThere({ state: { problem, reload } }: Pick<PartProps, 'state'>) {
  return problem && problem.status !== 404 ? <ErrorNote problem={problem} retry={reload} /> : null;
}

function Before(props: PartProps & { today: string }) {
  return (
    <>
      <Standing state={props.state} />
      <LastTime {...props} />
    </>
  );
}

function After({ api, state, board, start, forClient }: PartProps & Pick<FieldworkProps, 'api'> & { start: StartedLine | null; forClient: FieldworkProps['forClient'] | undefined }) {
  const today = dateIn(api.now(), board.zone);
  return (
    <>
      {(!board.off || board.commitments.length > 0) && <ThisTime api={api} state={state} board={board} today={today} start={start} />}
      {board.myRole === 'client' && (!board.off || board.commitments.length > 0) && forClient?.(board)}
      {!board.off && <ReadbackPanel api={api} board={board} today={today} unsent={state.unsent > 0} reload={state.reload} />}
    </>
  );
}

function LastTime({ state: { send }, board, today }: { state: BoardState; board: ShownBoard; today: string }) {
  const goals = useLatest(board.goals);
  const acts = useMemo(
    () => ({
      step: (one: ShownCommitment, step: CommitmentStep) => send(stepOf(one.id, step)),
      change: (one: ShownCommitment, change: LineChange) => send(changeOf(one, change)),
      goals,
      review: (one: ShownCommitment, body: ReviewCommitment) => send(reviewOf(one, body)),
    }),
    [send, goals],
  );
  if (board.lastTime.length === 0) return null;
  return (
    <Panel title="Since last time">
      <LineList lines={board.lastTime}>
        {(row) => <LookingBack key={row.id} row={row} sessionId={board.sessionId} today={today} writable={board.can.write} acts={acts} />}
      </LineList>
    </Panel>
  );
}

/** What can be done with the lines of this time, the same for as long as the screen stands. */
function useRowActs({ send }: BoardState, board: ShownBoard, removed: (row: ShownCommitment | null) => void): RowActs {
  const { sessionId } = board;
  const lines = useLatest(board.commitments);
  const goals = useLatest(board.goals);
  const movable = board.can.write && board.commitments.length > 1;
  return useMemo(
    () => ({
      step: (row, step) => {
        send(stepOf(row.id, step));
        removed(step === 'remove' ? row : null);
      },
      change: (row, change) => send(changeOf(row, change)),
      goals,
      ...(movable && {
        move: (row: ShownCommitment, by: -1 | 1) => {
          const ids = movedIds(lines(), row, by);
          if (ids) send({ key: newId(), method: 'put', path: `/api/sessions/${sessionId}/commitments/order`, body: { ids } });
        },
      }),
    }),
    [send, sessionId, removed, movable, lines, goals],
  );
}

function ThisTime({ api, state, board, today, start }: { api: Api; state: BoardState; board: ShownBoard; today: string; start: StartedLine | null }) {
  const styles = useStyles();
  const [removed, setRemoved] = useState<ShownCommitment | null>(null);
  const acts = useRowActs(state, board, setRemoved);
  return (
    <Panel title="Fieldwork" strong>
      {board.commitments.length === 0 && <Body1 as="p" className={styles.quiet}>Nothing agreed yet. What is the one thing to try before next time?</Body1>}
      <LineList lines={board.commitments}>
        {(row) => <CommitmentRow key={row.id} row={row} today={today} acts={acts} />}
      </LineList>
      {removed && <Removed key={removed.id} line={removed.id} undo={() => { state.send(stepOf(removed.id, 'restore')); setRemoved(null); }} />}
      {board.can.write && !board.off && <CaptureLine api={api} board={board} send={state.send} start={start} />}
    </Panel>
  );
}
