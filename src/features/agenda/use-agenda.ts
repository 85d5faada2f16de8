import { useMemo } from 'react';
import type { AddItem, Agenda, ChangeAgenda, ChangeItem, OrderItems } from '../../../server/features/agenda/contract.ts';
import type { Api } from '../../api/client.ts';
import { newId } from '../../api/ids.ts';
import { useAction } from '../../api/use-action.ts';
import type { ApiProblem } from '../../api/problem.ts';
import type { Sending } from '../../components/outbox.ts';
import { type Doing, useSendings } from '../../components/sendings.ts';
import { agendaPath, itemPath, overlay, type ShownAgenda } from './overlay.ts';

/** An item's words as another window left them. */
export interface TheirItem {
  text: string;
  version: number;
}

/** What is done with items is there at once, and sent as soon as there is a connection. */
export interface AgendaHands extends Pick<Doing<TheirItem>, 'conflicts' | 'refusal'> {
  /** The agenda with what has not arrived yet. */
  shown: ShownAgenda;
  add: (text: string) => void;
  change: (id: string, body: ChangeItem) => void;
  remove: (id: string) => void;
  order: (ids: string[]) => void;
  /** Ends a conflict: with theirs, or with mine on top of it. */
  choose: (conflict: Doing<TheirItem>['conflicts'][number], whose: 'mine' | 'theirs') => void;
  share: (sharing: NonNullable<ChangeAgenda['sharing']>) => Promise<unknown>;
  problem: ApiProblem | null;
}

export interface AgendaSource {
  agenda: Agenda;
  /** Gets how it stands after a change. */
  replace: (agenda: Agenda) => void;
  reload: () => void;
  /** Something was changed here. */
  used: () => void;
}

/** The ways to change an agenda. One agenda's engagement for the life of the screen. */
export function useAgendaHands(api: Api, { agenda, replace, reload, used }: AgendaSource): AgendaHands {
  const { engagementId } = agenda;
  const { doing, send, settle, caughtUp } = useSendings<TheirItem>(api, `agenda.${engagementId}`, {
    theirsIn: ({ details }) => details['theirs'] as TheirItem | undefined,
    arrived: (answer) => {
      // What was kept while the session ended is on the next agenda, not on the one that is shown.
      if ((answer as Agenda | undefined)?.id === agenda.id) {
        replace(answer as Agenda);
        caughtUp();
        used();
      } else reload();
    },
  });
  const share = useAction(async (sharing: NonNullable<ChangeAgenda['sharing']>) => {
    replace(await api.patch<Agenda>(`${agendaPath(engagementId)}/settings`, { version: agenda.version, sharing }));
    used();
  });
  const put = ({ method, path, body }: Omit<Sending, 'key'>) => send({ key: newId(), method, path, body });
  const shown = useMemo(() => overlay(agenda, doing.waiting), [agenda, doing.waiting]);
  return {
    shown,
    conflicts: doing.conflicts,
    refusal: doing.refusal,
    add: (text) => put({ method: 'post', path: `${agendaPath(engagementId)}/items`, body: { id: newId(), text } satisfies AddItem }),
    change: (id, body) => put({ method: 'patch', path: itemPath(engagementId, id), body }),
    remove: (id) => put({ method: 'delete', path: itemPath(engagementId, id), body: null }),
    order: (ids) => put({ method: 'put', path: `${agendaPath(engagementId)}/order`, body: { ids } satisfies OrderItems }),
    choose(conflict, whose) {
      if (whose === 'mine') put({ ...conflict.mine, body: { ...(conflict.mine.body as ChangeItem), version: conflict.theirs.version } });
      settle(conflict);
    },
    share: share.run,
    problem: share.problem,
  };
}
