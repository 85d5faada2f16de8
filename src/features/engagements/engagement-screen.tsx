import { makeStyles, tokens } from '@fluentui/react-components';
import { CalendarSearchRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import { type Load, useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { engagementTitle } from '../../components/session-words.ts';
import { dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { CoachCalendarPanel } from './coach-calendar-panel.tsx';
import { GoalsPanel } from './goals-panel.tsx';
import { Lifecycle } from './lifecycle.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

export interface EngagementScreenProps extends ScreenProps {
  /** Shown above the sessions. */
  before?: ReactNode;
  /** The action plan, for client and coach. */
  plan?: ReactNode;
  /** The sessions over its whole time; `changed` is called when sessions were. */
  arc?: (engagement: Engagement, sessions: Session[], changed: () => void) => ReactNode;
  /** After the rules by which sessions are placed. */
  after?: (engagement: Engagement) => ReactNode;
}

/** One engagement: who, what for, which sessions, under which rules. */
export function EngagementScreen(props: EngagementScreenProps) {
  const { api, params, navigate } = props;
  const path = `/api/engagements/${params['id']}`;
  const engagement = useLoad(path, (signal) => api.get<Engagement>(path, { signal }));
  const sessions = useLoad(`${path}/sessions`, (signal) => api.get<SessionList>(`${path}/sessions`, { signal }));
  useRefresh(sessions.reload, sessions.data?.sessions.some(({ calendar }) => calendar.status === 'waiting') ?? false);
  const back = { label: 'Your coaching', go: () => navigate('/') };
  if (!engagement.data && engagement.problem && !engagement.busy) return <ProblemScreen problem={engagement.problem} retry={engagement.reload} />;
  if (!engagement.data) {
    return (
      <Page title="Engagement" back={back}>
        <Loading what="this engagement" panels={3} />
      </Page>
    );
  }
  return (
    <EngagementPage {...props} path={path} back={back} engagement={engagement.data} sessions={sessions} reload={engagement.reload}>
      <ErrorNote problem={engagement.problem} retry={engagement.reload} title="This may be out of date." />
    </EngagementPage>
  );
}

interface EngagementPageProps extends EngagementScreenProps {
  path: string;
  back: { label: string; go: () => void };
  engagement: Engagement;
  sessions: Load<SessionList>;
  reload: () => void;
  children: ReactNode;
}

function EngagementPage({ before, plan, api, me, path, back, engagement, sessions, reload, arc, after, children }: EngagementPageProps) {
  const styles = useStyles();
  const { locale } = useViewer();
  const parts = { api, path, engagement, changed: reload };
  return (
    <Page
      title={engagementTitle(engagement)}
      under={`${dateText(engagement.startsOn, locale)} to ${dateText(engagement.endsOn, locale)}`}
      back={back}
      standing={engagement.status}
      actions={engagement.can.book && <FindTimes engagement={engagement} />}
    >
      {children}
      <Standing engagement={engagement} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {before}
          <SessionsPanel sessions={sessions} me={me} now={api.now()} />
          {(sessions.data || !sessions.busy) && arc?.(engagement, sessions.data?.sessions ?? [], sessions.reload)}
          <GoalsPanel {...parts} />
          {(engagement.myRole === 'client' || engagement.myRole === 'coach') && plan}
          <RulesPanel {...parts} />
          {after?.(engagement)}
        </div>
        <div className={styles.column}>
          <PeoplePanel {...parts} me={me} />
          <CoachCalendarPanel {...parts} />
          <Lifecycle {...parts} />
        </div>
      </div>
    </Page>
  );
}

function FindTimes({ engagement }: { engagement: Engagement }) {
  return (
    <ButtonLink to={`/engagements/${engagement.id}/book`} appearance="primary" icon={<CalendarSearchRegular />}>
      Find times
    </ButtonLink>
  );
}

function Standing({ engagement: { status, pausedUntil } }: { engagement: Engagement }) {
  const { locale } = useViewer();
  if (status === 'active') return null;
  if (status === 'ended') return <BandNotice title="This engagement has ended.">What was agreed and held stays readable here.</BandNotice>;
  return <BandNotice title={pausedUntil ? `Paused until ${dateText(pausedUntil, locale)}.` : 'Paused.'}>Nobody is asked for anything meanwhile.</BandNotice>;
}
