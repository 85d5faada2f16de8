import { createHash } from 'node:crypto';
import { patternProblem, ruleFrom, type PatternedRecurrence } from '../../tenant/events/pattern.ts';
import type { EventChange, NewEvent } from '../../tenant/events/organise.ts';
import { escapeHtml } from '../../tenant/html.ts';
import { normalised } from '../../tenant/mail/deliver.ts';
import type { Attendee, EventFields, PersonDocument, Recurrence, WallTime } from '../../tenant/model.ts';
import { instantOf } from '../../tenant/time/wall.ts';
import { badRequest } from '../errors.ts';
import { wallTimeFrom, type DateTimeTimeZone } from './times.ts';

/** An event as a request may hold it: validated against the description, so only what it cannot say is checked here. */
export interface EventBody {
  subject?: string | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  start?: DateTimeTimeZone | null;
  end?: DateTimeTimeZone | null;
  isAllDay?: boolean | null;
  showAs?: EventFields['showAs'] | null;
  sensitivity?: EventFields['sensitivity'] | null;
  importance?: EventFields['importance'] | null;
  location?: { displayName?: string | null } | null;
  locations?: { displayName?: string | null }[];
  categories?: string[];
  isReminderOn?: boolean | null;
  reminderMinutesBeforeStart?: number | null;
  attendees?: { type?: Attendee['type'] | null; emailAddress?: { address?: string | null; name?: string | null } | null }[];
  hideAttendees?: boolean | null;
  allowNewTimeProposals?: boolean | null;
  responseRequested?: boolean | null;
  singleValueExtendedProperties?: { id?: string; value?: string | null }[];
  recurrence?: PatternedRecurrence | null;
  isOnlineMeeting?: boolean | null;
  onlineMeetingProvider?: string | null;
  transactionId?: string | null;
}

/** What an event is before anything was said about it. */
export function newEventFrom(body: EventBody, person: PersonDocument): NewEvent {
  if (!body.start || !body.end) throw badRequest('Required property start or end is missing.', 'ErrorInvalidRequest');
  const { start, end, ...change } = changeFrom(body, person, null);
  return { ...blank, ...change, start: start!, end: end!, transaction: transactionOf(body) };
}

const blank: Omit<NewEvent, 'start' | 'end'> = {
  subject: '',
  bodyHtml: '',
  isAllDay: false,
  showAs: 'busy',
  sensitivity: 'normal',
  importance: 'normal',
  location: '',
  categories: [],
  isReminderOn: true,
  reminderMinutes: 15,
  attendees: [],
  isCancelled: false,
  response: { response: 'organizer', time: null },
  hideAttendees: false,
  allowNewTimeProposals: true,
  responseRequested: true,
  properties: [],
  transaction: null,
  recurrence: null,
  online: false,
};

