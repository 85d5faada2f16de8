import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Api } from '../../api/client.ts';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { dateIn } from '../../components/time.ts';
import { CaptureLine } from './capture-line.tsx';
import { CommitmentRow, type RowActs } from './commitment-row.tsx';
import { LineList } from './line-list.tsx';
import { changeOf, stepOf, useLatest } from './line-requests.ts';
import type { Lines, Shown, ShownCommitment } from './overlay.ts';
import { Removed } from './removed.tsx';
import { Standing } from './standing.tsx';
import { stillStanding } from './still-standing.ts';
import { type LinesState, useFieldwork } from './use-board.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

interface OpenFieldworkProps {
  api: Api;
  engagementId: string;
  title?: string;
  /** Only what stands, and nothing at all when nothing does. */
  brief?: boolean;
  /** Told when something was done with a line. */
  used?: () => void;
}

/** What the client took on, whichever session it comes from: ticked, changed, or taken on in between. Shows nothing to those it is not for. */
export function OpenFieldwork({ api, engagementId, ...rest }: OpenFieldworkProps) {
  const state = useFieldwork(api, engagementId);
  // Whom it is not for has no such panel; what went wrong otherwise is said.
  if (!state.board) return state.problem && state.problem.status !== 404 ? <Standing state={state} /> : null;
  return <OpenLines api={api} state={state} board={state.board} {...rest} />;
}

type OpenLinesProps = Omit<OpenFieldworkProps, 'engagementId'> & { state: LinesState<Lines>; board: Shown<Lines> };

function OpenLines({ api, state, board, title = 'Fieldwork', brief = false, used }: OpenLinesProps) {
  const styles = useStyles();
  const { send } = state;
  const [removed, setRemoved] = useState<ShownCommitment | null>(null);
  const now = api.now();
  const standing = stillStanding(board.commitments, now);
  const goals = useLatest(board.goals);
  const tell = useLatest(used);
  const acts: RowActs = useMemo(() => {
    const put = (sending: Parameters<typeof send>[0]) => {
      send(sending);
      tell()?.();
    };
    return {
      step: (row, step) => {
        put(stepOf(row.id, step));
        setRemoved(step === 'remove' ? row : null);
      },
      change: (row, change) => put(changeOf(row, change)),
      goals,
    };
  }, [send, goals, tell]);
  const quiet = removed === null && state.refusal === null && state.conflicts.length === 0;
  if (brief && standing.length === 0 && quiet) return null;
  return (
    <Panel title={title}>
      <Standing state={state} />
      {standing.length === 0 && <Body1 as="p" className={styles.quiet}>{board.can.write ? 'Nothing open. What is agreed in a session, or taken on in between, stands here.' : 'Nothing open.'}</Body1>}
      <LineList lines={standing}>
        {(row) => <CommitmentRow key={row.id} row={row} today={dateIn(now, board.zone)} acts={acts} />}
      </LineList>
      {removed && <Removed key={removed.id} line={removed.id} undo={() => { send(stepOf(removed.id, 'restore')); setRemoved(null); }} />}
      {board.can.write && !brief && <CaptureLine api={api} board={board} send={send} />}
    </Panel>
  );
}
