import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, AlertRegular, PersonInfoRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Home } from '../../../server/features/home/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { Asks } from './asks.tsx';
import { EngagementLinks } from './engagement-links.tsx';
import { NextSession, onlyActive } from './next-session.tsx';
import { Upcoming } from './upcoming.tsx';
import { Welcome } from './welcome.tsx';

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

export interface HomeScreenProps extends ScreenProps {
  /** This week's review, for those who are coached. */
  review?: ReactNode;
}

/** The first screen: what is next, what is asked of me, and where my coaching is. */
export function HomeScreen({ api, openLink, review }: HomeScreenProps) {
  const { data: home, problem, busy, reload } = useLoad('/api/home', (signal) => api.get<Home>('/api/home', { signal }));
  useRefresh(reload, home !== null && waits(home));
  if (!home && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  if (!home) {
    return (
      <Page title="Your coaching">
        <Loading what="your coaching" />
      </Page>
    );
  }
  if (home.engagements.length === 0) return <Welcome name={home.me.person.displayName} />;
  const actions = (
    <>
      <ButtonLink to="/notices" appearance="subtle" icon={<AlertRegular />}>
        Notices
      </ButtonLink>
      <ButtonLink to="/your-data" appearance="subtle" icon={<PersonInfoRegular />}>
        Your data
      </ButtonLink>
      <ButtonLink to="/engagements/new" icon={<AddRegular />}>
        Start an engagement
      </ButtonLink>
    </>
  );
  return (
    <Page title="Your coaching" actions={actions}>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      <HomeColumns home={home} now={api.now()} openLink={openLink} review={review} />
    </Page>
  );
}

const waits = ({ next, upcoming }: Home): boolean => [next, ...upcoming].some((session) => session?.calendar.status === 'waiting');

/** The asks without what "Next" offers already. */
export function asksBeside({ next, asks, engagements }: Pick<Home, 'next' | 'asks' | 'engagements'>): Home['asks'] {
  const offered = next ? null : onlyActive(engagements);
  return asks.filter(({ kind, engagementId }) => kind !== 'book-next' || engagementId !== offered?.id);
}

function HomeColumns({ home, now, openLink, review }: { home: Home; now: Date; openLink: ScreenProps['openLink']; review: ReactNode }) {
  const styles = useStyles();
  const { me, next, upcoming, engagements } = home;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <NextSession session={next} me={me} now={now} openLink={openLink} engagements={engagements} />
        <Asks asks={asksBeside(home)} />
        {engagements.some(({ myRole }) => myRole === 'client') && review}
      </div>
      <div className={styles.column}>
        <EngagementLinks engagements={engagements} now={now} />
        <Upcoming sessions={upcoming.filter(({ id }) => id !== next?.id)} me={me} now={now} />
      </div>
    </div>
  );
}
