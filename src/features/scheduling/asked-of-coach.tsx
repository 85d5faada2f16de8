import { Body1 } from '@fluentui/react-components';
import type { AskedRequests } from '../../../server/features/scheduling/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { Panel } from '../../components/panel.tsx';
import { Rows } from '../../components/rows.tsx';
import { kindWords } from '../../components/session-words.ts';
import { RequestNote } from './request-note.tsx';
import { useTell } from './use-tell.ts';

const path = '/api/requests';

/** On a coach's own page: changes of sessions that wait for their word; nothing when none do. */
export function AskedOfCoach({ api }: { api: Api }) {
  const { data, reload } = useLoad(path, (signal) => api.get<AskedRequests>(path, { signal }));
  const tell = useTell(api.now());
  useRefresh(reload, false);
  if (!data || data.requests.length === 0) return null;
  return (
    <Panel title="Asked of you" strong>
      <Rows>
        {data.requests.map(({ request, clientName, kind, start }) => (
          <li key={request.id}>
            <Body1>
              {kindWords[kind]} with {clientName}, {tell(start)}
            </Body1>
            <RequestNote request={request} api={api} changed={reload} />
          </li>
        ))}
      </Rows>
    </Panel>
  );
}
