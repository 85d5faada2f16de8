import { newEventFrom } from './graph/body/event-body.ts';
import { mailboxOf } from './tenant/events/copies.ts';
import { byICalUId, findItem } from './tenant/events/mailbox.ts';
import { fieldsOf, occurrenceAt, whole, type Occurrence } from './tenant/events/occurrences.ts';
import { createEvent, deleteEvent, updateEvent } from './tenant/events/organise.ts';
import { ExchangeRefusal } from './tenant/events/refusal.ts';
import { respond, respondFromOutside, type Answering } from './tenant/events/respond.ts';
import type { WallTime } from './tenant/model.ts';
import type { Tenant } from './tenant/tenant.ts';
import { wallAt } from './tenant/time/wall.ts';

// What people do with their own hands in Outlook, or in whatever mail program an outsider has.

/** Two instants. */
export interface Span {
  start: Date;
  end: Date;
}

export interface AnswerBy {
  /** Lower-case address of who answers. */
  user: string;
  /** The calendar entry that is answered, or the invitation's iCalendar UID, which outsiders know from the mail. */
  invitation: { id: string } | { iCalUId: string };
  reply: Answering['reply'];
  comment: string;
  /** Only beside a decline or a tentative answer. */
  proposedNewTime: Span | null;
}

/** Answers an invitation; the organiser is told. Throws ExchangeRefusal: 404 when there is no such invitation, 400 for the organiser. */
export function answerInvitation(tenant: Tenant, { user, invitation, reply, comment, proposedNewTime }: AnswerBy): void {
  const copy = copyOf(tenant, user, invitation);
  const occurrence = copy ?? ('iCalUId' in invitation ? organisedFor(tenant, user, invitation.iCalUId) : null);
  if (!occurrence) throw new ExchangeRefusal(404, 'ErrorItemNotFound', 'That address has no such invitation.');
  const proposed = proposedNewTime && wallSpan(fieldsOf(occurrence).start, proposedNewTime);
  const answering = { reply, comment, sendResponse: true, proposedNewTime: proposed };
  if (tenant.addresses.has(user)) respond(tenant, user, occurrence, answering);
  else respondFromOutside(tenant, user, organisedFor(tenant, user, occurrence.event.iCalUId) ?? occurrence, answering);
}

function copyOf(tenant: Tenant, user: string, invitation: AnswerBy['invitation']): Occurrence | null {
  const mailbox = mailboxOf(tenant, user);
  if ('id' in invitation) return findItem(tenant, mailbox, invitation.id);
  // An entry of a series is named with its occurrence's key behind a #.
  const [, uid = invitation.iCalUId, key = null] = /^(.*)#(\d{4}-\d\d-\d\d[T:\d]*)$/.exec(invitation.iCalUId) ?? [];
  const event = byICalUId(tenant, mailbox, uid);
  return event ? (key === null ? whole(event) : occurrenceAt(event, key)) : null;
}

/** The organiser's event that somebody is invited to; what an outsider's answer refers to. */
function organisedFor(tenant: Tenant, user: string, iCalUId: string): Occurrence | null {
  for (const event of tenant.state.all('event')) {
    if (event.iCalUId === iCalUId && event.isOrganizer && event.attendees.some(({ address }) => address === user)) return whole(event);
  }
  return null;
}

/** Deletes an entry from a calendar; when its owner organises it, it is cancelled for everybody. Throws ExchangeRefusal. */
export function deleteEntry(tenant: Tenant, { user, id }: { user: string; id: string }): void {
  deleteEvent(tenant, itemOf(tenant, user, id));
}

/** Drags an entry to another time; when its owner organises it, attendees are asked anew. Throws ExchangeRefusal. */
export function moveEntry(tenant: Tenant, { user, id, span }: { user: string; id: string; span: Span }): void {
  const item = itemOf(tenant, user, id);
  const person = tenant.state.get('person', item.event.mailbox);
  if (!person) throw new ExchangeRefusal(404, 'ErrorItemNotFound', 'Only people of the organisation can move entries here.');
  updateEvent(tenant, person, item, wallSpan(person.settings, span));
}

/** An entry of somebody's calendar, by its id. Throws ExchangeRefusal (404). */
export function itemOf(tenant: Tenant, user: string, id: string): Occurrence {
  const item = findItem(tenant, mailboxOf(tenant, user), id);
  if (!item) throw new ExchangeRefusal(404, 'ErrorItemNotFound', 'That calendar has no such entry.');
  return item;
}

const wallSpan = ({ zone, zoneName }: Pick<WallTime, 'zone' | 'zoneName'>, { start, end }: Span): { start: WallTime; end: WallTime } => ({
  start: wallAt(start.getTime(), zone, zoneName),
  end: wallAt(end.getTime(), zone, zoneName),
});

/** A meeting as somebody composed and sent it. */
export interface Composed {
  user: string;
  subject: string;
  bodyHtml: string;
  span: Span;
  attendees: { address: string; name: string; type: 'required' | 'optional' }[];
  isPrivate: boolean;
  /** With an online meeting, as the switch in the form says. */
  online: boolean;
  /** Named properties that add-ins wrote into the form. */
  properties: { id: string; value: string }[];
}

/** Sends a form: the meeting stands in the organiser's calendar and everybody is invited. Throws ExchangeRefusal. */
export function composeEntry(tenant: Tenant, { user, subject, bodyHtml, span, attendees, isPrivate, online, properties }: Composed): void {
  const person = [...tenant.state.all('person')].find(({ address }) => address === user.toLowerCase());
  if (!person) throw new ExchangeRefusal(404, 'ErrorItemNotFound', 'Only people of the organisation can send invitations here.');
  const body = {
    subject,
    body: { contentType: 'html', content: bodyHtml },
    start: { dateTime: span.start.toISOString().slice(0, 19), timeZone: 'UTC' },
    end: { dateTime: span.end.toISOString().slice(0, 19), timeZone: 'UTC' },
    sensitivity: isPrivate ? ('private' as const) : ('normal' as const),
    attendees: attendees.map(({ address, name, type }) => ({ type, emailAddress: { address, name } })),
    singleValueExtendedProperties: properties,
    isOnlineMeeting: online,
  };
  createEvent(tenant, person, newEventFrom(body, person));
}
