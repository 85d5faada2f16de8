import { newItemId } from './item-ids.ts';
import type { AutomaticReplies, Documents, EventDocument, EventFields, MailboxSettings, WallTime } from './model.ts';
import { windowsOf } from './time/zones.ts';
import { wallMs } from './time/wall.ts';
import { occurrenceKey } from './events/rule.ts';
import type { SeedEvent, SeedPerson, SeedTime, TenantSeed } from './seed.ts';
import type { State } from './state.ts';

/** Writes a seed's organisation into an empty state. `now` dates what is created. */
export function plant(state: State<Documents>, seed: TenantSeed, now: Date): void {
  state.put('organisation', seed.tenantId, { tenantId: seed.tenantId, displayName: seed.displayName });
  let change = 0;
  const plantEvents = (mailbox: string, name: string, address: string, events: SeedEvent[]): void => {
    for (const event of events) {
      const document = eventFrom(event, { mailbox, name, address, now, change: ++change });
      state.put('event', document.id, document);
    }
  };
  for (const person of seed.people) {
    const { zone: _zone, zoneName: _name, workingHours: _hours, events, ...entry } = person;
    state.put('person', person.objectId, { ...entry, settings: settingsFrom(person) });
    plantEvents(person.objectId, person.displayName, person.address, events);
  }
  for (const { events, ...outsider } of seed.outsiders) {
    const address = outsider.address.toLowerCase();
    state.put('outsider', address, { ...outsider, address, hasFeed: events !== null || outsider.ics !== null });
    plantEvents(address, outsider.displayName, address, events ?? []);
  }
}

function settingsFrom({ zone, zoneName, workingHours }: SeedPerson): MailboxSettings {
  return {
    zone,
    zoneName,
    workingHours: { ...workingHours, zone, zoneName },
    locale: 'en-GB',
    dateFormat: 'yyyy-MM-dd',
    timeFormat: 'HH:mm',
    automaticReplies: noReplies,
  };
}

const never: WallTime = { local: '0001-01-01T00:00:00', zone: 'Etc/UTC', zoneName: 'UTC' };
const noReplies: AutomaticReplies = {
  status: 'disabled',
  externalAudience: 'none',
  start: never,
  end: never,
  internalReply: '',
  externalReply: '',
};

interface Owner {
  mailbox: string;
  name: string;
  address: string;
  now: Date;
  change: number;
}

function eventFrom(event: SeedEvent, { mailbox, name, address, now, change }: Owner): EventDocument {
  return {
    ...fieldsFrom(event),
    // The start is in the name too: an .ics may hold two events of one UID.
    id: newItemId(`${mailbox} ${event.uid} ${event.start.local}`),
    mailbox,
    iCalUId: event.uid,
    sequence: 0,
    change,
    createdAt: now.toISOString(),
    modifiedAt: now.toISOString(),
    organizer: { address, name },
    isOrganizer: true,
    organizerShowAs: event.showAs,
    hideAttendees: false,
    allowNewTimeProposals: true,
    responseRequested: true,
    transaction: null,
    meetingId: null,
    properties: [],
    recurrence: event.rrule === null ? null : recurrenceFrom(event, event.rrule),
  };
}

function recurrenceFrom(event: SeedEvent, rrule: string): EventDocument['recurrence'] {
  const keyOf = (local: string): string => occurrenceKey(rrule, wallMs(local));
  const exceptions = event.overrides.map(({ originalStart, event: override }) => [keyOf(originalStart), fieldsFrom(override)] as const);
  return { rrule, cancelled: event.exdates.map(keyOf), exceptions: Object.fromEntries(exceptions) };
}

type SeedFields = Omit<SeedEvent, 'uid' | 'rrule' | 'exdates' | 'overrides'>;

function fieldsFrom(event: SeedFields): EventFields {
  return {
    subject: event.subject,
    bodyHtml: '',
    start: wallTime(event.start),
    end: wallTime(event.end),
    isAllDay: event.isAllDay,
    showAs: event.showAs,
    sensitivity: event.sensitivity,
    importance: 'normal',
    location: event.location ?? '',
    categories: [],
    isReminderOn: true,
    reminderMinutes: 15,
    attendees: [],
    isCancelled: event.isCancelled,
    response: { response: 'organizer', time: null },
  };
}

const wallTime = (time: SeedTime): WallTime => ({ ...time, zoneName: windowsOf(time.zone) });
