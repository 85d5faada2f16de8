import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createFeedReader, type FeedReaderOptions } from '../../../../server/features/availability/feed/feed-reader.ts';
import type { FeedReader, FeedReading } from '../../../../server/features/availability/feed/read-feed.ts';

/** A server of feeds on loopback, known by a name that only the injected resolver can tell: so a second look-up would fail. */
export interface FeedServer {
  origin: string;
  server: Server;
  /** Paths and If-None-Match of the requests so far. */
  asked: { path: string; etag: string | undefined }[];
  close(): Promise<void>;
}

export async function feedServer(listener: RequestListener): Promise<FeedServer> {
  const asked: FeedServer['asked'] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url!, etag: request.headers['if-none-match'] });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://feeds.test:${(server.address() as AddressInfo).port}`, server, asked, close };
}

/** Names of the test's internet. Everything else does not exist; nothing outside is ever contacted. */
const NAMES: Record<string, string[]> = {
  'feeds.test': ['127.0.0.1'],
  'intern.test': ['10.0.0.5'],
  'half.test': ['93.184.215.14', '192.168.1.10'],
  'metadata.test': ['169.254.169.254'],
  'six.test': ['::ffff:10.0.0.5'],
};

export interface TestReader extends FeedReader {
  /** Host names that were looked up. */
  resolved: string[];
}

export function testReader(origin: string, limits: NonNullable<FeedReaderOptions['limits']> = {}): TestReader {
  const resolved: string[] = [];
  const resolve = async (host: string): Promise<string[]> => {
    resolved.push(host);
    if (!NAMES[host]) throw new Error('ENOTFOUND');
    return NAMES[host];
  };
  return { ...createFeedReader({ originsAllowed: [origin], log: pino({ level: 'silent' }), resolve, limits }), resolved };
}

export const march = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z', zone: 'Europe/Berlin', etag: null };

/** `ok`, `unchanged` or the code of the problem. */
export const outcome = (reading: FeedReading): string => (!reading.ok ? reading.code : reading.unchanged ? 'unchanged' : 'ok');
