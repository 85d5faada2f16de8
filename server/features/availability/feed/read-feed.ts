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

export interface FeedReader {
  /**
   * Reads and expands a feed over a window (ISO instants, at most 400 days). Answers within 15 s in the worst case (10 s to
   * fetch, 5 s to read) and never rejects. `zone` (IANA) is used for floating times and all-day events.
   */
  read(request: { url: string; from: string; to: string; zone: string; etag: string | null }): Promise<FeedReading>;
  /** Ends worker threads. */
  close(): Promise<void>;
}
