import { Button, Caption1, Checkbox, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CommitmentStep } from '../../../server/features/commitments/contract.ts';
import { useViewer } from '../../components/viewer.ts';
import { dueWords } from './due-words.ts';
import type { ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, paddingBlock: tokens.spacingVerticalXS, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS },
  words: { flexGrow: 1, minWidth: 0, paddingTop: '6px', overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
  done: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground2 },
  under: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2, paddingInlineStart: '34px' },
  acts: { display: 'flex', marginInlineStart: 'auto' },
  edit: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
  input: { flexGrow: 1, minWidth: '160px' },
});

export interface RowActs {
  step: (row: ShownCommitment, step: CommitmentStep) => void;
  reword: (row: ShownCommitment, text: string) => void;
  /** Missing where there is no order. */
  move?: (row: ShownCommitment, by: -1 | 1) => void;
}

interface CommitmentRowProps {
  row: ShownCommitment;
  zone: string;
  now: Date;
  acts: RowActs;
}

/** What stands under a line: by when, whose proposal, slips, and whether it has arrived. */
function notes(row: ShownCommitment, now: Date, zone: string, locale: string): string[] {
  return [
    ...(row.dueOn ? [dueWords(row.dueOn, now, zone, locale)] : []),
    ...(row.state === 'proposed' ? [row.proposedBy === 'coach' ? 'proposed by the coach' : 'proposed'] : []),
    ...(row.slips > 0 ? [row.slips === 1 ? 'slipped once' : `slipped ${row.slips} times`] : []),
    ...(row.wantsHelp ? ['help wanted'] : []),
    ...(row.pending ? ['not sent yet'] : []),
  ];
}

/** One line of fieldwork: ticked here, done everywhere. */
export function CommitmentRow({ row, zone, now, acts }: CommitmentRowProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const [editing, setEditing] = useState(false);
  if (editing) return <Rewording row={row} done={() => setEditing(false)} reword={acts.reword} />;
  return (
    <li className={styles.row}>
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
        <Caption1>{notes(row, now, zone, locale).join(' · ')}</Caption1>
        <span className={styles.acts}>
          {row.can.accept && (
            <Button size="small" appearance="primary" onClick={() => acts.step(row, 'accept')}>
              Take it on
            </Button>
          )}
          {row.can.reword && <Button size="small" appearance="subtle" icon={<EditRegular />} aria-label={`Reword: ${row.text}`} onClick={() => setEditing(true)} />}
          {acts.move && !row.pending && (
            <>
              <Button size="small" appearance="subtle" icon={<ArrowUpRegular />} aria-label={`Up: ${row.text}`} onClick={() => acts.move?.(row, -1)} />
              <Button size="small" appearance="subtle" icon={<ArrowDownRegular />} aria-label={`Down: ${row.text}`} onClick={() => acts.move?.(row, 1)} />
            </>
          )}
          {row.can.reword && <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={`Remove: ${row.text}`} onClick={() => acts.step(row, 'remove')} />}
        </span>
      </div>
      {row.asks && row.can.reword && <Question row={row} acts={acts} shrink={() => setEditing(true)} />}
    </li>
  );
}

/** After two slips: no reproach, three ways on. */
function Question({ row, acts, shrink }: { row: ShownCommitment; acts: RowActs; shrink: () => void }) {
  const styles = useStyles();
  return (
    <fieldset className={styles.under} style={{ border: 'none', margin: 0 }}>
      <Caption1>It slipped twice. What would help?</Caption1>
      <span className={styles.edit}>
        <Button size="small" onClick={() => { acts.step(row, 'shrink'); shrink(); }}>Make it smaller</Button>
        <Button size="small" onClick={() => acts.step(row, 'get-help')}>Get help</Button>
        <Button size="small" onClick={() => acts.step(row, 'drop')}>Drop it</Button>
      </span>
    </fieldset>
  );
}

function Rewording({ row, done, reword }: { row: ShownCommitment; done: () => void; reword: RowActs['reword'] }) {
  const styles = useStyles();
  const [text, setText] = useState(row.text);
  return (
    <li className={styles.row}>
      <form
        className={styles.edit}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '' && text.trim() !== row.text) reword(row, text.trim());
          done();
        }}
      >
        <Input ref={(input: HTMLInputElement | null) => input?.focus()} className={styles.input} aria-label="Wording" value={text} maxLength={500} onChange={(_event, { value }) => setText(value)} onKeyDown={(event) => event.key === 'Escape' && done()} />
        <Button size="small" type="submit" appearance="primary">Save</Button>
        <Button size="small" onClick={done}>Leave it</Button>
      </form>
    </li>
  );
}
