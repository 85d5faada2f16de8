import { ianaOf } from '../tenant/time/zones.ts';
import type { SeedEvent } from '../tenant/seed.ts';
import { uuidFor } from './ids.ts';
import { withSeconds, type FileEvent } from './schema.ts';

/** An event written in the tenant file itself; `zone` (IANA) is the owner's, `key` names it within the file. */
export function seedEventOf(event: FileEvent, zone: string, key: string): SeedEvent {
  const where = event.zone === undefined ? zone : ianaOf(event.zone)!;
  const isAllDay = event.allDay ?? event.start.length === 10;
  const start = withSeconds(event.start);
  return {
    uid: uuidFor(`event ${key}`),
    subject: event.subject,
    start: { local: start, zone: where },
    end: { local: event.end === undefined ? nextMidnight(start) : withSeconds(event.end), zone: where },
    isAllDay,
    showAs: event.showAs,
    sensitivity: event.private ? 'private' : 'normal',
    location: event.location ?? null,
    isCancelled: false,
    rrule: event.recurrence ?? null,
    // A date alone names the occurrence of that day.
    exdates: event.except.map((local) => (local.length === 10 ? `${local}T${start.slice(11)}` : withSeconds(local))),
    overrides: [],
  };
}

/** Midnight after a local time. */
export function nextMidnight(local: string): string {
  const day = Date.parse(`${local.slice(0, 10)}T00:00:00Z`);
  return new Date(day + 86_400_000).toISOString().slice(0, 19);
}
