import type { AppContext } from '../../context.ts';
import type { CalendarEvent } from '../../platform/microsoft/microsoft.ts';
import type { Purpose } from './contract.ts';

export { want as followMailbox, followProblem } from './store.ts';
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
}
