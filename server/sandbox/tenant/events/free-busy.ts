import type { EventFields, PersonDocument } from '../model.ts';
import type { Tenant } from '../tenant.ts';
import { agenda } from './mailbox.ts';
import { fieldsOf } from './occurrences.ts';

/** One entry of somebody's free/busy; times are instants (epoch ms). */
export interface BusyEntry {
  start: number;
  end: number;
  status: EventFields['showAs'];
  isPrivate: boolean;
  subject: string;
  location: string;
}

/** A person's free/busy within [from, to), by start. What is cancelled or was declined is not in it; what is shown as free is. */
export function freeBusy(tenant: Tenant, person: PersonDocument, from: number, to: number): BusyEntry[] {
  return agenda(tenant, person.objectId, from, to).flatMap((occurrence) => {
    // An occurrence as the rule has it differs from its series only in time, which spares the merge for most of a calendar.
    const fields = occurrence.exception === null ? occurrence.event : fieldsOf(occurrence);
    if (fields.isCancelled || fields.response.response === 'declined') return [];
    const isPrivate = fields.sensitivity === 'private' || fields.sensitivity === 'confidential';
    return [
      {
        start: occurrence.start,
        end: occurrence.end,
        status: fields.showAs,
        isPrivate,
        subject: fields.subject,
        location: fields.location,
      },
    ];
  });
}

const digits: Record<EventFields['showAs'], number> = { free: 0, tentative: 1, busy: 2, oof: 3, workingElsewhere: 4, unknown: 2 };
/** The stronger status is told when several meet: away, busy, tentative, elsewhere, free. */
const strength = [0, 4, 1, 2, 3];

/** One digit for each interval of [from, to): 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere. */
export function availabilityView(entries: BusyEntry[], from: number, to: number, minutes: number): string {
  const step = minutes * 60_000;
  const view: number[] = Array.from({ length: Math.ceil((to - from) / step) }, () => 0);
  for (const { start, end, status } of entries) {
    const digit = digits[status];
    const last = Math.min(Math.ceil((end - from) / step), view.length);
    for (let slot = Math.max(Math.floor((start - from) / step), 0); slot < last; slot++) {
      if (strength.indexOf(digit) > strength.indexOf(view[slot]!)) view[slot] = digit;
    }
  }
  return view.join('');
}
