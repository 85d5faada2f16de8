import { etagOf } from '../../tenant/change-keys.ts';
import { fieldsOf, type Occurrence } from '../../tenant/events/occurrences.ts';
import { findItem } from '../../tenant/events/mailbox.ts';
import type { OwnedCall } from '../call.ts';
import { badRequest, GraphError, itemNotFound, notImplemented } from '../errors.ts';
import { selector } from '../odata/query.ts';
import { presentEvent, propertiesIn, type View } from '../present/event.ts';

type Json = Record<string, unknown>;

/** How a call wants events told. A caller with only the basic permission gets no bodies and no properties. */
export function viewOf({ tenant, caller, prefer }: OwnedCall): View {
  const basic = !caller.permissions.some((name) => name === 'Calendars.Read' || name === 'Calendars.ReadWrite');
  return { tenant, basic, idForm: prefer.idForm, zone: prefer.zone, bodyType: prefer.bodyType };
}

/** Turns occurrences into what $select and $expand of a call want. */
export function presenter(call: OwnedCall): (occurrence: Occurrence) => Json {
  const [view, select, expand] = [viewOf(call), selector(call.query, 'event'), expandedProperties(call.query)];
  if (expand !== undefined && view.basic)
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Extended properties need Calendars.Read.');
  return (occurrence) => ({
    ...select(presentEvent(occurrence, view)),
    ...(expand !== undefined && propertiesIn(occurrence.event, expand)),
  });
}

/** The ids of extended properties that $expand names, null for all of them, undefined when there is no $expand. */
function expandedProperties(query: URLSearchParams): string[] | null | undefined {
  const expand = query.get('$expand');
  if (expand === null) return undefined;
  const match = /^\s*singleValueExtendedProperties(?:\s*\(\s*\$filter\s*=\s*([\s\S]*)\))?\s*$/i.exec(expand);
  if (!match) throw notImplemented(`$expand=${expand}`);
  if (match[1] === undefined) return null;
  const ids = [...match[1].matchAll(/\bid\s+eq\s+'((?:[^']|'')*)'/gi)].map(([, id]) => id!.replaceAll("''", "'"));
  if (ids.length === 0) throw badRequest(`Invalid filter clause in $expand: '${match[1]}'.`);
  return ids;
}

/** The event or occurrence that the path names. Throws 404. */
export function itemOf({ tenant, owner, params }: OwnedCall): Occurrence {
  const item = findItem(tenant, owner.objectId, params[0]!);
  if (item === null) throw itemNotFound();
  return item;
}

/** As `itemOf`, for a change: throws 412 when the caller has seen an older state than there is. */
export function itemToChange(call: OwnedCall): Occurrence {
  const item = itemOf(call);
  if (call.ifMatch === null || call.ifMatch === '*' || call.ifMatch === etagOf(item.event)) return item;
  const why =
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.';
  throw new GraphError(412, 'ErrorIrresolvableConflict', why);
}

/** What $filter and $orderby of events can ask about: the event in UTC, with every extended property. */
export function filterable(call: OwnedCall, occurrence: Occurrence): Json & { occurrence: Occurrence } {
  const told = presentEvent(occurrence, { ...viewOf(call), idForm: 'immutable', zone: { iana: 'Etc/UTC', name: 'UTC' } });
  return { ...told, singleValueExtendedProperties: occurrence.event.properties, bodyPreview: fieldsOf(occurrence).bodyHtml, occurrence };
}
