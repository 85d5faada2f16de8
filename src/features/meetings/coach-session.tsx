import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Candidate, CoachSessions } from '../../../server/features/meetings/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Field, Select } from '../../components/native/fields.tsx';
import { Body1 } from '../../components/native/text.tsx';
import { Panel } from '../../components/panel.tsx';
import { kindWords } from '../../components/session-words.ts';
import { clockText, dayText, nearText, rangeText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { nearestSession } from './nearest.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

const path = '/api/coach/sessions';

/** `ahead`: it is the next one, or goes on. */
export interface NearSession {
  id: string;
  start: string;
  end: string;
  ahead: boolean;
}

interface CoachSessionProps {
  api: Api;
  /** What stands under the session; null is given while there is no session. */
  children: (session: NearSession | null) => ReactNode;
}

/** On the page of a coach outside: the session they are in, were in or prepare, found by itself; another can be chosen. */
export function CoachSession({ api, children }: CoachSessionProps) {
  const styles = useStyles();
  const { zone } = useViewer();
  const { data, problem, reload } = useLoad(path, (signal) => api.get<CoachSessions>(path, { signal }));
  useRefresh(reload, false);
  const [opened, setOpened] = useState<string | null>(null);
  // Until it is known which session it is nothing stands under it: what had begun there would begin anew.
  if (!data && !problem) return null;
  if (!data) return <>{children(null)}<ErrorNote problem={problem?.code === 'not-found' ? null : problem} retry={reload} /></>;
  const { sessions } = data;
  const shown = sessions.find(({ sessionId }) => sessionId === opened) ?? nearestSession(sessions, api.now(), zone);
  if (!shown) return children(null);
  // What was found stays: a page that is open over midnight does not move to another session by itself.
  if (shown.sessionId !== opened) setOpened(shown.sessionId);
  const next = sessions.find(({ end }) => Date.parse(end) > api.now().getTime());
  return (
    <div className={styles.stack}>
      <Panel title={`Your session with ${shown.clientName}`}>
        {sessions.length > 1 ? <Choice sessions={sessions} shown={shown} now={api.now()} choose={setOpened} /> : <Which shown={shown} now={api.now()} />}
      </Panel>
      {children({ id: shown.sessionId, start: shown.start, end: shown.end, ahead: shown === next })}
    </div>
  );
}

function Which({ shown: { kind, start, end }, now }: { shown: Candidate; now: Date }) {
  const styles = useStyles();
  const { zone, locale } = useViewer();
  return (
    <Body1 as="p" className={styles.quiet}>
      {kindWords[kind]}, <time dateTime={start}>{`${dayText(start, zone, locale, now)}, ${rangeText(start, end, zone, locale)}`}</time>
    </Body1>
  );
}

interface ChoiceProps {
  sessions: readonly Candidate[];
  shown: Candidate;
  now: Date;
  choose: (sessionId: string) => void;
}

function Choice({ sessions, shown, now, choose }: ChoiceProps) {
  const { zone, locale } = useViewer();
  const words = ({ start, end, kind }: Candidate): string => {
    const near = Date.parse(start) <= now.getTime() && now.getTime() < Date.parse(end) ? 'Now' : nearText(now, start, zone);
    return [...(near ? [`${near}:`] : []), `${dayText(start, zone, locale, now)}, ${clockText(start, zone, locale)}`, ...(kind === 'coaching' ? [] : [`(${kindWords[kind]})`])].join(' ');
  };
  return (
    <Field label="Session">
      <Select value={shown.sessionId} onChange={(_event, { value }) => choose(value)}>
        {sessions.map((one) => (
          <option key={one.sessionId} value={one.sessionId}>
            {words(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
