import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Me } from '../../../server/features/people/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { Button } from '../../components/native/button.tsx';
import { ProgressBar } from '../../components/native/progress-bar.tsx';
import { Body1, Caption1, Subtitle1 } from '../../components/native/text.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { SessionPeople } from '../../components/session-people.tsx';
import { isOff, kindWords, standingWords } from '../../components/session-words.ts';
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
  session: Session;
  engagement: Engagement | null;
  /** Opens a screen of the tab; left out where the host cannot. */
  openScreen?: ((path: string) => Promise<void>) | undefined;
  /** What client and coach do in the session, around what the invitation says. */
  children: (invitation: ReactNode) => ReactNode;
}

/** True once the first picture is there: what stands far below must not keep the line above from being typed into. */
function useDrawn(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(true));
    return () => clearTimeout(timer);
  }, []);
  return drawn;
}

/** Beside the meeting: how much time is left, what is done in it, who is here, and what it is about. */
export function MeetingScreen({ api, me, session, engagement, openScreen, children }: MeetingScreenProps) {
  const drawn = useDrawn();
  const now = useMinute(api);
  return (
    <Page title={kindWords[session.kind]} under={standingWords(session, now)}>
      <TimeLeft session={session} now={now} />
      {children(<Agenda session={session} />)}
      {drawn && (
        <>
          <Changes session={session} now={now} openScreen={openScreen} />
          <Panel title="Who">
            <SessionPeople session={session} viewerId={me.person.id} />
          </Panel>
          <MeetingGoals engagement={engagement} sessionId={session.id} openScreen={openScreen} />
        </>
      )}
    </Page>
  );
}

function TimeLeft({ session, now }: { session: Session; now: Date }) {
  const styles = useStyles();
  const { state, text, passed } = meetingTime(session, now);
  if (isOff(session)) return null;
  return (
    <Panel title="Time" strong>
      <Subtitle1 as="p" className={styles.time} role="timer">
        {text}
      </Subtitle1>
      {passed !== null && <ProgressBar value={passed} label="Time passed" />}
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
  // Once people sit together it is in the way, unless one of them waits for an answer.
  if (!words || (!open && now.getTime() >= Date.parse(session.start))) return null;
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
