import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { app, maya, seed, TENANT } from '../support/seeds.ts';
import { served, type Served } from '../support/served.ts';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served();
});
afterEach(() => sandbox.close());

async function graphToken(permissions = 'https://graph.microsoft.com/.default'): Promise<string> {
  const { body } = await sandbox.call('POST', '/api/token', { user: maya.address, surface: 'teams' });
  const form = new URLSearchParams({
    client_id: app.clientId,
    client_secret: app.secret,
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: body.token,
    scope: permissions,
  });
  const response = await fetch(`${sandbox.base}/entra/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: form });
  return (await response.json()).access_token;
}

async function graph(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${await graphToken()}`, ...init.headers };
  return fetch(`${sandbox.base}/graph/v1.0${path}`, { ...init, headers });
}

describe('Entra over HTTP', () => {
  it('publishes endpoints at the address it was asked at, under its own issuer', async () => {
    const { body } = await sandbox.call('GET', `/entra/${TENANT}/v2.0/.well-known/openid-configuration`);
    expect(body).toMatchObject({
      issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      token_endpoint: `${sandbox.base}/entra/${TENANT}/oauth2/v2.0/token`,
    });
    const keys = await (await fetch(body.jwks_uri)).json();
    expect(keys.keys[0]).toMatchObject({ kty: 'RSA', use: 'sig' });
  });

  it('refuses in its own form, and what it does not simulate with 501', async () => {
    const refused = await sandbox.call('POST', `/entra/${TENANT}/oauth2/v2.0/token`);
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_request', error_codes: [900144] } });
    expect((await sandbox.call('GET', `/entra/${TENANT}/oauth2/v2.0/authorize`)).status).toBe(501);
  });
});

describe('Graph over HTTP', () => {
  it('answers as it does in the process, and records the exchange under its real address', async () => {
    const response = await graph('/me?$select=id,displayName');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: maya.objectId, displayName: 'Maya Shrestha' });
    const lines = (await sandbox.call('GET', '/api/traffic')).text.trim().split('\n').map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        auth: { kind: 'delegated', permissions: app.delegated },
        request: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me?$select=id,displayName' },
        response: { status: 200, body: { id: maya.objectId } },
      },
    ]);
    await sandbox.call('DELETE', '/api/traffic');
    expect((await sandbox.call('GET', '/api/traffic')).text).toBe('');
  });

  it('refuses a call without a token, as JSON', async () => {
    const { status, body } = await sandbox.call('GET', '/graph/v1.0/me');
    expect([status, typeof body.error.code]).toEqual([401, 'string']);
  });

  it('suffers faults: an answer in place of Graph\'s, or none at all', async () => {
    sandbox.simulation.faults.add([
      { match: 'GET /me', fault: '429', times: 1, retryAfter: 9 },
      { match: 'GET /me', fault: 'drop-response', times: 1 },
    ]);
    const limited = await graph('/me');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '9']);
    await expect(graph('/me')).rejects.toMatchObject({ cause: { code: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) } });
    expect((await graph('/me')).status).toBe(200);
  });

  it('takes up to 4 MB and refuses more in its own form', async () => {
    const body = `{"x":"${'y'.repeat(4.1 * 1024 * 1024)}"}`;
    const response = await graph('/me/events', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(response.status).toBe(413);
    expect((await response.json()).error.code).toBe('RequestEntityTooLarge');
  });
});

describe('a feed', () => {
  it('is served to anybody with a tag that changes only with the calendar', async () => {
    const ics = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
    await sandbox.close();
    const outsider = { address: 'nora@else.example', displayName: 'Nora', zone: 'America/St_Johns', events: [], ics };
    sandbox = await served({ from: seed({ outsiders: [outsider] }) });
    const first = await sandbox.call('GET', '/feeds/nora@else.example.ics');
    expect(first).toMatchObject({ status: 200, text: ics });
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const again = await fetch(`${sandbox.base}/feeds/nora%40else.example.ics`, { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect(again.status).toBe(304);
  });
});
