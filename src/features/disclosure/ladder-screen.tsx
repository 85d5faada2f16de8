import type { Ladder } from '../../../server/features/disclosure/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { LadderParts } from './ladder-parts.tsx';

/** Where missed sessions stand, what comes next and when, and what either of the two can do about it. */
export function LadderScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/engagements/${params['id']}/ladder`;
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Ladder>(path, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page title="Where this stands" under="Nothing here leaves without a step that all agreed on." back={{ label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) }} narrow>
      {!data && <Loading what="where this stands" />}
      {data && <LadderParts api={api} ladder={data} replace={replace} reload={reload} sessions={(id) => navigate(`/sessions/${id}`)} />}
      {data && <ErrorNote problem={problem} retry={reload} title="This may be out of date." />}
    </Page>
  );
}
