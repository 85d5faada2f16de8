import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import type { Board } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { followLive, type LiveState } from '../../api/live.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useLoad } from '../../api/use-load.ts';
import { keptDraft } from '../../components/kept-draft.ts';
import { createBoardStore, type BoardStore, type Doing } from './board-store.ts';
import type { Sending } from './outbox.ts';
import { overlay, type ShownBoard } from './overlay.ts';

export interface BoardState extends Pick<Doing, 'conflicts' | 'refusal'>, Pick<BoardStore, 'send' | 'settle'> {
  board: ShownBoard | null;
  problem: ApiProblem | null;
  reload: () => void;
  /** 'lost' while changes of others may be missing. */
  live: LiveState;
  /** How many things done here have not arrived yet. */
  unsent: number;
}

/** Events that come together are read together, milliseconds. */
const togetherMs = 40;

/** A session's board: what is there, what was done here, and what others do meanwhile. One session for the life of the screen. */
export function useBoard(api: Api, sessionId: string): BoardState {
  const path = `/api/sessions/${sessionId}/board`;
  const { data, problem, busy, reload } = useLoad(path, (signal) => api.get<Board>(path, { signal }));
  const [store] = useState(() => createBoardStore(api, keptDraft<Sending[]>(`outbox.${sessionId}`, () => localStorage)));
  const { waiting, landed, conflicts, refusal } = useSyncExternalStore(store.subscribe, store.read);
  useEffect(() => store.open(reload), [store, reload]);
  useEffect(() => {
    if (data) store.caughtUp();
  }, [store, data]);
  const live = useLive(api, data, reload);
  const board = useMemo(() => data && overlay(data, [...landed, ...waiting]), [data, landed, waiting]);
  return { board, problem: busy ? null : problem, reload, live, unsent: waiting.length, send: store.send, settle: store.settle, conflicts, refusal };
}

/** Follows the engagement's events from the board that was read first. */
function useLive(api: Api, board: Board | null, reload: () => void): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const engagementId = board?.engagementId;
  const lastSeen = useEffectEvent(() => board?.lastEventId ?? '0');
  useEffect(() => {
    if (!engagementId) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, togetherMs);
    };
    const stop = followLive(api, { path: `/api/engagements/${engagementId}/live`, after: lastSeen(), onEvent: soon, onState: setState });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [api, engagementId, reload]);
  return state;
}
