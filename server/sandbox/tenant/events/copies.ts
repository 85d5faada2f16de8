import { newItemId } from '../item-ids.ts';
import type { Addressee, Attendee, EventDocument, EventFields, Recurrence, Response } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { byICalUId, save } from './mailbox.ts';
import { fieldsOf, occurrenceAt, type Occurrence } from './occurrences.ts';

export const unanswered: Response = { response: 'notResponded', time: null };

/** Whose calendar an address is: a person's object id, or the address of an outsider. */
export const mailboxOf = (tenant: Tenant, address: string): string => tenant.addresses.get(address) ?? address;

/**
 * Brings an attendee's copy of a meeting in line with the organiser's event: made when missing, otherwise changed in everything that
 * is the organiser's. Only people of the tenant get one by being invited; an outsider's program makes one when they accept.
 */
export function updateCopy(tenant: Tenant, event: EventDocument, attendee: Attendee, reset: boolean): void {
  const mailbox = mailboxOf(tenant, attendee.address);
  const before = byICalUId(tenant, mailbox, event.iCalUId);
  if (before === undefined && !tenant.state.get('person', mailbox)) return;
  save(tenant, before === undefined || reset ? freshCopy(event, mailbox, attendee, before) : followedCopy(event, before, attendee));
}

/** A copy as it lies in the calendar before it is answered: tentative, whatever the organiser wants it to show. */
export function freshCopy(event: EventDocument, mailbox: string, attendee: Attendee, before?: EventDocument): EventDocument {
  const copied = followedCopy(event, before ?? { ...event, id: newItemId(), mailbox, categories: [] }, attendee);
  const shows = event.showAs === 'free' ? 'free' : 'tentative';
  return { ...copied, response: unanswered, showAs: shows };
}

function followedCopy(event: EventDocument, before: EventDocument, attendee: Attendee): EventDocument {
  const { id, mailbox, categories, isReminderOn, reminderMinutes, showAs, response, createdAt } = before;
  const seen = visibleTo(event, attendee);
  const own = {
    id,
    mailbox,
    categories,
    isReminderOn,
    reminderMinutes,
    createdAt,
    response,
    showAs: shownAs(event.showAs, response, showAs),
  };
  return {
    ...seen,
    ...own,
    isOrganizer: false,
    transaction: null,
    properties: [],
    isCancelled: false,
    recurrence: recurrenceFor(seen, before, attendee),
  };
}

/** Organiser's exceptions win; an attendee's own answer to an occurrence stays. */
function recurrenceFor(event: EventDocument, before: EventDocument, attendee: Attendee): EventDocument['recurrence'] {
  if (event.recurrence === null) return null;
  const own = before.isOrganizer ? {} : (before.recurrence?.exceptions ?? {});
  const exceptions = Object.entries(event.recurrence.exceptions).map(([key, exception]) => [
    key,
    seenException(event, exception, own[key], before, attendee),
  ]);
  return { ...event.recurrence, exceptions: Object.fromEntries(exceptions) as Recurrence['exceptions'] };
}

type Exception = Partial<EventFields>;

function seenException(
  event: EventDocument,
  exception: Exception,
  own: Exception | undefined,
  before: EventDocument,
  attendee: Attendee,
): Exception {
  // Somebody taken off one occurrence stays off it, whatever happens to the others.
  if (own?.isCancelled) return own;
  const response = own?.response ?? before.response;
  const answer = own?.response && { response };
  const showAs = (exception.showAs || own?.showAs) && { showAs: shownAs(exception.showAs ?? event.showAs, response) };
  const attendees = exception.attendees && { attendees: hidden(event, exception.attendees, attendee) };
  return { ...exception, ...attendees, ...answer, ...showAs };
}

const visibleTo = (event: EventDocument, attendee: Attendee): EventDocument => ({
  ...event,
  attendees: hidden(event, event.attendees, attendee),
});

const hidden = (event: EventDocument, attendees: Attendee[], { address }: Addressee): Attendee[] =>
  event.hideAttendees ? attendees.filter((other) => other.address === address) : attendees;

/** What an attendee's calendar shows, given what the organiser meant and what the attendee answered. */
export function shownAs(
  meant: EventFields['showAs'],
  { response }: Response,
  unansweredShows: EventFields['showAs'] = 'tentative',
): EventFields['showAs'] {
  if (response === 'accepted') return meant;
  if (response === 'declined') return 'free';
  return response === 'tentativelyAccepted' && meant !== 'free' ? 'tentative' : unansweredShows;
}

/** Asks an attendee anew about one occurrence that moved. */
export function askAgain(tenant: Tenant, { event, key }: Occurrence, attendee: Addressee): void {
  const copy = byICalUId(tenant, mailboxOf(tenant, attendee.address), event.iCalUId);
  if (copy && key !== null) save(tenant, withException(copy, key, { response: unanswered, showAs: 'tentative' }));
}

/** Marks an attendee's copy, or one occurrence of it, as cancelled; it stays in the calendar and blocks nothing. */
export function cancelCopy(tenant: Tenant, { event, key }: Occurrence, attendee: Addressee): void {
  const copy = byICalUId(tenant, mailboxOf(tenant, attendee.address), event.iCalUId);
  if (copy === undefined) return;
  const occurrence = key === null ? null : occurrenceAt(copy, key);
  if (key !== null && occurrence === null) return;
  const subject = `Canceled: ${occurrence ? fieldsOf(occurrence).subject : copy.subject}`;
  const gone = { isCancelled: true, showAs: 'free', subject } as const;
  save(tenant, key === null ? { ...copy, ...gone, meetingId: null, sequence: event.sequence } : withException(copy, key, gone));
}

/** A series with something of one occurrence changed. */
export function withException(event: EventDocument, key: string, change: Partial<EventFields>): EventDocument {
  const recurrence = event.recurrence!;
  const exceptions = { ...recurrence.exceptions, [key]: { ...recurrence.exceptions[key], ...change } };
  return { ...event, recurrence: { ...recurrence, exceptions } };
}
