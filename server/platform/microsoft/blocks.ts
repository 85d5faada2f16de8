import type { Event, NullableOption } from '@microsoft/microsoft-graph-types';
import { outlook, withQuery, type Graph } from './graph.ts';
import { MicrosoftFailure, type Schedule } from './microsoft.ts';
import { readSchedules } from './schedule.ts';
import { fromGraphTime, toGraphTime, toIana, toWindows } from './zones.ts';

/** Our extended property on blocks, by which one is found again after a lost answer. The GUID is ours and must never change. */
const blockTag = 'String {6f0c6d52-3f0b-4a4f-9c7b-2f7f5d1c9a3e} Name FieldworkReview';

const fields = 'id,start,end,showAs,type,originalStart,isCancelled,seriesMasterId';
/** Microsoft's limit of one batch. */
export const batchSize = 20;
/** Occurrences in one answer: more than a year of weeks. */
const pageSize = 60;

/** What stands in somebody's own calendar with nobody invited. */
export interface BlockDraft {
  /** Makes retries one event. */
  transactionId: string;
  subject: string;
  /** HTML; already escaped. */
  bodyHtml: string;
  start: string;
  end: string;
  zone: string;
  shows: 'free' | 'busy';
  category: string;
  reminderMinutes: number;
  /** Weekly on its own weekday until this local date, YYYY-MM-DD; null for a single event. */
  weeklyUntil: string | null;
}

/** One thing to do in one mailbox. Each may be done twice without harm. */
export type BlockWork =
  | { kind: 'create'; draft: BlockDraft }
  | { kind: 'find'; tag: string }
  | { kind: 'change'; eventId: string; times: { start: string; end: string; zone: string } | null; shows: 'free' | 'busy' }
  | { kind: 'remove'; eventId: string }
  | { kind: 'look'; eventId: string }
  | { kind: 'list'; seriesEventId: string; from: string; to: string };

export interface BlockEvent {
  id: string;
  start: string;
  end: string;
  shows: string;
  /** Instant at which the series' rule puts an occurrence; null for other events. */
  originalStart: string | null;
}

/** Each item's own result: events it made, changed or found, or why it failed. A removed event that was gone already is removed. */
export type BlockResult = { ok: true; events: BlockEvent[] } | { ok: false; failure: MicrosoftFailure; code: string | null };

export interface BlocksMicrosoft {
  /** Up to 20 pieces of work in one request; results in the order asked. Rejects with MicrosoftFailure when the whole batch failed. */
  doBlockWork(items: { objectId: string; work: BlockWork }[]): Promise<BlockResult[]>;
  /** Free/busy as `schedules`, with entries that touch kept apart. */
  entriesOf(callerObjectId: string, emails: string[], from: string, to: string): Promise<Schedule[]>;
}

