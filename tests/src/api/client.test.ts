/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { createPageClock } from '../../../src/api/clock.ts';
import { createApi, createLinkApi } from '../../../src/api/client.ts';
import { ApiProblem } from '../../../src/api/problem.ts';
import { HostError } from '../../../src/host/host.ts';

interface Seen {
  path: string;
  method: string | undefined;
  headers: Record<string, string>;
  body: unknown;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers });

const refusal = (code: string, more: object = {}) => ({ error: { code, message: 'No.', fields: [], details: {}, requestId: 'r-1', ...more } });

/** A server that gives these answers in turn and remembers what it was asked. */
function answering(...answers: (Response | Error)[]) {
  const seen: Seen[] = [];
  const fetch = (async (path: string, init: RequestInit) => {
    seen.push({ path, method: init.method, headers: init.headers as Record<string, string>, body: init.body && JSON.parse(String(init.body)) });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('asked once too often');
    return answer;
  }) as unknown as typeof globalThis.fetch;
  return { seen, fetch };
}

/** A host that hands out `token-1`, `token-2`, ... and remembers how it was asked. */
function hostWithTokens() {
  const asked: unknown[] = [];
  return { asked, getToken: async (options?: object) => `token-${asked.push(options)}` };
}

const unallowed = () => Promise.reject(new HostError('consent-required', 'Not allowed yet.'));

const problemOf = async (call: Promise<unknown>): Promise<ApiProblem> => {
  const thrown = await call.then(() => null, (reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(ApiProblem);
  return thrown as ApiProblem;
};

describe('a call', () => {
  it('without a connection is not called a failed sign-in, whatever the host says of its token', async () => {
    const getToken = () => Promise.reject(new HostError('sign-in-required', 'Teams could not sign you in.'));
    const asked = (connected: boolean) => problemOf(createApi({ getToken }, { fetch: answering().fetch, connected: () => connected }).get('/api/me'));
    expect(await asked(false)).toMatchObject({ code: 'offline', status: 0 });
    expect(await asked(true)).toMatchObject({ code: 'sign-in-required', status: 403 });
  });

  it('carries the host’s token and the JSON both ways', async () => {
    const { seen, fetch } = answering(json(201, { id: 'e1' }));
    const answer = await createApi(hostWithTokens(), { fetch }).post('/api/engagements', { goals: ['Lead'] });
    expect(answer).toEqual({ id: 'e1' });
    expect(seen).toEqual([
      { path: '/api/engagements', method: 'POST', body: { goals: ['Lead'] }, headers: { accept: 'application/json', authorization: 'Bearer token-1', 'content-type': 'application/json' } },
    ]);
  });

  it('carries the secret of a personal link for a coach outside', async () => {
    const { seen, fetch } = answering(json(200, {}));
    await createLinkApi('s3cret', { fetch }).get('/api/coach/availability');
    expect(seen[0]?.headers['authorization']).toBe('Link s3cret');
  });

  it('resolves with nothing for an answer without a body', async () => {
    const { fetch } = answering(new Response(null, { status: 204 }));
    await expect(createApi(hostWithTokens(), { fetch }).delete('/api/x')).resolves.toBeUndefined();
  });
});

describe('signing in', () => {
  it('asks once for a fresh token after a 401, with the claims the server challenges for', async () => {
    const host = hostWithTokens();
    const { seen, fetch } = answering(json(401, refusal('sign-in-required', { details: { claims: '{"x":1}' } })), json(200, { ok: true }));
    await expect(createApi(host, { fetch }).get('/api/home')).resolves.toEqual({ ok: true });
    expect(host.asked).toEqual([{}, { fresh: true, claims: '{"x":1}' }]);
    expect(seen.map(({ headers }) => headers['authorization'])).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('never loops: a second 401 is the person’s to see', async () => {
    const { seen, fetch } = answering(json(401, refusal('sign-in-required')), json(401, refusal('sign-in-required')));
    const problem = await problemOf(createApi(hostWithTokens(), { fetch }).get('/api/home'));
    expect(problem.code).toBe('sign-in-required');
    expect(seen).toHaveLength(2);
  });

  it('tells the host’s own refusals by their code without asking the server', async () => {
    const { seen, fetch } = answering();
    const problem = await problemOf(createApi({ getToken: unallowed }, { fetch }).get('/api/home'));
    expect([problem.code, problem.message, problem.retryable]).toEqual(['consent-required', 'Not allowed yet.', false]);
    expect(seen).toHaveLength(0);
  });
});

describe('a problem', () => {
  it('keeps the code, the fields, the details and the request’s id', async () => {
    const fields = [{ path: 'goals.2', message: 'must be one line' }];
    const { fetch } = answering(json(400, refusal('invalid-request', { fields, details: { permission: 'P' } })));
    const problem = await problemOf(createApi(hostWithTokens(), { fetch }).post('/api/x', {}));
    expect(problem).toMatchObject({ code: 'invalid-request', status: 400, fields, details: { permission: 'P' }, requestId: 'r-1', retryable: false });
  });

  it('is worth trying again when no answer came', async () => {
    const { fetch } = answering(new TypeError('Failed to fetch'));
    const problem = await problemOf(createApi(hostWithTokens(), { fetch }).get('/api/home'));
    expect([problem.code, problem.status, problem.retryable, problem.requestId]).toEqual(['offline', 0, true, null]);
  });

  it.each([
    ['a proxy’s page', () => new Response('<html>Bad gateway', { status: 502 }), true],
    ['JSON that is not ours', () => json(403, { error: 'forbidden' }), false],
    ['a page where JSON should be', () => new Response('<html>', { status: 200 }), false],
  ])('is readable when the answer is %s', async (_what, answer, retryable) => {
    const { fetch } = answering(answer());
    const problem = await problemOf(createApi(hostWithTokens(), { fetch }).get('/api/home'));
    expect([problem.code, problem.retryable]).toEqual(['unreadable-answer', retryable]);
  });
});

describe('the time', () => {
  it('is the server’s as last told, and moves on with the page’s own timer', async () => {
    let ticks = 500;
    const clock = createPageClock(0, () => ticks);
    const { fetch } = answering(json(200, {}, { date: 'Sun, 22 Nov 2026 08:00:00 GMT' }), json(200, {}, { date: 'nonsense' }));
    const api = createApi(hostWithTokens(), { fetch, clock });
    expect(api.now().getTime()).toBe(0);
    await api.get('/api/home');
    ticks += 1500;
    expect(api.now().toISOString()).toBe('2026-11-22T08:00:01.500Z');
    await api.get('/api/home');
    expect(api.now().toISOString()).toBe('2026-11-22T08:00:01.500Z');
  });
});
