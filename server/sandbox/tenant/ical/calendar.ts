import { fieldsOf, occurrenceAt, originalWall, spanOf, whole, type Occurrence } from '../events/occurrences.ts';
import type { Answer, Attendee, EventDocument, EventFields, WallTime } from '../model.ts';
import { instantOf, wallText } from '../time/wall.ts';
import { joined, quoted, text } from './lines.ts';
import { vtimezone } from './time-zone.ts';
import { plainText } from '../html.ts';

export type Method = 'PUBLISH' | 'REQUEST' | 'CANCEL' | 'REPLY';

/** Years of time zone rules sent along with a series; readers know the zone by its name beyond them. */
const ZONE_YEARS = 6;

/** One iCalendar object about an event, a whole series with what differs in it, or one occurrence. `stamp` is the instant of sending. */
export function calendarOf(method: Method, about: Occurrence[], stamp: Date): string {
  const zones = new Map<string, number>();
  for (const { event } of about) {
    if (event.recurrence === null) continue;
    for (const { zone } of [event.start, event.end]) zones.set(zone, Math.min(zones.get(zone) ?? Infinity, spanOf(event).start));
  }
  return joined([
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    ...[...zones].flatMap(([zone, from]) => vtimezone(zone, from, ZONE_YEARS)),
    ...about.flatMap((occurrence) => withExceptions(method, occurrence, stamp)),
    'END:VCALENDAR',
  ]);
}

/** A series brings its exceptions along, or else a reader would lose them with every update. */
function withExceptions(method: Method, occurrence: Occurrence, stamp: Date): string[] {
  const { event, key } = occurrence;
  const exceptions = key === null && event.recurrence && method !== 'REPLY' ? Object.keys(event.recurrence.exceptions) : [];
  const others = exceptions.map((exception) => occurrenceAt(event, exception)).filter((other) => other !== null);
  return [occurrence, ...others].flatMap((one) => vevent(method, one, stamp));
}

function vevent(method: Method, occurrence: Occurrence, stamp: Date): string[] {
  const { event, key } = occurrence;
  const fields = fieldsOf(occurrence);
  const cancelled = method === 'CANCEL' || fields.isCancelled;
  return [
    'BEGIN:VEVENT',
    `UID:${event.iCalUId}`,
    ...(key === null
      ? seriesLines(event)
      : [`RECURRENCE-ID${timeOf({ ...event.start, local: wallText(originalWall(event, key)) }, event, event.isAllDay)}`]),
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(stamp.getTime())}`,
    `DTSTART${timeOf(fields.start, event, fields.isAllDay)}`,
    `DTEND${timeOf(fields.end, event, fields.isAllDay)}`,
    `SUMMARY:${text(fields.subject)}`,
    ...(fields.bodyHtml ? [`DESCRIPTION:${text(plainText(fields.bodyHtml))}`] : []),
    ...(fields.location ? [`LOCATION:${text(fields.location)}`] : []),
    ...peopleLines(event, fields),
    `STATUS:${cancelled ? 'CANCELLED' : fields.showAs === 'tentative' ? 'TENTATIVE' : 'CONFIRMED'}`,
    `TRANSP:${cancelled || fields.showAs === 'free' ? 'TRANSPARENT' : 'OPAQUE'}`,
    `CLASS:${fields.sensitivity === 'private' ? 'PRIVATE' : fields.sensitivity === 'confidential' ? 'CONFIDENTIAL' : 'PUBLIC'}`,
    `X-MICROSOFT-CDO-BUSYSTATUS:${cancelled ? 'FREE' : busyStatus[fields.showAs]}`,
    'END:VEVENT',
  ];
}

const busyStatus = {
  free: 'FREE',
  tentative: 'TENTATIVE',
  busy: 'BUSY',
  unknown: 'BUSY',
  oof: 'OOF',
  workingElsewhere: 'WORKINGELSEWHERE',
} as const;

function seriesLines(event: EventDocument): string[] {
  if (event.recurrence === null) return [];
  const { rrule, cancelled } = event.recurrence;
  const exdates = cancelled.map(
    (key) => `EXDATE${timeOf({ ...event.start, local: wallText(originalWall(event, key)) }, event, event.isAllDay)}`,
  );
  return [`RRULE:${untilAsWritten(rrule, event)}`, ...exdates];
}

/** RFC 5545 wants UNTIL as an instant where DTSTART has a zone, and as a date where DTSTART is one. */
function untilAsWritten(rrule: string, event: EventDocument): string {
  return rrule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?=;|$)/, (whole, year: string, month: string, day: string) =>
    event.isAllDay ? whole : `UNTIL=${utc(instantOf({ local: `${year}-${month}-${day}T23:59:59`, zone: event.start.zone }))}`,
  );
}

const partstat: Record<Answer, string> = {
  none: 'NEEDS-ACTION',
  notResponded: 'NEEDS-ACTION',
  organizer: 'ACCEPTED',
  accepted: 'ACCEPTED',
  tentativelyAccepted: 'TENTATIVE',
  declined: 'DECLINED',
};

function peopleLines(event: EventDocument, { attendees }: EventFields): string[] {
  if (attendees.length === 0) return [];
  return [`ORGANIZER;CN=${quoted(event.organizer.name)}:mailto:${event.organizer.address}`, ...attendees.map(attendeeLine)];
}

function attendeeLine({ address, name, type, status }: Attendee): string {
  const role = type === 'required' ? 'REQ-PARTICIPANT' : type === 'optional' ? 'OPT-PARTICIPANT' : 'NON-PARTICIPANT';
  return `ATTENDEE;ROLE=${role};PARTSTAT=${partstat[status.response]};RSVP=TRUE;CN=${quoted(name)}:mailto:${address}`;
}

/** A time as its property's parameters and value: a date, the series' wall clock, or UTC for what happens once. */
function timeOf(time: WallTime, event: EventDocument, isAllDay: boolean): string {
  if (isAllDay) return `;VALUE=DATE:${time.local.slice(0, 10).replaceAll('-', '')}`;
  if (event.recurrence !== null) return `;TZID=${time.zone}:${time.local.replace(/[-:]/g, '')}`;
  return `:${utc(instantOf(time))}`;
}

const utc = (ms: number): string => `${wallText(ms).replace(/[-:]/g, '')}Z`;

/** An answer to an invitation, from one attendee. */
export function replyOf(occurrence: Occurrence, attendee: Attendee, stamp: Date): string {
  const { event, key, exception } = occurrence;
  const answered = { ...event, attendees: [attendee] };
  return calendarOf(
    'REPLY',
    [key === null ? whole(answered) : { ...occurrence, event: answered, exception: { ...exception, attendees: [attendee] } }],
    stamp,
  );
}
