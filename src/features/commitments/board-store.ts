import type { Commitment } from '../../../server/features/commitments/contract.ts';
import type { Api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import type { KeptDraft } from '../../components/kept-draft.ts';
import { createOutbox, type Outbox, type Sending } from './outbox.ts';

/** Somebody else wrote something else first: both are shown until the person chooses. */
export interface Conflict {
  mine: Sending;
  theirs: Commitment;
}

export interface Doing {
  /** Done here and not known to have arrived. */
  waiting: readonly Sending[];
  /** Arrived, and perhaps not in the board that is shown: without it a new line would go away for a moment. */
  landed: readonly Sending[];
  conflicts: readonly Conflict[];
  /** What was refused last, until the next thing is done. */
  refusal: { problem: ApiProblem; mine: Sending } | null;
}

/** What a person does with a board, as a store that a screen subscribes to. */
export interface BoardStore {
  read(): Doing;
  subscribe(changed: () => void): () => void;
  send(sending: Sending): void;
  settle(conflict: Conflict): void;
  /** A board was read: what had arrived before is in it. */
  caughtUp(): void;
  /** Begins to send, what was kept first. Returns what ends that. */
  open(arrived: () => void): () => void;
}

export function createBoardStore(api: Pick<Api, 'post' | 'patch' | 'put'>, kept: KeptDraft<Sending[]>): BoardStore {
  let doing: Doing = { waiting: kept.read() ?? [], landed: [], conflicts: [], refusal: null };
  let outbox: Outbox | null = null;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Doing>): void => {
    doing = { ...doing, ...change };
    for (const listener of listeners) listener();
  };
  return {
    read: () => doing,
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    send(sending) {
      set({ refusal: null });
      outbox?.put(sending);
    },
    settle: (conflict) => set({ conflicts: doing.conflicts.filter((one) => one !== conflict) }),
    caughtUp: () => doing.landed.length > 0 && set({ landed: [] }),
    open(arrived) {
      const made: Outbox = createOutbox({
        api,
        kept,
        changed: () => set({ waiting: made.waiting() }),
        arrived: (one) => {
          set({ landed: [...doing.landed, one] });
          arrived();
        },
        refused: (mine, why) => {
          const theirs = why.details['current'] as Commitment | undefined;
          set(theirs ? { conflicts: [...doing.conflicts, { mine, theirs }] } : { refusal: { problem: why, mine } });
          arrived();
        },
      });
      outbox = made;
      const hurry = () => made.hurry();
      globalThis.addEventListener?.('online', hurry);
      return () => {
        globalThis.removeEventListener?.('online', hurry);
        made.close();
      };
    },
  };
}
