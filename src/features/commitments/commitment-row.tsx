import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { memo, useState } from 'react';
import type { Board, CommitmentStep } from '../../../server/features/commitments/contract.ts';
import { useFocusBack } from '../../components/arriving-focus.ts';
import { Button } from '../../components/native/button.tsx';
import { Checkbox } from '../../components/native/checkbox.tsx';
import { Caption1 } from '../../components/native/text.tsx';
import { useViewer } from '../../components/viewer.ts';
import { ChangeLine, type LineChange } from './change-line.tsx';
import { dueWords } from './due-words.ts';
import type { ShownCommitment } from './overlay.ts';
import { SlipQuestion } from './slip-question.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, paddingBlock: tokens.spacingVerticalXS, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS },
  words: { flexGrow: 1, minWidth: 0, paddingTop: '6px', overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  under: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2, paddingInlineStart: '34px' },
  notes: { overflowWrap: 'anywhere', minWidth: 0 },
  acts: { display: 'flex', marginInlineStart: 'auto' },
});

export interface RowActs {
  step: (row: ShownCommitment, step: CommitmentStep) => void;
  change: (row: ShownCommitment, change: LineChange) => void;
  /** What a line can be meant for, at the time of asking. */
  goals: () => Board['goals'];
  /** Missing where there is no order. */
  move?: (row: ShownCommitment, by: -1 | 1) => void;
}

interface CommitmentRowProps {
  row: ShownCommitment;
  /** ISO day in the client's zone. */
  today: string;
  acts: RowActs;
}

/** What stands under a line: by when, for which goal, whose proposal, slips, and whether it has arrived. */
function notes(row: ShownCommitment, goal: string | undefined, today: string, locale: string): string[] {
  return [
    ...(row.dueOn ? [dueWords(row.dueOn, today, locale)] : []),
    ...(goal ? [goal] : []),
    ...(row.state === 'proposed' ? [row.proposedBy === 'coach' ? 'proposed by the coach' : 'proposed'] : []),
    ...(row.slips > 0 ? [row.slips === 1 ? 'slipped once' : `slipped ${row.slips} times`] : []),
    ...(row.wantsHelp ? ['help wanted'] : []),
    ...(row.pending ? ['not sent yet'] : []),
  ];
}

/** One line of fieldwork: ticked here, done everywhere. Drawn again only when something about it changed. */
export const CommitmentRow = memo(function CommitmentRow({ row, today, acts }: CommitmentRowProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const [editing, setEditing] = useState(false);
  const place = useFocusBack<HTMLLIElement>(editing, '[data-change]');
  const goal = row.goalId === null ? undefined : acts.goals().find(({ id }) => id === row.goalId)?.title;
  if (editing) return <ChangeLine row={row} today={today} done={() => setEditing(false)} acts={acts} />;
  return (
    <li ref={place} className={styles.row} data-line={row.id}>
      <div className={styles.line}>
        <Checkbox
          aria-label={`Done: ${row.text}`}
          checked={row.state === 'done'}
          disabled={!row.can.tick && !row.pending}
          onChange={(_event, { checked }) => acts.step(row, checked === true ? 'tick' : 'untick')}
        />
        <span className={mergeClasses(styles.words, row.state === 'done' && styles.done)}>{row.text}</span>
      </div>
      <div className={styles.under}>
        <Caption1 className={styles.notes}>{notes(row, goal, today, locale).join(' · ')}</Caption1>
        <span className={styles.acts}>
          {row.can.accept && (
            <Button size="small" appearance="primary" onClick={() => acts.step(row, 'accept')}>
              Take it on
            </Button>
          )}
          {row.can.reword && <Button size="small" appearance="subtle" icon={<EditRegular />} data-change aria-label={`Change: ${row.text}`} onClick={() => setEditing(true)} />}
          {acts.move && !row.pending && (
            <>
              <Button size="small" appearance="subtle" icon={<ArrowUpRegular />} aria-label={`Up: ${row.text}`} onClick={() => acts.move?.(row, -1)} />
              <Button size="small" appearance="subtle" icon={<ArrowDownRegular />} aria-label={`Down: ${row.text}`} onClick={() => acts.move?.(row, 1)} />
            </>
          )}
          {row.can.reword && <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={`Remove: ${row.text}`} onClick={() => acts.step(row, 'remove')} />}
        </span>
      </div>
      {row.asks && row.can.reword && <SlipQuestion indented step={(step) => acts.step(row, step)} shrink={() => setEditing(true)} />}
    </li>
  );
});
