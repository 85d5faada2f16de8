import type { Event, NullableOption } from '@microsoft/microsoft-graph-types';
import { outlook, withQuery, type Graph } from './graph.ts';
import type { Pauses } from './limits.ts';
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

/** Weekly on the weekday of its first day. Local dates, YYYY-MM-DD. */
interface Weekly {
  firstDay: string;
  lastDay: string;
  zone: string;
}

/** One thing to do in one mailbox. Each may be done twice without harm. */
export type BlockWork =
  | { kind: 'create'; draft: BlockDraft }
  | { kind: 'find'; tag: string }
  | { kind: 'change'; eventId: string; times: { start: string; end: string; zone: string } | null; shows: 'free' | 'busy' }
  | { kind: 'remove'; eventId: string }
  /** The same series with another last day: what took place stays. Local dates, YYYY-MM-DD. */
  | ({ kind: 'end'; eventId: string } & Weekly)
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
  /** Free/busy as `schedules`. */
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

function recurrenceOf({ firstDay, lastDay, zone }: Weekly): Event['recurrence'] {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  const day = names[new Date(`${firstDay}T00:00:00Z`).getUTCDay()]!;
  const range = { type: 'endDate' as const, startDate: firstDay, endDate: lastDay, recurrenceTimeZone: toWindows(zone) ?? 'UTC' };
  return { pattern: { type: 'weekly', interval: 1, daysOfWeek: [day], firstDayOfWeek: 'monday' }, range };
}

function eventFrom(draft: BlockDraft): Event {
  const { zone, weeklyUntil } = draft;
  const start = toGraphTime(draft.start, zone);
  const recurrence = weeklyUntil === null ? null : recurrenceOf({ firstDay: start.dateTime.slice(0, 10), lastDay: weeklyUntil, zone });
  return {
    subject: draft.subject,
    body: { contentType: 'html', content: draft.bodyHtml },
    start,
    end: toGraphTime(draft.end, zone),
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
    case 'end':
      return { id, method: 'PATCH', url: at(work.eventId), headers: json, body: { recurrence: recurrenceOf(work) } };
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

/** What somebody else ended or removed already is as good as done. */
const endsSomething: ReadonlySet<string> = new Set(['remove', 'end'] satisfies BlockWork['kind'][]);

function resultOf(work: BlockWork, answer: BatchAnswer | undefined): BlockResult {
  const status = answer?.status ?? 0;
  if (!answer || status < 200) return failed(work, answer ?? {});
  if (endsSomething.has(work.kind) && (status < 300 || kinds[status] === 'not-found')) return { ok: true, events: [] };
  if (status >= 300) return failed(work, answer);
  return { ok: true, events: (answer.body?.value ?? (answer.body ? [answer.body] : [])).flatMap(eventOf) };
}

const pausing = ({ kind }: BlockWork, retryAfterSeconds: number): BlockResult => ({
  ok: false, code: null, failure: new MicrosoftFailure('throttled', `${kind}: this mailbox asked for a pause.`, { retryAfterSeconds }),
});

async function answersTo(graph: Graph, requests: BatchItem[]): Promise<Map<string | undefined, BatchAnswer>> {
  if (requests.length === 0) return new Map();
  // Every item may be done twice, so the whole may be asked again. The mailboxes' own limits answer item by item.
  const call = { operation: 'blockBatch', permission: 'Calendars.ReadWrite', mailbox: null, repeatable: true } as const;
  const { responses } = await graph.post<{ responses?: BatchAnswer[] }>('/$batch', { requests }, call);
  return new Map((responses ?? []).map((answer) => [answer.id, answer]));
}

/** Blocks in the calendars of one tenant, for many people at once. */
export const createBlocks = (graph: Graph, tenantId: string, pauses: Pauses): BlocksMicrosoft => ({
  async doBlockWork(items) {
    if (items.length > batchSize) throw new RangeError(`a batch holds ${batchSize} requests`);
    const mailboxOf = (objectId: string): string => `${tenantId}/${objectId}`;
    const left = items.map(({ objectId }) => pauses.left(mailboxOf(objectId)));
    const asked = items.flatMap(({ objectId, work }, index) => (left[index] === 0 ? [itemOf(String(index), objectId, work)] : []));
    const byId = await answersTo(graph, asked);
    return items.map(({ objectId, work }, index) => {
      if (left[index]! > 0) return pausing(work, left[index]!);
      const result = resultOf(work, byId.get(String(index)));
      // Other mailboxes of the batch go on; this one is not asked again, for whatever, before it said.
      if (!result.ok && result.failure.kind === 'throttled') pauses.begin(mailboxOf(objectId), result.failure.retryAfterSeconds ?? 0);
      return result;
    });
  },
  entriesOf: (caller, emails, from, to) => {
    const owner = `/users/${encodeURIComponent(caller)}`;
    return readSchedules(graph, { owner, mailbox: `${tenantId}/${caller}`, permission: 'Calendars.Read' }, emails, from, to);
  },
});
