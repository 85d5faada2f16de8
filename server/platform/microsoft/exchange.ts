import type { Transport } from './transport.ts';

/** How long one try may take by default, in milliseconds. Neither of Microsoft's clients has a limit of its own. */
export const defaultTimeoutMs = 10_000;

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** The answer with its body already read, so that a connection lost half-way counts as no answer at all. */
async function whole(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  const body = await response.arrayBuffer();
  const { status, statusText, headers } = response;
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

/** One request and its complete answer. Rejects when none came within `timeoutMs`, also when the transport ignores its signal. */
export async function exchange(transport: Transport, request: Request, timeoutMs: number): Promise<Response> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const limited = new Request(request, { signal: controller.signal });
    return await Promise.race([whole(transport(limited)), aborted(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds a `Retry-After` header asks to wait, or null. A date is counted from the answer's own `Date`. */
export function retryAfterSeconds(response: Response): number | null {
  const value = response.headers.get('retry-after');
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(response.headers.get('date') ?? '')) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
