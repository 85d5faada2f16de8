import { gzipSync } from 'node:zlib';
import compression from 'compression';
import { Router, type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { AppError, type FieldProblem } from './errors.ts';
import { serveStream } from './live/serve-stream.ts';
import type { EventSink } from './live/stream.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { inWords } from './problem-words.ts';
import { forRequest, requestIdFrom } from './request.ts';

/** Who may call a route: a signed-in person, the holder of a coach's personal link, either of them (a party), or anybody. */
export type Caller = 'person' | 'coach-link' | 'session-link' | 'party' | 'anybody';

/** A validated request as a handler sees it. */
export interface Call<Who, Params, Query, Body> {
  who: Who;
  params: Params;
  query: Query;
  body: Body;
  requestId: string;
}

/** What a handler answers; `body` is held to the schema of its status in tests. */
export interface Reply {
  status: number;
  body?: unknown;
  /** In place of a body: server-sent events until it resolves. The route says `streams`. */
  stream?: (sink: EventSink) => Promise<void>;
  /** Answers plain text instead of JSON. */
  text?: string;
}

type Shape = z.ZodType;
type Out<S> = S extends z.ZodType<infer T> ? T : undefined;

/** One route: what it takes and gives as schemas (they validate and they are the OpenAPI document), and what it does. */
export interface Route<Context, Who, P = unknown, Q = unknown, B = unknown> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path, e.g. `/api/engagements/:engagementId`. */
  path: string;
  summary: string;
  caller: Caller;
  params: Shape | undefined;
  query: Shape | undefined;
  body: Shape | undefined;
  replies: Record<number, Shape | null>;
  /** True: status 200 answers `text/event-stream`. */
  streams: boolean;
  handle(call: Call<Who, P, Q, B>, context: Context): Promise<Reply>;
}

// Which values `who`, `params`, `query` and `body` take differs by route; a list of routes forgets that, `route()` proves it once.
export type AnyRoute<Context> = Route<Context, never, never, never, never>;

interface Definition<Context, Who, P, Q, B> {
  summary: string;
  caller?: Caller;
  params?: P;
  query?: Q;
  body?: B;
  replies: Record<number, Shape | null>;
  streams?: boolean;
  handle(call: Call<Who, Out<P>, Out<Q>, Out<B>>, context: Context): Promise<Reply>;
}

/** Declares a route. `at` reads `POST /api/engagements`. The caller is a signed-in person unless said otherwise. */
export function routeFor<Context, Who>(usual: Caller = 'person') {
  return <P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined, B extends Shape | undefined = undefined>(
    at: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
    definition: Definition<Context, Who, P, Q, B>,
  ): AnyRoute<Context> => {
    const [method, path] = at.split(' ') as [string, string];
    const { summary, caller = usual, params, query, body, replies, streams = false, handle } = definition;
    return { method: method.toLowerCase() as 'get', path, summary, caller, params, query, body, replies, streams, handle } as AnyRoute<Context>;
  };
}

const problemsOf = (error: z.ZodError, under: string): FieldProblem[] =>
  error.issues.flatMap((issue) => {
    const path = [under, ...issue.path.map(String)].filter((part) => part !== '' && part !== 'body').join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not a field of this request' }));
  });

/** What a route takes that declares nothing. Made once: making a schema costs more than checking with it. */
const nothing = z.strictObject({});

/** Holds the parts of a request to the route's schemas; every problem of every part is named at once. */
function parse(route: AnyRoute<never>, request: Request): { params: unknown; query: unknown; body: unknown } {
  const problems: FieldProblem[] = [];
  const check = (schema: Shape | undefined, value: unknown, under: string): unknown => {
    const result = (schema ?? nothing).safeParse(value ?? {}, { error: inWords });
    if (result.success) return result.data;
    // One sentence a field is enough: what is not a date is not after another one either.
    for (const problem of problemsOf(result.error, under)) {
      if (!problems.some((known) => known.path === problem.path)) problems.push(problem);
    }
    return undefined;
  };
  const params = check(route.params, request.params, 'path');
  // Something that cannot be an id is nobody's thing: the same answer as for an id that does not exist.
  if (problems.length > 0) throw new AppError('not-found', 'There is nothing at this address.');
  const query = check(route.query, request.query, 'query');
  const body = check(route.body, request.body, 'body');
  if (problems.length > 0) {
    throw new AppError('invalid-request', 'Some of what was sent is not right.', { fields: problems });
  }
  return { params, query, body };
}

/** What a handler has done and is about to answer. */
export interface Handled {
  method: string;
  /** As the route declares it. */
  path: string;
  call: { params: unknown; body: unknown };
  reply: Reply;
}

/** Finds out who calls; throws AppError when they may not. */
export type Identify = (caller: Caller, request: Request) => Promise<unknown>;

