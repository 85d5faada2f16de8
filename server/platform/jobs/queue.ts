import type { PgBoss } from 'pg-boss';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { forRequest } from '../request.ts';
import { createBoss, type QueueSql } from './boss.ts';
import type { DueWork, Jobs } from './jobs.ts';
import { runDue } from './run-due.ts';

export interface JobsOptions {
  /** The database's pool. */
  pool: QueueSql;
  clock: Clock;
  log: Log;
  /** How often a worker looks for wake-ups of other processes and of the future; its own are heard at once. 2 unless told, 0.5 at least. */
  pollSeconds?: number;
  /** How often the sweep looks for what no wake-up came for; 60 unless told. */
  sweepSeconds?: number;
  metrics?: Metrics | null;
}

/** Later wake-ups are left to the sweep, so that the queue holds little and an outdated date in it does no harm (milliseconds). */
const HORIZON = 3_600_000;
/** Between two rounds of wake-ups, in milliseconds: what is asked for meanwhile goes in the next one, and ten for one thing are one. */
const ROUND = 100;
/** What a stopping process waits for at most, in milliseconds. */
const STOP_WITHIN = 30_000;

/** The queue over pg-boss, on the product's own pool. */
export const createJobs = (options: JobsOptions): Jobs => new BossJobs(options);

class BossJobs implements Jobs {
  readonly #boss: PgBoss;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pollSeconds: number;
  readonly #sweepSeconds: number;
  readonly #metrics: Metrics | null;
  readonly #workers = new Map<string, string>();
  readonly #asked = new Map<string, { name: string; at: Date | null }>();
  #work: DueWork[] = [];
  #state: 'new' | 'started' | 'stopped' = 'new';
  #sending: Promise<void> = Promise.resolve();
  #rest: { timer: NodeJS.Timeout; over: () => void } | null = null;
  #sweeping: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor({ pool, clock, log, pollSeconds = 2, sweepSeconds = 60, metrics = null }: JobsOptions) {
    this.#boss = createBoss(pool, log);
    this.#clock = clock;
    this.#log = log;
    this.#pollSeconds = pollSeconds;
    this.#sweepSeconds = sweepSeconds;
    this.#metrics = metrics;
  }

  /**
   * Remembers and returns; sending follows by itself. So a wake-up inside a transaction does not wait for the one
   * session that the embedded database has, and ten for one thing are one.
   */
  async wake(name: string, at?: Date): Promise<void> {
    if (this.#state === 'stopped') return;
    const later = at && at > this.#clock.now() ? at : null;
    this.#asked.set(`${name} ${later?.toISOString() ?? ''}`, { name, at: later });
    if (this.#state === 'started') this.#sendSoon();
  }

  async start(work: DueWork[]): Promise<void> {
    this.#work = work;
    await this.#boss.start();
    for (const one of work) await this.#startWorker(one);
    this.#state = 'started';
    this.#timer = setInterval(() => this.#sweepSoon(), this.#sweepSeconds * 1000).unref();
    this.#sendSoon();
    this.#sweepSoon();
  }

  async stop(): Promise<void> {
    if (this.#state !== 'started') return;
    clearInterval(this.#timer);
    await this.#sweeping;
    this.#rest?.over();
    await this.#sending;
    this.#state = 'stopped';
    await this.#boss.stop({ graceful: true, timeout: STOP_WITHIN, close: false });
  }

  async #startWorker(work: DueWork): Promise<void> {
    // "short": one waiting wake-up for each key. A killed worker's own stays active and holds nobody up.
    await this.#boss.createQueue(work.name, { policy: 'short', retryLimit: 2, retryDelay: 5, retryBackoff: true, deleteAfterSeconds: 600 });
    const options = { pollingIntervalSeconds: this.#pollSeconds, batchSize: 20 };
    this.#workers.set(work.name, await this.#boss.work(work.name, options, () => forRequest(newId(), () => this.#run(work))));
  }

  async #run(work: DueWork): Promise<void> {
    const began = performance.now();
    const measure = (outcome: 'done' | 'failed'): void => this.#metrics?.job(work.name, outcome, (performance.now() - began) / 1000);
    try {
      const next = await runDue(work, this.#clock);
      measure('done');
      // What is overdue and could not be done waits for the sweep; asking at once would turn in circles.
      if (next !== null && next > this.#clock.now()) await this.wake(work.name, next);
    } catch (error) {
      measure('failed');
      this.#log.warn({ work: work.name, code: codeOf(error) }, 'due work failed and will be tried again');
      throw error;
    }
  }

  #sendSoon(): void {
    this.#sending = this.#sending.then(() => this.#send());
  }

  async #send(): Promise<void> {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    if (asked.length === 0) return;
    for (const { name, at } of asked) {
      try {
        await this.#sendOne(name, at);
      } catch (error) {
        this.#log.warn({ work: name, code: codeOf(error) }, 'a wake-up was lost; the sweep will find the work');
      }
    }
    await this.#pause();
  }

  /** The time between two rounds; a stopping process cuts it short. */
  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#rest = { timer: setTimeout(resolve, ROUND), over: resolve };
    });
    clearTimeout(this.#rest?.timer);
    this.#rest = null;
  }

  async #sendOne(name: string, at: Date | null): Promise<void> {
    const delay = at === null ? 0 : at.getTime() - this.#clock.now().getTime();
    if (delay > HORIZON) return;
    // By distance, not by date: our clock may be a moved one, the queue's never is.
    const startAfter = Math.ceil(Math.max(0, delay) / 1000);
    await this.#boss.send(name, {}, { startAfter, singletonKey: at?.toISOString() ?? 'now' });
    const worker = this.#workers.get(name);
    if (startAfter === 0 && worker !== undefined) this.#boss.notifyWorker(worker);
  }

  /** One at a time: a database that does not answer must not leave a heap of sweeps for when it does. */
  #sweepSoon(): void {
    this.#sweeping ??= this.#sweep().finally(() => (this.#sweeping = null));
  }

  /** Looks at the columns themselves, so it costs one small query for each kind of work and finds whatever was missed. */
  async #sweep(): Promise<void> {
    for (const work of this.#work) {
      try {
        const next = await work.nextDueAt();
        if (next !== null) await this.wake(work.name, next);
      } catch (error) {
        this.#log.warn({ work: work.name, code: codeOf(error) }, 'the sweep could not look for due work');
      }
    }
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code ?? (error as Error | null)?.name;
