import { Duplex } from 'node:stream';
import type { Engine } from './engine.ts';
import { ClientMessages } from './wire.ts';

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

  override _write(piece: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const batch = this.#messages.add(piece);
    if (batch === null) return done();
    this.#engine.run(this, batch).then(
      (answer) => {
        this.push(answer);
        done();
      },
      (error: Error) => done(error),
    );
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#engine.leave(this).then(() => done(error), () => done(error));
  }
}
