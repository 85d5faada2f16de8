import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { CalendarEvent } from '../../platform/microsoft/microsoft.ts';
import type { Purpose } from './contract.ts';

export { erasure, personal } from './store.ts';

export { isFollowed, unfollowMailbox, want as followMailbox, followProblem, type FollowProblem, noticeMailboxes, noticed, unnoticeMailboxes } from './store.ts';
export { followedCalendars } from './jobs.ts';

/** Name of the work, for `context.jobs.wake`. */
export { followName } from './rules.ts';

export interface MailboxChange {
  eventId: string;
  /** Null: gone from the calendar, or moved out of the window that is followed. */
  event: CalendarEvent | null;
}

export interface FollowedMailbox {
  tenantId: string;
  personId: string;
  objectId: string;
}

/** Set when the changes are everything there is in this window: what is not among them is not there. */
export interface WholeWindow {
  from: Date;
  to: Date;
}

/** Who is told of changes in a calendar. Told at least once, so it must be idempotent; when it throws, it is told again later. */
export interface Follower {
  purpose: Purpose;
  changed(context: AppContext, mailbox: FollowedMailbox, changes: MailboxChange[], whole: WholeWindow | null): Promise<void>;
  /**
   * Something changed in these calendars and nobody reads what: they are followed for `blocks` alone, whose own looks at free/busy cost a
   * twentieth of a reading. Called inside the transaction that takes the marks away; answers which work to wake, and when.
   */
  noticed?(tx: Queryable, mailboxes: FollowedMailbox[], now: Date): Promise<{ name: string; at: Date } | null>;
}
