import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Ask, Home } from '../../../server/features/home/contract.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface AsksProps {
  asks: readonly Ask[];
  /** Those that asks are about: the same may be asked of several. */
  sessions: Home['upcoming'];
}

/** What waits for the person, most pressing first, each with its session's time and the one step that settles it. */
export function Asks({ asks, sessions }: AsksProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const timeOf = ({ sessionId }: Ask): string | null => {
    const start = sessions.find(({ id }) => id === sessionId)?.start;
    return start === undefined ? null : `${dayText(start, zone, locale)}, ${clockText(start, zone, locale)}`;
  };
  return (
    <Panel title="Asked of you">
      {asks.length === 0 && <Body1 className={styles.quiet}>Nothing right now.</Body1>}
      {asks.length > 0 && (
        <Rows>
          {asks.map((ask) => {
            const time = timeOf(ask);
            return (
              <li key={`${ask.kind} ${ask.engagementId} ${ask.sessionId ?? ask.voteId}`}>
                <Body1>{ask.text}</Body1>
                {time && <Caption1 className={styles.quiet}>{time}</Caption1>}
                <Step ask={ask} time={time} />
              </li>
            );
          })}
        </Rows>
      )}
    </Panel>
  );
}

function Step({ ask, time }: { ask: Ask; time: string | null }) {
  const { label, to } = stepOf(ask);
  return (
    <ButtonLink to={to} size="small" label={`${label}: ${ask.text}${time ? ` ${time}` : ''}`}>
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
