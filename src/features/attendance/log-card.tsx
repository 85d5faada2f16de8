import { Body1 } from '@fluentui/react-components';
import type { EngagementLog } from '../../../server/features/attendance-log/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { LogChart } from './log-chart.tsx';
import { LogSessions } from './log-sessions.tsx';
import { figureFacts, heldWords } from './log-words.ts';

/** On an engagement's screen: how it goes, and the way to the log; nothing while no session is over, nor to those whom it is not shown to. */
export function LogCard({ api, engagementId }: { api: Api; engagementId: string }) {
  const path = `/api/engagements/${engagementId}/attendance/log`;
  const { data } = useLoad(path, (signal) => api.get<EngagementLog>(path, { signal }));
  if (!data || data.sessions.length === 0) return null;
  return (
    <Panel
      title="Attendance"
      action={
        <ButtonLink to={`/engagements/${engagementId}/attendance`} size="small" label="Open the attendance log">
          Open the log
        </ButtonLink>
      }
    >
      <Body1>{data.figures.counted === 0 ? 'Of no session is it known yet what became of it.' : `${heldWords(data.figures)} sessions held in the last twelve months.`}</Body1>
    </Panel>
  );
}

/** On the page of a coach outside: the same in one panel, of the engagement that the link opens. */
export function CoachLog({ api }: { api: Api }) {
  const path = '/api/coach/attendance/log';
  const { data, reload } = useLoad(path, (signal) => api.get<EngagementLog>(path, { signal }));
  if (!data || data.sessions.length === 0) return null;
  // What the client objects to waits for the coach, however long ago it was.
  const listed = data.sessions.filter(({ attendance }, index) => index < 12 || attendance.dispute !== null);
  return (
    <Panel title={`Attendance of your sessions with ${data.clientName}`}>
      <Facts facts={figureFacts(data.figures)} />
      <LogChart months={data.months} />
      <LogSessions sessions={listed} personId={null} now={api.now()} links={false} correct={{ api, changed: reload }} />
    </Panel>
  );
}
