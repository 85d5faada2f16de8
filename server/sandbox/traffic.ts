import { appendFileSync, createReadStream, fstatSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** One answered Graph exchange; `auth` is null when the token proved nothing. */
export interface TrafficRecord {
  auth: { kind: 'delegated' | 'application'; permissions: string[] } | null;
  request: { method: string; url: string; headers: Record<string, string>; body: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

export interface Traffic {
  record(exchange: TrafficRecord): void;
  /** Everything since the last `clear` as NDJSON, oldest first. */
  stream(): Readable;
  clear(): void;
  /** Removes what was spooled. */
  close(): void;
}

const DEFAULT_MEMORY_BYTES = 4 * 1024 * 1024;

/**
 * Keeps exchanges, in memory up to `memoryBytes` and beyond that in a temporary file. `copyTo` names a file that every
 * exchange is appended to as well, cleared or not (for checks over a whole test run).
 */
export function createTraffic(options: { memoryBytes?: number; copyTo?: string | undefined } = {}): Traffic {
  const limit = options.memoryBytes ?? DEFAULT_MEMORY_BYTES;
  let lines: string[] = [];
  let bytes = 0;
  let folder: string | null = null;
  const spoolFile = (): string => join((folder ??= mkdtempSync(join(tmpdir(), 'fieldwork-traffic-'))), 'traffic.ndjson');

  const clear = (): void => {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    [lines, bytes, folder] = [[], 0, null];
  };

  return {
    record(exchange) {
      const line = `${JSON.stringify(exchange)}\n`;
      if (options.copyTo !== undefined) appendFileSync(options.copyTo, line);
      lines.push(line);
      bytes += line.length;
      if (bytes <= limit) return;
      appendFileSync(spoolFile(), lines.join(''));
      [lines, bytes] = [[], 0];
    },
    stream: () => snapshot(folder === null ? null : spoolFile(), lines.join('')),
    clear,
    close: clear,
  };
}

/** The spooled part as it stands at the call, then the rest; later records and a clear do not disturb what is being read. */
function snapshot(spooled: string | null, rest: string): Readable {
  if (spooled === null) return Readable.from(rest === '' ? [] : [rest]);
  const fd = openSync(spooled, 'r');
  const stored = createReadStream('', { fd, start: 0, end: fstatSync(fd).size - 1 });
  return Readable.from(chained(stored, rest));
}

async function* chained(stored: AsyncIterable<Buffer>, rest: string): AsyncGenerator<Buffer | string> {
  yield* stored;
  if (rest !== '') yield rest;
}
