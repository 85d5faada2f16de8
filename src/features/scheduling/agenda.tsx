import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** What the session is about, as it was written; an empty one is shown as open, and nothing to those it is not for. */
export function Agenda({ session }: { session: Pick<Session, 'agenda'> }) {
  const styles = useStyles();
  if (session.agenda === null) return null;
  return (
    <Panel title="Agenda">
      {session.agenda ? <Body1 as="p" className={styles.text}>{session.agenda}</Body1> : <Body1 as="p" className={styles.quiet}>Still open.</Body1>}
    </Panel>
  );
}
