import type { Api } from '../api/client.ts';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import type { KeptDraft } from './kept-draft.ts';

/** One thing a person did, as the request that tells the server. Every one can be sent twice: ids are made here. */
export interface Sending {
  /** Names it among those that wait. */
  key: string;
  method: 'post' | 'patch' | 'put' | 'delete';
  path: string;
  body: unknown;
}

export interface Outbox {
  /** What was done and is not known to have arrived, oldest first. */
  waiting(): readonly Sending[];
  put(sending: Sending): void;
  /** Tries again now, e.g. when the connection is back. */
  hurry(): void;
  close(): void;
}

export type SendingApi = Pick<Api, 'post' | 'patch' | 'put' | 'delete'>;

export interface OutboxParts {
  api: SendingApi;
  kept: KeptDraft<Sending[]>;
  /** Called whenever `waiting` changes. */
  changed(): void;
  /** It arrived, with the server's answer; undefined for what was taken away before. */
  arrived(sending: Sending, answer: unknown): void;
  /** It will never be taken as it is. */
  refused(sending: Sending, problem: ApiProblem): void;
  /** Milliseconds before try `n` (from 1) of the one at the head. */
  pause?(n: number): number;
}

/** The server understood and said no. Anything else (no connection, no token just now, a server that is down) may pass. */
const isFinal = ({ status }: ApiProblem): boolean => [400, 404, 409, 413].includes(status);

const backOff = (n: number): number => Math.min(20_000, 800 * 2 ** (n - 1));

async function send(api: SendingApi, { method, path, body }: Sending): Promise<unknown> {
  if (method !== 'delete') return api[method]<unknown>(path, body);
  return api.delete<unknown>(path).catch((thrown: unknown) => {
    // The answer to an earlier try may have been lost: what is not there any more was taken away.
    if (toProblem(thrown).status !== 404) throw thrown;
  });
}

/**
 * Sends in order, one at a time; keeps what cannot be sent now through a reload of the page, and tries until it arrives or is refused.
 * What another window of the same person keeps in the same place stays there.
 */
export function createOutbox({ api, kept, changed, arrived, refused, pause = backOff }: OutboxParts): Outbox {
  let queue: Sending[] = kept.read() ?? [];
  const own = new Set(queue.map(({ key }) => key));
  let sending = false;
  let closed = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (next: Sending[]): void => {
    queue = next;
    for (const { key } of next) own.add(key);
    const all = [...(kept.read() ?? []).filter(({ key }) => !own.has(key)), ...queue];
    if (all.length > 0) kept.write(all);
    else kept.forget();
    changed();
  };
  const leave = (one: Sending): void => {
    tries = 0;
    keep(queue.filter((other) => other !== one));
  };
  const sendHead = async (): Promise<void> => {
    const head = queue[0];
    if (!head || sending || closed) return;
    sending = true;
    try {
      const answer = await send(api, head);
      leave(head);
      if (!closed) arrived(head, answer);
    } catch (thrown) {
      const problem = toProblem(thrown);
      tries += 1;
      if (!isFinal(problem)) timer = setTimeout(() => void sendHead(), pause(tries));
      else {
        leave(head);
        if (!closed) refused(head, problem);
      }
    } finally {
      sending = false;
    }
    if (tries === 0) void sendHead();
  };
  // What a reload interrupted goes on once the caller holds the outbox.
  queueMicrotask(() => void sendHead());

  return {
    waiting: () => queue,
    put(one) {
      keep([...queue, one]);
      if (tries === 0) void sendHead();
    },
    hurry() {
      clearTimeout(timer);
      void sendHead();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
