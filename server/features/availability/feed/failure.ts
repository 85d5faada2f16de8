import type { FeedProblem } from './read-feed.ts';

/** Why a feed cannot be used. `message` is read by the coach whose calendar it is, so it may speak of its contents. */
export class FeedFailure extends Error {
  readonly code: FeedProblem;

  constructor(code: FeedProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FeedFailure';
    this.code = code;
  }
}
