import { newICalUId, newItemId } from '../item-ids.ts';
import { followEvent, holdsMeeting, meetingOf, withOnlineMeeting } from '../meetings.ts';
import { sendCancellation, sendRequest } from '../mail/meeting-mail.ts';
import type { Attendee, EventDocument, EventFields, PersonDocument, Recurrence } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { askAgain, cancelCopy, updateCopy, withException } from './copies.ts';
import { boundaryCrossed } from './boundary.ts';
import { discard, save } from './mailbox.ts';
import { instantOf } from '../time/wall.ts';
import { fieldsOf, occurrenceAt, originalWall, whole, type Occurrence } from './occurrences.ts';
import { ExchangeRefusal } from './refusal.ts';
import { localStarts, partsOf } from './rule.ts';

/** What the creator or a change may set on an event as a whole, beyond an occurrence's fields. */
export type SeriesFields = Pick<
  EventDocument,
  'hideAttendees' | 'allowNewTimeProposals' | 'responseRequested' | 'properties' | 'transaction'
>;
export type EventChange = Partial<EventFields & SeriesFields> & { recurrence?: Recurrence | null; online?: boolean };
export type NewEvent = EventFields & SeriesFields & { recurrence: Recurrence | null; online: boolean };

/** Creates an event in a person's calendar, invites the attendees, and returns it; the one it made before for the same transaction. */
export function createEvent(tenant: Tenant, person: PersonDocument, { online, ...fields }: NewEvent): EventDocument {
  const earlier = alreadyCreated(tenant, person, fields.transaction);
  if (earlier !== null) return earlier;
  return tenant.state.transact(() => {
    const at = tenant.clock.now().toISOString();
    const own = { id: newItemId(), mailbox: person.objectId, iCalUId: newICalUId(), sequence: 0, change: 0, createdAt: at, modifiedAt: at };
    const organizer = { address: person.address, name: person.displayName };
    const event = { ...fields, ...own, organizer, isOrganizer: true, organizerShowAs: fields.showAs, meetingId: null };
    const saved = save(tenant, online ? withOnlineMeeting(tenant, person, event) : event);
    for (const attendee of saved.attendees) updateCopy(tenant, saved, attendee, true);
    sendRequest(tenant, whole(saved), 'invitation', saved.attendees);
    return saved;
  });
}

/** The event that a request with this transaction id made before; null for none. Throws when that request asked for something else. */
function alreadyCreated(tenant: Tenant, person: PersonDocument, transaction: EventDocument['transaction']): EventDocument | null {
  if (transaction === null) return null;
  for (const event of tenant.state.of('event', person.objectId)) {
    if (event.transaction?.id !== transaction.id) continue;
    if (event.transaction.digest === transaction.digest) return event;
    const why = 'The TransactionId specified in the request has already been used to create a different event.';
    throw new ExchangeRefusal(409, 'ErrorDuplicateTransactionId', why);
  }
  return null;
}

/** Changes an event or one occurrence, and returns it as it is now. Attendees are told of what their organiser changes. */
export function updateEvent(tenant: Tenant, person: PersonDocument, before: Occurrence, asked: EventChange): Occurrence {
  const change = effective(before, asked);
  return tenant.state.transact(() => {
    if (Object.keys(change).length === 0) return before;
    const changed = before.key === null ? changedWhole(tenant, person, before.event, change) : changedOccurrence(before, change);
    if (!before.event.isOrganizer) return again(save(tenant, changed), before.key);
    const old = fieldsOf(before);
    const told = toldOf(before, fieldsOf(again(changed, before.key)), change);
    const saved = save(tenant, told === null ? changed : { ...changed, sequence: changed.sequence + 1 });
    const after = again(saved, before.key);
    followEvent(tenant, saved);
    spread(tenant, after, old, told);
    return after;
  });
}

/** What of a change differs from what is there: to say again what stands is no news to anybody. */
function effective(before: Occurrence, { online, ...change }: EventChange): EventChange {
  const now: Record<string, unknown> = { ...before.event, ...fieldsOf(before) };
  const different = Object.entries(change).filter(([name, value]) => JSON.stringify(now[name]) !== JSON.stringify(value));
  return { ...Object.fromEntries(different), ...(online && before.event.meetingId === null && { online }) };
}

const again = (event: EventDocument, key: string | null): Occurrence => (key === null ? whole(event) : occurrenceAt(event, key)!);

function changedWhole(tenant: Tenant, person: PersonDocument, event: EventDocument, { online, ...change }: EventChange): EventDocument {
  const next: EventDocument = { ...event, ...change };
  if (change.recurrence) next.recurrence = withKept(event, change.recurrence);
  // As in Outlook, a new time or zone of the whole series takes its exceptions with it.
  const moved = isMoved(event, next);
  const retimed = moved || next.start.zone !== event.start.zone;
  if (next.recurrence && retimed) next.recurrence = { ...next.recurrence, cancelled: [], exceptions: {} };
  if (!event.isOrganizer) return next;
  next.organizerShowAs = next.showAs;
  if (moved) next.attendees = withoutAnswers(next.attendees);
  const meeting = meetingOf(tenant, event);
  if (meeting && change.bodyHtml !== undefined && !holdsMeeting(change.bodyHtml, meeting.joinUrl)) next.meetingId = null;
  return online ? withOnlineMeeting(tenant, person, next) : next;
}

/**
 * A new recurrence of a series. Exceptions belong to a pattern: they stay where only the range changes, as far as it still has their dates,
 * and are gone with another pattern (MS-OXOCAL 3.1.4.7.3.5).
 */
