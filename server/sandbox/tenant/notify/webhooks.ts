/** Addresses of applications, as the tenant reaches them. */
export interface WebhookOptions {
  /** Sends a request out of the tenant; rejects when nobody answers. Default: nobody can be reached. */
  reach?: (request: Request) => Promise<Response>;
  /**
   * Takes http on this machine itself (localhost, 127.0.0.1, ::1) beside https. The real service takes https alone; a tenant that is
   * played on one machine has no certificates to ask for.
   */
  loopbackHttp?: boolean;
  /** The longest that a subscription to events lasts, in minutes. Microsoft's documents say 10,080 now and 4,230 before. */
  longestMinutes?: number;
  /** From a change to its notification, in milliseconds. */
  latencyMs?: { least: number; most: number };
  /** How long an answer is waited for, in milliseconds. */
  patienceMs?: { validation: number; delivery: number };
  /** What goes wrong with the notification of a change in the mailbox of a person with these names. */
  mishap?: (mailbox: string[]) => Mishap | null;
}

/** A thing that goes wrong with one notification. */
export interface Mishap {
  kind: 'lost' | 'doubled' | 'late' | 'out-of-order' | 'missed' | 'subscription-removed' | 'reauthorization-required';
  /** Of `late` and `out-of-order`: the delay, in milliseconds. */
  delayMs: number;
}

export type Webhooks = Required<WebhookOptions>;

/** The service as it is unless a composition says otherwise. */
export const withDefaults = (options: WebhookOptions): Webhooks => ({
  reach: async ({ url }) => {
    throw new TypeError('fetch failed', { cause: new Error(`${new URL(url).host} cannot be reached from here`) });
  },
  loopbackHttp: false,
  longestMinutes: 10_080,
  latencyMs: { least: 1000, most: 8000 },
  patienceMs: { validation: 10_000, delivery: 3000 },
  mishap: () => null,
  ...options,
});

/** This machine's own names. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);

/** Sends a request and gives up after `patience` milliseconds. Rejects when there was no answer. */
export async function reachWithin({ reach }: Webhooks, patience: number, url: string, init: RequestInit): Promise<Response> {
  const gone = new AbortController();
  const request = new Request(url, { ...init, method: 'POST', redirect: 'manual', signal: gone.signal });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      gone.abort();
      reject(new DOMException('No answer in time.', 'TimeoutError'));
    }, patience);
  });
  try {
    return await Promise.race([reach(request), late]);
  } finally {
    clearTimeout(timer);
  }
}
