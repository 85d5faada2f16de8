import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ChangeCommitment } from '../../../server/features/commitments/contract.ts';
import { Button } from '../../components/native/button.tsx';
import { Field, Input, Select } from '../../components/native/fields.tsx';
import type { RowActs } from './commitment-row.tsx';
import type { ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  item: { listStyle: 'none', paddingBlock: tokens.spacingVerticalS },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pair: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, '& > *': { flexGrow: 1, flexBasis: '120px' } },
  acts: { display: 'flex', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

/** What is different about a line, and nothing else. */
export type LineChange = Omit<ChangeCommitment, 'version'>;

/** A line as it stands in the fields. */
interface Draft {
  text: string;
  /** ISO day, or empty for none. */
  on: string;
  goalId: string;
}

/** What a draft changes about a row; null when that is nothing. */
export function changeOfLine(row: Pick<ShownCommitment, 'text' | 'dueOn' | 'goalId'>, { text, on, goalId }: Draft): LineChange | null {
  const words = text.trim();
  const change: LineChange = {
    ...(words !== '' && words !== row.text && { text: words }),
    ...(on !== (row.dueOn ?? '') && { due: on === '' ? null : { type: 'day' as const, on } }),
    ...(goalId !== (row.goalId ?? '') && { goalId: goalId || null }),
  };
  return Object.keys(change).length > 0 ? change : null;
}

interface ChangeLineProps {
  row: ShownCommitment;
  done: () => void;
  acts: Pick<RowActs, 'change' | 'goals'>;
}

/** The line as fields: its wording, its day, its goal. Escape leaves it as it was. */
export function ChangeLine({ row, done, acts }: ChangeLineProps) {
  const styles = useStyles();
  // What others change meanwhile is not taken back unseen: what is sent says which version was read.
  const [read] = useState(row);
  const [draft, setDraft] = useState<Draft>({ text: row.text, on: row.dueOn ?? '', goalId: row.goalId ?? '' });
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const goals = acts.goals();
  const leave = (event: KeyboardEvent) => event.key === 'Escape' && done();
  const wording = useRef<HTMLInputElement>(null);
  useEffect(() => wording.current?.focus(), []);
  return (
    <li className={styles.item}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const change = changeOfLine(read, draft);
          if (change) acts.change(read, change);
          done();
        }}
      >
        <Input onKeyDown={leave} ref={wording} aria-label="Wording" value={draft.text} maxLength={500} onChange={(_event, { value }) => set({ text: value })} />
        <div className={styles.pair}>
          <Field label="By when">
            <Input onKeyDown={leave} type="date" size="small" value={draft.on} onChange={(_event, { value }) => set({ on: value })} />
          </Field>
          {goals.length > 0 && (
            <Field label="Goal">
              <Select onKeyDown={leave} size="small" value={draft.goalId} onChange={(_event, { value }) => set({ goalId: value })}>
                <option value="">No goal</option>
                {goals.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
              </Select>
            </Field>
          )}
        </div>
        <div className={styles.acts}>
          <Button size="small" type="submit" appearance="primary">Save</Button>
          <Button size="small" onClick={done}>Leave it</Button>
        </div>
      </form>
    </li>
  );
}
