import type { Following } from './following.ts';
import type { Attendance } from './attendance.ts';
import type { BlocksMicrosoft } from './blocks.ts';

/**
 * What the rest of Fieldwork may ask of Microsoft 365. Features see only these types, never an SDK's.
 * All instants are ISO 8601 in UTC with `Z`; zones are IANA names. Windows names and Graph's shapes stay behind this file.
 */
import type { HoldCalendar } from './holds.ts';
import type { ComposedItems } from './outlook.ts';
import type { TodoMicrosoft } from './todo.ts';

/** A validated access token's person. */
export interface SignedInPerson {
  tenantId: string;
  objectId: string;
  displayName: string;
  /** Lower-case; the `preferred_username` or `upn` claim, for display and first matching only, never as a key. */
  email: string;
  appRoles: string[];
}

/** On whose behalf a delegated call is made: the claims of a validated token and the token itself. */
export interface OnBehalfOf {
  tenantId: string;
  objectId: string;
  assertion: string;
}

export interface DirectoryPerson {
  /** Entra object id; null for somebody outside the tenant. */
  objectId: string | null;
  displayName: string;
  /** Lower-case SMTP address. */
  email: string;
  jobTitle: string | null;
}

export type BusyStatus = 'tentative' | 'busy' | 'oof' | 'workingElsewhere';

export interface BusyInterval {
  /** Epoch milliseconds, start included, end excluded. */
  start: number;
  end: number;
  status: BusyStatus;
}

/** Hours on one ISO weekday (1 = Monday .. 7 = Sunday), local wall-clock minutes from midnight, 0..1440, end after start. */
export interface DayHours {
  weekday: number;
  startMinute: number;
  endMinute: number;
}

/** One person's free/busy as Graph answered it. `readable: false` means nothing is known; it is never "free". */
export type Schedule =
  | { email: string; readable: true; busy: BusyInterval[]; hours: DayHours[] | null; zone: string | null }
  | { email: string; readable: false; reason: string };

/** How an attendee answered, in Graph's own words. */
export type AttendeeResponse = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';

export interface EventDraft {
  /** Makes retries one event. Stable for one session's creation. */
  transactionId: string;
  subject: string;
  /** HTML body; already escaped. */
  bodyHtml: string;
  start: string;
  end: string;
  /** Zone the organiser sees the event in. */
  zone: string;
  attendees: { email: string; displayName: string; optional: boolean }[];
  showAs: 'busy' | 'tentative';
  sensitivity: 'normal' | 'private';
  /** Written as our extended property, so that our own events can be found again. */
  tag: string;
}

export interface CalendarEvent {
  /** Immutable id in the organiser's mailbox. */
  id: string;
  iCalUId: string;
  changeKey: string;
  subject: string;
  start: string;
  end: string;
  isCancelled: boolean;
  /** Null when Microsoft 365 made no online meeting (no licence, hiccup). */
  joinUrl: string | null;
  webLink: string | null;
  attendees: {
    email: string;
    displayName: string;
    response: AttendeeResponse;
    optional: boolean;
    /** Another time this person proposed. */
    proposed: { start: string; end: string } | null;
  }[];
  /** When anything about it last changed; null when Microsoft 365 did not say. */
  modifiedAt: string | null;
  /** Lower-case address of who organises it; '' when Microsoft 365 did not say. */
  organizer: string;
  /** True in the organiser's own calendar. */
  isOrganizer: boolean;
  /** An occurrence or exception names its series' master. */
  seriesMasterId: string | null;
  type: 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';
  isAllDay: boolean;
  showAs: 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
  /** How the calendar's owner answered the invitation. */
  ownResponse: AttendeeResponse;
}

/** Delegated calls: what a signed-in person asks while looking at a screen. Every method rejects with MicrosoftFailure. */
export interface DelegatedMicrosoft {
  /** The person's own directory entry, and the IANA zone of their mailbox (null when unreadable). */
  me(): Promise<DirectoryPerson & { zone: string | null }>;
  manager(): Promise<DirectoryPerson | null>;
  /** Manager of a colleague; null when there is none. */
  managerOf(objectId: string): Promise<DirectoryPerson | null>;
  /** People search by name or address, best first, at most `limit` (default 10). */
  searchPeople(text: string, limit?: number): Promise<DirectoryPerson[]>;
  /** Free/busy of up to 20 addresses a request (more are split), window split under 62 days; one entry per address asked, in order. */
  schedules(emails: string[], from: string, to: string): Promise<Schedule[]>;
  /** The iCalendar UID of an event in the person's own calendar, by any id that Outlook gives it; null when there is none. */
  readUid(eventId: string): Promise<string | null>;
  /** Mail from the signed-in person. */
  sendMail(mail: { to: { email: string; displayName: string }; subject: string; bodyHtml: string }): Promise<void>;
  /** A message of the signed-in person in a chat that they are in, never twice by itself; HTML, already escaped. */
  postInChat(chatId: string, html: string): Promise<void>;
}

