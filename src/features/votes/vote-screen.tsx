import { Badge, Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { GiveAnswers, Vote } from '../../../server/features/votes/contract.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ArrivingPage } from '../../components/arriving-page.tsx';
import { BandNotice } from '../../components/band-notice.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useNotify } from '../../components/notices.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { kindWords, roleWords } from '../../components/session-words.ts';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { AnswerForm } from './answer-form.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

/** One vote on times: my answers, who has answered, and what comes of it. */
export function VoteScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/votes/${params['id']}`;
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Vote>(path, { signal }));
  useRefresh(reload, data?.state === 'open');
  const notify = useNotify();
  const act = useAction(async (what: 'cancel' | 'mail') => replace(await api.post<Vote>(`${path}/${what}`)));
  if (!data) return <ArrivingPage problem={problem} reload={reload} title="Which time suits you?" what="this vote" />;
  const save = async (body: GiveAnswers) => {
    replace(await api.put<Vote>(`${path}/answers`, body));
    notify.done('Saved', 'You can change it until a time is booked.');
  };
  return (
    <Page title="Which time suits you?" under={`${kindWords[data.kind]}, ${data.minutes} minutes`} narrow standing={data.state} back={{ label: 'The engagement', go: () => navigate(`/engagements/${data.engagementId}`) }}>
      <ErrorNote problem={(busy ? null : problem) ?? act.problem} {...(problem ? { retry: reload } : {})} />
      <Standing vote={data} />
      <MailNote vote={data} busy={act.busy} send={() => void act.run('mail')} />
      <Panel title={data.state === 'open' ? 'Your answers' : 'The times'} strong>
        <Deadline vote={data} now={api.now()} />
        <AnswerForm slots={data.slots} open={data.can.answer} now={api.now()} save={save} />
      </Panel>
      <Voters vote={data} />
      {data.can.cancel && (
        <div>
          <Button onClick={() => void act.run('cancel')} disabledFocusable={act.busy}>
            Call the vote off
          </Button>
        </div>
      )}
    </Page>
  );
}

function Standing({ vote }: { vote: Vote }) {
  if (vote.state === 'open') return null;
  const intent = vote.state === 'decided' ? 'success' : vote.state === 'nothing' ? 'warning' : 'info';
  const next = vote.sessionId
    ? <ButtonLink to={`/sessions/${vote.sessionId}`} size="small">See the session</ButtonLink>
    : vote.state === 'ended' ? null : <ButtonLink to={`/engagements/${vote.engagementId}/book`} size="small">Find other times</ButtonLink>;
  return (
    <BandNotice intent={intent} title={{ decided: 'Booked.', nothing: 'No time suits everybody yet.', cancelled: 'Called off.', ended: 'Over.' }[vote.state]} actions={next}>
      {vote.standing}
    </BandNotice>
  );
}

function MailNote({ vote, busy, send }: { vote: Vote; busy: boolean; send: () => void }) {
  if (!vote.can.mail) return null;
  const coach = vote.voters.find(({ role }) => role === 'coach')?.displayName ?? 'the coach';
  return (
    <BandNotice intent="warning" title="The mail may not have gone out." actions={<Button size="small" onClick={send} disabledFocusable={busy}>Send it now</Button>}>
      {coach} needs the link in it to answer.
    </BandNotice>
  );
}

function Deadline({ vote, now }: { vote: Vote; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  if (vote.state !== 'open') return null;
  return (
    <Body1 className={styles.quiet}>
      {vote.askedBy} asks. Answers count until {dayText(vote.deadline, zone, locale, now)}, {clockText(vote.deadline, zone, locale)}. {vote.standing}
    </Body1>
  );
}

function Voters({ vote }: { vote: Vote }) {
  const styles = useStyles();
  const { placed, waiting, permission } = vote.holds;
  return (
    <Panel title="Who is asked">
      <Rows>
        {vote.voters.map(({ personId, displayName, role, required, answered }) => (
          <li key={personId}>
            <span className={styles.head}>
              <Body1>{displayName}</Body1>
              {vote.state === 'open' && (
                <Badge appearance="tint" color={answered ? 'success' : 'informative'}>
                  {answered ? 'Has answered' : 'Not yet'}
                </Badge>
              )}
            </span>
            <Caption1 className={styles.quiet}>{required ? roleWords[role] : `${roleWords[role]}, need not come`}</Caption1>
          </li>
        ))}
      </Rows>
      {vote.state === 'open' && placed > 0 && <Caption1 className={styles.quiet}>The times are kept free in the calendars of your organisation. Nobody gets mail about that, and what is held goes away by itself.</Caption1>}
      {vote.state === 'open' && waiting > 0 && <Caption1 className={styles.quiet}>{permission ? `The times cannot be kept free: the permission ${permission} is missing. The vote goes on.` : 'The times are being kept free: waiting for Microsoft 365.'}</Caption1>}
    </Panel>
  );
}
