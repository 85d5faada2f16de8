import type { Log } from '../../../platform/log.ts';
import { systemResolve, type AddressRules, type Resolve } from './address.ts';
import { FeedFailure } from './failure.ts';
import { fetchFeed, type FetchLimits } from './fetch-feed.ts';
import type { FeedReader, FeedReading, FeedRequest } from './read-feed.ts';
import { createReadingPool, type PoolLimits, type ReadingPool } from './reading-pool.ts';

export interface FeedReaderOptions {
  /** Origins that may be read although they are not public https, e.g. `http://localhost:3978`. */
  originsAllowed: string[];
  log: Log;
  /** Look-up of host names; the system's unless told. */
  resolve?: Resolve;
  limits?: Partial<FetchLimits & PoolLimits>;
}

/** The product's limits: 10 MB and 10 s to fetch, then well under 5 s to read, with a bounded heap. */
const LIMITS: FetchLimits & PoolLimits = {
  maxBytes: 10_000_000,
  fetchMs: 10_000,
  threads: 2,
  readMs: 4000,
  waitMs: 5000,
  heapMb: 160,
  idleMs: 15_000,
};

/** How many addresses are remembered as read well before. */
const PROVEN_LIMIT = 1000;

/** Reads calendar feeds over the network as hostile input: see `FeedReader`. Close it when done. */
export function createFeedReader(options: FeedReaderOptions): FeedReader {
  const limits = { ...LIMITS, ...options.limits };
  const rules: AddressRules = {
    originsAllowed: options.originsAllowed.map((origin) => new URL(origin).origin),
    resolve: options.resolve ?? systemResolve,
  };
  const pool = createReadingPool(limits);
  const proven = new Set<string>();
  const closing = new AbortController();
  const underWay = new Map<string, Promise<FeedReading>>();

  const read = async (request: FeedRequest): Promise<FeedReading> => {
    const reading = await fetchAndRead(request, closing.signal, { rules, limits, pool, proven }).catch((error: unknown) => asReading(error, options.log));
    if (!reading.ok) options.log.info({ code: reading.code }, 'a calendar feed could not be read');
    return reading;
  };
  return {
    read: (request) => {
      // The page, the finder and a second press may ask for the same at once.
      const key = JSON.stringify(request);
      const reading = underWay.get(key) ?? read(request).finally(() => underWay.delete(key));
      underWay.set(key, reading);
      return reading;
    },
    close: async () => {
      closing.abort();
      await pool.close();
      await Promise.all(underWay.values());
    },
  };
}

interface Parts {
  rules: AddressRules;
  limits: FetchLimits;
  pool: ReadingPool;
  proven: Set<string>;
}

async function fetchAndRead(request: FeedRequest, signal: AbortSignal, { rules, limits, pool, proven }: Parts): Promise<FeedReading> {
  const { url, etag, zone } = request;
  const fetched = await fetchFeed({ url, etag, signal }, rules, limits);
  if (fetched === null) return { ok: true, unchanged: true };
  const window = { from: Date.parse(request.from), to: Date.parse(request.to) };
  const count = request.count ? { from: Date.parse(request.count.from), to: Date.parse(request.count.to) } : window;
  const result = await pool.read({ bytes: fetched.bytes, question: { window, count, zone } }, proven.has(url));
  remember(proven, url, result.ok);
  return result.ok ? { ...result, unchanged: false, etag: fetched.etag } : result;
}

function remember(proven: Set<string>, url: string, readWell: boolean): void {
  proven.delete(url);
  if (readWell) proven.add(url);
  if (proven.size > PROVEN_LIMIT) proven.delete(proven.values().next().value!);
}

function asReading(error: unknown, log: Log): FeedReading {
  if (error instanceof FeedFailure) return { ok: false, code: error.code, message: error.message };
  log.error({ name: error instanceof Error ? error.name : typeof error }, 'reading a calendar feed failed in an unexpected way');
  return { ok: false, code: 'unreachable', message: 'The calendar could not be read.' };
}