/** Told twice, a request is the same when everything in it is, in whatever order. */
function transactionOf({ transactionId, ...rest }: EventBody): NewEvent['transaction'] {
  if (!transactionId) return null;
  return {
    id: transactionId,
    digest: createHash('sha256')
      .update(JSON.stringify(sorted(rest)))
      .digest('base64url'),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}

/** What a request sets on an event; `before` is what it changes, null for a new event. Properties that are Outlook's own are ignored. */
export function changeFrom(body: EventBody, person: PersonDocument, before: EventFields | null): EventChange {
  const change = { ...plain(body), ...times(body, person, before) };
  if (body.attendees) change.attendees = attendeesFrom(body.attendees, person, before?.attendees ?? []);
  if (body.body) change.bodyHtml = htmlFrom(body.body);
  const location = body.location ?? body.locations?.[0];
  if (location) change.location = location.displayName ?? '';
  if (body.singleValueExtendedProperties) change.properties = propertiesFrom(body.singleValueExtendedProperties);
  if (body.recurrence !== undefined) change.recurrence = recurrenceFrom(body.recurrence);
  // Outlook ignores any later change of these two; so there is nothing to say but yes.
  if (body.isOnlineMeeting && (body.onlineMeetingProvider ?? 'teamsForBusiness') === 'teamsForBusiness') change.online = true;
  return change;
}

function plain(body: EventBody): EventChange {
  const { subject, showAs, sensitivity, importance, categories, isReminderOn, hideAttendees, allowNewTimeProposals, responseRequested } =
    body;
  const named = {
    subject,
    showAs,
    sensitivity,
    importance,
    categories,
    isReminderOn,
    hideAttendees,
    allowNewTimeProposals,
    responseRequested,
  };
  const reminderMinutes = body.reminderMinutesBeforeStart;
  return Object.fromEntries(Object.entries({ ...named, reminderMinutes }).filter(([, value]) => value !== undefined && value !== null));
}

function times(body: EventBody, person: PersonDocument, before: EventFields | null): EventChange {
  if (!body.start && !body.end && typeof body.isAllDay !== 'boolean') return {};
  const isAllDay = body.isAllDay ?? before?.isAllDay ?? false;
  const ends = { start: body.start ? wallTimeFrom(body.start) : before!.start, end: body.end ? wallTimeFrom(body.end) : before!.end };
  const problem = problemOf(ends, isAllDay);
  if (problem !== null) throw badRequest(`At least one property failed validation. ${problem}`, 'ErrorPropertyValidationFailure');
  return isAllDay ? { isAllDay, start: onDate(ends.start, person), end: onDate(ends.end, person) } : { isAllDay, ...ends };
}

function problemOf({ start, end }: { start: WallTime; end: WallTime }, isAllDay: boolean): string | null {
  if (!isAllDay) return instantOf(end) < instantOf(start) ? 'The end of an event must not be before its start.' : null;
  if (!isMidnight(start) || !isMidnight(end)) return 'Start and end of an all-day event need to be set to midnight.';
  return end.local <= start.local ? 'The duration of an all-day event must be at least 24 hours.' : null;
}

const isMidnight = ({ local }: WallTime): boolean => local.endsWith('T00:00:00');
/** All-day events lie on dates of their owner's calendar. */
const onDate = ({ local, zoneName }: WallTime, { settings }: PersonDocument): WallTime => ({ local, zone: settings.zone, zoneName });

const MOST_ATTENDEES = 500;

function attendeesFrom(given: NonNullable<EventBody['attendees']>, person: PersonDocument, before: Attendee[]): Attendee[] {
  if (given.length > MOST_ATTENDEES) throw badRequest(`An event can have at most ${MOST_ATTENDEES} attendees.`, 'ErrorTooManyRecipients');
  const list = given.map(({ type, emailAddress }) => {
    const { address, name } = normalised(emailAddress ?? {});
    if (!/^[^@\s]+@[^@\s]+$/.test(address)) throw badRequest(`At least one recipient isn't valid: '${address}'.`, 'ErrorInvalidRecipients');
    const known = before.find((other) => other.address === address);
    const { status, proposedNewTime } = known ?? { status: { response: 'none', time: null }, proposedNewTime: null };
    return { address, name, type: type ?? 'required', status, proposedNewTime } satisfies Attendee;
  });
  // The organiser is no attendee of their own meeting, even when listed.
  return [...new Map(list.map((attendee) => [attendee.address, attendee])).values()].filter(({ address }) => address !== person.address);
}

/** The inside of what Exchange keeps of a body: HTML without scripts, text made HTML. */
function htmlFrom({ contentType, content }: NonNullable<EventBody['body']>): string {
  const given = content ?? '';
  if (!/^html$/i.test(contentType ?? 'text')) return escapeHtml(given).replace(/\r?\n/g, '<br>\r\n');
  const inner = /<body[^>]*>([\s\S]*)<\/body>/i.exec(given)?.[1] ?? given;
  return inner.replace(/<script\b[\s\S]*?(<\/script>|$)/gi, '').trim();
}

const PROPERTY_ID =
  /^(String|Integer|Boolean|SystemTime|Double|Long|Short|CLSID) (\{[0-9a-f-]{36}\} (Name .+|Id 0x[0-9a-f]+)|0x[0-9a-f]+)$/i;

function propertiesFrom(given: NonNullable<EventBody['singleValueExtendedProperties']>): { id: string; value: string }[] {
  return given.map(({ id, value }) => {
    if (!id || !PROPERTY_ID.test(id)) throw badRequest(`The extended property id '${id}' is invalid.`, 'ErrorInvalidProperty');
    return { id, value: value ?? '' };
  });
}

function recurrenceFrom(given: PatternedRecurrence | null): Recurrence | null {
  if (given === null) return null;
  const problem = patternProblem(given);
  if (problem !== null) throw badRequest(`The recurrence is invalid: ${problem}.`, 'ErrorCalendarInvalidRecurrence');
  return { rrule: ruleFrom(given), cancelled: [], exceptions: {} };
}
