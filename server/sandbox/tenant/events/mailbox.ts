import type { EventDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { graphId, readGraphId } from '../item-ids.ts';
import { noteChange, noteSave } from '../notify/changes.ts';
import { goneFrom } from './gone.ts';
import { occurrenceAt, occurrencesIn, whole, type Occurrence } from './occurrences.ts';

/** Writes an event, dated and counted as changed now, and returns what was written. Call inside a transaction. */
export function save(tenant: Tenant, event: EventDocument): EventDocument {
  const before = tenant.state.get('event', event.id);
  // Their traces come before the event's own change: what comes back later is told after what went.
  const { struck, outruled } = goneFrom(before, event, tenant.clock.now().getTime());
  for (const key of outruled) bury(tenant, event, key, before && occurrenceAt(before, key));
  for (const key of struck) trace(tenant, event, key);
  const saved = { ...event, change: tenant.tick(), modifiedAt: tenant.clock.now().toISOString() };
  tenant.state.put('event', saved.id, saved);
  noteSave(tenant, before, saved);
  return saved;
}

/** Removes an event and leaves a trace for delta queries. Call inside a transaction. */
export function discard(tenant: Tenant, event: EventDocument): void {
  tenant.state.remove('event', event.id);
  trace(tenant, event, null);
}

/** `was`: when it took place, where that is known and so who watches another time need not hear of it. */
function bury(tenant: Tenant, event: EventDocument, key: string | null, was?: Occurrence | null): void {
  const eventId = graphId(event.id, key, 'immutable');
  const span = was ? { start: was.start, end: was.end } : null;
  tenant.state.put('tombstone', eventId, { id: eventId, mailbox: event.mailbox, eventId, change: tenant.tick(), span });
}

function trace(tenant: Tenant, event: EventDocument, key: string | null): void {
  bury(tenant, event, key);
  noteChange(tenant, event, key, 'deleted');
}

/** Everything of a mailbox within [from, to) (epoch ms), by start. */
export function agenda(tenant: Tenant, mailbox: string, from: number, to: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const event of tenant.state.of('event', mailbox)) found.push(...occurrencesIn(event, from, to));
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.event.id < b.event.id ? -1 : 1));
}

/** The event of a mailbox with an iCalendar UID; undefined for none. */
export function byICalUId(tenant: Tenant, mailbox: string, iCalUId: string): EventDocument | undefined {
  for (const event of tenant.state.of('event', mailbox)) if (event.iCalUId === iCalUId) return event;
  return undefined;
}

/** The event or occurrence in a mailbox that an id (either form) names; null for none. */
export function findItem(tenant: Tenant, mailbox: string, id: string): Occurrence | null {
  const read = readGraphId(id);
  const event = read && tenant.state.get('event', read.own);
  if (!read || !event || event.mailbox !== mailbox) return null;
  return read.key === null ? whole(event) : occurrenceAt(event, read.key);
}
