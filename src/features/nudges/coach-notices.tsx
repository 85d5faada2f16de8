import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useViewer } from '../../components/viewer.ts';
import { HoursForm } from './hours-form.tsx';
import { PauseForm } from './pause-form.tsx';

const path = '/api/coach/notices';

/** On the page of a coach outside: how much mail, when, and a pause. What was written to them is in their inbox. */
export function CoachNotices({ api }: { api: Api }) {
  const { locale } = useViewer();
  const { data: notices, problem, busy, reload, replace } = useLoad(path, (signal) => api.get<MyNotices>(path, { signal }));
  if (!notices) return <ErrorNote problem={busy ? null : problem} retry={reload} />;
  const parts = { api, path, notices, saved: replace };
  return (
    <>
      <PauseForm key={notices.pausedUntil} {...parts} />
      <HoursForm {...parts} locale={locale} outside />
    </>
  );
}
