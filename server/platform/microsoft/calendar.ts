import type { Attendee, Event, NullableOption } from '@microsoft/microsoft-graph-types';
import { graphCode } from './graph-failures.ts';
import { outlook, withQuery, type CallDetails, type Graph } from './graph.ts';
import { MicrosoftFailure, type AttendeeResponse, type CalendarEvent, type EventDraft } from './microsoft.ts';
import { fromGraphTime, toGraphTime } from './zones.ts';

/** Our extended property on events, by which they are found again. The GUID is ours and must never change. */
export const sessionTag = 'String {6f0c6d52-3f0b-4a4f-9c7b-2f7f5d1c9a3e} Name FieldworkSession';

export const eventFields = 'id,iCalUId,changeKey,subject,start,end,isCancelled,isDraft,onlineMeeting,webLink,attendees,transactionId,organizer,isOrganizer,seriesMasterId,type,isAllDay,showAs,responseStatus,lastModifiedDateTime';

/** Graph's answer as an array, also where it left the property out. */
interface Collection<T> {
  value?: NullableOption<T[]>;
}

function instantOf(time: Event['start'], what: string): string {
  const milliseconds = fromGraphTime(time);
  if (milliseconds === null) throw new MicrosoftFailure('refused', `An event without a ${what} that can be read.`);
  return new Date(milliseconds).toISOString();
}

