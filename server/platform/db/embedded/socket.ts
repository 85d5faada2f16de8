import { Duplex } from 'node:stream';
import type { Engine } from './engine.ts';
import { ClientMessages } from './wire.ts';

type Done = (error?: Error | null) => void;

/** What `pg` takes for a TCP socket; behind it is the embedded engine. Give a fresh one to each connection. */
export class EngineSocket extends Duplex {
  readonly #engine: Engine;
  readonly #messages = new ClientMessages();

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come; there is nothing to fetch.
  }

  /** What was written while an answer was under way goes in one batch: each costs a trip to the engine's thread. */
  override _writev(pieces: { chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(pieces.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: Done): void {
    const batch = this.#messages.add(piece);
    if (batch === null) done();
    else void this.#exchange(batch, done);
  }

  override _final(done: Done): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    void this.#leave(error, done);
  }

  async #exchange(batch: Uint8Array<ArrayBuffer>, done: Done): Promise<void> {
    let failure: Error | null = null;
    try {
      this.push(await this.#engine.run(this, batch));
    } catch (error) {
      failure = error as Error;
    }
    done(failure);
  }

  async #leave(error: Error | null, done: Done): Promise<void> {
    try {
      await this.#engine.leave(this);
    } catch {
      // An engine that cannot even be left is being replaced, and says so to the next that asks.
    }
    done(error);
  }
}
