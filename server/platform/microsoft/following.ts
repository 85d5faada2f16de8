import { GraphError } from '@microsoft/microsoft-graph-client';
import type { Event, Subscription } from '@microsoft/microsoft-graph-types';
import { toCalendarEvent } from './calendar.ts';
import { outlook, withQuery, type CallDetails, type Graph } from './graph.ts';
import { MicrosoftFailure, type CalendarEvent } from './microsoft.ts';

/** One event that changed; `event` is null when it is gone from the window or the calendar: which of the two Graph does not say. */
export interface EventChange {
  eventId: string;
  event: CalendarEvent | null;
}

/** Where a reading starts: everything in a window, or what changed since the last one. */
export type DeltaStart = { from: string; to: string } | { deltaLink: string };

export interface SubscriptionRequest {
  notificationUrl: string;
  lifecycleUrl: string;
  /** At most 128 characters; comes back with every notification. */
  clientState: string;
  now: Date;
}

export interface MadeSubscription {
  id: string;
  /** As Graph answered, whatever was asked for. */
  expiresAt: Date;
}

/** Following calendars, app-only. Every method rejects with MicrosoftFailure. */
export interface Following {
  /** Subscribes to all events of a calendar; what was left over from a try whose answer got lost is replaced. */
  subscribe(objectId: string, request: SubscriptionRequest): Promise<MadeSubscription>;
  /** Extends (and re-authorises) a subscription. Rejects with 'not-found' when Graph has it no more. */
  renew(subscriptionId: string, now: Date): Promise<MadeSubscription>;
  /** Resolves too when it is gone already. */
  unsubscribe(subscriptionId: string): Promise<void>;
  /** Changes in order, the last state of each event, and where to go on next time; 'resync' when Graph wants us to start over. */
  eventsDelta(objectId: string, start: DeltaStart): Promise<{ changes: EventChange[]; deltaLink: string } | 'resync'>;
}

const minute = 60_000;
/** Microsoft's pages give 10,080 minutes as the most for events, older ones 4,230; a little less is asked for, and the answer counts. */
const lifetimes = [10_070 * minute, 4_200 * minute];
/** More pages than the calendar of anybody has: a guard against a server that never ends. */
const mostPages = 200;
const graphOrigin = 'https://graph.microsoft.com/v1.0';

const subscriptionCall = (operation: string, more?: Partial<CallDetails>): CallDetails => ({
  operation, permission: 'Calendars.Read', mailbox: null, headers: { Prefer: outlook.Prefer.split(',')[0]! }, ...more,
});

const isKind = (error: unknown, kind: MicrosoftFailure['kind']): boolean => error instanceof MicrosoftFailure && error.kind === kind;

function madeOf(answer: Subscription): MadeSubscription {
  const expires = Date.parse(answer.expirationDateTime ?? '');
  if (!answer.id || Number.isNaN(expires)) throw new MicrosoftFailure('no-answer', 'A subscription without an id or an end.');
  return { id: answer.id, expiresAt: new Date(expires) };
}

/** Tries each lifetime until one is not refused as too long. */
async function asLongAsAllowed(now: Date, act: (expirationDateTime: string) => Promise<Subscription>): Promise<MadeSubscription> {
  const [longest, shorter] = lifetimes.map((life) => new Date(now.getTime() + life).toISOString());
  try {
    return madeOf(await act(longest!));
  } catch (error) {
    if (!isKind(error, 'refused')) throw error;
    return madeOf(await act(shorter!));
  }
}

/** Graph's own address of what comes next, as a path; anything else would be handed our token. */
export function pathOf(link: string): string {
  if (!link.startsWith(`${graphOrigin}/`)) throw new MicrosoftFailure('refused', 'A link that does not lead to Graph.');
  return link.slice(graphOrigin.length);
}

/** 410, or the code that Outlook gives with other statuses: the token says nothing any more. */
export function wantsResync(error: unknown): boolean {
  if (!(error instanceof MicrosoftFailure) || !(error.cause instanceof GraphError)) return false;
  const { statusCode, code } = error.cause;
  return statusCode === 410 || /^(syncstatenotfound|resyncrequired|syncstateinvalid)$/i.test(code ?? '');
}

