import { isIP, type LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { checkAddress, type AddressRules, type CheckedAddress } from './address.ts';
import { readBody } from './body.ts';
import { FeedFailure } from './failure.ts';

export interface FetchLimits {
  /** Bytes after decompression. */
  maxBytes: number;
  /** Milliseconds in all, redirects included. */
  fetchMs: number;
}

export interface FetchRequest {
  url: string;
  etag: string | null;
  signal: AbortSignal;
}

/** The calendar's bytes, or null when it has not changed since `etag`. */
export type Fetched = { bytes: Uint8Array<ArrayBuffer>; etag: string | null } | null;

const REDIRECT_LIMIT = 5;

/** Fetches a feed, checking the address again at every redirect. Throws FeedFailure. */
export async function fetchFeed(wanted: FetchRequest, rules: AddressRules, limits: FetchLimits): Promise<Fetched> {
  const slow = AbortSignal.timeout(limits.fetchMs);
  const signal = AbortSignal.any([slow, wanted.signal]);
  try {
    return await follow({ ...wanted, signal }, rules, limits);
  } catch (error) {
    if (slow.aborted) throw new FeedFailure('too-slow', 'The server of this calendar took too long to answer.', error);
    throw error instanceof FeedFailure ? error : unreachable(error);
  }
}

async function follow(wanted: FetchRequest, rules: AddressRules, limits: FetchLimits): Promise<Fetched> {
  let url = wanted.url;
  for (let hops = 0; hops <= REDIRECT_LIMIT; hops++) {
    const target = await whileNot(wanted.signal, checkAddress(url, rules));
    const answer = await visit(target, wanted, limits);
    if (answer === null || 'bytes' in answer) return answer;
    url = answer.location;
  }
  throw new FeedFailure('unreachable', 'This address leads from one place to the next without end.');
}

async function visit(target: CheckedAddress, wanted: FetchRequest, limits: FetchLimits): Promise<Fetched | { location: string }> {
  const dispatcher = new Agent({ connect: { lookup: pinned(target.addresses) }, connections: 1, maxHeaderSize: 16_384, allowH2: false });
  try {
    const headers = {
      accept: 'text/calendar, */*;q=0.1',
      'accept-encoding': 'gzip, br',
      'user-agent': 'Fieldwork (reads calendar feeds)',
      ...(wanted.etag === null ? {} : { 'if-none-match': wanted.etag }),
    };
    const answer = await request(target.url, { dispatcher, headers, signal: wanted.signal });
    return await understand(answer, target.url, wanted, limits);
  } finally {
    // Whatever was not read must not go on arriving.
    await dispatcher.destroy();
  }
}

async function understand(
  answer: Dispatcher.ResponseData,
  url: URL,
  wanted: FetchRequest,
  limits: FetchLimits,
): Promise<Fetched | { location: string }> {
  const { statusCode: status, headers, body } = answer;
  // Closing the connection below ends unread bodies with an error that nobody else would catch.
  body.on('error', () => undefined);
  const location = text(headers['location']);
  if ([301, 302, 303, 307, 308].includes(status) && location !== null) return { location: resolved(location, url) };
  if (status === 304 && wanted.etag !== null) return null;
  if (status !== 200) throw refusal(status);
  const etag = text(headers['etag']);
  const bytes = await readBody(body, text(headers['content-encoding']) ?? '', limits.maxBytes, wanted.signal);
  return { bytes, etag: etag !== null && etag.length <= 200 ? etag : null };
}

function resolved(location: string, base: URL): string {
  if (URL.canParse(location, base)) return new URL(location, base).href;
  throw new FeedFailure('unreachable', 'This address leads on to something that is not a web address.');
}

function refusal(status: number): FeedFailure {
  if (status === 401 || status === 403) {
    return new FeedFailure('http-error', `The server wants a sign-in (${status}). Please use the calendar's public or secret iCal address.`);
  }
  if (status === 404 || status === 410) return new FeedFailure('http-error', `There is no calendar at this address (${status}).`);
  return new FeedFailure('http-error', `The server of this calendar answered with an error (${status}).`);
}

/** Answers only with what was checked: a second look-up could say something else (DNS rebinding). */
function pinned(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, all[0]!.address, all[0]!.family);
  };
}

/** A resolver cannot be told to stop; the reading stops waiting for it. */
function whileNot<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const text = (header: string | string[] | undefined): string | null => (Array.isArray(header) ? (header[0] ?? null) : (header ?? null));

function unreachable(error: unknown): FeedFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const tls = /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code);
  return new FeedFailure('unreachable', tls ? 'The server of this calendar has no valid certificate.' : 'The server of this calendar cannot be reached.', error);
}
