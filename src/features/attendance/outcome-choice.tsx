import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Attendance, Outcome } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { lateWords, outcomeWords } from './words.ts';

const useStyles = makeStyles({
  choices: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

interface OutcomeChoiceProps {
  api: Api;
  session: Pick<Attendance, 'sessionId' | 'version'>;
  outcomes: readonly Outcome[];
  /** Asks for a word of why beside it. */
  withWhy?: boolean;
  /** It was called off late. */
  late?: boolean;
  said: (attendance: Attendance) => void;
}

const everyOutcome: readonly Outcome[] = ['held', 'cut-short', 'client-missing', 'coach-missing', 'moved'];
/** Of one that was called off late nobody was missing. */
const lateOutcomes: readonly Outcome[] = ['client-missing', 'moved', 'held'];

/** What a verdict that is put right may become. */
export const outcomesFor = (state: Attendance['state']): readonly Outcome[] => (state === 'late-cancel' ? lateOutcomes : everyOutcome);

/** What became of a session, one tap each. */
export function OutcomeChoice({ api, session, outcomes, withWhy = false, late = false, said }: OutcomeChoiceProps) {
  const styles = useStyles();
  const [why, setWhy] = useState('');
  const say = useAction(async (outcome: Outcome) => said(await api.put<Attendance>(`/api/sessions/${session.sessionId}/attendance/outcome`, { version: session.version, outcome, why })));
  return (
    <div className={styles.stack}>
      {withWhy && (
        <Field label="A word about it, if you like" hint="The client reads it too.">
          <Textarea value={why} maxLength={500} resize="vertical" onChange={(_event, { value }) => setWhy(value)} />
        </Field>
      )}
      <fieldset className={styles.choices} aria-label="What happened">
        {outcomes.map((outcome) => (
          <Button key={outcome} appearance={outcome === 'held' && !withWhy ? 'primary' : 'secondary'} disabledFocusable={say.busy} onClick={() => void say.run(outcome)}>
            {(late ? lateWords : outcomeWords)[outcome]}
          </Button>
        ))}
      </fieldset>
      <ErrorNote problem={say.problem} />
    </div>
  );
}
