import { makeStyles, tokens } from '@fluentui/react-components';
import { memo, useState } from 'react';
import type { Due, Outcome, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import { useFocusBack } from '../../components/arriving-focus.ts';
import { ToggleButton } from '../../components/native/button.tsx';
import { Field, Input, Textarea } from '../../components/native/fields.tsx';
import { Caption1 } from '../../components/native/text.tsx';
import { useViewer } from '../../components/viewer.ts';
import { ChangeLine } from './change-line.tsx';
import type { RowActs } from './commitment-row.tsx';
import { dueWords } from './due-words.ts';
import type { ShownCommitment } from './overlay.ts';
import { SlipQuestion } from './slip-question.tsx';

const useStyles = makeStyles({
  item: { listStyle: 'none', borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, paddingBlock: tokens.spacingVerticalS, margin: 0, border: 'none', paddingInline: 0, minWidth: 0 },
  text: { overflowWrap: 'anywhere', unicodeBidi: 'plaintext', padding: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const outcomes: [Outcome, string][] = [['done', 'Done'], ['partly', 'Partly'], ['not-yet', 'Not yet'], ['dropped', 'Dropped']];

interface LookingBackProps {
  row: ShownCommitment;
  sessionId: string;
  /** ISO day in the client's zone. */
  today: string;
  writable: boolean;
  acts: Pick<RowActs, 'step' | 'change' | 'goals'> & { review: (row: ShownCommitment, body: ReviewCommitment) => void };
}

/** How it went with one line of last time, and what was learnt. Drawn again only when something about it changed. */
export const LookingBack = memo(function LookingBack({ row, sessionId, today, writable, acts }: LookingBackProps) {
  const styles = useStyles();
  const [editing, setEditing] = useState(false);
  const place = useFocusBack<HTMLLIElement>(editing, 'button');
  if (editing) return <ChangeLine row={row} today={today} done={() => setEditing(false)} acts={acts} />;
  const here = row.review?.sessionId === sessionId ? row.review : null;
  const shown = here?.outcome ?? (row.state === 'done' ? 'done' : null);
  const read = here && here.version > 0 ? { version: here.version } : {};
  const say = (outcome: Outcome, learnt: string, due?: Due) => acts.review(row, { sessionId, outcome, learnt, ...(due !== undefined && { due }), ...read });
  return (
    <li ref={place} className={styles.item}>
      <fieldset className={styles.one} disabled={!writable}>
        <legend className={styles.text}>{row.text}</legend>
        <div className={styles.choices}>
          {outcomes.map(([outcome, words]) => (
            <ToggleButton key={outcome} size="small" checked={shown === outcome} onClick={() => say(outcome, here?.learnt ?? '')}>
              {words}
            </ToggleButton>
          ))}
        </div>
        <When row={row} today={today} asked={shown === 'partly' || shown === 'not-yet'} keep={(due) => shown && say(shown, here?.learnt ?? '', due)} />
        <Slipped row={row} acts={acts} shrink={() => setEditing(true)} />
        {shown && <Learnt said={here?.learnt ?? ''} keep={(learnt) => say(shown, learnt)} />}
      </fieldset>
    </li>
  );
});

/** When it was due; for what goes on, the day that holds from now, kept when the person leaves the field. */
function When({ row, today, asked, keep }: { row: ShownCommitment; today: string; asked: boolean; keep: (due: Due) => void }) {
  const styles = useStyles();
  const { locale } = useViewer();
  const [typed, setTyped] = useState<string | null>(null);
  const on = row.dueOn ?? '';
  if (!asked) return row.dueOn && <Caption1 className={styles.note}>{dueWords(row.dueOn, today, locale)}</Caption1>;
  const leave = () => {
    if (typed !== null && typed !== on && (typed === '' || typed >= today)) keep(typed === '' ? null : { type: 'day', on: typed });
    setTyped(null);
  };
  return (
    <Field label="By when now?">
      <Input type="date" size="small" min={today} value={typed ?? on} onChange={(_event, { value }) => setTyped(value)} onBlur={leave} />
    </Field>
  );
}

/** What slipped twice is asked about where it is looked at next, and says so once help is wanted. */
function Slipped({ row, acts, shrink }: Pick<LookingBackProps, 'row'> & { acts: Pick<RowActs, 'step'> } & { shrink: () => void }) {
  const styles = useStyles();
  if (row.wantsHelp) return <Caption1 className={styles.note}>Help wanted: it is on the agenda.</Caption1>;
  return row.asks && row.can.reword && <SlipQuestion step={(step) => acts.step(row, step)} shrink={shrink} />;
}

/** Kept when the person leaves the field: nobody presses save in a meeting. */
function Learnt({ said, keep }: { said: string; keep: (learnt: string) => void }) {
  const [learnt, setLearnt] = useState(said);
  const [before, setBefore] = useState(said);
  // What the other wrote meanwhile is shown, unless something is being typed here.
  if (said !== before) {
    setBefore(said);
    if (learnt === before) setLearnt(said);
  }
  return (
    <Field label="What did you learn?">
      <Textarea size="small" maxLength={1000} value={learnt} onChange={(_event, { value }) => setLearnt(value)} onBlur={() => learnt.trim() !== said && keep(learnt.trim())} />
    </Field>
  );
}
