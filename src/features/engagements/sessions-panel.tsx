import { Badge, Body1, Caption1, Caption1Strong, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import type { Load } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { calendarMessage, calendarWords, kindWords, othersOf, standingWords } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { groupSessions, stands } from './session-groups.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  title: { margin: 0, color: tokens.colorNeutralForeground2 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface SessionsPanelProps {
  sessions: Load<SessionList>;
  me: Me;
  now: Date;
}

/** The sessions of the engagement: coming, past and cancelled. */
export function SessionsPanel({ sessions: { data, problem, busy, reload }, me, now }: SessionsPanelProps) {
  const styles = useStyles();
  const groups = groupSessions(data?.sessions ?? [], now);
  return (
    <Panel title="Sessions">
      <ErrorNote problem={problem} retry={reload} />
      {!data && busy && <Spinner size="tiny" label="Getting the sessions" labelPosition="after" />}
      {data?.sessions.length === 0 && <Body1 className={styles.quiet}>None yet. The first one sets the rhythm for the others.</Body1>}
      {groups.map(({ title, sessions }) => (
        <div key={title} className={styles.group}>
          <Caption1Strong as="h3" className={styles.title}>
            {title}
          </Caption1Strong>
          <Rows>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} me={me} now={now} />
            ))}
          </Rows>
        </div>
      ))}
    </Panel>
  );
}

function SessionRow({ session, me, now }: { session: Session; me: Me; now: Date }) {
  const styles = useStyles();
  const waiting = calendarWords(session);
  const certain = session.state === 'booked' && session.calendar.status === 'done';
  return (
    <li>
      <span className={styles.head}>
        <Link href={`#/sessions/${session.id}`}>{kindWords[session.kind]}</Link>
        <Badge appearance="tint" color={certain ? 'brand' : 'informative'}>
          {standingWords(session, now)}
        </Badge>
      </span>
      <ZonedTime start={session.start} end={session.end} others={stands(session, now) ? othersOf(session, me.person.id) : []} now={now} />
      {waiting && <Caption1 className={styles.quiet}>{`${waiting}. ${calendarMessage(session)}`}</Caption1>}
    </li>
  );
}
