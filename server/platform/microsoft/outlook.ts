import type { Event } from '@microsoft/microsoft-graph-types';
import { sessionTag, toCalendarEvent, eventFields } from './calendar.ts';
import { outlook, withQuery, type CallDetails, type Graph } from './graph.ts';
import { MicrosoftFailure, type CalendarEvent } from './microsoft.ts';

/** Meetings that somebody composed in Outlook with our pane, instead of us through Graph. */
export interface ComposedItems {
  /** The event whose form our pane marked with `tag`, or null while it was not sent. One that stands comes before one cancelled. */
  findComposed(organizerObjectId: string, tag: string): Promise<CalendarEvent | null>;
  /** Marks such an event as ours and sees to its Teams link. Safe to ask again. */
  adoptEvent(organizerObjectId: string, eventId: string, tag: string): Promise<CalendarEvent>;
}

/**
 * Where Outlook keeps the custom properties of an add-in: one string of JSON per item, named after the add-in's id in lower case
 * ([MS-OXCEXT], "Mail App Custom Properties"). Strings may be asked for by `contains` (Graph, singleValueLegacyExtendedProperty).
 */
const customProperties = (addInId: string): string => `String {00020329-0000-0000-C000-000000000046} Name cecp-${addInId.toLowerCase()}`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export function createComposedItems(graph: Graph, tenantId: string, addInId: string): ComposedItems {
  const desk = (objectId: string) => `/users/${encodeURIComponent(objectId)}/events`;
  const call = (operation: string, objectId: string): CallDetails => ({ operation, permission: 'Calendars.ReadWrite', mailbox: `${tenantId}/${objectId}`, headers: outlook });
  return {
    async findComposed(objectId, tag) {
      const $filter = `singleValueExtendedProperties/any(ep: ep/id eq ${quoted(customProperties(addInId))} and contains(ep/value, ${quoted(tag)}))`;
      const url = withQuery(desk(objectId), { $filter, $select: eventFields, $top: 10 });
      const { value } = await graph.get<{ value?: Event[] }>(url, call('findComposed', objectId));
      // A form that is still open may have been saved as a draft: nobody was invited yet.
      const sent = (value ?? []).filter((event) => event.isDraft !== true);
      const [event] = sent.toSorted((a, b) => Number(a.isCancelled ?? false) - Number(b.isCancelled ?? false));
      return event ? toCalendarEvent(event) : null;
    },
    async adoptEvent(objectId, eventId, tag) {
      const mark = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness', singleValueExtendedProperties: [{ id: sessionTag, value: tag }] };
      return toCalendarEvent(await graph.patch<Event>(`${desk(objectId)}/${encodeURIComponent(eventId)}`, mark, call('adoptEvent', objectId)));
    },
  };
}

/** The UID that all copies of a meeting share, read from the copy that a person has open; null when it is gone. */
export const createReadUid =
  (graph: Graph, mailbox: string) =>
  async (eventId: string): Promise<string | null> => {
    const url = withQuery(`/me/events/${encodeURIComponent(eventId)}`, { $select: 'id,iCalUId' });
    try {
      return (await graph.get<Event>(url, { operation: 'readUid', permission: 'Calendars.ReadBasic', mailbox, headers: outlook })).iCalUId ?? null;
    } catch (error) {
      if (error instanceof MicrosoftFailure && (error.kind === 'not-found' || error.kind === 'refused')) return null;
      throw error;
    }
  };
