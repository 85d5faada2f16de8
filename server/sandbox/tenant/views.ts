import { mailboxOf } from './events/copies.ts';
import { agenda, findItem } from './events/mailbox.ts';
import { fieldsOf, whole, type Occurrence } from './events/occurrences.ts';
import { calendarOf } from './ical/calendar.ts';
import { graphId } from './item-ids.ts';
import { meetingOf } from './meetings.ts';
import type { ActivityDocument, Answer, Attendee, MessageDocument } from './model.ts';
import { instantOf } from './time/wall.ts';
import type { Tenant } from './tenant.ts';

/** One event as a calendar page shows it. */
export interface CalendarEntry {
  /** Immutable id of the event or occurrence. */
  id: string;
  /** UID of the invitation; of an occurrence with `#` and its key (date, or date and time) behind. */
  iCalUId: string;
  subject: string;
  bodyHtml: string;
  /** Instants. */
  start: string;
  end: string;
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  isRecurring: boolean;
  organizer: { address: string; name: string };
  /** A proposal is known to the organiser alone. */
  attendees: { address: string; name: string; type: Attendee['type']; response: Answer; proposedNewTime: { start: string; end: string } | null }[];
  showAs: string;
  sensitivity: string;
  response: Answer;
  location: string;
  joinUrl: string | null;
}

/** Messages of an address in the tenant or outside it, newest first. */
export function inboxOf(tenant: Tenant, address: string): MessageDocument[] {
  return [...tenant.state.of('message', address.toLowerCase())].toSorted((a, b) => b.order - a.order);
}

/** What Teams' activity feed shows somebody of the tenant, newest first. */
export function activityOf(tenant: Tenant, address: string): ActivityDocument[] {
  return [...tenant.state.of('activity', tenant.addresses.get(address.toLowerCase()) ?? '')].toSorted((a, b) => b.order - a.order);
}

/** What stands in the calendar of an address within [from, to), by start. An outsider's own events count only where a feed is known. */
export function calendarAt(tenant: Tenant, address: string, from: Date, to: Date): CalendarEntry[] {
  const mailbox = mailboxOf(tenant, address.toLowerCase());
  return agenda(tenant, mailbox, from.getTime(), to.getTime()).map((occurrence) => entryOf(tenant, occurrence));
}

/** The event or occurrence in the calendar of an address that an id, in any form that Graph tells, names; null for none. */
export function entryAt(tenant: Tenant, address: string, id: string): CalendarEntry | null {
  const occurrence = findItem(tenant, mailboxOf(tenant, address.toLowerCase()), id);
  return occurrence && entryOf(tenant, occurrence);
}

function entryOf(tenant: Tenant, occurrence: Occurrence): CalendarEntry {
  const { event, key } = occurrence;
  const { subject, bodyHtml, isAllDay, isCancelled, showAs, sensitivity, location, ...fields } = fieldsOf(occurrence);
  return {
    id: graphId(event.id, key, 'immutable'),
    iCalUId: key === null ? event.iCalUId : `${event.iCalUId}#${key}`,
    start: new Date(occurrence.start).toISOString(),
    end: new Date(occurrence.end).toISOString(),
    isOrganizer: event.isOrganizer,
    isRecurring: event.recurrence !== null,
    organizer: event.organizer,
    attendees: fields.attendees.map(entryAttendee),
    response: fields.response.response,
    joinUrl: meetingOf(tenant, event)?.joinUrl ?? null,
    subject,
    bodyHtml,
    isAllDay,
    isCancelled,
    showAs,
    sensitivity,
    location,
  };
}

function entryAttendee({ address, name, type, status, proposedNewTime }: Attendee): CalendarEntry['attendees'][number] {
  const at = (time: Parameters<typeof instantOf>[0]): string => new Date(instantOf(time)).toISOString();
  const proposed = proposedNewTime && { start: at(proposedNewTime.start), end: at(proposedNewTime.end) };
  return { address, name, type, response: status.response, proposedNewTime: proposed };
}

/** The calendar feed (iCalendar text) of an outsider; null when there is none. As it was given where it was, else from the events. */
export function feedOf(tenant: Tenant, address: string): string | null {
  const outsider = tenant.state.get('outsider', address.toLowerCase());
  if (!outsider?.hasFeed) return null;
  if (outsider.ics !== null) return outsider.ics;
  return calendarOf('PUBLISH', [...tenant.state.of('event', outsider.address)].map(whole), tenant.clock.now());
}
