import { agenda } from '../../tenant/events/mailbox.ts';
import { occurrencesIn, whole, type Occurrence } from '../../tenant/events/occurrences.ts';
import { instantFrom } from '../body/times.ts';
import { contextOf, ok, type Answer, type OwnedCall } from '../call.ts';
import { badRequest } from '../errors.ts';
import { allowOptions, filtered, pageOf } from '../odata/query.ts';
import { filterable, itemOf, presenter } from './event-view.ts';

const PAGE = 10;
const listOptions = ['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count'];

/** GET events: single events and series, not their occurrences. */
export function listEvents(call: OwnedCall): Answer {
  allowOptions(call, listOptions);
  return listed(call, 'events', [...call.tenant.state.of('event', call.owner.objectId)].map(whole));
}

/** GET calendarView: what takes place within a window, series expanded, by start. */
export function calendarView(call: OwnedCall): Answer {
  allowOptions(call, listOptions);
  const { from, to } = windowOf(call);
  return listed(call, 'calendarView', agenda(call.tenant, call.owner.objectId, from, to));
}

/** GET event instances within a window. */
export function listInstances(call: OwnedCall): Answer {
  allowOptions(call, ['$select', '$top', '$skip']);
  const { from, to } = windowOf(call);
  const { event, key } = itemOf(call);
  if (event.recurrence === null || key !== null) throw badRequest('The item is not the master of a series.', 'ErrorInvalidOperation');
  return listed(
    call,
    'instances',
    occurrencesIn(event, from, to).toSorted((a, b) => a.start - b.start),
  );
}

function listed(call: OwnedCall, name: string, found: Occurrence[]): Answer {
  const asked = call.query.has('$filter') || call.query.has('$orderby');
  const passing = asked
    ? filtered(
        call.query,
        found.map((occurrence) => filterable(call, occurrence)),
      ).map(({ occurrence }) => occurrence)
    : found;
  const { items, links } = pageOf(call, passing, PAGE);
  return ok({ '@odata.context': contextOf(`users('${call.owner.objectId}')/${name}`), ...links, value: items.map(presenter(call)) });
}

const LONGEST_VIEW = 1825 * 86_400_000;

/** The window of the query string as instants (epoch ms). Throws 400. */
export function windowOf({ query }: OwnedCall): { from: number; to: number } {
  const named = (name: string): string | null => [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
  const [from, to] = [instantFrom('StartDateTime', named('startDateTime')), instantFrom('EndDateTime', named('endDateTime'))];
  if (to < from) throw badRequest('The end of the window must not be before its start.', 'ErrorInvalidParameter');
  if (to - from > LONGEST_VIEW) throw badRequest('The requested calendar view is longer than 1825 days.', 'ErrorCalendarViewRangeTooBig');
  return { from, to };
}
