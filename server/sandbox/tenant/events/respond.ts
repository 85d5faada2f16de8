import { sendReply, type Reply } from '../mail/meeting-mail.ts';
import type { Attendee, EventDocument, Response } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { mailboxOf, freshCopy, shownAs, withException } from './copies.ts';
import { byICalUId, save } from './mailbox.ts';
import { fieldsOf, occurrenceAt, whole, type Occurrence } from './occurrences.ts';
import { ExchangeRefusal } from './refusal.ts';

export interface Answering {
  reply: Reply;
  comment: string;
  /** False: the organiser does not hear of it. */
  sendResponse: boolean;
  proposedNewTime: Attendee['proposedNewTime'];
}

/** Answers an invitation on an attendee's copy. The organiser's event learns of it when a response is sent. */
export function respond(tenant: Tenant, address: string, copy: Occurrence, answering: Answering): void {
  refuseUnlessAnswerable(copy, answering);
  tenant.state.transact(() => {
    const response: Response = { response: answering.reply, time: tenant.clock.now().toISOString() };
    const own = { response, showAs: shownAs(copy.event.organizerShowAs, response) };
    save(tenant, copy.key === null ? { ...copy.event, ...own } : withException(copy.event, copy.key, own));
    if (answering.sendResponse) tellOrganizer(tenant, address, copy, response, answering);
  });
}

function refuse(why: string): never {
  throw new ExchangeRefusal(400, 'ErrorInvalidRequest', `Your request can't be completed. ${why}`);
}

function refuseUnlessAnswerable({ event }: Occurrence, { sendResponse, proposedNewTime }: Answering): void {
  if (event.isOrganizer) refuse("You can't respond to this meeting because you're the meeting organizer.");
  if (sendResponse && !event.responseRequested) refuse("The meeting organizer hasn't requested a response.");
  if (proposedNewTime && !event.allowNewTimeProposals) refuse("The meeting organizer hasn't allowed new time proposals.");
}

/** An answer from outside the tenant, as it arrives by mail. `address` must be an attendee's. */
export function respondFromOutside(tenant: Tenant, address: string, organized: Occurrence, answering: Answering): void {
  tenant.state.transact(() => {
    const response: Response = { response: answering.reply, time: tenant.clock.now().toISOString() };
    const outsider = tenant.state.get('outsider', address);
    if (outsider?.hasFeed) keepOwnCopy(tenant, address, organized.event, response);
    if (answering.sendResponse) tellOrganizer(tenant, address, organized, response, answering);
  });
}

/** An outsider's own program puts the meeting into the calendar that it publishes. */
function keepOwnCopy(tenant: Tenant, address: string, event: EventDocument, response: Response): void {
  const attendee = event.attendees.find((one) => one.address === address);
  if (!attendee) return;
  const copy = byICalUId(tenant, address, event.iCalUId) ?? freshCopy(event, address, attendee);
  save(tenant, { ...copy, response, showAs: shownAs(event.showAs, response) });
}

function tellOrganizer(
  tenant: Tenant,
  address: string,
  { event, key }: Occurrence,
  status: Response,
  { reply, comment, proposedNewTime }: Answering,
): void {
  const organized = byICalUId(tenant, mailboxOf(tenant, event.organizer.address), event.iCalUId);
  const occurrence = organized && (key === null ? whole(organized) : occurrenceAt(organized, key));
  if (!organized || !occurrence) return;
  const attendees = fieldsOf(occurrence).attendees.map((one) => (one.address === address ? { ...one, status, proposedNewTime } : one));
  const answered = attendees.find((one) => one.address === address);
  if (!answered) return;
  save(tenant, key === null ? { ...organized, attendees } : withException(organized, key, { attendees }));
  sendReply(tenant, occurrence, answered, reply, comment);
}
