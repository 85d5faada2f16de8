import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { origin } from '../request.ts';
import { defaultTimeoutMs, exchange, retryAfterSeconds } from './exchange.ts';
import type { Limiter, Pauses } from './limits.ts';
import type { Permission } from './permissions.ts';
import type { TokenSource } from './tokens.ts';
import type { Transport } from './transport.ts';

/** One thing asked of Graph, as our chain needs to know it. */
export interface Call {
  /** Our name for it, for the log. */
  operation: string;
  /** The permission it needs, told to people when it is missing. */
  permission: Permission;
  kind: 'delegated' | 'application';
  /** Whose mailbox it occupies (`tenant/object id`), or null for none. */
  mailbox: string | null;
  /** Doing it twice is the same as once. */
  repeatable: boolean;
  /** It may change something. */
  write: boolean;
  headers?: Record<string, string>;
}

/** Travels with a request through the chain and remembers what the SDK's error loses: status and Retry-After of the last answer. */
export class CallRecord implements MiddlewareOptions {
  readonly call: Call;
  status: number | null = null;
  retryAfterSeconds: number | null = null;
  requestId: string | null = null;
  /** What failed before there was an answer: no token, or no network. */
  failure: unknown = null;
  /** This call has waited as long as its last answer asked for. */
  waited = false;

  constructor(call: Call) {
    this.call = call;
  }
}

/** Tries after the first, and the longest wait in process; longer ones are the outbox's. */
const maxRetries = 2;
const maxWaitSeconds = 3;
const worthWaiting = new Set([429, 503, 504]);

const recordOf = (context: Context): CallRecord => {
  const record = context.middlewareControl?.getMiddlewareOptions(CallRecord);
  if (!(record instanceof CallRecord)) throw new TypeError('A Graph request without its CallRecord');
  return record;
};

function middleware(run: (context: Context, next: () => Promise<void>) => Promise<void>): Middleware {
  let following: Middleware | null = null;
  return {
    setNext: (next) => {
      following = next;
    },
    execute: (context) => run(context, async () => following?.execute(context)),
  };
}

const withHeaders = (context: Context, headers: Record<string, string>): void => {
  context.options = { ...context.options, headers: { ...(context.options?.headers as Record<string, string>), ...headers } };
};

/** Bears our token. A token refused before its time (taken back, or the clock jumped) is renewed and the request repeated once: a 401 did nothing. */
export const authorised = (source: TokenSource): Middleware =>
  middleware(async (context, next) => {
    const record = recordOf(context);
    const fetchToken = (refused?: string): Promise<string> =>
      source(refused).catch((error: unknown) => {
        record.failure = error;
        throw error;
      });
    const token = await fetchToken();
    withHeaders(context, { Authorization: `Bearer ${token}` });
    await next();
    if (context.response?.status !== 401) return;
    withHeaders(context, { Authorization: `Bearer ${await fetchToken(token)}` });
    await next();
  });

/** Repeats what may be repeated after a short wait, so that a screen need not show a hiccup. */
export const retried = (wait: (milliseconds: number) => Promise<unknown>): Middleware =>
  middleware(async (context, next) => {
    const record = recordOf(context);
    for (let tries = 0; ; tries += 1) {
      await next();
      // Without a word from Graph: one second, then two.
      const seconds = record.retryAfterSeconds ?? tries + 1;
      const again = record.call.repeatable && worthWaiting.has(record.status ?? 0) && seconds <= maxWaitSeconds;
      if (!again || tries === maxRetries) return;
      await wait(seconds * 1000);
      record.waited = true;
    }
  });

/** Takes one of the mailbox's places for each try, not for the waiting in between. */
export const limited = (limiter: Limiter): Middleware =>
  middleware((context, next) => limiter.run(recordOf(context).call.mailbox, next));

/**
 * Keeps the pause that a mailbox asked for with 429, whoever calls for whatever: a short one is waited for, in a longer one nothing is sent
 * and the call fails as throttled for what is left of it.
 */
export const paused = (pauses: Pauses, wait: (milliseconds: number) => Promise<unknown>): Middleware =>
  middleware(async (context, next) => {
    const record = recordOf(context);
    const { mailbox } = record.call;
    const seconds = pauses.left(mailbox);
    if (seconds > maxWaitSeconds) {
      Object.assign(record, { status: 429, retryAfterSeconds: seconds });
      throw new Error('This mailbox asked for a pause.');
    }
    if (seconds > 0 && !record.waited) await wait(seconds * 1000);
    await next();
    if (record.status === 429) pauses.begin(mailbox, record.retryAfterSeconds ?? 0);
  });

interface Delivery {
  transport: Transport;
  timeoutMs?: number;
  log: Log;
  metrics?: Metrics | null;
}

/** The end of the chain: one try over the transport, under the id of the request that it is made for. */
export function delivered({ transport, timeoutMs = defaultTimeoutMs, log, metrics }: Delivery): Middleware {
  return middleware(async (context) => {
    const record = recordOf(context);
    record.requestId = origin()?.requestId ?? newId();
    // Node would send `accept-language: *`, which parts of Graph refuse.
    withHeaders(context, { 'client-request-id': record.requestId, 'Accept-Language': 'en' });
    try {
      context.response = await exchange(transport, new Request(context.request, context.options), timeoutMs);
    } catch (error) {
      record.failure = error;
      throw error;
    }
    record.status = context.response.status;
    record.retryAfterSeconds = retryAfterSeconds(context.response);
    if (record.status === 429) metrics?.throttled(record.call.operation);
    log.debug({ operation: record.call.operation, status: record.status, requestId: record.requestId }, 'Graph answered');
  });
}
