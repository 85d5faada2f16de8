import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import type { Board, Commitment, CommitmentList } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import { followLive, type LiveState } from '../../api/live.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useLoad } from '../../api/use-load.ts';
import { type Doing, type Sendings, useSendings } from '../../components/sendings.ts';
import { type Lines, overlay, type Shown } from './overlay.ts';
import { steadyBoards } from './steadily.ts';

export interface LinesState<B extends Lines> extends Pick<Doing<Commitment>, 'conflicts' | 'refusal'>, Pick<Sendings<Commitment>, 'send' | 'settle'> {
  board: Shown<B> | null;
  problem: ApiProblem | null;
  reload: () => void;
  /** 'lost' while changes of others may be missing. */
  live: LiveState;
  /** How many things done here have not arrived yet. */
  unsent: number;
}
export type BoardState = LinesState<Board>;

/** Events that come together are read together, milliseconds. */
const togetherMs = 40;

interface BoardParts<B> {
  /** What a surface opened on, which asked for everything at once. */
  first?: B | null;
  /** Told of every kind of thing that changed in the engagement. */
  heard?: (name: string) => void;
}

interface LinesParts<B> extends BoardParts<B> {
  path: string;
  /** Whether changes of others are followed now. */
  follow: boolean;
  /** What is done here and has not arrived is kept under this name. */
  name: string;
  read: (signal: AbortSignal) => Promise<B>;
}

/** A session's board: what is there, what was done here, and what others do meanwhile. One session for the life of the screen. */
export function useBoard(api: Api, sessionId: string, parts: BoardParts<Board>): BoardState {
  const path = `/api/sessions/${sessionId}/board`;
  return useLines<Board>(api, { path, name: sessionId, follow: true, read: (signal) => api.get<Board>(path, { signal }), ...parts });
}

const subscribeSeen = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
};
const isSeen = (): boolean => document.visibilityState === 'visible';

/**
 * An engagement's fieldwork, whatever session it comes from. One engagement for the life of the screen. Followed while it is in sight: where
 * there is no HTTP/2 a browser has six connections to a server, for all of its windows together.
 */
export function useFieldwork(api: Api, engagementId: string): LinesState<Lines> {
  const path = `/api/engagements/${engagementId}/commitments`;
  const follow = useSyncExternalStore(subscribeSeen, isSeen);
  return useLines<Lines>(api, { path, name: engagementId, follow, read: async (signal) => ({ ...(await api.get<CommitmentList>(path, { signal })), sessionId: null, lastTime: [] }) });
}

function useLines<B extends Lines>(api: Api, { path, name, follow, read, first, heard }: LinesParts<B>): LinesState<B> {
  const [steadily] = useState(() => steadyBoards(first ?? null));
  const { data, problem, busy, reload } = useLoad(path, async (signal) => steadily(await read(signal)), first ?? null);
  const { doing, send, settle, caughtUp } = useSendings<Commitment>(api, name, { theirsIn: ({ details }) => details['current'] as Commitment | undefined, arrived: reload });
  const { waiting, landed, conflicts, refusal } = doing;
  useEffect(() => {
    if (data) caughtUp();
  }, [caughtUp, data]);
  const live = useLive(api, follow ? data : null, reload, heard);
  const board = useMemo(() => data && overlay(data, [...landed, ...waiting]), [data, landed, waiting]);
  return { board, problem: busy ? null : problem, reload, live, unsent: waiting.length, send, settle, conflicts, refusal };
}

/** Follows the engagement's events from the board that was read first. */
function useLive(api: Api, board: Lines | null, reload: () => void, heard: BoardParts<Lines>['heard']): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const engagementId = board?.engagementId;
  const tell = useEffectEvent((name: string) => heard?.(name));
  const lastSeen = useEffectEvent(() => board?.lastEventId ?? '0');
  useEffect(() => {
    if (!engagementId) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, togetherMs);
    };
    const stop = followLive(api, { path: `/api/engagements/${engagementId}/live`, after: lastSeen(), onEvent: ({ name }) => { tell(name); soon(); }, onState: setState });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [api, engagementId, reload]);
  return state;
}
