import type { Answer, MessageDocument } from './model.ts';
import type { Tenant } from './tenant.ts';

/** One event as a calendar page shows it. */
export interface CalendarEntry {
  /** Immutable id of the event or occurrence. */
  id: string;
  iCalUId: string;
  subject: string;
  /** Instants. */
  start: string;
  end: string;
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  organizer: { address: string; name: string };
  attendees: { address: string; name: string; response: Answer }[];
  showAs: string;
  response: Answer;
  location: string;
  joinUrl: string | null;
}

/** Messages of an address in the tenant or outside it, newest first. */
export function inboxOf(tenant: Tenant, address: string): MessageDocument[] {
  return [...tenant.state.of('message', address.toLowerCase())].reverse();
}
