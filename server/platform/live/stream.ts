import type { LiveEvent } from './event-log.ts';
import type { Live } from './live.ts';

/** One open answer of server-sent events. */
export interface EventSink {
  /** Writes one event; false when the reader does not keep up and should be let go. */
  send(event: { id?: string; name: string; data: unknown }): boolean;
  /** A line that keeps proxies from taking silence for death. */
  beat(): void;
  /** Aborted when the reader is gone. */
  readonly gone: AbortSignal;
}

/** Milliseconds between signs of life; common proxies give up after 30 to 60 s of silence. */
const beatEvery = 15_000;
/** Milliseconds after which a stream ends by itself, so that its reader comes back with a fresh token. */
const longest = 45 * 60_000;

export interface Following {
  live: Live;
  topic: string;
  /** The last event that the reader knows. */
  after: string;
  /** Events after an id that the reader may know of, oldest first. Throws when the reader has no part in it any more. */
  read(after: string): Promise<LiveEvent[]>;
}

/**
 * Sends what is new on a topic until the reader goes, loses their part in it, or the process ends. Many wake-ups while one reading is
 * under way cost one more reading, not many.
 */
export async function follow(sink: EventSink, { live, topic, after, read }: Following): Promise<void> {
  const over = AbortSignal.any([sink.gone, live.ending, AbortSignal.timeout(longest)]);
  let news = true;
  let wake = (): void => undefined;
  const unsubscribe = live.subscribe(topic, () => {
    news = true;
    wake();
  });
  over.addEventListener('abort', () => wake(), { once: true });
  const heart = setInterval(() => sink.beat(), beatEvery);
  let last = after;
  try {
    while (!over.aborted) {
      if (!news) await new Promise<void>((resolve) => (wake = resolve));
      if (over.aborted) return;
      news = false;
      const events = await read(last);
      for (const { id, name, itemId } of events) if (!sink.send({ id, name, data: { itemId } })) return;
      last = events.at(-1)?.id ?? last;
      if (events.length >= 200) news = true;
    }
  } finally {
    clearInterval(heart);
    unsubscribe();
  }
}
