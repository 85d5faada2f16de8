import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ChangeCommitment } from '../../../server/features/commitments/contract.ts';
import { Button } from '../../components/native/button.tsx';
import { Field, Input, Select } from '../../components/native/fields.tsx';
import { Caption1 } from '../../components/native/text.tsx';
import type { RowActs } from './commitment-row.tsx';
import type { ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  item: { listStyle: 'none', paddingBlock: tokens.spacingVerticalS },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  pair: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, '& > *': { flexGrow: 1, flexBasis: '120px' } },
  wrong: { color: tokens.colorStatusDangerForeground1, margin: 0 },
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

/** What cannot be kept as it stands in the fields, and where; null when all of it can. A day that had passed already may stay. */
export function problemOfLine(row: Pick<ShownCommitment, 'dueOn'>, { text, on }: Pick<Draft, 'text' | 'on'>, today: string): { field: 'text' | 'on'; words: string } | null {
  if (text.trim() === '') return { field: 'text', words: 'Say what it is. To be rid of the line, leave it and remove it.' };
  if (on !== '' && on !== row.dueOn && on < today) return { field: 'on', words: 'That day has passed.' };
  return null;
}

interface ChangeLineProps {
  row: ShownCommitment;
  /** ISO day in the client's zone. */
  today: string;
  done: () => void;
  acts: Pick<RowActs, 'change' | 'goals'>;
}

/** The line as fields: its wording, its day, its goal. Escape leaves it as it was. */
export function ChangeLine({ row, today, done, acts }: ChangeLineProps) {
  const styles = useStyles();
  // What others change meanwhile is not taken back unseen: what is sent says which version was read.
  const [read] = useState(row);
  const [draft, setDraft] = useState<Draft>({ text: row.text, on: row.dueOn ?? '', goalId: row.goalId ?? '' });
  const [problem, setProblem] = useState<ReturnType<typeof problemOfLine>>(null);
  const set = (part: Partial<Draft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const goals = acts.goals();
  const leave = (event: KeyboardEvent) => event.key === 'Escape' && done();
  const wording = useRef<HTMLInputElement>(null);
  const day = useRef<HTMLInputElement>(null);
  const why = useId();
  const wrong = (field: keyof Draft) => problem?.field === field && ({ 'aria-invalid': true, 'aria-errormessage': why } as const);
  useEffect(() => wording.current?.focus(), []);
  return (
    <li className={styles.item}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const found = problemOfLine(read, draft, today);
          setProblem(found);
          if (found) return (found.field === 'text' ? wording : day).current?.focus();
          const change = changeOfLine(read, draft);
          if (change) acts.change(read, change);
          return done();
        }}
      >
        <Input onKeyDown={leave} ref={wording} aria-label="Wording" {...wrong('text')} value={draft.text} maxLength={500} onChange={(_event, { value }) => set({ text: value })} />
        <div className={styles.pair}>
          <Field label="By when">
            <Input onKeyDown={leave} ref={day} type="date" {...wrong('on')} size="small" value={draft.on} onChange={(_event, { value }) => set({ on: value })} />
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
        {problem && <Caption1 as="p" id={why} role="alert" className={styles.wrong}>{problem.words}</Caption1>}
        <div className={styles.acts}>
          <Button size="small" type="submit" appearance="primary">Save</Button>
          <Button size="small" onClick={done}>Leave it</Button>
        </div>
      </form>
    </li>
  );
}