interface BatchItem {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

interface BatchAnswer {
  id?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: { value?: Event[]; error?: { code?: string } } & Event;
}

/** The IANA zone whose rules Outlook will follow for a series in `zone`: Windows has fewer zones than there are. */
export const seriesZone = (zone: string): string => toIana(toWindows(zone)) ?? 'UTC';

function recurrenceOf({ start, zone, weeklyUntil }: BlockDraft): Event['recurrence'] {
  if (weeklyUntil === null) return null;
  const { dateTime } = toGraphTime(start, zone);
  const startDate = dateTime.slice(0, 10);
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  const day = names[new Date(`${startDate}T00:00:00Z`).getUTCDay()]!;
  const range = { type: 'endDate' as const, startDate, endDate: weeklyUntil, recurrenceTimeZone: toWindows(zone) ?? 'UTC' };
  return { pattern: { type: 'weekly', interval: 1, daysOfWeek: [day], firstDayOfWeek: 'monday' }, range };
}

function eventFrom(draft: BlockDraft): Event {
  const recurrence = recurrenceOf(draft);
  return {
    subject: draft.subject,
    body: { contentType: 'html', content: draft.bodyHtml },
    start: toGraphTime(draft.start, draft.zone),
    end: toGraphTime(draft.end, draft.zone),
    showAs: draft.shows,
    sensitivity: 'private',
    categories: [draft.category],
    isReminderOn: true,
    reminderMinutesBeforeStart: draft.reminderMinutes,
    transactionId: draft.transactionId,
    singleValueExtendedProperties: [{ id: blockTag, value: draft.transactionId }],
    ...(recurrence && { recurrence }),
  };
}

const json = { ...outlook, 'Content-Type': 'application/json' };

/** One item of a batch, as Graph wants it: an address without a version, and a content type wherever there is a body. */
function itemOf(id: string, objectId: string, work: BlockWork): BatchItem {
  const events = `/users/${encodeURIComponent(objectId)}/events`;
  const at = (eventId: string): string => `${events}/${encodeURIComponent(eventId)}`;
  switch (work.kind) {
    case 'create':
      return { id, method: 'POST', url: events, headers: json, body: eventFrom(work.draft) };
    case 'find': {
      const $filter = `singleValueExtendedProperties/any(ep: ep/id eq '${blockTag}' and ep/value eq '${work.tag}')`;
      return { id, method: 'GET', url: withQuery(events, { $filter, $select: fields }), headers: outlook };
    }
    case 'change': {
      const { times, shows } = work;
      const moved = times && { start: toGraphTime(times.start, times.zone), end: toGraphTime(times.end, times.zone) };
      return { id, method: 'PATCH', url: at(work.eventId), headers: json, body: { ...moved, showAs: shows } };
    }
    case 'remove':
      return { id, method: 'DELETE', url: at(work.eventId), headers: outlook };
    case 'look':
      return { id, method: 'GET', url: withQuery(at(work.eventId), { $select: fields }), headers: outlook };
    case 'list': {
      const query = { startDateTime: work.from, endDateTime: work.to, $select: fields, $top: pageSize };
      return { id, method: 'GET', url: withQuery(`${at(work.seriesEventId)}/instances`, query), headers: outlook };
    }
  }
}

const instant = (time: NullableOption<Event['start']> | undefined): string | null => {
  const ms = fromGraphTime(time);
  return ms === null ? null : new Date(ms).toISOString();
};

function eventOf(event: Event): BlockEvent[] {
  const [start, end] = [instant(event.start), instant(event.end)];
  if (!event.id || start === null || end === null || event.isCancelled) return [];
  return [{ id: event.id, start, end, shows: event.showAs ?? 'busy', originalStart: event.originalStart ?? null }];
}

const kinds: Record<number, MicrosoftFailure['kind']> = { 403: 'consent-missing', 404: 'not-found', 409: 'conflict', 410: 'not-found', 412: 'conflict', 429: 'throttled' };

function failed({ kind: work }: BlockWork, { status, headers, body }: BatchAnswer): BlockResult {
  const code = body?.error?.code ?? null;
  const after = Number(headers?.['Retry-After'] ?? headers?.['retry-after'] ?? Number.NaN);
  const kind = kinds[status ?? 0] ?? (status === undefined || status >= 500 ? 'unavailable' : 'refused');
  const permission = kind === 'consent-missing' ? 'Calendars.ReadWrite' : null;
  const retryAfterSeconds = Number.isFinite(after) ? Math.ceil(after) : null;
  return { ok: false, code, failure: new MicrosoftFailure(kind, `${work}: Microsoft 365 answered ${status}.`, { retryAfterSeconds, permission }) };
}

function resultOf(work: BlockWork, answer: BatchAnswer | undefined): BlockResult {
  const status = answer?.status ?? 0;
  if (!answer || status < 200) return failed(work, answer ?? {});
  if (work.kind === 'remove' && (status < 300 || status === 404 || status === 410)) return { ok: true, events: [] };
  if (status >= 300) return failed(work, answer);
  return { ok: true, events: (answer.body?.value ?? (answer.body ? [answer.body] : [])).flatMap(eventOf) };
}

/** Blocks in the calendars of one tenant, for many people at once. */
export const createBlocks = (graph: Graph, tenantId: string): BlocksMicrosoft => ({
  async doBlockWork(items) {
    if (items.length > batchSize) throw new RangeError(`a batch holds ${batchSize} requests`);
    const requests = items.map(({ objectId, work }, index) => itemOf(String(index), objectId, work));
    // Every item may be done twice, so the whole may be asked again. The mailboxes' own limits answer item by item.
    const call = { operation: 'blockBatch', permission: 'Calendars.ReadWrite', mailbox: null, repeatable: true } as const;
    const { responses } = await graph.post<{ responses?: BatchAnswer[] }>('/$batch', { requests }, call);
    const byId = new Map((responses ?? []).map((answer) => [answer.id, answer]));
    return items.map(({ work }, index) => resultOf(work, byId.get(String(index))));
  },
  entriesOf: (caller, emails, from, to) => {
    const owner = `/users/${encodeURIComponent(caller)}`;
    return readSchedules(graph, { owner, mailbox: `${tenantId}/${caller}`, permission: 'Calendars.Read', apart: true }, emails, from, to);
  },
});
