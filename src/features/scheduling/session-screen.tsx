import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { useFocusBack } from '../../components/arriving-focus.ts';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { hasFields, useDraft } from '../../components/drafts.ts';
import { Empty } from '../../components/empty.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { SessionPeople } from '../../components/session-people.tsx';
import { isOff, kindWords, othersOf, standingWords } from '../../components/session-words.ts';
import { ZonedTime } from '../../components/zoned-time.tsx';
import { Agenda } from './agenda.tsx';
import { CalendarState } from './calendar-state.tsx';
import { type CancelDraft, CancelQuestion } from './cancel-question.tsx';
import { DeclinedNote, ProposedTimes } from './declined-note.tsx';
import { History } from './history.tsx';
import { Join, JoinNotes } from './join.tsx';
import { WhyQuestion } from './reason-choice.tsx';
import { RequestNote } from './request-note.tsx';
import { bandWords, cancelLabel, cancelledWords, moveLabel } from './reschedule-words.ts';
import { Story } from './story.tsx';
import { useFollowed } from './use-followed.ts';
import { useTell } from './use-tell.ts';
import { movePath } from './moving.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@media (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  off: { textDecorationLine: 'line-through' },
});

/** One session: when, who, what about, and how far Microsoft 365 is with it. */
export function SessionScreen(props: ScreenProps & Pick<DetailsProps, 'after' | 'prepared'>) {
  const { api, params, navigate } = props;
  const path = `/api/sessions/${params['id']}`;
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Session>(path, { signal }));
  useRefresh(reload, false);
  if (!data && problem?.code === 'not-found') return <NoSession navigate={navigate} />;
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Session" what="this session" />;
  return (
    <Page title={kindWords[data.kind]} under={standingWords(data, api.now())} back={{ label: 'The engagement', go: () => navigate(`/engagements/${data.engagementId}`) }}>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      <Details {...props} session={data} replace={replace} reload={reload} />
    </Page>
  );
}

interface DetailsProps extends ScreenProps {
  /** Shown under the agenda. */
  after?: (session: Session) => ReactNode;
  /** What became of it, and the agenda that was prepared for it; `changed` is called when that says something else of the session. */
  prepared?: (changed: () => void) => ReactNode;
  session: Session;
  replace: (session: Session) => void;
  reload: () => void;
}

function Details(props: DetailsProps) {
  const { session, replace, reload, api, me, navigate } = props;
  const { request } = session.reschedule;
  const styles = useStyles();
  useFollowed(api, session, replace);
  return (
    <>
      <CalendarState session={session} api={api} update={replace} navigate={navigate} />
      {request && <RequestNote key={`${request.id} ${request.state}`} request={request} api={api} changed={reload} />}
      <DeclinedNote session={session} viewerId={me.person.id} />
      <ProposedTimes session={session} now={api.now()} />
      {session.notFollowed && <BandNotice title="Outlook is not followed here.">{session.notFollowed}</BandNotice>}
      <WhyQuestion session={session} api={api} said={(reschedule) => replace({ ...session, reschedule })} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <When {...props} />
          <Panel title="People">
            <SessionPeople session={session} viewerId={me.person.id} />
          </Panel>
          {props.prepared?.(reload)}
          <Agenda session={session} />
          {props.after?.(session)}
        </div>
        <div className={styles.column}>
          <Story session={session} />
          <History session={session} api={api} />
        </div>
      </div>
    </>
  );
}

const isCancelDraft = (value: unknown): value is CancelDraft => hasFields(value, { comment: 'string', reasonCode: 'object' }) || hasFields(value, { comment: 'string', reasonCode: 'string' });

function When({ session, replace, api, me, navigate, openLink }: DetailsProps) {
  const styles = useStyles();
  const notify = useNotify();
  const draft = useDraft(`cancel.${session.id}`, isCancelDraft);
  const [pressed, setPressed] = useState<boolean | null>(null);
  // Half answered and left: the question stands there again.
  const cancelling = session.reschedule.cancel !== 'no' && (pressed ?? Boolean(draft.left));
  const close = () => {
    setPressed(false);
    draft.forget();
  };
  const actions = useFocusBack<HTMLDivElement>(cancelling, '[data-return], a');
  const cancelled = (after: Session) => {
    close();
    replace(after);
    if (after.reschedule.request?.state === 'open') notify.done('Asked', 'The coach gets a notice.');
    else notify.done('Cancelled', 'Everybody is told.');
  };
  const { reschedule } = session;
  const off = isOff(session);
  return (
    <Panel title="When" strong>
      <div className={off ? styles.off : undefined}>
        <ZonedTime start={session.start} end={session.end} others={othersOf(session, me.person.id)} now={api.now()} size="large" />
      </div>
      <JoinNotes session={session} />
      <Bands session={session} now={api.now()} />
      {cancelling && <CancelQuestion session={session} api={api} close={close} cancelled={cancelled} left={draft.left ?? null} keep={draft.keep} />}
      <div ref={actions} className={styles.actions} style={cancelling ? { display: 'none' } : undefined}>
        <Join session={session} openLink={openLink} />
        {reschedule.move !== 'no' && <Button onClick={() => navigate(movePath(session))}>{moveLabel(reschedule)}</Button>}
        {reschedule.cancel !== 'no' && <Button data-return onClick={() => setPressed(true)}>{cancelLabel(reschedule)}</Button>}
        {session.webLink && !off && <OpenInOutlook url={session.webLink} openLink={openLink} />}
        {off && <ButtonLink to={`/engagements/${session.engagementId}/book`}>Find another time</ButtonLink>}
      </div>
    </Panel>
  );
}

/** What may be done to the session at present, or who called it off. */
function Bands({ session, now }: { session: Session; now: Date }) {
  const tell = useTell(now);
  const words = cancelledWords(session) ?? bandWords(session.reschedule, tell);
  return words && <Body1>{words}</Body1>;
}

function OpenInOutlook({ url, openLink }: { url: string; openLink: ScreenProps['openLink'] }) {
  return (
    <Button onClick={() => void openLink(url)}>
      Open in Outlook
    </Button>
  );
}

function NoSession({ navigate }: { navigate: ScreenProps['navigate'] }) {
  return (
    <Page title="Session" narrow>
      <Empty title="There is no such session for you" action={<Button appearance="primary" onClick={() => navigate('/')}>Go to your coaching</Button>}>
        <Body1>The link may be old, or meant for somebody else.</Body1>
      </Empty>
    </Page>
  );
}
