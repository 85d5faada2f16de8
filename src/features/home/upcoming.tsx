import { Caption1, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { calendarWords, kindWords, othersOf } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What comes after the next one. Nothing at all when nothing does. */
export function Upcoming({ sessions, me, now }: { sessions: readonly Session[]; me: Me; now: Date }) {
  const styles = useStyles();
  if (sessions.length === 0) return null;
  return (
    <Panel title="Coming up">
      <Rows>
        {sessions.map((session) => (
          <li key={session.id}>
            <Link href={`#/sessions/${session.id}`}>{kindWords[session.kind]}</Link>
            <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={now} />
            <Caption1 className={styles.quiet}>{calendarWords(session)}</Caption1>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
