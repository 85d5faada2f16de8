import type { Api } from '../../api/client.ts';
import { type ApiProblem, toProblem } from '../../api/problem.ts';
import type { KeptDraft } from '../../components/kept-draft.ts';

/** One thing a person did, as the request that tells the server. Every one can be sent twice: ids are made here. */
export interface Sending {
  /** Names it among those that wait. */
  key: string;
  method: 'post' | 'patch' | 'put';
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

export interface OutboxParts {
  api: Pick<Api, 'post' | 'patch' | 'put'>;
  kept: KeptDraft<Sending[]>;
  /** Called whenever `waiting` changes. */
  changed(): void;
  /** It arrived, with the server's answer. */
  arrived(sending: Sending, answer: unknown): void;
  /** It will never be taken as it is. */
  refused(sending: Sending, problem: ApiProblem): void;
  /** Milliseconds before try `n` (from 1) of the one at the head. */
  pause?(n: number): number;
}

/** The server understood and said no. Anything else (no connection, no token just now, a server that is down) may pass. */
const isFinal = ({ status }: ApiProblem): boolean => [400, 404, 409, 413].includes(status);

const backOff = (n: number): number => Math.min(20_000, 800 * 2 ** (n - 1));

/** Sends in order, one at a time; keeps what cannot be sent now through a reload of the page, and tries until it arrives or is refused. */
export function createOutbox({ api, kept, changed, arrived, refused, pause = backOff }: OutboxParts): Outbox {
  let queue: Sending[] = kept.read() ?? [];
  let sending = false;
  let closed = false;
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = (next: Sending[]): void => {
    queue = next;
    if (queue.length > 0) kept.write(queue);
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
      const answer = await api[head.method]<unknown>(head.path, head.body);
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
