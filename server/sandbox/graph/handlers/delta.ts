import { occurrencesIn, whole, type Occurrence } from '../../tenant/events/occurrences.ts';
import type { EventDocument, TombstoneDocument } from '../../tenant/model.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest, GraphError } from '../errors.ts';
import { graphId, readGraphId } from '../../tenant/item-ids.ts';
import { presentEvent, timeIn } from '../present/event.ts';
import { linkTo } from '../odata/query.ts';
import { windowOf } from './event-lists.ts';
import { viewOf } from './event-view.ts';

type Json = Record<string, unknown>;

/** Where a caller stands: in the window, having seen every change up to `seen`; `target` ends the round under way. */
interface Position {
  from: number;
  to: number;
  seen: number;
  /** Last change of this round; null between rounds. */
  target: number | null;
  /** First rounds tell no removals: nothing was told before. */
  first: boolean;
  /** Instant of issue (epoch ms). */
  at: number;
}

const PAGE = 50;
const TOKEN_LIFE = 30 * 86_400_000;
const forbidden = ['$select', '$filter', '$expand', '$orderby', '$search', '$top'];

/** GET calendarView/delta: what changed in a window since a token, in pages; the window is fixed by the first call. */
export function deltaView(call: OwnedCall): Answer {
  const refused = forbidden.find((name) => call.query.has(name));
  if (refused)
    throw badRequest(`The query parameter '${refused}' is not supported on this resource with change tracking.`, 'ErrorInvalidUrlQuery');
  const position = positionOf(call);
  const target = position.target ?? lastChange(call);
  const changes = changesBetween(call, position, target);
  const page = changes.slice(0, call.prefer.maxPageSize ?? PAGE);
  const done = page.length === changes.length;
  const next = { ...position, seen: done ? target : page.at(-1)!.change, target: done ? null : target, first: position.first && !done };
  const link = linkTo(new URL(call.url.origin + call.url.pathname), { [done ? '$deltatoken' : '$skiptoken']: tokenOf(call, next) });
  return ok({
    '@odata.context': contextOf('Collection(event)'),
    [done ? '@odata.deltaLink' : '@odata.nextLink']: link,
    value: page.flatMap(({ items }) => items()),
  });
}

function positionOf(call: OwnedCall): Position {
  const token = call.query.get('$deltatoken') ?? call.query.get('$skiptoken');
  const at = call.tenant.clock.now().getTime();
  if (token === null) return { ...windowOf(call), seen: 0, target: null, first: true, at };
  const position = readToken(token);
  if (position && position.seen <= lastChange(call) && at - position.at < TOKEN_LIFE) return position;
  const location = `${call.url.origin}${call.url.pathname}`;
  throw new GraphError(410, 'SyncStateNotFound', 'The sync state generation is not found; a full synchronization is required.', {
    location,
  });
}

const tokenOf = (call: OwnedCall, position: Position): string =>
  Buffer.from(JSON.stringify({ ...position, at: call.tenant.clock.now().getTime() })).toString('base64url');

function readToken(token: string): Position | null {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Position>;
    return [value.from, value.to, value.seen, value.at].every(Number.isFinite) ? (value as Position) : null;
  } catch {
    return null;
  }
}

function lastChange({ tenant, owner }: OwnedCall): number {
  let last = 0;
  for (const { change } of tenant.state.of('event', owner.objectId)) last = Math.max(last, change);
  for (const { change } of tenant.state.of('tombstone', owner.objectId)) last = Math.max(last, change);
  return last;
}

interface Change {
  change: number;
  items(): Json[];
}

/** Changes in the order they were made. A page ends between two, never within a series. */
function changesBetween(call: OwnedCall, { from, to, seen, first }: Position, target: number): Change[] {
  const within = ({ change }: { change: number }): boolean => change > seen && change <= target;
  const { state } = call.tenant;
  const told = [...state.of('event', call.owner.objectId)].filter(within).flatMap((event): Change[] => {
    const found = occurrencesIn(event, from, to);
    return first && found.length === 0 ? [] : [{ change: event.change, items: () => [...itemsOf(call, event, found), ...(first ? [] : movedOut(call, event, found))] }];
  });
  const watched = ({ span }: TombstoneDocument): boolean => !span || (span.start < to && span.end > from);
  const traces = first ? [] : [...state.of('tombstone', call.owner.objectId)].filter((one) => within(one) && watched(one));
  const gone = traces.map(({ change, eventId }): Change => ({ change, items: () => [removed(call, eventId)] }));
  return [...told, ...gone].toSorted((a, b) => a.change - b.change);
}

function itemsOf(call: OwnedCall, event: EventDocument, found: Occurrence[]): Json[] {
  const view = viewOf(call);
  // Outlook tells of events that are not in the window as if they were removed from it.
  if (found.length === 0) return [removed(call, graphId(event.id, null, 'immutable'))];
  if (event.recurrence === null) return found.map((occurrence) => presentEvent(occurrence, view));
  return [
    presentEvent(whole(event), view),
    ...found.map((occurrence) => (occurrence.exception === null ? slim(occurrence, call) : presentEvent(occurrence, view))),
  ];
}

/** Occurrences of their own time that lie outside the window now, wherever they were before. */
function movedOut(call: OwnedCall, event: EventDocument, found: Occurrence[]): Json[] {
  const own = Object.keys(event.recurrence?.exceptions ?? {});
  const gone = own.filter((key) => !event.recurrence!.cancelled.includes(key) && !found.some((one) => one.key === key));
  return gone.map((key) => removed(call, graphId(event.id, key, 'immutable')));
}

/** Occurrences come with little more than their time; the rest is their master's. */
function slim({ event, key, start, end }: Occurrence, { prefer }: OwnedCall): Json {
  const at = (ms: number): Json =>
    timeIn(prefer.zone, { local: new Date(ms).toISOString().slice(0, 19), zone: 'Etc/UTC', zoneName: 'UTC' }, false);
  return {
    id: graphId(event.id, key, prefer.idForm),
    seriesMasterId: graphId(event.id, null, prefer.idForm),
    type: 'occurrence',
    start: at(start),
    end: at(end),
  };
}

function removed({ prefer }: OwnedCall, immutableId: string): Json {
  const { own, key } = readGraphId(immutableId)!;
  return { '@removed': { reason: 'deleted' }, id: graphId(own, key, prefer.idForm) };
}
