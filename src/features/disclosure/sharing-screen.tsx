import type { Sharing } from '../../../server/features/disclosure/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { Agreement } from './agreement.tsx';

/** What the three agree that is shared. */
export function SharingScreen({ api, params, navigate }: ScreenProps) {
  const path = `/api/engagements/${params['id']}/sharing`;
  const { data, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<Sharing>(path, { signal }));
  if (!data && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  return (
    <Page title="What is shared" under="Agreed by everybody in this coaching, and changed by everybody alone." back={{ label: 'The engagement', go: () => navigate(`/engagements/${params['id']}`) }} narrow>
      {!data && <Loading what="the agreement" />}
      {data && <Agreement api={api} sharing={data} replace={replace} />}
      {data && <ErrorNote problem={problem} retry={reload} title="This may be out of date." />}
    </Page>
  );
}
