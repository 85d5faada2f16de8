import { describe, expect, it } from '@jest/globals';
import type { FaultRequest } from '../../server/sandbox/faults.ts';
import { msalOver } from './support/msal.ts';
import { app, maya, tom } from './support/seeds.ts';
import { wired } from './support/wire.ts';

async function faulty(faults: FaultRequest[]) {
  const done: string[] = [];
  const wire = await wired({
    graph: async (request) => {
      done.push(`${request.method} ${new URL(request.url).pathname}`);
      return Response.json({ id: 'made', echo: await request.text() }, { status: 201 });
    },
  });
  wire.faults.add(faults);
  const token = (await msalOver(wire.transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] }))!;
  const call = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${token.accessToken}`, 'content-type': 'application/json' };
    return wire.transport(new Request(`https://graph.microsoft.com/v1.0${path}`, { method: 'POST', body: '{"a":1}', headers, ...init }));
  };
  const traffic = async (): Promise<{ request: Record<string, unknown>; response: Record<string, unknown> }[]> => {
    const text = (await wire.traffic.stream().toArray()).join('');
    return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  };
  return { ...wire, call, done, traffic };
}

const ofMaya = `/users/${maya.objectId}/events`;

describe('the transport', () => {
  it('refuses any host that is not simulated', async () => {
    const { transport } = await faulty([]);
    await expect(transport(new Request('https://example.org/x'))).rejects.toThrow('no example.org');
  });

  it.each([
    ['429', 429, '7'],
    ['503', 503, '7'],
    ['504', 504, null],
  ] as const)('answers %s in place of Graph, as often as asked, then lets the call through', async (fault, status, retryAfter) => {
    const { call, done, traffic } = await faulty([{ match: 'POST /me/events', fault, times: 1, retryAfter: 7 }]);
    const refused = await call(ofMaya);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect((await refused.json()).error.code).toEqual(expect.any(String));
    expect(done).toEqual([]);
    expect((await call(ofMaya)).status).toBe(201);
    expect((await traffic()).map(({ response }) => response['status'])).toEqual([status, 201]);
  });

  it('does the work and loses the answer, which the traffic still has', async () => {
    const { call, done, traffic } = await faulty([{ match: 'POST /me/events', fault: 'drop-response', times: 1 }]);
    await expect(call(ofMaya)).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect(done).toEqual([`POST /v1.0${ofMaya}`]);
    expect((await traffic())[0]!.response).toMatchObject({ status: 201, body: { id: 'made' } });
  });

  it('is offline before anything is done', async () => {
    const { call, done, traffic } = await faulty([{ match: 'POST /me/events', fault: 'offline' }]);
    await expect(call(ofMaya)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(done).toEqual([]);
    expect(await traffic()).toEqual([]);
  });

  it('waits as long as a slow fault says, or until the caller gives up', async () => {
    const { call, done } = await faulty([{ match: '*', fault: 'slow', retryAfter: 60, mailbox: maya.address }]);
    const asked = call(ofMaya, { signal: AbortSignal.timeout(5) });
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(done).toEqual([]);
    expect((await call(`/users/${tom.address}/events`)).status).toBe(201);
  });

  it('takes consent back for Graph and for tokens', async () => {
    const { call, transport, faults } = await faulty([]);
    faults.add([{ match: '*', fault: 'consent-revoked' }]);
    const refused = await call(ofMaya);
    expect([refused.status, (await refused.json()).error.code]).toEqual([403, 'ErrorAccessDenied']);
    const asking = msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
    await expect(asking).rejects.toMatchObject({ errorNo: 65001, subError: 'consent_required' });
  });

  it('records permissions, headers without the token, and bodies as JSON', async () => {
    const { call, traffic } = await faulty([]);
    await call(ofMaya, { headers: { prefer: 'IdType="ImmutableId"' } });
    await call(ofMaya);
    const [anonymous, known] = await traffic();
    expect(anonymous).toMatchObject({ auth: null, request: { headers: { prefer: 'IdType="ImmutableId"' } } });
    expect(known).toMatchObject({
      auth: { kind: 'application', permissions: app.application },
      request: { method: 'POST', url: `https://graph.microsoft.com/v1.0${ofMaya}`, body: { a: 1 } },
      response: { status: 201, body: { id: 'made', echo: '{"a":1}' } },
    });
    expect(known!.request['headers']).not.toHaveProperty('authorization');
  });
});
