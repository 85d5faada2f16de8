import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { ChangeCommitment, CommitmentStep, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { CaptureLine } from './capture-line.tsx';
import { CommitmentRow, type RowActs } from './commitment-row.tsx';
import { ConflictNote } from './conflict-note.tsx';
import { LookingBack } from './looking-back.tsx';
import { onePath, type ShownBoard, type ShownCommitment } from './overlay.ts';
import { ReadbackPanel } from './readback-panel.tsx';
import { type BoardState, useBoard } from './use-board.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  list: { margin: 0, padding: 0, listStyle: 'none' },
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

interface FieldworkProps {
  api: Api;
  sessionId: string;
  /** What stands between looking back and looking ahead, e.g. the agenda. */
  between?: ReactNode;
}

/** Fieldwork of one session: last time first, then what is agreed now, then the read-back. Shows nothing to those it is not for. */
export function Fieldwork({ api, sessionId, between }: FieldworkProps) {
  const styles = useStyles();
  const state = useBoard(api, sessionId);
  const { board, problem, reload } = state;
  // A sponsor in a three-way meeting has no part in the fieldwork: the rest of the panel stands without it.
  if (!board) return <>{between}{problem && problem.status !== 404 && <ErrorNote problem={problem} retry={reload} />}</>;
  return (
    <div className={styles.stack}>
      <Standing state={state} />
      <LastTime state={state} board={board} />
      {between}
      <ThisTime api={api} state={state} board={board} />
      <ReadbackPanel api={api} board={board} unsent={state.unsent > 0} reload={reload} />
    </div>
  );
}

/** What could not be done as it was asked, and whether others' changes are seen. */
function Standing({ state: { live, unsent, conflicts, settle, send, refusal, problem, reload } }: { state: BoardState }) {
  return (
    <>
      {conflicts.map((conflict) => <ConflictNote key={conflict.mine.key} conflict={conflict} settle={settle} send={send} />)}
      {refusal && <Refused problem={refusal.problem} words={(refusal.mine.body as { text?: string }).text} />}
      <ErrorNote problem={problem} retry={reload} title="This may be out of date." />
      {live === 'lost' && <BandNotice intent="warning">No connection just now. {unsent > 0 ? 'What you typed is kept here and sent as soon as it is back.' : 'Changes of others appear as soon as it is back.'}</BandNotice>}
    </>
  );
}

/** What was typed is shown once more: a refusal must not cost the words. */
function Refused({ problem, words }: { problem: ApiProblem; words: string | undefined }) {
  const why = [problem.message, ...problem.fields.map(({ message }) => `It ${message}.`)].join(' ');
  return (
    <BandNotice intent="error" title="Not kept.">
      {why} {words && `You wrote: “${words}”.`}
    </BandNotice>
  );
}

function LastTime({ state, board }: { state: BoardState; board: ShownBoard }) {
  const styles = useStyles();
  if (board.lastTime.length === 0) return null;
  return (
    <Panel title="Since last time">
      <ul className={styles.list}>
        {board.lastTime.map((row) => (
          <LookingBack key={row.id} row={row} sessionId={board.sessionId} writable={board.can.write} review={(one, body) => state.send(reviewOf(one, body))} />
        ))}
      </ul>
    </Panel>
  );
}

function ThisTime({ api, state, board }: { api: Api; state: BoardState; board: ShownBoard }) {
  const styles = useStyles();
  const [removed, setRemoved] = useState<ShownCommitment | null>(null);
  const acts: RowActs = {
    step: (row, step) => {
      state.send(stepOf(row.id, step));
      setRemoved(step === 'remove' ? row : null);
    },
    reword: (row, text) => state.send(wordingOf(row, text)),
    ...(board.can.write && board.commitments.length > 1 && {
      move: (row: ShownCommitment, by: -1 | 1) => {
        const ids = movedIds(board.commitments, row, by);
        if (ids) state.send({ key: newId(), method: 'put', path: `/api/sessions/${board.sessionId}/commitments/order`, body: { ids } });
      },
    }),
  };
  return (
    <Panel title="Fieldwork" strong>
      {board.commitments.length === 0 && <Body1 as="p" className={styles.quiet}>Nothing agreed yet. What is the one thing to try before next time?</Body1>}
      <ul className={styles.list}>
        {board.commitments.map((row) => <CommitmentRow key={row.id} row={row} zone={board.zone} now={api.now()} acts={acts} />)}
      </ul>
      {removed && (
        <output className={styles.undo}>
          <Caption1>Removed.</Caption1>
          <Button size="small" onClick={() => { state.send(stepOf(removed.id, 'restore')); setRemoved(null); }}>Undo</Button>
        </output>
      )}
      {board.can.write && <CaptureLine api={api} board={board} send={state.send} />}
    </Panel>
  );
}
