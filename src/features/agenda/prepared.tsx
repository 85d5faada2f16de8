import { useEffect } from 'react';
import type { Agenda, SessionAgenda } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { useLoad } from '../../api/use-load.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { AgendaPanel, type MakeFieldwork } from './agenda-panel.tsx';

interface PreparedAgendaProps {
  api: Api;
  sessionId: string;
  personId: string;
  /** What a surface opened on, which asked for everything at once. */
  first?: Agenda | null;
  /** Counts what is known to have changed elsewhere. */
  changed?: number;
  makeFieldwork?: MakeFieldwork;
}

/** What was prepared for one session, as far as the viewer may read it. Nothing where there is nothing for them. */
export function PreparedAgenda({ api, sessionId, personId, first = null, changed = 0, makeFieldwork }: PreparedAgendaProps) {
  const path = `/api/sessions/${sessionId}/agenda`;
  const { data, problem, reload, replace } = useLoad(path, (signal) => api.get<SessionAgenda>(path, { signal }), first && { agenda: first });
  useRefresh(reload, false);
  useEffect(() => {
    if (changed > 0) reload();
  }, [changed, reload]);
  if (!data) return problem && problem.code !== 'not-found' ? <ErrorNote problem={problem} retry={reload} /> : null;
  return data.agenda && <AgendaPanel api={api} agenda={data.agenda} replace={(agenda) => replace({ agenda })} reload={reload} personId={personId} withSession {...(makeFieldwork ? { makeFieldwork } : {})} />;
}

/** The agenda of an engagement's next session. */
export function NextAgenda({ api, engagementId, personId, used, coachName }: { api: Api; engagementId: string; personId: string; used?: () => void; coachName?: string | undefined }) {
  const path = `/api/engagements/${engagementId}/agenda`;
  const { data, problem, reload, replace } = useLoad(path, (signal) => api.get<Agenda>(path, { signal }));
  useRefresh(reload, false);
  if (!data) return problem && problem.code !== 'not-found' ? <ErrorNote problem={problem} retry={reload} /> : null;
  return <AgendaPanel api={api} agenda={data} replace={replace} reload={reload} personId={personId} coachName={coachName} {...(used ? { used } : {})} />;
}
