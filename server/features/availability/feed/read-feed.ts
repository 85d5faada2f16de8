import type { BusyInterval } from '../../../platform/microsoft/microsoft.ts';

/** What a calendar feed said, or why it could not be read, in words a coach understands. */
export type FeedReading =
  | { ok: true; unchanged: false; busy: BusyInterval[]; zone: string | null; events: number; etag: string | null }
  | { ok: true; unchanged: true }
  | { ok: false; code: FeedProblem; message: string };

export type FeedProblem =
  | 'bad-address' // not an https URL, or it leads to a private address
  | 'unreachable'
  | 'http-error'
  | 'too-large'
  | 'too-slow'
  | 'not-a-calendar'
  | 'too-complex';

export interface FeedRequest {
  /** https or webcal. */
  url: string;
  /** Window of the busy time, ISO instants, at most 400 days. */
  from: string;
  to: string;
  /** IANA zone for floating times and all-day events. */
  zone: string;
  /** Of the last reading of the same window, or null: then the answer is never `unchanged`. */
  etag: string | null;
  /** Where events are counted; the whole window unless told. */
  count?: { from: string; to: string };
}

export interface FeedReader {
  /**
   * Reads and expands a feed over a window. Never rejects. Answers within 10 s to fetch and 4 s to read; up to 5 s more while other
   * feeds are being read.
   */
  read(request: FeedRequest): Promise<FeedReading>;
  /** Ends worker threads. */
  close(): Promise<void>;
}
