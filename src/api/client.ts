import { type Host, HostError } from '../host/host.ts';
import { createPageClock, type PageClock } from './clock.ts';
import { ApiProblem, readProblem } from './problem.ts';

/** Our API as screens call it. Every method resolves with the JSON answer and rejects with ApiProblem, nothing else. */
export interface Api {
  get<T>(path: string, options?: CallOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T>;
  put<T>(path: string, body: unknown, options?: CallOptions): Promise<T>;
  patch<T>(path: string, body: unknown, options?: CallOptions): Promise<T>;
  delete<T>(path: string, options?: CallOptions): Promise<T>;
  /** The body of an endless answer (server-sent events), as it comes. */
  stream(path: string, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
  /** The present as the server last told it. */
  now(): Date;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Goes on when the page is left; for small bodies. */
  keepalive?: boolean;
}

/** Makes the `Authorization` header; `again` after a 401, with the claims challenge if there was one. Rejects with HostError. */
type Authorize = (again: null | { claims?: string }) => Promise<string>;

interface Parts {
  fetch?: typeof fetch;
  clock?: PageClock;
  /** Whether the browser believes to have a connection; without one no host can renew a token, whatever it says. */
  connected?: () => boolean;
}

/** The API for a signed-in person, with the host's token. */
export const createApi = (host: Pick<Host, 'getToken'>, parts: Parts = {}): Api =>
  clientFor(async (again) => `Bearer ${await host.getToken(again ? { fresh: true, ...again } : {})}`, parts);

/** The API for a coach outside, with the secret of a personal link. */
export const createLinkApi = (secret: string, parts: Parts = {}): Api => clientFor(async () => `Link ${secret}`, parts);

function clientFor(authorize: Authorize, { fetch: send = (...args) => fetch(...args), clock = createPageClock(), connected = () => navigator.onLine !== false }: Parts): Api {
  type Once<T> = (again: null | { claims?: string }) => Promise<T>;
  const withToken = async <T>(once: Once<T>): Promise<T> => {
    try {
      return await once(null);
    } catch (thrown) {
      // One fresh token, then the person: a token the server refuses twice would be refused for ever.
      if (!(thrown instanceof ApiProblem) || thrown.status !== 401) throw thrown;
      return once(challengeOf(thrown));
    }
  };
  const call = <T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> =>
    withToken(async (again) => read<T>(await reach(send, method, path, { body, authorization: await authorization(authorize, again, connected), ...options }), clock));
  return {
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
    stream: (path, options) =>
      withToken(async (again) => openStream(await reach(send, 'GET', path, { body: undefined, authorization: await authorization(authorize, again, connected), ...options }), clock)),
    now: () => clock.now(),
  };
}

async function openStream(response: Response, clock: PageClock): Promise<AsyncIterable<Uint8Array>> {
  if (!response.ok || !response.body) return read(response, clock);
  clock.learn(response.headers.get('date'));
  return pieces(response.body.getReader());
}

/** Not every browser lets a stream be iterated. */
async function* pieces(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const challengeOf = ({ details }: ApiProblem): { claims?: string } =>
  typeof details['claims'] === 'string' ? { claims: details['claims'] } : {};

/** What is asked of a person or an administrator before the host may say who somebody is. */
const signInConsent = { permission: 'access_as_user', why: 'It lets Microsoft 365 tell Fieldwork who you are, so that you see your own coaching and nobody else’s. It reads nothing of yours.' };

async function authorization(authorize: Authorize, again: null | { claims?: string }, connected: () => boolean): Promise<string> {
  try {
    return await authorize(again);
  } catch (cause) {
    if (!connected()) throw unreached(cause);
    const code = cause instanceof HostError ? cause.code : 'sign-in-required';
    const message = cause instanceof HostError ? cause.message : 'You could not be signed in.';
    // Not a 401: asking the host again at once would only ask the person twice.
    const details = code === 'consent-required' ? signInConsent : {};
    throw new ApiProblem(code, message, { cause, details, status: code === 'unreachable' ? 0 : 403 });
  }
}

const unreached = (cause: unknown): ApiProblem => new ApiProblem('offline', 'Fieldwork could not be reached. Check your connection and try again.', { cause });

interface Sent extends CallOptions {
  body: unknown;
  authorization: string;
}

async function reach(send: typeof fetch, method: string, path: string, { body, authorization, signal, keepalive }: Sent): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', authorization };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'omit', ...(signal ? { signal } : {}), ...(keepalive ? { keepalive } : {}) };
  try {
    return await send(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  } catch (cause) {
    throw unreached(cause);
  }
}

async function read<T>(response: Response, clock: PageClock): Promise<T> {
  clock.learn(response.headers.get('date'));
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw readProblem(response.status, body);
  if (body === undefined && response.status !== 204) throw readProblem(response.status, body);
  return body as T;
}
