import type { ReactNode } from 'react';
import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemScreen } from '../../components/problem-screen.tsx';
import type { ScreenProps } from '../../components/screen.ts';
import { useViewer } from '../../components/viewer.ts';
import { HoursForm } from './hours-form.tsx';
import { NoticeList } from './notice-list.tsx';
import { PauseForm } from './pause-form.tsx';

const path = '/api/notices';

/** What Fieldwork says to the person, what waits and why, and when they want to hear. */
export function NoticesScreen({ api, navigate, after }: Pick<ScreenProps, 'api' | 'navigate'> & { after?: ReactNode }) {
  const { locale } = useViewer();
  const { data: notices, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<MyNotices>(path, { signal }));
  const back = { label: 'Your coaching', go: () => navigate('/') };
  if (!notices && problem && !busy) return <ProblemScreen problem={problem} retry={reload} />;
  if (!notices) {
    return (
      <Page title="Notices to you" back={back} narrow>
        <Loading what="your notices" panels={3} />
      </Page>
    );
  }
  const parts = { api, path, notices, saved: replace };
  const now = api.now();
  return (
    <Page title="Notices to you" under="Few and kind: only you see this page." back={back} narrow>
      <ErrorNote problem={busy ? null : problem} retry={reload} title="This may be out of date." />
      <NoticeList title="Waiting" notices={notices.waiting} none="Nothing waits to be said to you." now={now} />
      <NoticeList title="Before" notices={notices.past} none="Nothing was said to you so far." now={now} />
      <PauseForm key={notices.pausedUntil} {...parts} />
      <HoursForm {...parts} locale={locale} />
      {after}
    </Page>
  );
}
