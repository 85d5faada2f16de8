import { Worker } from 'node:worker_threads';
import type { Reading, ReadingResult } from './reading-thread.ts';

export interface PoolLimits {
  threads: number;
  /** Milliseconds that one calendar may take to be read. */
  readMs: number;
  /** Milliseconds that one may wait for its turn. */
  waitMs: number;
  /** Megabytes of heap of a thread. */
  heapMb: number;
  /** Milliseconds after which an idle thread is let go: each holds some 40 MB. */
  idleMs: number;
}

export interface ReadingPool {
  /**
   * Reads one calendar away from the event loop; never rejects. `proven`: this address was read well before. All the others together
   * never hold the last thread, so hostile ones delay only each other.
   */
  read(reading: Reading, proven: boolean): Promise<ReadingResult>;
  /** Ends the threads; what was being read is answered as too slow. */
  close(): Promise<void>;
}

interface Waiting {
  reading: Reading;
  proven: boolean;
  answer(result: ReadingResult): void;
}

const tooComplex: ReadingResult = { ok: false, code: 'too-complex', message: 'It takes more time or memory to work out than any calendar needs.' };
const noTurn: ReadingResult = { ok: false, code: 'too-slow', message: 'Many calendars are being read just now. Please try again in a minute.' };

/** Threads that read calendars, started when needed and kept warm for a while. */
export const createReadingPool = (limits: PoolLimits): ReadingPool => new Threads(limits);

class Threads implements ReadingPool {
  readonly #limits: PoolLimits;
  readonly #queue: Waiting[] = [];
  /** Busy threads, and whether what they read is proven. */
  readonly #running = new Map<Worker, boolean>();
  /** Resting threads, and when they are let go. */
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  #open = true;

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  read(reading: Reading, proven: boolean): Promise<ReadingResult> {
    if (!this.#open) return Promise.resolve(noTurn);
    return new Promise((resolve) => {
      const answer = (result: ReadingResult): void => {
        clearTimeout(timer);
        resolve(result);
      };
      const waiting: Waiting = { reading, proven, answer };
      const timer = setTimeout(() => this.#giveUp(waiting), this.#limits.waitMs);
      this.#queue.push(waiting);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#open = false;
    for (const waiting of this.#queue.splice(0)) waiting.answer(noTurn);
    const threads = [...this.#idle.keys(), ...this.#running.keys()];
    this.#idle.clear();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #mayStart({ proven }: Waiting): boolean {
    const { threads } = this.#limits;
    const unproven = [...this.#running.values()].filter((known) => !known).length;
    return this.#running.size < threads && (proven || threads === 1 || unproven < threads - 1);
  }

  #next(): void {
    const at = this.#queue.findIndex((waiting) => this.#mayStart(waiting));
    if (at >= 0) void this.#start(this.#queue.splice(at, 1)[0]!);
  }

  #giveUp(waiting: Waiting): void {
    const at = this.#queue.indexOf(waiting);
    if (at >= 0) this.#queue.splice(at, 1)[0]!.answer(noTurn);
  }

  async #start({ reading, proven, answer }: Waiting): Promise<void> {
    const thread = this.#wake() ?? newThread(this.#limits.heapMb);
    this.#running.set(thread, proven);
    const result = await readOn(thread, reading, this.#limits.readMs);
    this.#running.delete(thread);
    if (result && this.#open) this.#rest(thread);
    else await thread.terminate();
    answer(result ?? (this.#open ? tooComplex : noTurn));
    this.#next();
  }

  #wake(): Worker | undefined {
    const [thread, timer] = this.#idle.entries().next().value ?? [];
    clearTimeout(timer);
    if (thread) this.#idle.delete(thread);
    return thread;
  }

  #rest(thread: Worker): void {
    const letGo = (): void => {
      this.#idle.delete(thread);
      void thread.terminate();
    };
    this.#idle.set(thread, setTimeout(letGo, this.#limits.idleMs).unref());
  }
}

/** No arguments, environment or standard input: a thread that reads hostile files is given nothing it has no use for. */
function newThread(heapMb: number): Worker {
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    argv: [],
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  });
  // Errors while nobody listens (running out of memory a moment after the answer) must not end the process.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}

/** The answer, or null when the thread died (out of memory) or took longer than `ms`: it is of no more use then. */
function readOn(worker: Worker, reading: Reading, ms: number): Promise<ReadingResult | null> {
  return new Promise((resolve) => {
    const done = (result: ReadingResult | null): void => {
      clearTimeout(timer);
      worker.removeAllListeners('message').off('exit', died).off('error', died);
      resolve(result);
    };
    const died = (): void => done(null);
    const timer = setTimeout(died, ms);
    worker.once('message', done).once('exit', died).once('error', died);
    worker.postMessage(reading, [reading.bytes.buffer]);
  });
}
