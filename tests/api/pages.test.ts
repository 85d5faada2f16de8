import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api } from '../support/api.ts';

let folder: string;
let api: Api;

const files: Record<string, string> = {
  'tab/index.html': '<!doctype html><title>tab</title>',
  'side-panel/index.html': '<!doctype html><title>side panel</title>',
  'coach-page/index.html': '<!doctype html><title>coach</title>',
  'assets/tab-1a2b3c.js': `console.log("${'x'.repeat(5000)}");`,
  'assets/packed-1a2b3c.js': 'console.log(1);',
  'secret.txt': 'not for anybody',
};
/** What the build compressed. */
const packed = ['coach-page/index.html', 'assets/packed-1a2b3c.js'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-pages-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const name of packed) writeFileSync(join(folder, `${name}.br`), brotliCompressSync(files[name]!));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => api.close());

const start = async (staticDir?: string): Promise<void> => void (api = await startApi(staticDir ? { staticDir } : {}));
const get = async (path: string): Promise<{ status: number; headers: Headers; text: string }> => {
  const response = await fetch(`${api.url}${path}`, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** The directives of a Content-Security-Policy by name. */
const policyOf = (headers: Headers): Record<string, string[]> =>
  Object.fromEntries((headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim().split(/\s+/)).map(([name = '', ...sources]) => [name, sources]));

describe('the pages', () => {
  it.each([['/tab', 'tab'], ['/side-panel', 'side panel']])('%s opens in Microsoft’s hosts and nobody else’s', async (path, title) => {
    await start(folder);
    const { status, headers, text } = await get(path);
    expect([status, text]).toEqual([200, `<!doctype html><title>${title}</title>`]);
    const policy = policyOf(headers);
    expect(policy['frame-ancestors']).toEqual(expect.arrayContaining(["'self'", 'https://teams.microsoft.com', 'https://*.cloud.microsoft', 'https://outlook.office.com']));
    for (const source of policy['frame-ancestors']!) expect(source).toMatch(/^('self'|https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+)$/);
    // The old header knows no list of hosts: it would shut Teams out.
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it('the coach’s page opens in no frame at all', async () => {
    await start(folder);
    const { status, headers } = await get('/coach');
    expect([status, policyOf(headers)['frame-ancestors']]).toEqual([200, ["'none'"]]);
  });

  it.each(['/tab', '/side-panel', '/coach'])('%s runs our own scripts only and tells nobody where it is', async (path) => {
    await start(folder);
    const { headers } = await get(path);
    const policy = policyOf(headers);
    expect(policy).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] });
    expect(Object.values(policy).flat().filter((source) => source === '*' || source.startsWith('http:') || source === "'unsafe-eval'")).toEqual([]);
    // A coach's personal link has its secret in the address.
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect([headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('x-powered-by')]).toEqual(['nosniff', 'no-cache', null]);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('have assets that are kept for ever, packed, and nothing beside them', async () => {
    await start(folder);
    const { status, headers } = await get('/assets/tab-1a2b3c.js');
    expect([status, headers.get('cache-control'), headers.get('content-encoding')]).toEqual([200, 'public, max-age=31536000, immutable', 'gzip']);
    const other = ['/assets/none.js', '/secret.txt', '/assets/../secret.txt', '/assets/..%2fsecret.txt', '/assets/%2e%2e/secret.txt', '/assets/%2e%2e%2fsecret.txt', '/coach-page/index.html', '/tab/x', '/'];
    for (const path of other) {
      const said = await get(path);
      expect([path, said.status, said.text.includes('not for anybody')]).toEqual([path, said.status === 400 ? 400 : 404, false]);
    }
  });

  it.each([['/coach', files[packed[0]!], 'no-cache'], ['/assets/packed-1a2b3c.js', files[packed[1]!], 'public, max-age=31536000, immutable']])('%s goes as the build compressed it to who takes that, and not again while it is the same', async (path, text, kept) => {
    await start(folder);
    const ask = (headers: Record<string, string>) => fetch(`${api.url}${path}`, { headers });
    const sent = await ask({ 'accept-encoding': 'br' });
    const { status, headers } = sent;
    expect([status, await sent.text(), headers.get('content-encoding'), headers.get('cache-control'), headers.get('vary')?.toLowerCase()]).toEqual([200, text, 'br', kept, 'accept-encoding']);
    expect((await ask({ 'accept-encoding': 'br', 'if-none-match': headers.get('etag')!, 'cache-control': 'max-age=0' })).status).toBe(304);
    const plain = await ask({ 'accept-encoding': 'identity' });
    expect([await plain.text(), plain.headers.get('content-encoding')]).toEqual([text, null]);
  });

  it('are not there when they were not built, and the API is', async () => {
    await start(join(folder, 'nothing-was-built'));
    for (const path of ['/tab', '/side-panel', '/coach']) expect((await get(path)).status).toBe(404);
    expect((await get('/api/openapi.json')).status).toBe(200);
  });

  it('are not there when the server is to serve none', async () => {
    await start();
    for (const path of ['/tab', '/side-panel', '/coach', '/assets/tab-1a2b3c.js']) expect((await get(path)).status).toBe(404);
  });
});

describe('the API beside them', () => {
  it('answers JSON that is neither kept nor sniffed, also where there is nothing', async () => {
    await start(folder);
    for (const path of ['/api/nothing', '/api/home', '/api/openapi.json', '/api']) {
      const { headers } = await get(path);
      expect([path, headers.get('content-type'), headers.get('x-powered-by')]).toEqual([path, 'application/json; charset=utf-8', null]);
      expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([path, 'no-store', 'nosniff']);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
