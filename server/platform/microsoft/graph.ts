import { Client, type GraphRequest } from '@microsoft/microsoft-graph-client';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { failureOf } from './graph-failures.ts';
import { authorised, CallRecord, delivered, limited, paused, retried, type Call } from './graph-middleware.ts';
import type { Limiter, Pauses } from './limits.ts';
import type { TokenSource } from './tokens.ts';
import type { Transport } from './transport.ts';

export interface GraphSettings {
  transport: Transport;
  limiter: Limiter;
  pauses: Pauses;
  log: Log;
  metrics?: Metrics | null;
  /** Patience with one try, in milliseconds. */
  timeoutMs?: number;
  /** Waits between tries; a test passes one that does not. */
  wait?: (milliseconds: number) => Promise<unknown>;
}

/** What every call says about itself. A GET is a repeatable read and anything else a write to be done once, unless it says otherwise. */
export type CallDetails = Omit<Call, 'kind' | 'repeatable' | 'write'> & Partial<Pick<Call, 'repeatable' | 'write'>>;

/** Graph v1.0 for one identity. `path` is already percent-encoded. Every method rejects with MicrosoftFailure. */
export interface Graph {
  get<T>(path: string, call: CallDetails): Promise<T>;
  post<T>(path: string, body: unknown, call: CallDetails): Promise<T>;
  patch<T>(path: string, body: unknown, call: CallDetails): Promise<T>;
  /** Deleting twice is the same as once. */
  delete(path: string, call: CallDetails): Promise<void>;
}

/** Asked for with every call about events: ids that survive a move between folders, and times in UTC. */
export const outlook = { Prefer: 'IdType="ImmutableId", outlook.timezone="UTC"' };

/** A path with its query; the SDK would send values as they are, so `+` would arrive as a space. */
export const withQuery = (path: string, query: Record<string, string | number>): string =>
  `${path}?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;

/** Microsoft's client with our own chain: its retry handler repeats writes that may have been done, and waits for minutes. */
export function createGraph(settings: GraphSettings, source: TokenSource, kind: Call['kind']): Graph {
  const client = Client.initWithMiddleware({
    middleware: [
      authorised(source),
      retried(settings.wait ?? wait),
      limited(settings.limiter),
      paused(settings.pauses, settings.wait ?? wait),
      delivered(settings),
    ],
  });

  async function send<T>(path: string, call: Call, act: (request: GraphRequest) => Promise<T>): Promise<T> {
    const record = new CallRecord(call);
    const began = performance.now();
    const measure = (outcome: string): void => settings.metrics?.graph(call.operation, outcome, (performance.now() - began) / 1000);
    try {
      const answered = await act(client.api(path).headers(call.headers ?? {}).middlewareOptions([record]));
      measure('ok');
      return answered;
    } catch (error) {
      const failure = failureOf(record, error);
      measure(failure.kind);
      settings.log.warn({ operation: call.operation, status: record.status, failure: failure.kind, requestId: record.requestId }, 'Graph call failed');
      throw failure;
    }
  }

  return {
    get: (path, call) => send(path, { repeatable: true, write: false, ...call, kind }, (request) => request.get()),
    post: (path, body, call) => send(path, { repeatable: false, write: true, ...call, kind }, (request) => request.post(body)),
    patch: (path, body, call) => send(path, { repeatable: false, write: true, ...call, kind }, (request) => request.patch(body)),
    delete: (path, call) => send(path, { repeatable: true, write: true, ...call, kind }, (request) => request.delete()),
  };
}