function withKept({ recurrence: before, start }: EventDocument, after: Recurrence): Recurrence {
  if (!before || patternOf(before.rrule) !== patternOf(after.rrule)) return after;
  const stays = (key: string): boolean => {
    const wall = originalWall({ start }, key);
    return localStarts(after.rrule, start, wall, wall).includes(wall);
  };
  return {
    rrule: after.rrule, cancelled: before.cancelled.filter(stays), exceptions: Object.fromEntries(Object.entries(before.exceptions).filter(([key]) => stays(key))),
  };
}

const patternOf = (rrule: string): string =>
  [...partsOf(rrule)]
    .filter(([name]) => name !== 'UNTIL' && name !== 'COUNT')
    .map((part) => part.join('='))
    .toSorted()
    .join(';');

function changedOccurrence(before: Occurrence, change: EventChange): EventDocument {
  const fields = ofOccurrence(change);
  if (change.recurrence) throw new ExchangeRefusal(400, 'ErrorInvalidRequest', 'The recurrence of a single occurrence can not be set.');
  const old = fieldsOf(before);
  const moved = isMoved(old, { ...old, ...fields });
  if (moved && boundaryCrossed(before, { ...old, ...fields })) {
    throw new ExchangeRefusal(
      400,
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    );
  }
  const attendees = moved && before.event.isOrganizer ? { attendees: withoutAnswers(fields.attendees ?? old.attendees) } : {};
  return withException(before.event, before.key!, { ...fields, ...attendees });
}

/** Of a change, what an occurrence can have of its own. */
function ofOccurrence(change: EventChange): Partial<EventFields> {
  const {
    online: _o,
    recurrence: _r,
    hideAttendees: _h,
    allowNewTimeProposals: _a,
    responseRequested: _q,
    properties: _p,
    transaction: _t,
    ...fields
  } = change;
  return fields;
}

const isMoved = (before: EventFields, after: EventFields): boolean =>
  before.isAllDay !== after.isAllDay || (['start', 'end'] as const).some((side) => instantOf(before[side]) !== instantOf(after[side]));

/** A new time is a new question. */
const withoutAnswers = (attendees: Attendee[]): Attendee[] =>
  attendees.map((attendee) => ({ ...attendee, status: { response: 'none', time: null }, proposedNewTime: null }));

/** Who hears of a change: everyone, only people who came or went, or (null) nobody. */
type Told = 'all' | 'changed' | null;

function toldOf({ event }: Occurrence, after: EventFields, change: EventChange): Told {
  // Properties that programs put on an event are not part of what people were invited to.
  const named = Object.keys(change).filter((name) => name !== 'properties' && name !== 'transaction');
  if (named.length === 0 || (event.attendees.length === 0 && after.attendees.length === 0)) return null;
  return named.every((name) => name === 'attendees') ? 'changed' : 'all';
}

function spread(tenant: Tenant, after: Occurrence, old: EventFields, told: Told): void {
  const now = fieldsOf(after);
  const moved = isMoved(old, now);
  const [was, is] = [old, now].map(({ attendees }) => new Set(attendees.map(({ address }) => address))) as [Set<string>, Set<string>];
  const gone = old.attendees.filter(({ address }) => !is.has(address));
  const fresh = now.attendees.filter(({ address }) => !was.has(address));
  for (const attendee of gone) cancelCopy(tenant, after, attendee);
  // Who is asked to one occurrence only gets the mail: a copy of the series would block every other date.
  const inSeries = after.event.attendees.filter(({ address }) => is.has(address));
  for (const attendee of inSeries) updateCopy(tenant, after.event, attendee, moved && after.key === null);
  if (moved) for (const attendee of inSeries) askAgain(tenant, after, attendee);
  if (told === null) return;
  sendCancellation(tenant, after, '', gone);
  sendRequest(tenant, after, 'invitation', fresh);
  if (told === 'all')
    sendRequest(
      tenant,
      after,
      'update',
      now.attendees.filter(({ address }) => was.has(address)),
    );
}

/** Cancels a meeting or one occurrence, with a comment to its attendees. Only its organiser can. */
export function cancelEvent(tenant: Tenant, occurrence: Occurrence, comment: string): void {
  if (!occurrence.event.isOrganizer) {
    throw new ExchangeRefusal(
      400,
      'ErrorInvalidRequest',
      "Your request can't be completed. You need to be an organizer to cancel a meeting.",
    );
  }
  tenant.state.transact(() => {
    const told = { ...occurrence, event: { ...occurrence.event, sequence: occurrence.event.sequence + 1 } };
    const { attendees } = fieldsOf(told);
    for (const attendee of attendees) cancelCopy(tenant, told, attendee);
    sendCancellation(tenant, told, comment, attendees);
    remove(tenant, told);
  });
}

/** Deletes an event or occurrence from one calendar. An organiser's attendees are told; an attendee's organiser is not. */
export function deleteEvent(tenant: Tenant, occurrence: Occurrence): void {
  if (occurrence.event.isOrganizer) cancelEvent(tenant, occurrence, '');
  else tenant.state.transact(() => remove(tenant, occurrence));
}

function remove(tenant: Tenant, { event, key }: Occurrence): void {
  if (key === null) return discard(tenant, event);
  const { rrule, cancelled, exceptions } = event.recurrence!;
  const { [key]: _gone, ...others } = exceptions;
  save(tenant, { ...event, recurrence: { rrule, cancelled: [...cancelled, key], exceptions: others } });
}
