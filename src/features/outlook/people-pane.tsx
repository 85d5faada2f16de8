import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleSearchRegular } from '@fluentui/react-icons';
import type { Home } from '../../../server/features/home/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { engagementTitle, kindWords, listNames, othersOf } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import type { Known, PaneProps } from './pane.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Beside a message, or a meeting that is no session: whom of it one is in coaching with, what is next, and the way to book. */
export function PeoplePane({ known, ...props }: PaneProps & { known: Known }) {
  const home = useLoad('home', (signal) => props.api.get<Home>('/api/home', { signal }));
  const { engagements, item } = known;
  if (engagements.length === 0) return <NobodyKnown what={item?.kind === 'appointment' ? 'meeting' : 'message'} nothing={item === null} />;
  return (
    <Page title="Coaching with these people" under={item?.subject || undefined}>
      <ErrorNote problem={home.busy ? null : home.problem} retry={home.reload} />
      {engagements.map((one) => (
        <Recognised key={one.engagement.id} {...props} {...one} home={home.data} />
      ))}
    </Page>
  );
}

function Recognised({ engagement, personIds, home, api, me }: Known['engagements'][number] & Pick<PaneProps, 'api' | 'me'> & { home: Home | null }) {
  const styles = useStyles();
  const names = engagement.participants.filter(({ id }) => personIds.includes(id)).map(({ displayName }) => displayName);
  const next = home?.upcoming.find(({ engagementId }) => engagementId === engagement.id) ?? null;
  return (
    <Panel title={engagementTitle(engagement)} strong>
      <Caption1 className={styles.quiet}>Here: {listNames(names)}</Caption1>
      {!home && <Loading what="the next session" panels={0} />}
      {home && (next ? <Next session={next} api={api} me={me} /> : <Body1>No session is booked.</Body1>)}
      <div className={styles.actions}>
        {engagement.status === 'active' && (
          <ButtonLink to={`/engagements/${engagement.id}/book`} appearance={next ? 'secondary' : 'primary'} label={`Find times, ${engagementTitle(engagement)}`}>
            Find times
          </ButtonLink>
        )}
        {next && (
          <ButtonLink to={`/sessions/${next.id}`} appearance="primary" label={`See the session, ${engagementTitle(engagement)}`}>
            See the session
          </ButtonLink>
        )}
      </div>
      {engagement.status === 'paused' && <Caption1>This engagement is paused.</Caption1>}
    </Panel>
  );
}

function Next({ session, api, me }: { session: Session } & Pick<PaneProps, 'api' | 'me'>) {
  return (
    <div>
      <Body1 block>Next: {kindWords[session.kind].toLowerCase()}</Body1>
      <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={api.now()} />
    </div>
  );
}

function NobodyKnown({ what, nothing }: { what: string; nothing: boolean }) {
  return (
    <Page title="Fieldwork">
      <Empty picture={<PeopleSearchRegular />} title={nothing ? 'Nothing is open' : 'No coaching here'} action={<ButtonLink to="/engagements/new">Start an engagement</ButtonLink>}>
        {nothing ? 'Open a message or a meeting to see the coaching it is about.' : `Nobody in this ${what} is in coaching with you in Fieldwork.`}
      </Empty>
    </Page>
  );
}
