import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { Fragment, type ReactNode } from 'react';
import type { Home } from '../../../server/features/home/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { engagementTitle } from '../../components/session-words.ts';
import { Asks } from './asks.tsx';
import { EngagementLinks } from './engagement-links.tsx';
import { NextSession, onlyActive } from './next-session.tsx';
import { OwnLinks } from './own-links.tsx';
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
  /** What a coach is asked about sessions that are over. */
  asked?: ReactNode;
  /** This week's review, for those who are coached. */
  review?: ReactNode;
  /** What somebody who is coached took on in an engagement; `title` names it. */
  fieldwork?: (engagementId: string, title: string) => ReactNode;
}

/** The first screen: what is next, what is asked of me, and where my coaching is. */
export function HomeScreen({ api, openLink, asked, review, fieldwork }: HomeScreenProps) {
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
  if (home.engagements.length === 0) return <Welcome name={home.me.person.displayName} programmeLead={home.me.programmeLead} />;
  const actions = (
    <>
      <OwnLinks />
      <ButtonLink to="/engagements/new" icon={<AddRegular />}>
        Start an engagement
      </ButtonLink>
    </>
  );
  return (
    <Page title="Your coaching" actions={actions}>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      <HomeColumns home={home} now={api.now()} openLink={openLink} asked={asked} review={review} fieldwork={fieldwork} />
    </Page>
  );
}

const waits = ({ next, upcoming }: Home): boolean => [next, ...upcoming].some((session) => session?.calendar.status === 'waiting');

/** The asks without what "Next" offers already. */
export function asksBeside({ next, asks, engagements }: Pick<Home, 'next' | 'asks' | 'engagements'>): Home['asks'] {
  const offered = next ? null : onlyActive(engagements);
  return asks.filter(({ kind, engagementId }) => kind !== 'book-next' || engagementId !== offered?.id);
}

type HomeColumnsProps = { home: Home; now: Date } & Pick<HomeScreenProps, 'openLink' | 'asked' | 'review'> & { fieldwork: HomeScreenProps['fieldwork'] | undefined };

function HomeColumns({ home, now, openLink, asked, review, fieldwork }: HomeColumnsProps) {
  const styles = useStyles();
  const { me, next, upcoming, engagements } = home;
  const mine = engagements.filter(({ myRole, status }) => myRole === 'client' && status !== 'ended');
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {engagements.some(({ myRole }) => myRole === 'coach') && asked}
        {/* To who only looks after others nothing of their own comes next. */}
        {engagements.some(({ myRole }) => myRole !== null) && <NextSession session={next} me={me} now={now} openLink={openLink} engagements={engagements} />}
        <Asks asks={asksBeside(home)} sessions={upcoming} />
        {mine.map((one) => <Fragment key={one.id}>{fieldwork?.(one.id, mine.length > 1 ? `Fieldwork: ${engagementTitle(one)}` : 'Your fieldwork')}</Fragment>)}
        {engagements.some(({ myRole }) => myRole === 'client') && review}
      </div>
      <div className={styles.column}>
        <EngagementLinks engagements={engagements} now={now} />
        <Upcoming sessions={upcoming.filter(({ id }) => id !== next?.id)} me={me} now={now} />
      </div>
    </div>
  );
}
