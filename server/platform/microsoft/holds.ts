import type { Event } from '@microsoft/microsoft-graph-types';
import { outlook, withQuery, type CallDetails, type Graph } from './graph.ts';
import { graphCode } from './graph-failures.ts';
import { MicrosoftFailure } from './microsoft.ts';
import { toGraphTime } from './zones.ts';

/** Our extended property on holds. Another name than that of sessions, so that nobody takes a hold for one. The GUID must never change. */
const holdTag = 'String {6f0c6d52-3f0b-4a4f-9c7b-2f7f5d1c9a3e} Name FieldworkHold';

export interface HoldDraft {
  /** The hold's own id: `transactionId` and tag, so that a repeated request makes one entry. */
  id: string;
  start: string;
  end: string;
  zone: string;
}

/** Tentative private entries in somebody's own calendar, without attendees: no mail ever goes out. */
export interface HoldCalendar {
  /** Places it and answers the entry's immutable id. May be repeated. */
  placeHold(personObjectId: string, draft: HoldDraft): Promise<string>;
  /** The id of the entry that carries this hold's tag, or null. */
  findHold(personObjectId: string, holdId: string): Promise<string | null>;
  /** Takes it away; resolves too when the owner did so before, or when there is no such calendar any more. */
  removeHold(personObjectId: string, eventId: string): Promise<void>;
}

const toGraphEvent = ({ id, start, end, zone }: HoldDraft): Event => ({
  subject: 'Hold',
  body: { contentType: 'text', content: 'Kept free until a time is agreed. It goes away by itself.' },
  start: toGraphTime(start, zone),
  end: toGraphTime(end, zone),
  showAs: 'tentative',
  sensitivity: 'private',
  isReminderOn: false,
  categories: ['Fieldwork hold'],
  transactionId: id,
  singleValueExtendedProperties: [{ id: holdTag, value: id }],
});

/** Holds of one tenant, written by the application itself. */
export function createHolds(graph: Graph, tenantId: string): HoldCalendar {
  const events = (objectId: string): string => `/users/${encodeURIComponent(objectId)}/events`;
  const call = (operation: string, objectId: string): CallDetails => ({
    operation, permission: 'Calendars.ReadWrite', mailbox: `${tenantId}/${objectId}`, headers: outlook, repeatable: true,
  });

  async function find(objectId: string, holdId: string): Promise<string | null> {
    const $filter = `singleValueExtendedProperties/any(ep: ep/id eq '${holdTag}' and ep/value eq '${holdId}')`;
    const { value } = await graph.get<{ value?: Event[] }>(withQuery(events(objectId), { $filter, $select: 'id', $top: 10 }), call('findHold', objectId));
    return value?.[0]?.id ?? null;
  }

  async function place(objectId: string, draft: HoldDraft): Promise<string> {
    try {
      const { id } = await graph.post<Event>(events(objectId), toGraphEvent(draft), call('placeHold', objectId));
      if (!id) throw new MicrosoftFailure('no-answer', 'A hold without an id.');
      return id;
    } catch (error) {
      if (graphCode(error) !== 'ErrorDuplicateTransactionId') throw error;
      const there = await find(objectId, draft.id);
      if (there === null) throw error;
      return there;
    }
  }

  async function remove(objectId: string, eventId: string): Promise<void> {
    try {
      await graph.delete(`${events(objectId)}/${encodeURIComponent(eventId)}`, call('removeHold', objectId));
    } catch (error) {
      if (!(error instanceof MicrosoftFailure) || error.kind !== 'not-found') throw error;
    }
  }

  return { placeHold: place, findHold: find, removeHold: remove };
}
