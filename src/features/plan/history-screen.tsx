import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { PlanChange, PlanHistory } from '../../../server/features/plan/contract.ts';
import type { Api } from '../../api/client.ts';
import { useAction } from '../../api/use-action.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import { Rows } from '../../components/rows.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { ChangeRow } from './change-row.tsx';

/** Who changed the plan when; each version can be read whole, compared, and brought back. */
export function PlanHistoryScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/engagements/${params['id']}/action-plan`;
  const history = useLoad(`${path}/history`, (signal) => api.get<PlanHistory>(`${path}/history`, { signal }));
  const [older, setOlder] = useState<PlanChange[]>([]);
  const more = useAction(async (before: number) => setOlder([...older, ...(await api.get<PlanHistory>(`${path}/history?before=${before}`)).changes]));
  const back = { label: 'The plan', go: () => navigate(`/engagements/${params['id']}/action-plan`) };
  if (!history.data && history.problem && !history.busy) return <ProblemScreen problem={history.problem} retry={history.reload} />;
  const changes = [...(history.data?.changes ?? []), ...older];
  return (
    <Page title="Earlier versions" under="Nothing that was in the plan is ever lost." back={back} narrow>
      {!history.data && <Loading what="the history" />}
      {changes.length > 0 && <Changes api={api} path={path} changes={changes} reload={history.reload} {...(history.data?.more ? { more: more.run } : {})} />}
      <ErrorNote problem={more.problem} />
    </Page>
  );
}

interface ChangesProps {
  api: Api;
  path: string;
  changes: readonly PlanChange[];
  reload: () => void;
  more?: (before: number) => unknown;
}

function Changes({ api, path, changes, reload, more }: ChangesProps) {
  const newest = changes[0]!.version;
  const last = changes.at(-1)!.version;
  return (
    <Panel title="Changes">
      <Rows>
        {changes.map((change) => (
          <ChangeRow key={change.version} api={api} path={path} change={change} newest={newest} restored={reload} />
        ))}
      </Rows>
      {last > 1 && more && <Button onClick={() => void more(last)}>Show earlier ones</Button>}
    </Panel>
  );
}
