import { Body1, Caption1, makeStyles } from '@fluentui/react-components';
import type { AskedList } from '../../../server/features/attendance/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { useNotify } from '../../components/notices.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { clockText, dayText } from '../../components/time.ts';
import { useViewer } from '../../components/viewer.ts';
import { OutcomeChoice, outcomesFor } from './outcome-choice.tsx';
import { objectionWords, outcomeWords } from './words.ts';

const useStyles = makeStyles({ objection: { margin: 0, overflowWrap: 'anywhere', unicodeBidi: 'plaintext' } });

const path = '/api/attendance/asked';

/** Sessions of which only the coach can say whether they happened, and those of which the client says that it was otherwise, with one tap each; nothing when there are none. */
export function AskedAttendancePanel({ api }: { api: Api }) {
  const { data, reload } = useLoad(path, (signal) => api.get<AskedList>(path, { signal }));
  const { zone, locale } = useViewer();
  const styles = useStyles();
  const notify = useNotify();
  useRefresh(reload, false);
  if (!data || data.asked.length === 0) return null;
  return (
    <Panel title="Did it happen?" strong>
      <Rows>
        {data.asked.map(({ sessionId, version, clientName, start, maybe, objection }) => (
          <li key={sessionId}>
            <Body1>
              Your session with {clientName}, {dayText(start, zone, locale, api.now())}, {clockText(start, zone, locale)}
            </Body1>
            {objection && <Body1 as="p" className={styles.objection}>{objectionWords(objection, clientName)}</Body1>}
            {!objection && maybe.length > 0 && <Caption1 as="p">In the meeting: “{maybe.join('”, “')}”.</Caption1>}
            <OutcomeChoice
              api={api}
              session={{ sessionId, version }}
              outcomes={objection ? outcomesFor(objection.state) : ['held', 'client-missing', 'coach-missing', 'moved']}
              withWhy={objection !== null}
              late={objection?.state === 'late-cancel'}
              said={({ state }) => {
                notify.done('Thank you', state === 'held' ? outcomeWords.held : 'Noted');
                reload();
              }}
            />
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