/** Mounts routes: identify, parse, handle, note what was done, answer. */
export function mount<Context>(routes: AnyRoute<Context>[], context: Context, identify: Identify, note: (handled: Handled) => Promise<void> = async () => undefined): Router {
  const router = Router();
  for (const route of routes) {
    router[route.method](route.path, async (request: Request, response: Response): Promise<void> => {
      const who = await identify(route.caller, request);
      const call = { who, ...parse(route, request), requestId: requestIdOf(response) };
      const reply = await route.handle(call as never, context);
      await note({ method: route.method, path: route.path, call, reply });
      if (reply.stream) return serveStream(response, reply.stream);
      response.status(reply.status);
      if (reply.text !== undefined) response.type('text/plain').send(reply.text);
      else if (reply.body === undefined) response.end();
      else response.json(reply.body);
    });
  }
  return router;
}

const requestIdOf = (response: Response): string => String(response.getHeader('x-request-id'));

/** Every request has an id, the edge's or a new one: told back in `x-request-id`, and what is done for it is done under it. */
export const withRequestId: RequestHandler = (request, response, next) => {
  const requestId = requestIdFrom(request.headers['x-request-id']);
  response.setHeader('x-request-id', requestId);
  forRequest(requestId, next);
};

/** The address as the route declares it; what no route answers is one, so that nobody can make metrics of their own. */
const templateOf = (request: Request): string => (request.route ? `${request.baseUrl}${(request.route as { path: string }).path}` : 'none');

/** Measures every answer; a stream of events is open for as long as somebody looks, which says nothing of us. */
export const measured =
  (metrics: Metrics | null, log: Log): RequestHandler =>
  (request, response, next) => {
    const began = performance.now();
    response.once('finish', () => {
      const seconds = (performance.now() - began) / 1000;
      const of = { method: request.method, route: templateOf(request), status: response.statusCode };
      const streamed = String(response.getHeader('content-type')).startsWith('text/event-stream');
      if (!streamed) metrics?.request(of, seconds);
      log.debug({ requestId: requestIdOf(response), ...of, ms: Math.round(seconds * 1000) }, 'answered');
    });
    next();
  };

/** Answers of the API are one person's: nobody keeps them, and no browser takes them for anything but what they say they are. */
export const privateAnswers: RequestHandler = (_request, response, next) => {
  response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  next();
};

/** Larger answers, e.g. a session with a thousand lines, travel compressed (bytes); smaller ones are not worth the wait. */
export const largeAnswers: RequestHandler = compression({ threshold: 16_000 });

/** A large JSON text that never changes, made and packed once: it costs whoever asks for it again and again nothing of ours. */
export function packed(make: () => string): RequestHandler {
  let made: { plain: Buffer; gzip: Buffer } | null = null;
  return (request, response) => {
    if (!made) {
      const plain = Buffer.from(make());
      made = { plain, gzip: gzipSync(plain) };
    }
    const asGzip = request.acceptsEncodings('gzip') === 'gzip';
    response.type('json').vary('accept-encoding').set('content-encoding', asGzip ? 'gzip' : 'identity').send(asGzip ? made.gzip : made.plain);
  };
}

/** Answers say what time it is here, which is not the machine's where time is moved: pages count from it. */
export const dated =
  (clock: Clock): RequestHandler =>
  (_request, response, next) => {
    response.set('date', clock.now().toUTCString());
    next();
  };

/** Only JSON bodies are read; anything else with a body is refused before it is parsed. */
export const onlyJson: RequestHandler = (request, _response, next) => {
  const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && !request.is('application/json')) {
    return next(new AppError('unsupported-media-type', 'Send the body as application/json.'));
  }
  next();
};

/** Errors of Express' own body parser and file server, in our words. */
function fromExpress(error: { type?: string; status?: number }): AppError | null {
  if (error.type === 'entity.too.large') return new AppError('payload-too-large', 'A request may be at most 100 kB.');
  if (error.type === 'entity.parse.failed') {
    return new AppError('invalid-request', 'The body is not JSON.', { fields: [{ path: '', message: 'must be a JSON object' }] });
  }
  if (error.status === 404) return new AppError('not-found', 'There is nothing at this address.');
  if (error.status !== undefined && error.status >= 400 && error.status < 500) {
    return new AppError('invalid-request', 'The request could not be read.');
  }
  return null;
}

/** The one place where an error becomes an answer. `translate` knows the errors of the layers above. */
export function errorHandler(log: Log, translate: (error: unknown) => AppError | null): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known =
      error instanceof AppError ? error : (translate(error) ?? fromExpress(error as { type?: string; status?: number }));
    const problem = known ?? new AppError('unexpected', 'Something went wrong on our side. Nothing was lost; please try again.');
    const requestId = requestIdOf(response);
    // The stack is for the operator; messages of drivers may quote values, so only our own codes go with it.
    if (problem.status >= 500) log.error({ requestId, code: problem.code, cause: causeOf(error), stack: stackOf(error) }, 'request failed');
    const { code, message, fields, details } = problem;
    if (typeof details.retryAfterSeconds === 'number') response.set('retry-after', String(details.retryAfterSeconds));
    response.status(problem.status).json({ error: { code, message, fields, details, requestId } });
  };
}

/** SQLSTATE or a system's error code: says what kind of thing failed and quotes nothing. */
const causeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? (error as Error).name);

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? '').split('\n').filter((part) => part.trimStart().startsWith('at ')).join('\n') : '';
