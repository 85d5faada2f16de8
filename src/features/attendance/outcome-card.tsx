import { makeStyles, tokens } from '@fluentui/react-components';
import type { LiveWord, OutcomeCard as Card, SessionCard } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ToggleButton } from '../../components/native/button.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({
  choices: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0, overflowWrap: 'anywhere' },
});

const words: readonly LiveWord[] = ['both-here', 'not-here', 'moved'];

const wordText = (word: LiveWord, name: string): string => (word === 'both-here' ? 'We are both here' : word === 'not-here' ? `${name} could not come` : 'We moved it');

interface OutcomeCardProps {
  api: Api;
  sessionId: string;
  card: Card | null;
  answered: (card: Card | null) => void;
}

/** A quarter of an hour into a session with nobody but its reader seen: one tap says how it stands. Nothing when nothing is asked. */
export function OutcomeCard({ api, sessionId, card, answered }: OutcomeCardProps) {
  const styles = useStyles();
  const say = useAction(async (word: LiveWord) => answered((await api.put<SessionCard>(`/api/sessions/${sessionId}/attendance/now`, { word })).card));
  if (!card) return null;
  const { missing: { name }, said } = card;
  return (
    <Panel title={`Is ${name} with you?`} strong>
      <Body1 as="p" className={styles.quiet} aria-live="polite">
        {said === null ? 'Fieldwork has seen only you here so far. One tap is enough.' : 'Thank you. You can change it until the session is over.'}
      </Body1>
      <fieldset className={styles.choices} aria-label="How it stands">
        {words.map((word) => (
          <ToggleButton key={word} checked={said === word} disabledFocusable={say.busy} onClick={() => void say.run(word)}>
            {wordText(word, name)}
          </ToggleButton>
        ))}
      </fieldset>
      <ErrorNote problem={say.problem} />
    </Panel>
  );
}
