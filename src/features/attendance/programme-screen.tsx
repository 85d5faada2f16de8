import { Body1, Body1Strong, Caption1, Field, Link, makeStyles, Select, tokens } from '@fluentui/react-components';
import { HistoryRegular, PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ProgrammeLog } from '../../../server/features/attendance-log/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { clockText, dateIn, dateText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { LogChart } from './log-chart.tsx';
import { everything, LogFilter, queryOf } from './log-filter.tsx';
import { figureFacts, heldWords, logWords } from './log-words.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  field: { flex: '1 1 180px', minWidth: 0, maxWidth: '320px' },
  select: { minWidth: 0, width: '100%' },
});

type Row = ProgrammeLog['engagements'][number];

const titleOf = ({ clientName, coachName }: Pick<Row, 'clientName' | 'coachName'>): string => `${clientName} with ${coachName}`;

/** For a programme lead: attendance in all engagements, never what any of it is about. */
export function ProgrammeScreen({ api, navigate }: ScreenProps) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const [chosen, choose] = useState(everything);
  // The choice of engagements stays while the answer to a choice is on its way.
  const [known, setKnown] = useState<readonly Row[]>([]);
  const path = '/api/programme/attendance';
  const query = queryOf(chosen, dateIn(api.now(), zone));
  const { data, problem, busy, reload } = useLoad(path + query, async (signal) => {
    const log = await api.get<ProgrammeLog>(path + query, { signal });
    setKnown(log.engagements);
    return log;
  });
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  const actions = (
    <>
      <ButtonLink to="/programme/log" appearance="subtle" icon={<HistoryRegular />}>
        Who did what
      </ButtonLink>
      <ButtonLink to="/programme/people" appearance="subtle" icon={<PeopleRegular />}>
        People
      </ButtonLink>
    </>
  );
  const under = data ? `${dateText(data.from, locale)} to ${dateText(data.to, locale)}. Attendance only: nobody’s notes, goals or fieldwork.` : undefined;
  return (
    <Page title="Attendance in your programme" under={under} back={{ label: 'Your coaching', go: () => navigate('/') }} actions={actions}>
      <LogFilter api={api} chosen={chosen} choose={choose} file={data ? `${path}/csv${query}` : null}>
        <Field label="Engagement" className={styles.field}>
          <Select className={styles.select} value={chosen.engagementId} onChange={(_event, { value }) => choose({ ...chosen, engagementId: value })}>
            <option value="">All</option>
            {known.map((one) => (
              <option key={one.engagementId} value={one.engagementId}>
                {titleOf(one)}
              </option>
            ))}
          </Select>
        </Field>
      </LogFilter>
      {data ? <Parts log={data} chosen={chosen.engagementId} now={api.now()} /> : <Loading what="the programme" panels={3} />}
      <ErrorNote problem={problem} retry={reload} title="This may be out of date." />
    </Page>
  );
}

function Parts({ log, chosen, now }: { log: ProgrammeLog; chosen: string; now: Date }) {
  const engagements = log.engagements.filter(({ engagementId }) => chosen === '' || engagementId === chosen);
  return (
    <>
      <Panel title="Figures">
        <Facts facts={figureFacts(log.figures)} />
        <LogChart months={log.months} />
      </Panel>
      <Panel title="Engagements">
        {engagements.length === 0 ? <Body1>There is no engagement yet.</Body1> : <Engagements engagements={engagements} now={now} />}
      </Panel>
      <Panel title="Sessions">
        {log.sessions.length === 0 ? <Body1>There is none of these in this period.</Body1> : <Sessions log={log} now={now} />}
      </Panel>
    </>
  );
}

/** Parts of one line, which begins with a capital whichever comes first. */
const sentence = (parts: readonly string[]): string => {
  const line = parts.join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
};

function Engagements({ engagements, now }: { engagements: readonly Row[]; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const standing = ({ status, nextSessionAt }: Row): string =>
    status === 'ended' ? 'ended' : status === 'paused' ? 'paused' : nextSessionAt ? `next ${dayText(nextSessionAt, zone, locale, now)}` : 'nothing booked';
  return (
    <Rows>
      {engagements.map((one) => (
        <li key={one.engagementId}>
          <Link href={`#/engagements/${one.engagementId}/attendance`}>{titleOf(one)}</Link>
          <Body1>
            {one.figures.counted === 0 ? 'Nothing held so far' : `${heldWords(one.figures)} held`}
            {one.figures.open > 0 && `, ${one.figures.open} not known yet`}
          </Body1>
          <Caption1 as="p" className={styles.quiet}>
            {sentence([...(one.lastHeldAt ? [`last held ${dayText(one.lastHeldAt, zone, locale, now)}`] : []), standing(one)])}
          </Caption1>
        </li>
      ))}
    </Rows>
  );
}

function Sessions({ log, now }: { log: ProgrammeLog; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <>
      <Rows>
        {log.sessions.map((one) => (
          <li key={one.sessionId}>
            <Body1>
              {dayText(one.start, zone, locale, now)}, {clockText(one.start, zone, locale)}
            </Body1>
            <Body1Strong>{logWords[one.outcome]}</Body1Strong>
            <Caption1 as="p" className={styles.quiet}>
              {titleOf(one)}
            </Caption1>
          </li>
        ))}
      </Rows>
      {log.more && <Caption1>There are more than are listed here. The file has all of them.</Caption1>}
    </>
  );
}
