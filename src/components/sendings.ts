import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { type KeptDraft, keptDraft } from './kept-draft.ts';
import { createOutbox, type Outbox, type Sending, type SendingApi } from './outbox.ts';

/** Somebody else wrote something else first: both are shown until the person chooses. */
export interface Conflict<Theirs> {
  mine: Sending;
  theirs: Theirs;
}

export interface Doing<Theirs> {
  /** Done here and not known to have arrived. */
  waiting: readonly Sending[];
  /** Arrived, and perhaps not in what is shown: without it a new line would go away for a moment. */
  landed: readonly Sending[];
  conflicts: readonly Conflict<Theirs>[];
  /** What was refused last, until the next thing is done. */
  refusal: { problem: ApiProblem; mine: Sending } | null;
}

/** What a person does with something that is shown, as a store that a screen subscribes to. */
export interface Sendings<Theirs> {
  read(): Doing<Theirs>;
  subscribe(changed: () => void): () => void;
  send(sending: Sending): void;
  settle(conflict: Conflict<Theirs>): void;
  /** It was read anew: what had arrived before is in it. */
  caughtUp(): void;
  /** Begins to send, what was kept first; `arrived` gets each answer, undefined after a refusal. Returns what ends that. */
  open(arrived: (answer: unknown) => void): () => void;
}

interface SendingsParts<Theirs> {
  api: SendingApi;
  kept: KeptDraft<Sending[]>;
  /** What stands there in the place of what was sent; undefined where nothing is in the way. */
  theirsIn(problem: ApiProblem): Theirs | undefined;
}

export function createSendings<Theirs>({ api, kept, theirsIn }: SendingsParts<Theirs>): Sendings<Theirs> {
  let doing: Doing<Theirs> = { waiting: kept.read() ?? [], landed: [], conflicts: [], refusal: null };
  let outbox: Outbox | null = null;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Doing<Theirs>>): void => {
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
        arrived: (one, answer) => {
          set({ landed: [...doing.landed, one] });
          arrived(answer);
        },
        refused: (mine, problem) => {
          const theirs = theirsIn(problem);
          set(theirs ? { conflicts: [...doing.conflicts, { mine, theirs }] } : { refusal: { problem, mine } });
          arrived(undefined);
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

interface UseSendingsParts<Theirs> {
  theirsIn: SendingsParts<Theirs>['theirsIn'];
  arrived: (answer: unknown) => void;
}

/** The sendings of one thing under a name of its own, e.g. `agenda.<id>`, sent while the screen stands. One name for the life of the screen. */
export function useSendings<Theirs>(api: SendingApi, name: string, { theirsIn, arrived }: UseSendingsParts<Theirs>): Sendings<Theirs> & { doing: Doing<Theirs> } {
  const [store] = useState(() => createSendings({ api, kept: keptDraft<Sending[]>(`outbox.${name}`, () => localStorage), theirsIn }));
  const doing = useSyncExternalStore(store.subscribe, store.read);
  const tell = useEffectEvent(arrived);
  useEffect(() => store.open((answer) => tell(answer)), [store]);
  return { ...store, doing };
}