function proposedIn(time: Attendee['proposedNewTime']): { start: string; end: string } | null {
  const [start, end] = [fromGraphTime(time?.start), fromGraphTime(time?.end)];
  return start === null || end === null || end <= start ? null : { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

const attendeesOf = (event: Event): CalendarEvent['attendees'] =>
  (event.attendees ?? []).map(({ emailAddress, status, type, proposedNewTime }) => ({
    email: (emailAddress?.address ?? '').toLowerCase(),
    displayName: emailAddress?.name ?? emailAddress?.address ?? '',
    response: (status?.response ?? 'none') satisfies AttendeeResponse,
    optional: type === 'optional',
    proposed: proposedIn(proposedNewTime),
  }));

/** What an event says of its owner's part in it and of its place in a series. */
const standingOf = (event: Event): Pick<CalendarEvent, 'organizer' | 'isOrganizer' | 'seriesMasterId' | 'type' | 'isAllDay' | 'showAs' | 'ownResponse'> => ({
  organizer: (event.organizer?.emailAddress?.address ?? '').toLowerCase(),
  isOrganizer: event.isOrganizer ?? false,
  seriesMasterId: event.seriesMasterId ?? null,
  type: event.type ?? 'singleInstance',
  isAllDay: event.isAllDay ?? false,
  showAs: event.showAs ?? 'unknown',
  ownResponse: event.responseStatus?.response ?? 'none',
});

/** Graph's event in our words. Throws MicrosoftFailure 'refused' when its times cannot be read. */
export const toCalendarEvent = (event: Event): CalendarEvent => ({
  id: event.id ?? '',
  iCalUId: event.iCalUId ?? '',
  changeKey: event.changeKey ?? '',
  subject: event.subject ?? '',
  start: instantOf(event.start, 'start'),
  end: instantOf(event.end, 'end'),
  isCancelled: event.isCancelled ?? false,
  // Not `onlineMeetingUrl`, which is null for Teams; absent too when Microsoft 365 made no meeting although it was asked to.
  joinUrl: event.onlineMeeting?.joinUrl ?? null,
  webLink: event.webLink ?? null,
  attendees: attendeesOf(event),
  modifiedAt: event.lastModifiedDateTime ?? null,
  ...standingOf(event),
});

const toGraphEvent = (draft: EventDraft): Event => ({
  subject: draft.subject,
  body: { contentType: 'html', content: draft.bodyHtml },
  start: toGraphTime(draft.start, draft.zone),
  end: toGraphTime(draft.end, draft.zone),
  attendees: draft.attendees.map(({ email, displayName, optional }) => ({
    emailAddress: { address: email, name: displayName },
    type: optional ? 'optional' : 'required',
  })),
  showAs: draft.showAs,
  sensitivity: draft.sensitivity,
  isOnlineMeeting: true,
  onlineMeetingProvider: 'teamsForBusiness',
  transactionId: draft.transactionId,
  singleValueExtendedProperties: [{ id: sessionTag, value: draft.tag }],
});

export interface Calendar {
  createEvent(draft: EventDraft): Promise<CalendarEvent>;
  /** The event that carries `tag`, one that stands before one cancelled; null when there is none. */
  findEvent(tag: string): Promise<CalendarEvent | null>;
  /** This mailbox's own copy of an event known from another's, or null. */
  findCopy(iCalUId: string): Promise<CalendarEvent | null>;
  getEvent(eventId: string): Promise<CalendarEvent>;
  moveEvent(eventId: string, when: { start: string; end: string; zone: string }): Promise<CalendarEvent>;
  cancelEvent(eventId: string, comment: string): Promise<void>;
}

/** One organiser's calendar as the calls below need it. */
interface Desk {
  graph: Graph;
  /** Path of the events. */
  events: string;
  call: (operation: string, more?: Partial<CallDetails>) => CallDetails;
}

const eventAt = (desk: Desk, eventId: string): string => `${desk.events}/${encodeURIComponent(eventId)}`;

const read = (desk: Desk, eventId: string): Promise<Event> =>
  desk.graph.get<Event>(withQuery(eventAt(desk, eventId), { $select: eventFields }), desk.call('getEvent', { permission: 'Calendars.Read' }));

/** Events that carry our tag, those still standing first. */
async function tagged({ graph, events, call }: Desk, tag: string): Promise<Event[]> {
  const $filter = `singleValueExtendedProperties/any(ep: ep/id eq '${sessionTag}' and ep/value eq '${tag.replaceAll("'", "''")}')`;
  const { value } = await graph.get<Collection<Event>>(withQuery(events, { $filter, $select: eventFields, $top: 10 }), call('findEvent'));
  return (value ?? []).toSorted((a, b) => Number(a.isCancelled ?? false) - Number(b.isCancelled ?? false));
}

async function create(desk: Desk, draft: EventDraft): Promise<Event> {
  try {
    // The transaction makes a second try the same event, so this write alone may be repeated.
    return await desk.graph.post<Event>(desk.events, toGraphEvent(draft), desk.call('createEvent', { repeatable: true }));
  } catch (error) {
    if (graphCode(error) !== 'ErrorDuplicateTransactionId') throw error;
    const earlier = await tagged(desk, draft.tag);
    const event = earlier.find(({ transactionId }) => transactionId === draft.transactionId) ?? earlier[0];
    if (!event) throw error;
    return event;
  }
}

async function isGone(desk: Desk, eventId: string): Promise<boolean> {
  try {
    return (await read(desk, eventId)).isCancelled ?? false;
  } catch (error) {
    if (error instanceof MicrosoftFailure && error.kind === 'not-found') return true;
    throw error;
  }
}

async function cancel(desk: Desk, eventId: string, comment: string): Promise<void> {
  try {
    await desk.graph.post(`${eventAt(desk, eventId)}/cancel`, { comment }, desk.call('cancelEvent'));
  } catch (error) {
    if (!(error instanceof MicrosoftFailure)) throw error;
    // Cancelled a moment ago, by us or in Outlook: Graph has no one answer for that, so the event itself is asked.
    const refused = error.kind === 'refused' || error.kind === 'conflict';
    if (error.kind !== 'not-found' && !(refused && (await isGone(desk, eventId)))) throw error;
  }
}

/** Events in one organiser's calendar. `mailbox` is `tenant/object id`. */
export function createCalendar(graph: Graph, organizerObjectId: string, mailbox: string): Calendar {
  const call: Desk['call'] = (operation, more) => ({ operation, permission: 'Calendars.ReadWrite', mailbox, headers: outlook, ...more });
  const desk: Desk = { graph, events: `/users/${encodeURIComponent(organizerObjectId)}/events`, call };
  return {
    createEvent: async (draft) => toCalendarEvent(await create(desk, draft)),
    findEvent: async (tag) => {
      const [event] = await tagged(desk, tag);
      return event ? toCalendarEvent(event) : null;
    },
    findCopy: async (iCalUId) => {
      const $filter = `iCalUId eq '${iCalUId.replaceAll("'", "''")}'`;
      const { value } = await graph.get<Collection<Event>>(withQuery(desk.events, { $filter, $select: eventFields, $top: 2 }), call('findCopy', { permission: 'Calendars.Read' }));
      const [event] = value ?? [];
      return event ? toCalendarEvent(event) : null;
    },
    getEvent: async (eventId) => toCalendarEvent(await read(desk, eventId)),
    // Nothing but the times: a body sent along would switch the Teams meeting off.
    moveEvent: async (eventId, { start, end, zone }) => {
      const times = { start: toGraphTime(start, zone), end: toGraphTime(end, zone) };
      return toCalendarEvent(await graph.patch<Event>(eventAt(desk, eventId), times, call('moveEvent')));
    },
    cancelEvent: (eventId, comment) => cancel(desk, eventId, comment),
  };
}
