import { ApiProblem, readProblem } from '../../api/problem.ts';

/** Asks the sandbox itself, e.g. `/clock` for `/sandbox/api/clock`. Resolves with the JSON answer; rejects with ApiProblem, nothing else. */
export async function ask<T>(path: string, { method = 'GET', body, signal }: Asking = {}): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  let response: Response;
  try {
    response = await fetch(`/sandbox/api${path}`, { method, ...sent, ...(signal ? { signal } : {}) });
  } catch (cause) {
    throw new ApiProblem('offline', 'The sandbox does not answer. Is it still running?', { cause });
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw readProblem(response.status, answer);
  return answer as T;
}

interface Asking {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}
