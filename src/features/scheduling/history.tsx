import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { Session, SessionHistory } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { happeningWords } from './history-words.ts';
import { useTell } from './use-tell.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } });

/** What happened to the session: by whom, when and why, the latest first. Read again when the session changed. */
export function History({ session, api }: { session: Session; api: Api }) {
  const styles = useStyles();
  const tell = useTell(api.now());
  const path = `/api/sessions/${session.id}/history`;
  const { data } = useLoad(`${path} ${session.version} ${session.reschedule.request?.state ?? ''}`, (signal) => api.get<SessionHistory>(path, { signal }));
  if (!data || data.happened.length === 0) return null;
  return (
    <Panel title="What happened">
      <Rows>
        {data.happened.toReversed().map((line, index) => (
          <li key={`${line.at} ${index}`}>
            <Body1>{happeningWords(line, tell)}</Body1>
            <Caption1 className={styles.quiet}>{tell(line.at)}</Caption1>
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
