import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FeedFailure } from './failure.ts';

/** Reads a body, unpacked, up to `maxBytes` both on the wire and unpacked. Throws FeedFailure when it is larger or no calendar. */
export async function readBody(body: Readable, encoding: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const unpack = unpacker(encoding.trim().toLowerCase());
  const bytes = await pipeline(body, counter(maxBytes), unpack, (source: AsyncIterable<Buffer>) => collect(source, maxBytes), { signal });
  if (!beginsAsCalendar(bytes)) throw new FeedFailure('not-a-calendar', 'There is something at this address, but it is not an iCalendar feed.');
  return bytes;
}

function unpacker(encoding: string): Transform {
  if (encoding === '' || encoding === 'identity') return new PassThrough();
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  // One layer only: packing over and over is how small files grow large.
  throw new FeedFailure('http-error', 'The server of this calendar packs it in a way that cannot be read.');
}

/** An endless stream can unpack to nothing at all, so what arrives is counted too. */
function counter(maxBytes: number): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* counted(source) {
    let total = 0;
    for await (const chunk of source) {
      total += chunk.length;
      if (total > maxBytes) tooLarge(maxBytes);
      yield chunk;
    }
  };
}

async function collect(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxBytes) tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** What the content says counts, not its type: calendars come as text/plain and octet-stream too. */
function beginsAsCalendar(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*BEGIN:VCALENDAR\b/i.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 1024)));
}

function tooLarge(maxBytes: number): never {
  throw new FeedFailure('too-large', `This calendar is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`);
}