interface DeltaPage {
  value?: (Event & { '@removed'?: unknown })[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

type Raw = NonNullable<DeltaPage['value']>[number];

/** Subscriptions and delta queries of one tenant. */
export function createFollowing(graph: Graph, tenantId: string): Following {
  const eventsOf = (objectId: string): string => `users/${objectId}/events`;

  /** Ours on the same calendar and address: left over from a try whose answer was lost. */
  async function leftOver(objectId: string, url: string): Promise<string[]> {
    const { value } = await graph.get<{ value?: Subscription[] }>('/subscriptions', subscriptionCall('listSubscriptions'));
    const same = ({ resource, notificationUrl }: Subscription): boolean =>
      notificationUrl === url && resource?.replace(/^\//, '').toLowerCase() === eventsOf(objectId).toLowerCase();
    return (value ?? []).filter(same).flatMap(({ id }) => (id ? [id] : []));
  }

  const unsubscribe = async (id: string): Promise<void> => {
    try {
      await graph.delete(`/subscriptions/${encodeURIComponent(id)}`, subscriptionCall('unsubscribe'));
    } catch (error) {
      if (!isKind(error, 'not-found')) throw error;
    }
  };

  async function subscribe(objectId: string, { notificationUrl, lifecycleUrl, clientState, now }: SubscriptionRequest): Promise<MadeSubscription> {
    const create = (): Promise<MadeSubscription> =>
      asLongAsAllowed(now, (expirationDateTime) =>
        graph.post<Subscription>(
          '/subscriptions',
          { changeType: 'created,updated,deleted', notificationUrl, lifecycleNotificationUrl: lifecycleUrl, resource: eventsOf(objectId), expirationDateTime, clientState },
          subscriptionCall('subscribe'),
        ),
      );
    try {
      return await create();
    } catch (error) {
      if (!isKind(error, 'conflict')) throw error;
      // Not adopted but replaced: its clientState went with the answer that was lost.
      for (const id of await leftOver(objectId, notificationUrl)) await unsubscribe(id);
      return create();
    }
  }

  return {
    subscribe,
    unsubscribe,
    renew: (id, now) =>
      asLongAsAllowed(now, (expirationDateTime) =>
        graph.patch<Subscription>(`/subscriptions/${encodeURIComponent(id)}`, { expirationDateTime }, subscriptionCall('renew', { repeatable: true })),
      ),
    eventsDelta: (objectId, start) => readDelta(graph, `${tenantId}/${objectId}`, objectId, start),
  };
}

async function readDelta(graph: Graph, mailbox: string, objectId: string, start: DeltaStart): ReturnType<Following['eventsDelta']> {
  const call: CallDetails = { operation: 'eventsDelta', permission: 'Calendars.Read', mailbox, headers: { Prefer: `${outlook.Prefer}, odata.maxpagesize=200` } };
  const owner = `/users/${encodeURIComponent(objectId)}`;
  const found = new Map<string, Raw>();
  try {
    let path = 'deltaLink' in start ? pathOf(start.deltaLink) : withQuery(`${owner}/calendarView/delta`, { startDateTime: start.from, endDateTime: start.to });
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await graph.get<DeltaPage>(path, call);
      for (const item of answer.value ?? []) {
        // The same id may come twice; its last state counts, in its last place.
        found.delete(item.id ?? '');
        if (item.id) found.set(item.id, item);
      }
      const deltaLink = answer['@odata.deltaLink'];
      if (deltaLink) return { changes: await joined(graph, owner, call, [...found.values()]), deltaLink };
      path = pathOf(answer['@odata.nextLink'] ?? '');
    }
  } catch (error) {
    if (wantsResync(error)) return 'resync';
    throw error;
  }
  throw new MicrosoftFailure('unavailable', 'A calendar that never ends.');
}

/** Occurrences come with little more than their times: the rest is their master's, which came along or is read. */
async function joined(graph: Graph, owner: string, call: CallDetails, items: Raw[]): Promise<EventChange[]> {
  const masters = new Map(items.filter(({ type }) => type === 'seriesMaster').map((master) => [master.id!, master as Event | null]));
  const changes: EventChange[] = [];
  for (const item of items) {
    const slim = item.type === 'occurrence' && item.subject === undefined && item['@removed'] === undefined && item.seriesMasterId;
    if (slim && !masters.has(slim)) masters.set(slim, await readMaster(graph, owner, call, slim));
    const gone = item['@removed'] !== undefined || (slim && !masters.get(slim));
    const event = gone ? null : readable(slim ? { ...masters.get(slim), ...item } : item);
    if (event !== 'unreadable') changes.push({ eventId: item.id!, event });
  }
  return changes;
}

/** One entry that nobody can read must not hide the others: nothing is concluded from it. */
function readable(event: Event): CalendarEvent | 'unreadable' {
  try {
    return toCalendarEvent(event);
  } catch {
    return 'unreadable';
  }
}

async function readMaster(graph: Graph, owner: string, call: CallDetails, id: string): Promise<Event | null> {
  try {
    return await graph.get<Event>(`${owner}/events/${encodeURIComponent(id)}`, { ...call, operation: 'getMaster', headers: outlook });
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}