/** What a mailbox tells of its owner before somebody is disturbed. */
export interface Presence {
  /** IANA; null when unknown. */
  zone: string | null;
  /** Automatic replies or an out-of-office entry say: away until then (ISO); null when not away. */
  awayUntil: string | null;
}

/** A line in Teams' activity feed. */
export interface ActivityNotice {
  /** What the feed says in bold. */
  title: string;
  /** At most 150 characters are shown. */
  preview: string;
  /** Where it leads inside the personal tab, e.g. `/sessions/<id>`. */
  path: string;
}

/** App-only calls: what must work while nobody is looking. Every method rejects with MicrosoftFailure. */
export interface ApplicationMicrosoft extends Attendance, ComposedItems, Following, BlocksMicrosoft, HoldCalendar, TodoMicrosoft {
  /** Creates in the organiser's mailbox; asked twice with one transactionId it answers the same event. */
  createEvent(organizerObjectId: string, draft: EventDraft): Promise<CalendarEvent>;
  /** The event that carries `tag`, or null: whether a request whose answer was lost was done. */
  findEvent(organizerObjectId: string, tag: string): Promise<CalendarEvent | null>;
  /** The copy of an event that `ownerObjectId` has, known by the id that is the same in every calendar; null when there is none. */
  findCopy(ownerObjectId: string, iCalUId: string): Promise<CalendarEvent | null>;
  getEvent(organizerObjectId: string, eventId: string): Promise<CalendarEvent>;
  /** Moves start and end; attendees are told by Microsoft. After 'no-answer' it may have been done: read the event before asking again, or they are told twice. */
  moveEvent(organizerObjectId: string, eventId: string, when: { start: string; end: string; zone: string }): Promise<CalendarEvent>;
  /** Cancels with a comment to the attendees. Resolves too when the event is already gone. */
  cancelEvent(organizerObjectId: string, eventId: string, comment: string): Promise<void>;
  schedules(callerObjectId: string, emails: string[], from: string, to: string): Promise<Schedule[]>;
  /** The meeting chat's thread id, looked up by join URL; null when there is none. */
  meetingChat(organizerObjectId: string, joinUrl: string): Promise<string | null>;
  /** Puts the Fieldwork app into a meeting's chat; resolves too when it is there already. */
  installInChat(chatId: string): Promise<void>;
  /** Tells somebody in Teams, never twice by itself. False when they cannot be told there: no app, no licence. */
  notifyInTeams(objectId: string, notice: ActivityNotice): Promise<boolean>;
  /** Zone and absence of somebody, in two requests; `now` is an ISO instant. */
  presence(person: { objectId: string; email: string }, now: string): Promise<Presence>;
  /** Mail from a mailbox of the tenant, never twice by itself. */
  sendMailFrom(mailbox: string, mail: { to: { email: string; displayName: string }; subject: string; bodyHtml: string }): Promise<void>;
}

export interface Microsoft {
  /**
   * Checks an access token for our API in every respect. Rejects with AppError 'sign-in-required' and never says why in
   * detail, or with MicrosoftFailure 'unavailable' when the keys to check it with cannot be read.
   */
  verify(token: string): Promise<SignedInPerson>;
  onBehalfOf(person: OnBehalfOf): DelegatedMicrosoft;
  application(tenantId: string): ApplicationMicrosoft;
}

/** Why Microsoft did not do what was asked. `throttled`, `unavailable` and `no-answer` are worth another try. */
export type FailureKind =
  | 'throttled' // 429
  | 'unavailable' // 5xx, offline
  | 'no-answer' // the request may or may not have been done
  | 'consent-missing' // a permission was never granted, or was taken back
  | 'sign-in-again' // the person must interact (MFA, expired assertion)
  | 'not-found'
  | 'conflict'
  | 'refused'; // any other 4xx: our mistake, or a rule of theirs

export class MicrosoftFailure extends Error {
  readonly kind: FailureKind;
  /** Seconds Microsoft asked us to wait; null when it did not say. */
  readonly retryAfterSeconds: number | null;
  /** The permission that is missing, for 'consent-missing'. */
  readonly permission: string | null;
  /** Claims challenge to hand to the client, for 'sign-in-again'. */
  readonly claims: string | null;

  constructor(
    kind: FailureKind,
    message: string,
    more: { retryAfterSeconds?: number | null; permission?: string | null; claims?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'MicrosoftFailure';
    this.kind = kind;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.permission = more.permission ?? null;
    this.claims = more.claims ?? null;
  }

  /** True when the same request may succeed later. */
  get passing(): boolean {
    return this.kind === 'throttled' || this.kind === 'unavailable' || this.kind === 'no-answer';
  }
}
