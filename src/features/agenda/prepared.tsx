import type { Agenda, SessionAgenda } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { AgendaPanel } from './agenda-panel.tsx';

/** What was prepared for one session, as far as the viewer may read it. Nothing where there is nothing for them. */
export function PreparedAgenda({ api, sessionId, personId }: { api: Api; sessionId: string; personId: string }) {
  const path = `/api/sessions/${sessionId}/agenda`;
  const { data, problem, reload, replace } = useLoad(path, (signal) => api.get<SessionAgenda>(path, { signal }));
  useRefresh(reload, false);
  if (!data) return problem && problem.code !== 'not-found' ? <ErrorNote problem={problem} retry={reload} /> : null;
  return data.agenda && <AgendaPanel api={api} agenda={data.agenda} replace={(agenda) => replace({ agenda })} personId={personId} />;
}

/** The agenda of an engagement's next session. */
export function NextAgenda({ api, engagementId, personId, used }: { api: Api; engagementId: string; personId: string; used?: () => void }) {
  const path = `/api/engagements/${engagementId}/agenda`;
  const { data, problem, reload, replace } = useLoad(path, (signal) => api.get<Agenda>(path, { signal }));
  useRefresh(reload, false);
  if (!data) return problem && problem.code !== 'not-found' ? <ErrorNote problem={problem} retry={reload} /> : null;
  return <AgendaPanel api={api} agenda={data} replace={replace} personId={personId} {...(used ? { used } : {})} />;
}
