import { EngineError, EngineThread, type EngineData } from './engine-thread.ts';
import { lastError, queryMessage, statusAfter, syncMessage, type TransactionStatus } from './wire.ts';

export interface EngineOptions extends EngineData {
  /** A batch that takes longer (milliseconds) is ended by replacing the thread. */
  queryTimeoutMs: number;
  /** A connection that holds the session in a transaction and says nothing for this long (milliseconds) loses it. */
  idleInTransactionMs: number;
  /** Asked before a batch that may write; true stops writing. */
  spaceIsLow?: () => Promise<boolean>;
  /** Told when the thread had to be replaced, with the reason. */
  onReplaced?: (reason: string) => void;
}

/** The socket of a connection: told when it loses the session. */
export interface Borrower {
  destroy(error: Error): unknown;
}

/**
 * PGlite's one session, lent to one connection at a time, and the watch over it: a batch that runs away or dies costs
 * the thread, never the process; what was committed is on the disk and the next thread finds it.
 */
export class Engine {
  readonly #options: EngineOptions;
  #thread: Promise<EngineThread>;
  #queue: Promise<unknown> = Promise.resolve();
  #borrower: Borrower | null = null;
  #retired = new WeakSet<Borrower>();
  #status: TransactionStatus = 'I';
  #readOnly = false;
  #fresh = true;
  #closed = false;
  #batches = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  private constructor(options: EngineOptions, thread: EngineThread) {
    this.#options = options;
    this.#thread = Promise.resolve(thread);
  }

  /** Opens an existing cluster, or a memory one. Rejects with the reason when it cannot. */
  static async open(options: EngineOptions): Promise<Engine> {
    return new Engine(options, await EngineThread.start(options));
  }

  /** Batches that were run so far. */
  get batches(): number {
    return this.#batches;
  }

  /** Runs one batch of client messages for `borrower`; its first batch takes the session over from the one before. */
  run(borrower: Borrower, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      await this.#revive();
      await this.#lendTo(borrower);
      await this.#watchSpace();
      clearTimeout(this.#idleTimer);
      this.#batches += 1;
      const answer = await this.#ask(bytes);
      if (this.#status !== 'I') this.#idleTimer = this.#expectMore(borrower);
      return answer;
    });
  }

  /** Gives the session back; what `borrower` left open is rolled back. */
  leave(borrower: Borrower): Promise<void> {
    return this.#inTurn(async () => {
      this.#retired.add(borrower);
      if (this.#borrower === borrower) await this.#takeBack();
    });
  }

  /** The data directory as a tar, for a template that `template` takes. */
  dump(): Promise<Uint8Array> {
    return this.#inTurn(async () => (await this.#thread).ask({ kind: 'dump' }));
  }

  /** Shuts the database down properly and ends the thread. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closed) return;
      this.#closed = true;
      // A database that cannot be shut down in order (or did not come up again) is closed all the same: its log is on the disk.
      const thread = await this.#thread.catch(() => null);
      await thread?.ask({ kind: 'close' }).catch(() => undefined);
      await thread?.end();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #expectMore(borrower: Borrower): NodeJS.Timeout {
    const lost = new EngineError('25P03', 'The connection was idle inside a transaction for too long; the transaction was rolled back.');
    return setTimeout(() => borrower.destroy(lost), this.#options.idleInTransactionMs).unref();
  }

  async #lendTo(borrower: Borrower): Promise<void> {
    if (this.#closed) throw new EngineError('57P01', 'The database is closed.');
    if (this.#retired.has(borrower)) throw new EngineError('08006', 'This connection has ended; its transaction was rolled back.');
    if (this.#borrower === borrower) return;
    if (this.#borrower !== null) this.#retired.add(this.#borrower);
    await this.#takeBack();
    this.#borrower = borrower;
    this.#fresh = false;
  }

  /** Leaves nothing of one connection to the next: no transaction, no settings, no prepared statements. */
  async #takeBack(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#borrower = null;
    if (this.#fresh || this.#closed) return;
    await this.#ask(syncMessage());
    if (this.#status !== 'I') await this.#ask(queryMessage('ROLLBACK'));
    await this.#ask(queryMessage('DISCARD ALL'));
    this.#fresh = true;
    this.#readOnly = false;
  }

  /**
   * PGlite spins for ever once it cannot extend its log, so writing stops while there is still room: new transactions
   * are read-only, and one that is already writing is cut.
   */
  async #watchSpace(): Promise<void> {
    const low = (await this.#options.spaceIsLow?.()) ?? false;
    if (low === this.#readOnly) return;
    if (this.#status === 'I') {
      await this.#ask(queryMessage(`SET default_transaction_read_only = ${low ? 'on' : 'off'}`));
      this.#readOnly = low;
    } else if (low) {
      throw new EngineError('53100', 'The disk is almost full: the transaction was rolled back and nothing was stored.');
    }
  }

  async #ask(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const thread = await this.#thread;
    let runaway = false;
    const timer = setTimeout(() => {
      runaway = true;
      void thread.end();
    }, this.#options.queryTimeoutMs);
    try {
      const answer = await thread.ask({ kind: 'run', bytes });
      this.#status = statusAfter(answer) ?? this.#withoutStatus(answer);
      return answer;
    } catch (error) {
      const reason = runaway ? this.#runawayError() : error;
      await this.#replace(thread, reason);
      throw reason;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Halfway through a conversation there is no status yet; after a panic there is none any more, and only spinning. */
  #withoutStatus(answer: Uint8Array): TransactionStatus {
    const error = lastError(answer);
    if (error !== null) throw new EngineError(error.code, `The embedded database stopped: ${error.message}`);
    return 'E';
  }

  #runawayError(): EngineError {
    return new EngineError('57014', `The query was ended after ${this.#options.queryTimeoutMs} ms; its transaction was rolled back.`);
  }

  /**
   * Begins anew where the thread died while nobody was asking, or where the last start failed (a full disk may have been
   * cleared by now). Before a batch, never within one: what is half done must not go on in another session.
   */
  async #revive(): Promise<void> {
    const thread = await this.#thread.catch(() => null);
    if (thread === null) this.#restart();
    else if (thread.death !== null) await this.#replace(thread, thread.death);
  }

  async #replace(thread: EngineThread, reason: unknown): Promise<void> {
    await thread.end();
    if (this.#borrower !== null) this.#retired.add(this.#borrower);
    this.#borrower = null;
    this.#status = 'I';
    this.#readOnly = false;
    this.#fresh = true;
    this.#options.onReplaced?.(reason instanceof Error ? reason.message : String(reason));
    this.#restart();
  }

  #restart(): void {
    const { directory, template } = this.#options;
    // An empty database in place of the lost one would look like success.
    const lost = directory === null && template === null;
    this.#thread = lost
      ? Promise.reject(new EngineError('57P01', 'The database in memory was lost when its thread had to be ended.'))
      : EngineThread.start(this.#options);
    // Observed here so that a failed start is reported to whoever asks next, not as an unhandled rejection.
    this.#thread.catch(() => undefined);
  }
}
