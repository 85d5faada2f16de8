import type { WebhookOptions } from '../../../server/sandbox/tenant/notify/webhooks.ts';
import type { Json } from '../graph/support/world.ts';

/** An application's address for notifications, as a tenant reaches it. */
export interface Endpoint {
  url: string;
  lifecycleUrl: string;
  /** What arrived, in the order it did, one list for each request. */
  arrived: { path: string; value: Json[] }[];
  /** Every notification that arrived and was taken, flat. */
  taken(): Json[];
  /** Answers instead of taking: a status, or 'silence' for none at all. */
  answer: (path: string) => number | 'silence';
  /** Says something else in the handshake. */
  echo: (token: string) => Response;
  webhooks: WebhookOptions;
}

/** One that takes everything at once, unless told otherwise. */
export function endpoint(more: WebhookOptions = {}): Endpoint {
  const taken: Json[] = [];
  const one: Endpoint = {
    url: 'https://app.example/notify',
    lifecycleUrl: 'https://app.example/lifecycle?for=it',
    arrived: [],
    taken: () => [...taken],
    answer: () => 202,
    echo: (token) => new Response(token, { headers: { 'content-type': 'text/plain; charset=utf-8' } }),
    webhooks: { patienceMs: { validation: 40, delivery: 40 }, ...more, reach: (request) => answerTo(one, taken, request) },
  };
  return one;
}

async function answerTo(one: Endpoint, taken: Json[], request: Request): Promise<Response> {
  const url = new URL(request.url);
  const token = url.searchParams.get('validationToken');
  if (token !== null) return one.echo(token);
  const { value } = (await request.json()) as { value: Json[] };
  one.arrived.push({ path: url.pathname, value });
  const status = one.answer(url.pathname);
  if (status === 'silence') return new Promise(() => undefined);
  if (status < 300) taken.push(...value);
  return new Response(null, { status });
}
