import { Worker } from 'node:worker_threads';

export interface EngineData {
  /** Directory of the cluster, or null for memory. */
  directory: string | null;
  /** Tar of a data directory that a memory engine starts from, or null. */
  template: string | null;
  /** True: commits reach the disk before they are acknowledged. */
  fsync: boolean;
}
export type EngineRequest = { kind: 'run'; bytes: Uint8Array<ArrayBuffer> } | { kind: 'dump' } | { kind: 'close' };
export type EngineReply =
  | { kind: 'ready' }
  | { kind: 'answer'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string };

/** An error with a PostgreSQL code, so that callers handle both kinds of database alike. */
export class EngineError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EngineError';
    this.code = code;
  }
}

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/** A worker thread with one PGlite in it. Answers one request at a time; the caller keeps the order. */
export class EngineThread {
  readonly #worker: Worker;
  #waiting: Waiting | null = null;
  #death: EngineError | null = null;

  private constructor(data: EngineData) {
    this.#worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      workerData: data,
      // The parent's flags (a debugger, a test runner's VM modules) are not for this thread.
      execArgv: [],
      // Answers live outside the JavaScript heap; a roomier nursery would only be emptied later.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.on('message', (reply: EngineReply) => this.#hear(reply));
    this.#worker.on('error', (error) => this.#die(new EngineError('58000', `The embedded database failed: ${error.message}`)));
    this.#worker.on('exit', (code) => this.#die(new EngineError('57P01', `The embedded database ended with code ${code}.`)));
  }

  /** Starts a thread and waits until its database answers. Rejects with the reason when it cannot open. */
  static async start({ directory, template, fsync }: EngineData): Promise<EngineThread> {
    const thread = new EngineThread({ directory, template, fsync });
    await thread.#wait();
    return thread;
  }

  /** Why the thread is no more, or null while it lives. It may die between two requests too. */
  get death(): EngineError | null {
    return this.#death;
  }

  /** Sends a request and waits for its answer; rejects with an EngineError when the thread dies meanwhile. */
  ask(request: EngineRequest): Promise<Uint8Array> {
    if (this.#death !== null) return Promise.reject(this.#death);
    this.#worker.ref();
    this.#worker.postMessage(request, request.kind === 'run' ? [request.bytes.buffer] : []);
    return this.#wait();
  }

  /** Ends the thread at once, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #wait(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #hear(reply: EngineReply): void {
    const waiting = this.#take();
    if (reply.kind === 'failed') waiting?.reject(new EngineError('58000', `The embedded database failed: ${reply.message}`));
    else waiting?.resolve(reply.kind === 'answer' ? reply.bytes : new Uint8Array());
  }

  #die(error: EngineError): void {
    this.#death ??= error;
    this.#take()?.reject(error);
  }

  #take(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    // An idle thread must not keep a finished process alive.
    this.#worker.unref();
    return waiting;
  }
}
