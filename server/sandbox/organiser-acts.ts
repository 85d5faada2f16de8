import { itemOf } from './acts.ts';
import { findPerson } from './tenant/directory.ts';
import { byICalUId, save } from './tenant/events/mailbox.ts';
import { mailboxOf } from './tenant/events/copies.ts';
import { fieldsOf, occurrenceAt, whole, type Occurrence } from './tenant/events/occurrences.ts';
import { cancelEvent, createEvent, updateEvent } from './tenant/events/organise.ts';
import { ExchangeRefusal } from './tenant/events/refusal.ts';
import { escapeHtml } from './tenant/html.ts';
import { deliver } from './tenant/mail/deliver.ts';
import { withoutBlob } from './tenant/meetings.ts';
import type { Addressee, Attendee, EventDocument, PersonDocument } from './tenant/model.ts';
import type { Tenant } from './tenant/tenant.ts';

// What people do in Outlook with a meeting as a whole: whom it is with, whose it is, and when after somebody proposed another time.

interface Named {
  /** Lower-case address of who acts. */
  user: string;
  /** Calendar entry in their own calendar. */
  id: string;
}

const refuse = (why: string, status = 400): never => {
  throw new ExchangeRefusal(status, status === 404 ? 'ErrorItemNotFound' : 'ErrorInvalidRequest', why);
};

function organised(tenant: Tenant, { user, id }: Named): { person: PersonDocument; item: Occurrence } {
  const item = itemOf(tenant, user, id);
  const person = tenant.state.get('person', item.event.mailbox);
  if (!person || !item.event.isOrganizer) return refuse('Only the organiser of a meeting can do that.');
  return { person, item };
}

/** Accepts the time that an attendee proposed: the meeting moves there and everybody is asked anew. Throws ExchangeRefusal. */
export function acceptProposal(tenant: Tenant, { attendee, ...named }: Named & { attendee: string }): void {
  const { person, item } = organised(tenant, named);
  const proposed = fieldsOf(item).attendees.find(({ address }) => address === attendee)?.proposedNewTime;
  if (!proposed) return refuse('That attendee proposed no other time.', 404);
  updateEvent(tenant, person, item, { start: proposed.start, end: proposed.end });
}

const unasked = ({ address, name }: Addressee, type: Attendee['type']): Attendee => ({
  address,
  name,
  type,
  status: { response: 'none', time: null },
  proposedNewTime: null,
});

const nameOf = (tenant: Tenant, address: string): string =>
  findPerson(tenant, address)?.displayName ?? tenant.state.get('outsider', address)?.displayName ?? address;

/** Invites people to a meeting and takes others off it; only they are told. Throws ExchangeRefusal. */
export function changeAttendees(
  tenant: Tenant,
  { add, remove, ...named }: Named & { add: { address: string; type: Attendee['type'] }[]; remove: string[] },
): void {
  const { person, item } = organised(tenant, named);
  const { attendees } = fieldsOf(item);
  const absent = remove.find((address) => !attendees.some((one) => one.address === address));
  if (absent !== undefined) return refuse(`${absent} is not invited.`, 404);
  const staying = attendees.filter(({ address }) => !remove.includes(address));
  const fresh = add.filter(({ address }) => address !== person.address && !staying.some((one) => one.address === address));
  const invited = fresh.map(({ address, type }) => unasked({ address, name: nameOf(tenant, address) }, type));
  updateEvent(tenant, person, item, { attendees: [...staying, ...invited] });
}

/**
 * Forwards an invitation. As in Exchange, whoever gets it is invited in the organiser's name and added to the meeting, and the
 * organiser is told by mail who forwarded it. Throws ExchangeRefusal.
 */
export function forward(tenant: Tenant, { to, comment, ...named }: Named & { to: string; comment: string }): void {
  const copy = itemOf(tenant, named.user, named.id);
  const organiser = findPerson(tenant, copy.event.organizer.address);
  const event = organiser && byICalUId(tenant, mailboxOf(tenant, organiser.address), copy.event.iCalUId);
  const item = event && (copy.key === null ? whole(event) : occurrenceAt(event, copy.key));
  if (!organiser || !item) return refuse('The meeting of this invitation is not in the organisation.', 404);
  const { attendees, subject } = fieldsOf(item);
  if (to === organiser.address || attendees.some(({ address }) => address === to)) return refuse(`${to} is invited already.`);
  tenant.state.transact(() => {
    const name = nameOf(tenant, to);
    updateEvent(tenant, organiser, item, { attendees: [...attendees, unasked({ address: to, name }, 'optional')] });
    if (named.user === organiser.address) return;
    const bodyHtml = `<p>${escapeHtml(`${nameOf(tenant, named.user)} has forwarded your meeting request to ${name}.`)}</p><p>${escapeHtml(comment)}</p>`;
    deliver(tenant, {
      kind: 'mail',
      from: { address: named.user, name: nameOf(tenant, named.user) },
      to: [{ address: organiser.address, name: organiser.displayName }],
      subject: `Meeting Forward Notification: ${subject}`,
      bodyHtml,
      calendar: null,
    });
  });
}

/**
 * Gives a meeting to another organiser. Exchange can change no event's organiser, so this is what people do instead: the meeting is
 * cancelled with a word about it, and the other makes a new one, with another UID, for the same people and the one who gave it away.
 * `keepMeeting`: with the join link of the old online meeting, which stays its first organiser's; otherwise with one of its own.
 */
export function handOver(tenant: Tenant, { to, keepMeeting, ...named }: Named & { to: string; keepMeeting: boolean }): EventDocument {
  const { person, item } = organised(tenant, named);
  const next = findPerson(tenant, to);
  if (!next || next.objectId === person.objectId) return refuse('The new organiser must be somebody else of the organisation.');
  if (item.key !== null) return refuse('A series changes hands as a whole.');
  const { event } = item;
  const { meetingId, attendees } = event;
  const before = unasked({ address: person.address, name: person.displayName }, 'required');
  const others = attendees.filter(({ address }) => address !== next.address).map((one) => unasked(one, one.type));
  const online = meetingId !== null && !keepMeeting;
  const bodyHtml = online ? withoutBlob(event.bodyHtml) : event.bodyHtml;
  return tenant.state.transact(() => {
    cancelEvent(tenant, item, `${next.displayName} takes this meeting over. A new invitation follows.`);
    const made = createEvent(tenant, next, { ...event, bodyHtml, attendees: [before, ...others], transaction: null, properties: [], online });
    return keepMeeting && meetingId !== null ? save(tenant, { ...made, meetingId }) : made;
  });
}
