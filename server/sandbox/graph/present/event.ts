import { utcToWall, zoneTable } from '../../../platform/zones.ts';
import { fieldsOf, originalWall, type Occurrence } from '../../tenant/events/occurrences.ts';
import { patternFrom } from '../../tenant/events/pattern.ts';
import { changeKeyOf, etagOf } from '../../tenant/change-keys.ts';
import { plainText } from '../../tenant/html.ts';
import { graphId, occurrenceUId } from '../../tenant/item-ids.ts';
import { meetingOf } from '../../tenant/meetings.ts';
import type { Attendee, EventDocument, EventFields, Response, WallTime } from '../../tenant/model.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { instantOf, wallText } from '../../tenant/time/wall.ts';
import type { Prefer } from '../prefer.ts';

type Json = Record<string, unknown>;

/** How the reader of an answer wants it. */
export interface View extends Pick<Prefer, 'idForm' | 'zone' | 'bodyType'> {
  tenant: Tenant;
  /** Only basic permission: no body. */
  basic: boolean;
}

/** An instant in Graph's long form. */
export const instantText = (iso: string): string =>
  iso.replace(/(\.\d+)?Z$/, (fraction) => `.${fraction.replace(/\D/g, '').padEnd(7, '0')}Z`);

/** A time as `dateTimeTimeZone` in the reader's zone. All-day events lie on dates, which no zone moves. */
export function timeIn(zone: Prefer['zone'], time: WallTime, isAllDay: boolean): Json {
  const local = isAllDay ? time.local : wallText(utcToWall(zoneTable(zone.iana), instantOf(time)));
  return { dateTime: `${local}.0000000`, timeZone: zone.name };
}

/** An event, series or occurrence as Graph answers it. Extended properties are not in it; see `propertiesIn`. */
export function presentEvent(occurrence: Occurrence, view: View): Json {
  const { event, key } = occurrence;
  const fields = fieldsOf(occurrence);
  return {
    '@odata.etag': etagOf(event),
    id: graphId(event.id, key, view.idForm),
    ...about(event),
    ...ofOccurrence(occurrence, view),
    ...shown(event, fields, view),
    ...online(event, view.tenant),
    start: timeIn(view.zone, fields.start, fields.isAllDay),
    end: timeIn(view.zone, fields.end, fields.isAllDay),
    originalStartTimeZone: fields.start.zoneName,
    originalEndTimeZone: fields.end.zoneName,
    attendees: fields.attendees.map((attendee) => presentAttendee(attendee, view)),
    organizer: { emailAddress: { name: event.organizer.name, address: event.organizer.address } },
  };
}

function about(event: EventDocument): Json {
  return {
    createdDateTime: instantText(event.createdAt),
    lastModifiedDateTime: instantText(event.modifiedAt),
    changeKey: changeKeyOf(event),
    ...(event.transaction && { transactionId: event.transaction.id }),
    hasAttachments: false,
    isOrganizer: event.isOrganizer,
    responseRequested: event.responseRequested,
    allowNewTimeProposals: event.allowNewTimeProposals,
    hideAttendees: event.hideAttendees,
    isDraft: false,
  };
}

function ofOccurrence({ event, key, exception }: Occurrence, { idForm }: View): Json {
  const series = event.recurrence;
  if (key === null) {
    const type = series === null ? 'singleInstance' : 'seriesMaster';
    return {
      iCalUId: event.iCalUId,
      type,
      seriesMasterId: null,
      recurrence: series && patternFrom(series.rrule, event.start),
      webLink: linkTo(event, null),
    };
  }
  const original = instantOf({ local: wallText(originalWall(event, key)), zone: event.start.zone });
  return {
    iCalUId: occurrenceUId(event.iCalUId, key),
    type: exception === null ? 'occurrence' : 'exception',
    seriesMasterId: graphId(event.id, null, idForm),
    originalStart: new Date(original).toISOString(),
    recurrence: null,
    webLink: linkTo(event, key),
  };
}

const linkTo = (event: EventDocument, key: string | null): string =>
  `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(graphId(event.id, key, 'mutable'))}&exvsurl=1&path=/calendar/item`;

const PREVIEW = 255;

function shown(event: EventDocument, fields: EventFields, view: View): Json {
  const text = plainText(fields.bodyHtml);
  const content = view.bodyType === 'text' ? text : wrapped(fields.bodyHtml);
  const location = { displayName: fields.location, locationType: 'default', uniqueId: fields.location, uniqueIdType: 'private' };
  return {
    categories: fields.categories,
    reminderMinutesBeforeStart: fields.reminderMinutes,
    isReminderOn: fields.isReminderOn,
    subject: fields.subject,
    ...(!view.basic && { bodyPreview: text.slice(0, PREVIEW), body: { contentType: view.bodyType, content } }),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    isAllDay: fields.isAllDay,
    isCancelled: fields.isCancelled,
    showAs: fields.showAs,
    responseStatus: presentResponse(event.isOrganizer ? { response: 'organizer', time: null } : fields.response),
    location: fields.location === '' ? { displayName: '', locationType: 'default', uniqueIdType: 'unknown' } : location,
    locations: fields.location === '' ? [] : [location],
  };
}

/** The page that Exchange makes of every body. */
const wrapped = (inner: string): string =>
  inner === ''
    ? ''
    : `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${inner}\r\n</body>\r\n</html>\r\n`;

function online(event: EventDocument, tenant: Tenant): Json {
  const meeting = meetingOf(tenant, event);
  // Outlook's own join address has been null for Teams since it was deprecated.
  const deprecated = { onlineMeetingUrl: null };
  if (meeting === null) return { ...deprecated, isOnlineMeeting: false, onlineMeetingProvider: 'unknown', onlineMeeting: null };
  return { ...deprecated, isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness', onlineMeeting: { joinUrl: meeting.joinUrl } };
}

const presentResponse = ({ response, time }: Response): Json => ({ response, time: time ?? '0001-01-01T00:00:00Z' });

function presentAttendee({ type, status, address, name, proposedNewTime }: Attendee, { zone }: View): Json {
  const proposal = proposedNewTime && {
    proposedNewTime: { start: timeIn(zone, proposedNewTime.start, false), end: timeIn(zone, proposedNewTime.end, false) },
  };
  return { type, status: presentResponse(status), emailAddress: { name, address }, ...proposal };
}

/** Extended properties among those whose ids were asked for (null: all), as `$expand` adds them; nothing when there is none. */
export function propertiesIn(event: EventDocument, ids: string[] | null): Json {
  const found = event.properties.filter(({ id }) => ids === null || ids.includes(id));
  return found.length === 0 ? {} : { singleValueExtendedProperties: found };
}
