import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { RequestListener, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { feedServer, march, outcome, testReader, type FeedServer, type TestReader } from './feed-server.ts';
import { plainHour } from './ics.ts';

const MB = 1_000_000;
const packed = (encoding: string, body: Buffer) => (response: ServerResponse) => response.writeHead(200, { 'content-encoding': encoding }).end(body);
const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('no');
const to = (location: string) => (response: ServerResponse) => response.writeHead(302, { location }).end();
const large = (bytes: number): string => plainHour.replace('END:VCALENDAR', `X-FILL:${'x'.repeat(bytes)}\r\nEND:VCALENDAR`);

/** Goes on sending a little, for ever. */
function drip(response: ServerResponse, first: string): void {
  response.writeHead(200, { 'content-type': 'text/calendar' }).write(first);
  const timer = setInterval(() => response.write('X'), 20);
  response.on('close', () => clearInterval(timer));
}

const routes: Record<string, (response: ServerResponse) => unknown> = {
  '/plain': (response) => response.end(plainHour),
  '/bom': (response) => response.end(`\uFEFF\r\n\r\n${plainHour}`),
  '/octets': (response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(plainHour),
  '/gzip': packed('gzip', gzipSync(plainHour)),
  '/brotli': packed('br', brotliCompressSync(plainHour)),
  '/deflate': packed('deflate', deflateSync(plainHour)),
  '/bomb': packed('gzip', gzipSync(large(60 * MB))),
  '/brotli-bomb': packed('br', brotliCompressSync(large(60 * MB))),
  '/empty-members': packed('gzip', Buffer.concat([gzipSync(plainHour), ...Array<Buffer>(600_000).fill(gzipSync(''))])),
  '/twice-packed': packed('gzip, gzip', gzipSync(gzipSync(plainHour))),
  '/not-gzip': packed('gzip', Buffer.from(plainHour)),
  '/just-fits': (response) => response.end(large(10 * MB - plainHour.length - 100)),
  '/eleven': (response) => response.end(large(11 * MB)),
  '/html': (response) => response.writeHead(200, { 'content-type': 'text/calendar' }).end('<!doctype html><title>Sign in</title>'),
  '/empty': (response) => response.end(),
  '/cut': (response) => (response.writeHead(200, { 'content-length': 5000 }).write(plainHour), response.socket?.end()),
  '/loris': (response) => drip(response, 'BEGIN:VCALENDAR\r\n'),
  '/silent': () => undefined,
  '/header-flood': (response) => response.writeHead(200, { 'x-fill': 'x'.repeat(100_000) }).end(plainHour),
  '/401': status(401),
  '/404': status(404),
  '/500': status(500),
  '/304-unasked': status(304),
  '/moved': to('/plain'),
  '/moved-nowhere': to('http://'),
  '/loop': to('/loop'),
  '/to-loopback': to('https://127.0.0.1/cal.ics'),
  '/to-loopback-as-number': to('https://2130706433/cal.ics'),
  '/to-loopback-6': to('https://[::1]/cal.ics'),
  '/to-mapped': to('https://[::ffff:127.0.0.1]/cal.ics'),
  '/to-private': to('https://10.1.2.3/cal.ics'),
  '/to-intern': to('https://intern.test/cal.ics'),
  '/to-half': to('https://half.test/cal.ics'),
  '/to-metadata': to('https://metadata.test/latest'),
  '/to-six': to('https://six.test/cal.ics'),
  '/to-http': to('http://calendar.example/cal.ics'),
  '/to-file': to('file:///etc/passwd'),
  '/to-other-port': to('https://calendar.example:22/cal.ics'),
  '/to-user': to('https://me:secret@calendar.example/cal.ics'),
  '/to-unknown': to('https://nobody.test/cal.ics'),
};

const serve: RequestListener = (request, response) => {
  if (request.url === '/etag') {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(plainHour);
    return;
  }
  (routes[request.url!] ?? status(404))(response);
};

let feeds: FeedServer;
let reader: TestReader;
beforeAll(async () => {
  feeds = await feedServer(serve);
  reader = testReader(feeds.origin, { fetchMs: 5000 });
});
afterAll(async () => {
  await reader.close();
  await feeds.close();
});

const read = (path: string) => reader.read({ ...march, url: `${feeds.origin}${path}` });

describe('what a server sends', () => {
  it.each(['/plain', '/bom', '/octets', '/gzip', '/brotli', '/deflate', '/moved', '/just-fits'])('%s is read', async (path) => {
    expect(await read(path)).toMatchObject({
      ok: true,
      events: 1,
      busy: [{ start: Date.parse('2026-03-10T09:00:00Z'), end: Date.parse('2026-03-10T10:00:00Z'), status: 'busy' }],
    });
  });

  it.each([
    ['/bomb', 'too-large'],
    ['/brotli-bomb', 'too-large'],
    ['/empty-members', 'too-large'],
    ['/eleven', 'too-large'],
    ['/twice-packed', 'http-error'],
    ['/not-gzip', 'unreachable'],
    ['/html', 'not-a-calendar'],
    ['/empty', 'not-a-calendar'],
    ['/cut', 'unreachable'],
    ['/header-flood', 'unreachable'],
    ['/401', 'http-error'],
    ['/404', 'http-error'],
    ['/500', 'http-error'],
    ['/304-unasked', 'http-error'],
    ['/moved-nowhere', 'unreachable'],
    ['/loop', 'unreachable'],
  ])('%s is refused as %s', async (path, code) => {
    expect(outcome(await read(path))).toBe(code);
  });

  it('stops after five redirects', async () => {
    feeds.asked.length = 0;
    await read('/loop');
    expect(feeds.asked).toHaveLength(6);
  });

  it.each(['/loris', '/silent'])('%s is given up as too slow', async (path) => {
    const hasty = testReader(feeds.origin, { fetchMs: 200 });
    expect(outcome(await hasty.read({ ...march, url: `${feeds.origin}${path}` }))).toBe('too-slow');
    await hasty.close();
  });

  it('is asked whether it changed, and says so', async () => {
    const first = await read('/etag');
    expect(first).toMatchObject({ ok: true, unchanged: false, etag: '"v1"' });
    const again = await reader.read({ ...march, url: `${feeds.origin}/etag`, etag: '"v1"' });
    expect(again).toEqual({ ok: true, unchanged: true });
  });

  it('is asked once by two readings of the same at once', async () => {
    feeds.asked.length = 0;
    await Promise.all([read('/plain'), read('/plain')]);
    expect(feeds.asked).toHaveLength(1);
  });
});

describe('where an address leads', () => {
  it.each([
    '/to-loopback', '/to-loopback-as-number', '/to-loopback-6', '/to-mapped', '/to-private', '/to-intern', '/to-half', '/to-metadata',
    '/to-six', '/to-http', '/to-file', '/to-other-port', '/to-user',
  ])('a redirect %s is not followed', async (path) => {
    expect(outcome(await read(path))).toBe('bad-address');
  });

  it.each([
    ['http://calendar.example/cal.ics', 'bad-address'],
    ['https://localhost:8443/cal.ics', 'unreachable'],
    ['webcal://127.0.0.1/cal.ics', 'bad-address'],
    ['webcal://intern.test/cal.ics', 'bad-address'],
    ['https://intern.test./cal.ics', 'unreachable'],
    ['https://0x7f000001/cal.ics', 'bad-address'],
    ['https://0/cal.ics', 'bad-address'],
    ['https://me@intern.test/cal.ics', 'bad-address'],
    ['https://intern.test:5432/cal.ics', 'bad-address'],
    ['ftp://calendar.example/cal.ics', 'bad-address'],
    ['not an address', 'bad-address'],
    ['https://nobody.test/cal.ics', 'unreachable'],
  ])('%s is refused as %s', async (url, code) => {
    expect(outcome(await reader.read({ ...march, url }))).toBe(code);
  });

  it('excepts exactly the origins it is told: not their host on another port', async () => {
    const other = await feedServer(serve);
    expect(outcome(await reader.read({ ...march, url: `${other.origin}/plain` }))).toBe('bad-address');
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('looks a host up once for each visit and opens only what was found', async () => {
    reader.resolved.length = 0;
    await read('/moved');
    expect(reader.resolved).toEqual(['feeds.test', 'feeds.test']);
  });

  it('says why in words, without telling what the private address was', async () => {
    const reading = await read('/to-intern');
    expect(reading).toMatchObject({ message: expect.stringContaining('private network') });
    expect(JSON.stringify(reading)).not.toContain('10.0.0.5');
  });
});
