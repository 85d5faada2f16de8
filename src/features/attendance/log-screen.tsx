import { Body1 } from '@fluentui/react-components';
import { useState } from 'react';
import type { EngagementLog } from '../../../server/features/attendance-log/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { dateIn, dateText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { LogChart } from './log-chart.tsx';
import { everything, LogFilter, queryOf } from './log-filter.tsx';
import { LogSessions } from './log-sessions.tsx';
import { figureFacts } from './log-words.ts';

/** What became of an engagement's sessions: figures, the year in a picture, and every session with what its verdict rests on. */
export function LogScreen({ api, params, navigate, me }: ScreenProps) {
  const { zone, locale } = useViewer();
  const [chosen, choose] = useState(everything);
  const path = `/api/engagements/${params['id']}/attendance/log`;
  const query = queryOf(chosen, dateIn(api.now(), zone));
  const { data, problem, busy, reload } = useLoad(path + query, (signal) => api.get<EngagementLog>(path + query, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  const under = data ? `${data.clientName} and ${data.coachName}, ${dateText(data.from, locale)} to ${dateText(data.to, locale)}` : undefined;
  return (
    <Page title="Attendance" under={under} back={{ label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) }} narrow>
      <LogFilter api={api} chosen={chosen} choose={choose} file={data ? `${path}/csv${query}` : null} />
      {data ? <LogParts log={data} personId={me.person.id} now={api.now()} links /> : <Loading what="the log" panels={2} />}
      <ErrorNote problem={problem} retry={reload} title="This may be out of date." />
    </Page>
  );
}

function LogParts({ log, ...of }: { log: EngagementLog; personId: string | null; now: Date; links: boolean }) {
  return (
    <>
      <Panel title="Figures">
        <Facts facts={figureFacts(log.figures)} />
        <LogChart months={log.months} />
      </Panel>
      <Panel title="Sessions">
        {log.sessions.length === 0 ? <Body1>There is none of these in this period.</Body1> : <LogSessions sessions={log.sessions} {...of} />}
      </Panel>
    </>
  );
}
