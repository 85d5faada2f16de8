import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as plain } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApi, type Api } from '../support/api.ts';
import { startEngagement } from '../support/engagement.ts';

let api: Api;
let folder: string;
let bearer: string;
let engagement: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-hostile-'));
  for (const name of ['assets', 'icons', 'tab']) mkdirSync(join(folder, 'dist', name), { recursive: true });
  writeFileSync(join(folder, 'dist/tab/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'secret.txt'), 'out of bounds');
  writeFileSync(join(folder, 'dist/assets/a.js'), 'void 0');
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  api = await startApi({ staticDir: join(folder, 'dist') });
  bearer = `Bearer ${await api.simulation.entra.issueApiToken('amina@alder.example', 'teams')}`;
  engagement = (await startEngagement(api)).id;
});
afterEach(() => api.close());

const send = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${api.url}${path}`, { ...init, headers: { authorization: bearer, ...init.headers } });
const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> => send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const capture = (text: string): Promise<Response> => post(`/api/engagements/${engagement}/commitments`, `{"id":"${randomUUID()}","text":${text}}`);
const lines = async (): Promise<string> => JSON.stringify(await (await send(`/api/engagements/${engagement}/commitments`)).json());

/** As it stands on the wire: `fetch` would tidy the path up. */
const raw = (path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(api.url);
    plain({ port, path, host: '127.0.0.1' }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString())).on('end', () => resolve({ status: answer.statusCode!, text }));
    }).on('error', reject).end();
  });

describe('a body', () => {
  it.each([
    ['that reaches for the prototype of everything', (id: string) => `{"id":"${id}","text":"a","__proto__":{"programmeLead":true}}`],
    ['that reaches for it by the constructor', (id: string) => `{"id":"${id}","text":"a","constructor":{"prototype":{"programmeLead":true}}}`],
    ['with a field of a list’s', (id: string) => `{"id":["${id}"],"text":"a"}`],
    ['nested a thousand times', (id: string) => `{"id":"${id}","text":${'['.repeat(1000)}${']'.repeat(1000)}}`],
    ['nested forty thousand times', () => `${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}`],
    ['that is a list', () => '[]'],
    ['that is no JSON', () => '{"id":'],
  ])('%s is refused as a mistake, and changes nothing', async (_what, make) => {
    const answer = await post(`/api/engagements/${engagement}/commitments`, make(randomUUID()));
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('invalid-request');
    expect(({} as { programmeLead?: boolean }).programmeLead).toBeUndefined();
    expect(JSON.parse(await lines())).toMatchObject({ commitments: [] });
  });

  it('larger than the limit is not read', async () => {
    expect((await capture(JSON.stringify('a'.repeat(200_000)))).status).toBe(413);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('of a form of another site (%s) is refused before it is read', async (type) => {
    const answer = await post(`/api/engagements/${engagement}/commitments`, `{"id":"${randomUUID()}","text":"a"}`, { 'content-type': type, origin: 'https://evil.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('set-cookie')]).toEqual([415, null, null]);
  });

  it.each([['a NUL', '"a\\u0000b"'], ['half a character', '"a\\ud800b"'], ['a line end', '"a\\r\\nBcc: all@alder.example"'], ['what turns writing around', '"a\\u202eb"']])('with %s in a line is refused or kept as harmless text, never an error of ours', async (_what, text) => {
    const answer = await capture(text);
    expect([201, 400]).toContain(answer.status);
    expect(await lines()).not.toMatch(/\\r|\\n|\\u0000/);
  });
});

describe('other sites', () => {
  it('get no permission to read, and nothing works by a cookie or a link that is followed', async () => {
    const asked = await fetch(`${api.url}/api/home`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect((await fetch(`${api.url}/api/home`, { headers: { cookie: `authorization=${bearer}` } })).status).toBe(401);
    expect((await fetch(`${api.url}/api/home?access_token=${bearer.slice(7)}`)).status).toBe(401);
    expect((await send(`/api/engagements/${engagement}/end`)).status).toBe(404);
    expect((await send(`/api/engagements/${engagement}/end?_method=POST`, { headers: { 'x-http-method-override': 'POST' } })).status).toBe(404);
  });
});

describe('an address', () => {
  it.each(['/assets/../../secret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..%5c..%5csecret.txt', '/icons/....//....//secret.txt', '/assets/a.js%00.html', '//evil.example/%2e%2e', '/assets/%c0%ae%c0%ae/secret.txt'])(
    'out of the folder of pages leads nowhere: %s', async (path) => {
      const { status, text } = await raw(path);
      expect([status >= 400 && status < 500, text.includes('out of bounds')]).toEqual([true, false]);
    });

  it.each(['/api/engagements/%00', '/api/engagements/%ff', "/api/engagements/1'%20or%20'1'='1", '/api/engagements/__proto__', '/api/sessions/..%2f..%2fhome', '/api/people?search=a&search=b', '/api/people?search[$ne]=a', '/api/people?__proto__[x]=1', '/api/audit?before=1%20or%201'])(
    'that nobody made is a mistake of the sender: %s', async (path) => {
      const status = (await send(path)).status;
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    });

  it('with wildcards finds what is spelled so, which is nobody', async () => {
    const lead = await api.as('lena');
    for (const search of ['%', '_', '%25', '\\', "'", 'a%e', '*']) {
      const { status, body } = await lead.get<{ people: unknown[] }>(`/api/programme/people?${new URLSearchParams({ search }).toString()}`);
      expect([search, status, body.people]).toEqual([search, 200, []]);
    }
  });
});

describe('a connection', () => {
  it('with headers beyond all measure is turned away, and the next one is served', async () => {
    const answer = await send('/api/home', { headers: { 'x-filler': 'a'.repeat(40_000) } }).then(({ status }) => status, () => 'closed');
    expect([431, 'closed']).toContain(answer);
    expect((await send('/api/home')).status).toBe(200);
  });

  it.each([
    'POST /api/home HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /api/home HTTP/1.1\r\nHost: a\r\nX: a\rGET /x\r\n\r\n',
    'GET /api/home HTTP/9.9\r\n\r\n',
  ])('that smuggles a second request in is closed with 400', async (text) => {
    const { port } = new URL(api.url);
    const answer = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (piece) => (heard += piece.toString())).on('close', () => resolve(heard)).on('error', () => resolve(heard));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 (400|505)/);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});
