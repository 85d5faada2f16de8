import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { memo } from 'react';
import type { Readback } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { isLong, useGrowing } from '../../components/growing.ts';
import { Button } from '../../components/native/button.tsx';
import { Body1, Caption1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { useViewer } from '../../components/viewer.ts';
import { dueWords } from './due-words.ts';
import type { ShownBoard, ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  // The number of a line stands outside of it, where nothing would be painted: with many lines it stands inside.
  long: { paddingInlineStart: 0, listStylePosition: 'inside', '& > li': { contentVisibility: 'auto', containIntrinsicSize: 'auto 20px' } },
  line: { overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
  // A line of its own, whichever way the words above run.
  due: { display: 'block', color: tokens.colorNeutralForeground2 },
  both: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px', flexShrink: 0 },
});

interface ReadbackPanelProps {
  api: Api;
  board: ShownBoard;
  /** ISO day in the client's zone. */
  today: string;
  /** Something that was typed here has not arrived: what is read back would not be what is there. */
  unsent: boolean;
  reload: () => void;
}

const otherOf = { client: 'your coach', coach: 'the client', sponsor: 'both' } as const;

const Line = memo(function Line({ row, today }: { row: ShownCommitment; today: string }) {
  const styles = useStyles();
  const { locale } = useViewer();
  return (
    <li className={styles.line}>
      <Body1>{row.text}</Body1>
      {row.dueOn && <Caption1 className={styles.due}>{dueWords(row.dueOn, today, locale)}</Caption1>}
    </li>
  );
});

/** The last five minutes: the list once more, and both say yes. */
export function ReadbackPanel({ api, board, today, unsent, reload }: ReadbackPanelProps) {
  const styles = useStyles();
  const { readback, myRole } = board;
  const confirm = useAction(async () => {
    await api.post<Readback>(`/api/sessions/${board.sessionId}/readback`, { digest: readback.digest });
    reload();
  });
  const lines = board.commitments.filter(({ state }) => state !== 'dropped');
  const rows = useGrowing(lines);
  if (lines.length === 0) return null;
  const mine = readback.confirmedBy.includes(myRole);
  return (
    <Panel title="Read it back">
      <ol className={mergeClasses(styles.list, isLong(lines) && styles.long)}>
        {rows.map((row) => <Line key={row.id} row={row} today={today} />)}
      </ol>
      <ErrorNote problem={confirm.problem} retry={reload} />
      {readback.complete && (
        <output className={styles.both}>
          <CheckmarkCircleFilled aria-hidden className={styles.icon} />
          <Body1>You both agreed to this.</Body1>
        </output>
      )}
      {!readback.complete && mine && <Caption1 as="p">You said yes. Waiting for {otherOf[myRole]}.</Caption1>}
      {!mine && board.can.write && (
        <Button appearance="primary" disabledFocusable={confirm.busy || unsent} onClick={() => void confirm.run()}>
          {readback.confirmedBy.length > 0 ? 'Yes, that is it' : 'That is what we agreed'}
        </Button>
      )}
    </Panel>
  );
}
