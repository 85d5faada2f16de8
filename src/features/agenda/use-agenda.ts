import type { Agenda, ChangeAgenda, ChangeItem } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import type { ApiProblem } from '../../api/problem.ts';

export interface AgendaHands {
  add: (text: string) => Promise<boolean>;
  change: (id: string, body: ChangeItem) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
  order: (ids: string[]) => Promise<boolean>;
  share: (sharing: NonNullable<ChangeAgenda['sharing']>) => Promise<boolean>;
  busy: boolean;
  problem: ApiProblem | null;
}

/** The ways to change an agenda; each answers whether it was taken, and `replace` gets how it stands then. */
export function useAgendaHands(api: Api, agenda: Agenda, replace: (agenda: Agenda) => void, used: () => void): AgendaHands {
  const path = `/api/engagements/${agenda.engagementId}/agenda`;
  const action = useAction(async (work: () => Promise<Agenda>) => {
    replace(await work());
    used();
    return true;
  });
  const run = async (work: () => Promise<Agenda>): Promise<boolean> => (await action.run(work)) === true;
  return {
    add: (text) => {
      const id = newId();
      return run(() => api.post<Agenda>(`${path}/items`, { id, text }));
    },
    change: (id, body) => run(() => api.patch<Agenda>(`${path}/items/${id}`, body)),
    remove: (id) => run(() => api.delete<Agenda>(`${path}/items/${id}`)),
    order: (ids) => run(() => api.put<Agenda>(`${path}/order`, { ids })),
    share: (sharing) => run(() => api.patch<Agenda>(`${path}/settings`, { version: agenda.version, sharing })),
    busy: action.busy,
    problem: action.problem,
  };
}
