import type { BusyInterval, BusyStatus } from '../../../../platform/microsoft/microsoft.ts';
import { instantOf, type Locate } from './clocks.ts';
import { every, type Component } from './components.ts';
import { periodSpan } from './events.ts';
import type { Property } from './lines.ts';
import { written } from './values.ts';

const STATUS: Record<string, BusyStatus | null> = { FREE: null, 'BUSY-TENTATIVE': 'tentative', 'BUSY-UNAVAILABLE': 'oof' };

/** The busy periods of a VFREEBUSY: what some calendars publish instead of events. Throws FeedFailure for unreadable times. */
export const readFreeBusy = (component: Component, locate: Locate): BusyInterval[] =>
  every(component, 'FREEBUSY').flatMap((property) => periods(property, locate));

function periods(property: Property, locate: Locate): BusyInterval[] {
  const type = property.params['FBTYPE']?.toUpperCase() ?? 'BUSY';
  const status = type in STATUS ? STATUS[type]! : 'busy';
  if (status === null) return [];
  return property.value.split(',').map((period) => {
    const [from, to] = period.split('/');
    const at = locate(written(from!, property.params));
    const span = periodSpan(at, to ?? '', property, locate);
    const start = instantOf(at);
    return { start, end: Math.max(at.clock.toInstant(at.wall + span.wall) + span.ms, start + span.exact), status };
  });
}
