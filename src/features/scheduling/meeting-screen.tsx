import { Body1, Button, Caption1, makeStyles, ProgressBar, Subtitle1, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { MeetingSession, Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { Empty } from '../../components/empty.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { SessionPeople } from '../../components/session-people.tsx';
import { kindWords, standingWords } from '../../components/session-words.ts';
import { Agenda } from './agenda.tsx';
import { meetingTime, nextTickMs } from './meeting-clock.ts';
import { MeetingGoals } from './meeting-goals.tsx';
import { bandWords, requestWords } from './reschedule-words.ts';
import { useTell } from './use-tell.ts';

const useStyles = makeStyles({
  time: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface MeetingScreenProps {
  api: Api;
  me: Me;
  /** Thread id of the meeting's chat; null when the host does not say. */
  chatId: string | null;
  /** The agenda that was prepared for the session. */
  prepared?: (sessionId: string) => ReactNode;
  /** Opens a screen of the tab; left out where the host cannot. */
  openScreen?: ((path: string) => Promise<void>) | undefined;
  /** What client and coach do in the session, around its agenda. */
  work?: (session: Session, agenda: ReactNode) => ReactNode;
}

/** Beside the meeting: who is here, how much time is left, and what it is about. */
export function MeetingScreen({ api, me, chatId, openScreen, prepared, work }: MeetingScreenProps) {
  const found = useLoad(`meeting ${chatId ?? ''}`, async (signal) => {
    const { session } = chatId ? await api.get<MeetingSession>(`/api/meetings/session?chatId=${encodeURIComponent(chatId)}`, { signal }) : { session: null };
    const engagement = session ? await api.get<Engagement>(`/api/engagements/${session.engagementId}`, { signal }) : null;
    return { session, engagement };
  });
  useRefresh(found.reload, false);
  if (found.problem && !found.data) return <ProblemScreen problem={found.problem} retry={found.reload} />;
  if (!found.data) {
    return (
      <Page title="Fieldwork">
        <Loading what="this session" />
      </Page>
    );
  }
  const { session, engagement } = found.data;
  if (!session) return <NotOurs />;
  return (
    <Page title={kindWords[session.kind]} under={standingWords(session)}>
      <TimeLeft session={session} api={api} />
      {work ? work(session, agendaOf(session, prepared)) : agendaOf(session, prepared)}
      <Changes session={session} now={api.now()} openScreen={openScreen} />
      <Panel title="Who">
        <SessionPeople session={session} viewerId={me.person.id} />
      </Panel>
      <MeetingGoals engagement={engagement} sessionId={session.id} openScreen={openScreen} />
    </Page>
  );
}

/** What was prepared, and what the invitation says. */
const agendaOf = (session: Session, prepared: MeetingScreenProps['prepared']): ReactNode => (
  <>
    {prepared?.(session.id)}
    <Agenda session={session} />
  </>
);

/** One sentence for both: a meeting without a session, and one that the viewer has no part in, must look the same. */
function NotOurs() {
  return (
    <Page title="Fieldwork">
      <Empty picture={<PeopleTeamRegular />} title="No coaching session here">
        This meeting isn’t a coaching session in Fieldwork, or it isn’t one you take part in.
      </Empty>
    </Page>
  );
}

function TimeLeft({ session, api }: { session: Session; api: Api }) {
  const styles = useStyles();
  const now = useMinute(api);
  const { state, text, passed } = meetingTime(session, now);
  if (session.state === 'cancelled' || session.state === 'late-cancel') return null;
  return (
    <Panel title="Time" strong>
      <Subtitle1 as="p" className={styles.time} role="timer">
        {text}
      </Subtitle1>
      {passed !== null && <ProgressBar value={passed} thickness="large" aria-label="Time passed" />}
      {state === 'over' && <Caption1 className={styles.quiet}>Take the time you need to end well.</Caption1>}
      {state === 'ahead' && <Body1 className={styles.quiet}>Time to think about what would make it worth it.</Body1>}
    </Panel>
  );
}

/** How the session can be changed, in a sentence, and the way to where it is done. */
function Changes({ session, now, openScreen }: { session: Session; now: Date; openScreen: MeetingScreenProps['openScreen'] }) {
  const tell = useTell(now);
  const { request } = session.reschedule;
  const open = request?.state === 'open' ? requestWords(request, tell) : null;
  const words = open ? `${open.title} ${open.text}` : bandWords(session.reschedule, tell);
  if (!words) return null;
  return (
    <Panel title="Moving or cancelling">
      <Body1>{words}</Body1>
      {openScreen && (
        <Button size="small" onClick={() => void openScreen(`/sessions/${session.id}`)}>
          {request?.can.answer ? 'Answer' : 'Change the session'}
        </Button>
      )}
    </Panel>
  );
}

/** The present, renewed as the minute changes. */
function useMinute(api: Api): Date {
  const [now, setNow] = useState(() => api.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(api.now()), nextTickMs(now));
    return () => clearTimeout(timer);
  }, [api, now]);
  return now;
}
