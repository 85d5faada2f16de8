import { type ApiProblem, toProblem } from '../api/problem.ts';
import type { KeptDraft } from './kept-draft.ts';

/** A text with the version that the server counted for it; 0 where it keeps none. */
export interface Versioned {
  text: string;
  version: number;
}

/** What stands under the input: saved, not yet, no connection, changed in another window, or refused with a reason. */
export type SaveState = 'saved' | 'unsaved' | 'offline' | 'conflict' | 'refused';

export interface Saving {
  text: string;
  state: SaveState;
  /** What another window saved meanwhile; in state `conflict` only. */
  theirs: Versioned | null;
  problem: ApiProblem | null;
}

export interface SaverParts {
  first: Versioned;
  /** Sends a text on top of a version; resolves with what is kept then, rejects with ApiProblem. */
  send: (text: string, version: number) => Promise<Versioned>;
  /** Where it waits through a reload while it is not sent. */
  kept: KeptDraft<Versioned>;
  changed: () => void;
  /** Runs work after a time; answers what ends that. */
  later?: (work: () => void, ms: number) => () => void;
}

/** Quiet after a keystroke before anything is sent, and the waits between tries without a connection, in milliseconds. */
const quietMs = 700;
const triesMs = [2000, 4000, 8000, 15_000, 30_000];

const onTimer = (work: () => void, ms: number): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/**
 * Saves one text as somebody types. One request at a time, always with the newest text, on top of the version that was read: so
 * nothing is doubled when an answer is lost, and another window's text is never overwritten unseen. What is not sent stays.
 */
export class Saver {
  private readonly parts: Required<SaverParts>;
  private version: number;
  private saving: Saving;
  private sending = false;
  /** Texts that were sent and never answered: one of them may be what is kept, and that is no other window's. */
  private readonly unsure = new Set<string>();
  private tries = 0;
  private stopTimer: () => void = () => undefined;

  constructor(parts: SaverParts) {
    this.parts = { later: onTimer, ...parts };
    const waiting = parts.kept.read();
    const left = waiting !== null && waiting.text !== parts.first.text ? waiting : null;
    if (waiting && !left) parts.kept.forget();
    this.version = (left ?? parts.first).version;
    this.saving = { text: (left ?? parts.first).text, state: left ? 'unsaved' : 'saved', theirs: null, problem: null };
    if (left) this.soon(0);
  }

  /** The same object until something changes. */
  now(): Saving {
    return this.saving;
  }

  /** Another way to send from now on, to the same place. */
  sendBy(send: SaverParts['send']): void {
    this.parts.send = send;
  }

  /** What the person typed. */
  type(text: string): void {
    this.parts.kept.write({ text, version: this.version });
    if (this.saving.state === 'conflict') return this.show({ text });
    this.show({ text, state: this.saving.state === 'offline' ? 'offline' : 'unsaved', problem: null });
    this.soon(quietMs);
  }

  /** Sends what waits now: on leaving, or when the connection is back. */
  flush(): void {
    if (this.saving.state === 'unsaved' || this.saving.state === 'offline') this.soon(0);
  }

  /** Settles a conflict: mine goes on top of theirs, or theirs takes the place of mine. */
  choose(whose: 'mine' | 'theirs'): void {
    const { theirs } = this.saving;
    if (!theirs) return;
    this.version = theirs.version;
    if (whose === 'mine') {
      this.show({ state: 'unsaved', theirs: null });
      this.parts.kept.write({ text: this.saving.text, version: this.version });
      return this.soon(0);
    }
    this.parts.kept.forget();
    this.show({ text: theirs.text, state: 'saved', theirs: null });
  }

  private soon(ms: number): void {
    this.stopTimer();
    this.stopTimer = this.parts.later(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    if (this.sending || this.saving.state === 'conflict') return;
    this.sending = true;
    const { text } = this.saving;
    try {
      const kept = await this.parts.send(text, this.version);
      this.version = kept.version;
      this.tries = 0;
      this.unsure.clear();
      this.sending = false;
      this.sent(text);
    } catch (thrown) {
      this.sending = false;
      this.failed(text, toProblem(thrown));
    }
  }

  private sent(text: string): void {
    if (this.saving.text === text) {
      this.parts.kept.forget();
      return this.show({ state: 'saved', problem: null });
    }
    this.parts.kept.write({ text: this.saving.text, version: this.version });
    this.show({ state: 'unsaved' });
    this.soon(quietMs);
  }

  private failed(text: string, problem: ApiProblem): void {
    const theirs = theirsOf(problem);
    if (theirs && this.unsure.has(theirs.text)) {
      this.version = theirs.version;
      this.unsure.clear();
      return this.soon(0);
    }
    if (theirs) return this.show({ state: 'conflict', theirs });
    if (!problem.retryable) return this.show({ state: 'refused', problem });
    // As the server keeps it.
    this.unsure.add(text.trim());
    this.show({ state: 'offline', problem });
    this.soon(triesMs[Math.min(this.tries, triesMs.length - 1)]!);
    this.tries += 1;
  }

  private show(part: Partial<Saving>): void {
    this.saving = { ...this.saving, ...part };
    this.parts.changed();
  }
}

/** What another window saved, as a conflict's answer tells it. */
function theirsOf({ code, details }: ApiProblem): Versioned | null {
  const theirs = details['theirs'] as Partial<Versioned> | undefined;
  if (code !== 'conflict' || typeof theirs?.text !== 'string' || typeof theirs.version !== 'number') return null;
  return { text: theirs.text, version: theirs.version };
}
