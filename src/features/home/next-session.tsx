import { Badge, Body1, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { VideoRegular } from '@fluentui/react-icons';
import type { EngagementSummary } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { calendarMessage, calendarWords, kindWords, othersOf } from '../../components/session-words.ts';
import { SessionPeople } from '../../components/session-people.tsx';
import { nearText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

interface NextSessionProps {
  session: Session | null;
  engagements: readonly EngagementSummary[];
  me: Me;
  now: Date;
  openLink: ScreenProps['openLink'];
}

/** What is next: when, where, with whom, and the way in. */
export function NextSession({ session, engagements, me, now, openLink }: NextSessionProps) {
  const styles = useStyles();
  const { zone } = useViewer();
  if (!session) return <NothingNext engagements={engagements} />;
  const near = nearText(now, session.start, zone);
  return (
    <Panel title="Next" strong action={near && <Badge appearance="tint" color="brand" size="large">{near}</Badge>}>
      <Waiting session={session} />
      <Text>{kindWords[session.kind]}</Text>
      <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={now} size="large" />
      <SessionPeople session={session} viewerId={me.person.id} />
      {session.joinUrlMissing && <Body1 as="p" className={styles.quiet}>Microsoft 365 made no Teams link for this one. Agree with the others where you meet.</Body1>}
      <div className={styles.line}>
        {session.joinUrl && <Join url={session.joinUrl} openLink={openLink} />}
        <ButtonLink to={`/sessions/${session.id}`}>See the details</ButtonLink>
      </div>
    </Panel>
  );
}

function Join({ url, openLink }: { url: string; openLink: ScreenProps['openLink'] }) {
  return (
    <Button appearance="primary" icon={<VideoRegular />} onClick={() => void openLink(url)}>
      Join in Teams
    </Button>
  );
}

function Waiting({ session }: { session: Session }) {
  const words = calendarWords(session);
  if (!words) return null;
  return (
    <BandNotice intent={session.calendar.status === 'waiting' ? 'info' : 'warning'} title={`${words}.`}>
      {calendarMessage(session)}
    </BandNotice>
  );
}

/** The one engagement that goes on, when there is just one: what is next can only be in it. */
export function onlyActive(engagements: readonly EngagementSummary[]): EngagementSummary | null {
  const active = engagements.filter(({ status }) => status === 'active');
  return active.length === 1 ? (active[0] ?? null) : null;
}

function NothingNext({ engagements }: { engagements: readonly EngagementSummary[] }) {
  const styles = useStyles();
  const only = onlyActive(engagements);
  return (
    <Panel title="Next" strong>
      <Body1 as="p" className={styles.quiet}>
        Nothing is booked yet.
      </Body1>
      {only && (
        <div className={styles.line}>
          <ButtonLink to={`/engagements/${only.id}/book`} appearance="primary">
            Find times
          </ButtonLink>
        </div>
      )}
    </Panel>
  );
}
