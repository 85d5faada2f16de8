import { badRequest } from './errors.ts';
import type { AdmittedCall } from './admit.ts';
import { MAILBOX_CONCURRENCY } from './limits.ts';
import type { Handle } from './graph.ts';

interface Item {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
  dependsOn?: string[];
}

interface ItemAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/**
 * Answers POST /$batch: every item on its own, at most four at once as Outlook does, each after those it depends on; one whose
 * dependency failed is answered 424.
 */
export async function answerBatch({ body }: AdmittedCall, request: Request, handle: Handle): Promise<Response> {
  const { requests } = body as { requests: Item[] };
  refuseInconsistent(requests);
  const base = request.url.replace(/\/\$batch$/, '');
  const answers = new Map<string, Promise<ItemAnswer>>();
  const place = places(MAILBOX_CONCURRENCY);
  for (const item of requests) {
    const needed = (item.dependsOn ?? []).map((id) => answers.get(id)!);
    answers.set(
      item.id,
      answerItem(item, needed, () => place(() => handle(requestOf(item, base, request)))),
    );
  }
  return Response.json({ responses: await Promise.all(answers.values()) });
}

function refuseInconsistent(items: Item[]): void {
  const seen = new Set<string>();
  for (const { id, url, dependsOn = [] } of items) {
    if (seen.has(id)) throw badRequest(`Request Id ${id} has to be unique in a batch.`);
    // Items name resources, not addresses: a version in front of them is where clients go wrong.
    if (/^https?:|^\/?(v1\.0|beta)\//i.test(url)) throw badRequest('Invalid batch payload format.');
    const missing = dependsOn.find((other) => !seen.has(other));
    if (missing !== undefined) throw badRequest(`Request ${id} depends on ${missing}, which is not before it in the batch.`);
    seen.add(id);
  }
}

async function answerItem(item: Item, needed: Promise<ItemAnswer>[], send: () => Promise<Response>): Promise<ItemAnswer> {
  const before = await Promise.all(needed);
  if (before.some(({ status }) => status >= 400)) {
    const error = { code: 'FailedDependency', message: 'One of the requests that this request depends on failed.' };
    return { id: item.id, status: 424, headers: { 'Content-Type': 'application/json' }, body: { error } };
  }
  const response = await send();
  const text = await response.text();
  return { id: item.id, status: response.status, headers: headersOf(response), ...(text !== '' && { body: JSON.parse(text) as unknown }) };
}

const titled = (name: string): string => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());

/** Header names as Graph writes them: clients of batches look for exactly these. */
function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(
    [...response.headers].filter(([name]) => !name.endsWith('request-id')).map(([name, value]) => [titled(name), value]),
  );
}

function requestOf({ method, url, headers, body }: Item, base: string, batch: Request): Request {
  const all = new Headers(headers);
  all.set('authorization', batch.headers.get('authorization')!);
  const payload = body === undefined ? {} : { body: JSON.stringify(body) };
  return new Request(`${base}${url.startsWith('/') ? '' : '/'}${url}`, { method, headers: all, ...payload });
}

/** Lets at most `limit` pieces of work run at once, in the order they came. */
function places(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
