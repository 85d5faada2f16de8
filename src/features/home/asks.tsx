import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { Ask } from '../../../server/features/home/contract.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What waits for the person, most pressing first, each with the one step that settles it. */
export function Asks({ asks }: { asks: readonly Ask[] }) {
  const styles = useStyles();
  return (
    <Panel title="Asked of you">
      {asks.length === 0 && <Body1 className={styles.quiet}>Nothing right now.</Body1>}
      {asks.length > 0 && (
        <Rows>
          {asks.map((ask) => (
            <li key={`${ask.kind} ${ask.engagementId} ${ask.sessionId ?? ask.voteId}`}>
              <Body1>{ask.text}</Body1>
              <Step ask={ask} />
            </li>
          ))}
        </Rows>
      )}
    </Panel>
  );
}

function Step({ ask }: { ask: Ask }) {
  const { label, to } = stepOf(ask);
  return (
    <ButtonLink to={to} size="small" label={`${label}: ${ask.text}`}>
      {label}
    </ButtonLink>
  );
}

/** Where each kind of ask is settled. */
export function stepOf({ kind, engagementId, sessionId, voteId }: Ask): { label: string; to: string } {
  const session = sessionId ? `/sessions/${sessionId}` : `/engagements/${engagementId}`;
  switch (kind) {
    case 'book-next':
      return { label: 'Find times', to: `/engagements/${engagementId}/book` };
    case 'coach-availability':
      return { label: 'Ask the coach', to: `/engagements/${engagementId}` };
    case 'vote':
      return { label: 'Answer', to: `/votes/${voteId}` };
    case 'calendar-attention':
      return { label: 'Have a look', to: session };
    case 'answer-request':
      return { label: 'Answer', to: session };
    case 'declined':
    case 'new-time':
    case 'confirm-proposed':
      return { label: 'See the session', to: session };
  }
}
