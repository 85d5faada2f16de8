import { Field, makeStyles, Textarea, ToggleButton, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Outcome, ReviewCommitment } from '../../../server/features/commitments/contract.ts';
import type { ShownCommitment } from './overlay.ts';

const useStyles = makeStyles({
  item: { listStyle: 'none' },
  one: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, paddingBlock: tokens.spacingVerticalS, margin: 0, border: 'none', paddingInline: 0, minWidth: 0 },
  text: { overflowWrap: 'anywhere', unicodeBidi: 'plaintext', padding: 0 },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

const outcomes: [Outcome, string][] = [['done', 'Done'], ['partly', 'Partly'], ['not-yet', 'Not yet'], ['dropped', 'Dropped']];

interface LookingBackProps {
  row: ShownCommitment;
  sessionId: string;
  writable: boolean;
  review: (row: ShownCommitment, body: ReviewCommitment) => void;
}

/** How it went with one line of last time, and what was learnt. */
export function LookingBack({ row, sessionId, writable, review }: LookingBackProps) {
  const styles = useStyles();
  const here = row.review?.sessionId === sessionId ? row.review : null;
  const shown = here?.outcome ?? (row.state === 'done' ? 'done' : null);
  const read = here && here.version > 0 ? { version: here.version } : {};
  const say = (outcome: Outcome, learnt: string) => review(row, { sessionId, outcome, learnt, ...read });
  return (
    <li className={styles.item}>
      <fieldset className={styles.one} disabled={!writable}>
        <legend className={styles.text}>{row.text}</legend>
        <div className={styles.choices}>
          {outcomes.map(([outcome, words]) => (
            <ToggleButton key={outcome} size="small" checked={shown === outcome} onClick={() => say(outcome, here?.learnt ?? '')}>
              {words}
            </ToggleButton>
          ))}
        </div>
        {shown && <Learnt said={here?.learnt ?? ''} keep={(learnt) => say(shown, learnt)} />}
      </fieldset>
    </li>
  );
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
