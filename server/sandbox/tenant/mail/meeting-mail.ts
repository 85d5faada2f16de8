import { fieldsOf, type Occurrence } from '../events/occurrences.ts';
import { escapeHtml } from '../html.ts';
import { calendarOf, replyOf } from '../ical/calendar.ts';
import type { Addressee, Attendee, MessageDocument, WallTime } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { deliver } from './deliver.ts';

/** Invites people to a meeting, or tells them of a change to it. One mail to each, as each may see other attendees. */
export function sendRequest(tenant: Tenant, occurrence: Occurrence, kind: 'invitation' | 'update', to: Addressee[]): void {
  const { subject, bodyHtml } = fieldsOf(occurrence);
  send(tenant, occurrence, { kind, method: 'REQUEST', subject, bodyHtml }, to);
}

/** Tells people that a meeting, or their place in it, is gone. */
export function sendCancellation(tenant: Tenant, occurrence: Occurrence, comment: string, to: Addressee[]): void {
  const { subject, bodyHtml } = fieldsOf(occurrence);
  const body = comment === '' ? bodyHtml : `<p>${escapeHtml(comment)}</p>${bodyHtml}`;
  send(tenant, occurrence, { kind: 'cancellation', method: 'CANCEL', subject: `Canceled: ${subject}`, bodyHtml: body }, to);
}

type Request = Pick<MessageDocument, 'kind' | 'subject' | 'bodyHtml'> & { method: 'REQUEST' | 'CANCEL' };

function send(tenant: Tenant, occurrence: Occurrence, { method, ...mail }: Request, to: Addressee[]): void {
  const { event } = occurrence;
  for (const reader of to) {
    const seen = seenBy(occurrence, reader);
    const calendar = { ...calendarPart(seen), method, text: calendarOf(method, [seen], tenant.clock.now()) };
    deliver(tenant, { ...mail, from: event.organizer, to: [{ address: reader.address, name: reader.name }], calendar });
  }
}

/** With hidden attendees everybody sees only themselves. */
function seenBy(occurrence: Occurrence, reader: Addressee): Occurrence {
  if (!occurrence.event.hideAttendees) return occurrence;
  const attendees = fieldsOf(occurrence).attendees.filter(({ address }) => address === reader.address);
  return {
    ...occurrence,
    event: { ...occurrence.event, attendees },
    exception: occurrence.exception && { ...occurrence.exception, attendees },
  };
}

function calendarPart(occurrence: Occurrence): { iCalUId: string; start: WallTime; end: WallTime } {
  const { start, end } = fieldsOf(occurrence);
  return { iCalUId: occurrence.event.iCalUId, start, end };
}

const prefixes = { accepted: 'Accepted', tentativelyAccepted: 'Tentative', declined: 'Declined' } as const;
export type Reply = keyof typeof prefixes;

/** Tells the organiser what an attendee answered. */
export function sendReply(tenant: Tenant, occurrence: Occurrence, attendee: Attendee, reply: Reply, comment: string): void {
  const { subject } = fieldsOf(occurrence);
  const proposal = attendee.proposedNewTime;
  const prefix = proposal ? 'New Time Proposed' : prefixes[reply];
  deliver(tenant, {
    kind: 'response',
    from: { address: attendee.address, name: attendee.name },
    to: [occurrence.event.organizer],
    subject: `${prefix}: ${subject}`,
    bodyHtml: comment === '' ? '' : `<p>${escapeHtml(comment)}</p>`,
    calendar: { ...calendarPart(occurrence), method: 'REPLY', text: replyOf(occurrence, attendee, tenant.clock.now()) },
  });
}
