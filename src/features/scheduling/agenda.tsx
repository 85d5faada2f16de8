import { makeStyles } from '@fluentui/react-components';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 },
});

/** What was written into the invitation when it was booked; nothing where nothing was, and nothing to those it is not for. */
export function Agenda({ session }: { session: Pick<Session, 'agenda'> }) {
  const styles = useStyles();
  if (!session.agenda) return null;
  return (
    <Panel title="In the invitation">
      <Body1 as="p" dir="auto" className={styles.text}>
        {session.agenda}
      </Body1>
    </Panel>
  );
}
