import { GraphError } from './errors.ts';

/** Outlook works on this many requests of one application to one mailbox at once. */
export const MAILBOX_CONCURRENCY = 4;

/** Counts requests in flight. */
export interface Limits {
  /** Takes a place for a request, and returns how to give it back. Throws 429 when there is none. */
  enter(clientId: string, mailbox: string): () => void;
}

/** No request in flight yet; at most `most` of an application in a mailbox. */
export function createLimits(most: number): Limits {
  const inFlight = new Map<string, number>();
  return {
    enter(clientId, mailbox) {
      const key = `${clientId} ${mailbox}`;
      const count = inFlight.get(key) ?? 0;
      if (count >= most) {
        throw new GraphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', { 'retry-after': '1' });
      }
      inFlight.set(key, count + 1);
      return () => {
        const left = inFlight.get(key)! - 1;
        if (left === 0) inFlight.delete(key);
        else inFlight.set(key, left);
      };
    },
  };
}
