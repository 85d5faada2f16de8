import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Attendance } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { Correct } from './correct.tsx';
import { Dispute } from './dispute.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { OutcomeChoice } from './outcome-choice.tsx';
import { changeWords, evidenceWords, headline } from './words.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalXS },
  line: { overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  open: { color: tokens.colorStatusWarningForeground3 },
  plain: {},
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface AttendancePanelProps {
  api: Api;
  sessionId: string;
  personId: string;
  /** Something else on the screen says what became of the session, and has to be read anew. */
  changed?: () => void;
}

/** What is asked of a session that is on; of one that is over what became of it, and what that rests on; nothing for those whom it is not shown to. */
export function AttendancePanel({ api, sessionId, personId, changed }: AttendancePanelProps) {
  const path = `/api/sessions/${sessionId}/attendance`;
  const { data, problem, reload, replace, amend } = useLoad(path, (signal) => api.get<Attendance>(path, { signal }));
  useRefresh(reload, data?.waiting ?? false);
  // To a sponsor there is nothing here.
  if (problem?.code === 'not-found') return null;
  if (!data) return problem ? <ErrorNote problem={problem} retry={reload} /> : null;
  const ahead = !data.waiting && ['proposed', 'booked', 'in-progress'].includes(data.state);
  const update = (attendance: Attendance): void => {
    replace(attendance);
    changed?.();
  };
  if (ahead) return <OutcomeCard api={api} sessionId={sessionId} card={data.card} answered={(card) => amend((was) => ({ ...was, card }))} />;
  return <Over api={api} data={data} personId={personId} update={update} />;
}

interface OverProps {
  api: Api;
  data: Attendance;
  personId: string;
  update: (attendance: Attendance) => void;
}

/** Once the session is over, or was called off. */
function Over({ api, data, personId, update }: OverProps) {
  const asks = data.can.answer;
  return (
    <Panel title={asks ? 'Did it happen?' : 'Attendance'} strong={asks}>
      <Verdict attendance={data} personId={personId} />
      {asks && <OutcomeChoice api={api} session={data} outcomes={['held', 'client-missing', 'coach-missing', 'moved']} said={update} />}
      <Dispute api={api} attendance={data} changed={update} />
      {data.can.correct && !asks && <Correct key={data.version} api={api} attendance={data} update={update} />}
      <Before attendance={data} />
    </Panel>
  );
}

function Verdict({ attendance, personId }: { attendance: Attendance; personId: string }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  const { text, tone } = headline(attendance);
  return (
    <>
      <Body1Strong className={styles[tone]}>{text}</Body1Strong>
      {attendance.waiting && <Body1 className={styles.quiet}>Teams writes it some time after the meeting. Until then nothing is held against anybody.</Body1>}
      {attendance.state === 'unknown' && !attendance.waiting && !attendance.can.answer && <Body1 className={styles.quiet}>The coach can say whether it happened. Until then it counts for nothing.</Body1>}
      {attendance.evidence.length > 0 && (
        <ul className={styles.list} aria-label="What this rests on">
          {[...attendance.evidence.entries()].map(([number, one]) => (
            <li key={number} className={styles.line}>
              <Body1>{evidenceWords(one, { zone, locale, viewerId: personId })}</Body1>
            </li>
          ))}
        </ul>
      )}
      {attendance.dispute?.why && <Body1 className={styles.line}>The client: “{attendance.dispute.why}”</Body1>}
    </>
  );
}

/** How it came to this, once somebody has changed it. */
function Before({ attendance: { history } }: { attendance: Attendance }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  if (history.length < 2) return null;
  return (
    <ol className={styles.list} aria-label="How it came to this">
      {[...history.entries()].map(([number, line]) => (
        <li key={number} className={styles.quiet}>
          <Caption1>
            {dayText(line.at, zone, locale)}, {clockText(line.at, zone, locale)}: {changeWords(line)}
            {line.why && ` – “${line.why}”`}
          </Caption1>
        </li>
      ))}
    </ol>
  );
}
