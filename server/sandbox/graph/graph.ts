import { setImmediate as turn } from 'node:timers/promises';
import { newId } from '../../platform/ids.ts';
import { ExchangeRefusal } from '../tenant/events/refusal.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { answerBatch } from './batch.ts';
import { admit } from './admit.ts';
import type { Answer } from './call.ts';
import type { CheckToken } from './caller.ts';
import { errorResponse, GraphError } from './errors.ts';
import { createLimits, MAILBOX_CONCURRENCY, type Limits } from './limits.ts';
import { owned, shared } from './routes.ts';

export type Handle = (request: Request) => Promise<Response>;

export interface GraphOptions {
  checkToken: CheckToken;
  /** Requests that are worked on at once for one application and one mailbox. Default: four, as Outlook has it. */
  mailboxConcurrency?: number | undefined;
  /**
   * Stands around every single operation, those in a batch too (their URL is absolute, their Authorization the batch's), so that
   * faults can hit one item as they hit a whole exchange. Default: none.
   */
  around?: (request: Request, next: Handle) => Promise<Response>;
}

/**
 * The simulated https://graph.microsoft.com/v1.0, at any origin and path that ends in /v1.0. Answers every request as Graph would,
 * also with what it refuses; what it does not implement is refused with 501 and named in the log.
 */
export function createGraph(tenant: Tenant, { checkToken, around, mailboxConcurrency = MAILBOX_CONCURRENCY }: GraphOptions): Handle {
  const surroundings = { tenant, checkToken, limits: createLimits(mailboxConcurrency) };
  const plain = guarded(tenant, (request) => answerOne(surroundings, request));
  const single: Handle = around ? (request) => around(request, plain) : plain;
  const batch = guarded(tenant, async (request) => answerBatch(await admit(surroundings, request), request, single));
  return (request) => (new URL(request.url).pathname.endsWith('/v1.0/$batch') ? batch(request) : single(request));
}

export interface Surroundings {
  tenant: Tenant;
  checkToken: CheckToken;
  limits: Limits;
}

async function answerOne(surroundings: Surroundings, request: Request): Promise<Response> {
  const call = await admit(surroundings, request);
  const { operation, owner } = call;
  const leave = call.countsAgainst === null ? () => undefined : surroundings.limits.enter(call.caller.clientId, call.countsAgainst);
  try {
    // The service takes time too; requests sent together really are in flight together.
    await turn();
    const handler = shared[operation.key];
    const answer = handler ? await handler(call) : owned[operation.key]!({ ...call, owner: owner! });
    return responseOf(answer, call.prefer.applied);
  } finally {
    leave();
  }
}

const CONTENT_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

function responseOf({ status, body, headers }: Answer, applied: string[]): Response {
  const requestId = newId();
  const all = {
    'request-id': requestId,
    'client-request-id': requestId,
    ...(applied.length > 0 && { 'preference-applied': applied.join(', ') }),
    ...headers,
  };
  if (body === undefined) return new Response(null, { status, headers: all });
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': CONTENT_TYPE, ...all } });
}

/** Turns what a handler throws into Graph's error form. */
function guarded(tenant: Tenant, handle: Handle): Handle {
  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      const at = tenant.clock.now();
      if (error instanceof GraphError || error instanceof ExchangeRefusal) {
        if (error.status === 501)
          tenant.log.warn(
            { method: request.method, path: shapeOf(request.url), why: error.message },
            'the sandbox refused what it does not implement',
          );
        return errorResponse(error, at);
      }
      tenant.log.error({ method: request.method, path: shapeOf(request.url), err: error }, 'the simulated Graph failed');
      return errorResponse({ status: 500, code: 'InternalServerError', message: 'The sandbox failed; its log says how.' }, at);
    }
  };
}

/** A path without the ids and addresses in it. */
const shapeOf = (url: string): string =>
  new URL(url).pathname
    .split('/')
    .map((segment) => (/^[A-Za-z$.0-9]{1,30}(\(.*\))?$/.test(segment) ? segment : '*'))
    .join('/');
