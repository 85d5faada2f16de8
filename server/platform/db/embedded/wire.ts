/** PostgreSQL's frontend/backend protocol 3.0, as far as the embedded engine has to understand it. */

/** `I` no transaction, `T` in one, `E` in one that failed. */
export type TransactionStatus = 'I' | 'T' | 'E';

const code = (letter: string): number => letter.charCodeAt(0);
const TERMINATE = code('X');
/** Messages after which the client waits: Query, Sync, Flush, password, CopyDone, CopyFail. */
const ASKS_FOR_ANSWER = new Set(['Q', 'S', 'H', 'p', 'c', 'f'].map(code));

/** Collects what a client writes, in pieces of any size, into batches that the engine can answer. */
export class ClientMessages {
  #unread: Buffer = Buffer.alloc(0);
  #batch: Buffer[] = [];
  #started = false;

  /** Takes the next piece; answers whole messages up to the last that asks for an answer, or null to wait for more. */
  add(piece: Buffer): Uint8Array<ArrayBuffer> | null {
    this.#unread = this.#unread.length > 0 ? Buffer.concat([this.#unread, piece]) : piece;
    let ready = false;
    for (let message = this.#next(); message !== null; message = this.#next()) {
      // The engine has one session for good; saying goodbye would end it. The socket's own end does what is needed.
      if (this.#started && message[0] === TERMINATE) continue;
      this.#batch.push(message);
      ready = !this.#started || ASKS_FOR_ANSWER.has(message[0] ?? 0);
      this.#started = true;
    }
    return ready ? this.#takeBatch() : null;
  }

  /** One whole message off the front; the first of a connection (startup) has no type byte. */
  #next(): Buffer | null {
    const header = this.#started ? 1 : 0;
    if (this.#unread.length < header + 4) return null;
    const length = header + this.#unread.readInt32BE(header);
    if (this.#unread.length < length) return null;
    const message = this.#unread.subarray(0, length);
    this.#unread = this.#unread.subarray(length);
    return message;
  }

  #takeBatch(): Uint8Array<ArrayBuffer> {
    const batch = new Uint8Array(Buffer.concat(this.#batch));
    this.#batch = [];
    return batch;
  }
}

/** The status that an answer ends with, or null when it ends in no ReadyForQuery. */
export function statusAfter(answer: Uint8Array): TransactionStatus | null {
  const tail = answer.subarray(-6);
  if (tail.length < 6 || tail[0] !== code('Z') || tail[4] !== 5) return null;
  return String.fromCharCode(tail[5] ?? 0) as TransactionStatus;
}

/** Code and message of the error that an answer ends with: after one without ReadyForQuery the backend is gone. */
export function lastError(answer: Uint8Array): { code: string; message: string } | null {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.length);
  let last: Buffer | null = null;
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) last = bytes.subarray(at);
  if (last === null || last[0] !== code('E')) return null;
  const fields = last.toString('utf8', 5).split('\0');
  const field = (letter: string): string => fields.find((text) => text.startsWith(letter))?.slice(1) ?? '';
  return { code: field('C'), message: field('M') };
}

/** A simple Query message. */
export function queryMessage(sql: string): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(`${sql}\0`, 'utf8');
  const head = Buffer.alloc(5);
  head.write('Q', 0);
  head.writeInt32BE(text.length + 4, 1);
  return new Uint8Array(Buffer.concat([head, text]));
}

/** A Sync message: whatever an aborted conversation left half said, the session listens again after it. */
export const syncMessage = (): Uint8Array<ArrayBuffer> => new Uint8Array([code('S'), 0, 0, 0, 4]);
