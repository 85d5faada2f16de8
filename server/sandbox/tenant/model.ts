import type { BehaviourDocument, CallDocument, TeamsPolicyDocument } from './calls/model.ts';
import type { TodoListDocument, TodoTaskDocument, TodoTombstoneDocument } from './todo/model.ts';
import type { SeedApp, SeedTime } from './seed.ts';

/** Who wrote or gets something: an address and the name beside it. */
export interface Addressee {
  /** Lower-case SMTP address. */
  address: string;
  name: string;
}

export interface OrganisationDocument {
  tenantId: string;
  displayName: string;
}

export interface PersonDocument {
  objectId: string;
  address: string;
  displayName: string;
  jobTitle: string | null;
  /** Address of the manager, or null. */
  manager: string | null;
  appRoles: string[];
  teamsLicence: boolean;
  /** False: took the organisation's apps off their Teams. */
  teamsApps?: boolean;
  settings: MailboxSettings;
}

export interface MailboxSettings {
  /** IANA zone. */
  zone: string;
  /** The zone's name as the person's settings tell it (Windows' or IANA's). */
  zoneName: string;
  /** ISO weekdays 1..7 and local times `HH:MM`. */
  workingHours: { weekdays: number[]; start: string; end: string; zone: string; zoneName: string };
  locale: string;
  dateFormat: string;
  timeFormat: string;
  automaticReplies: AutomaticReplies;
}

export interface AutomaticReplies {
  status: 'disabled' | 'alwaysEnabled' | 'scheduled';
  externalAudience: 'none' | 'contactsOnly' | 'all';
  start: WallTime;
  end: WallTime;
  internalReply: string;
  externalReply: string;
}

export interface OutsiderDocument {
  address: string;
  displayName: string;
  /** IANA zone. */
  zone: string;
  /** Publishes a calendar feed. */
  hasFeed: boolean;
  /** The feed as it was given, served unchanged; null when it is written from the events. */
  ics: string | null;
}

/** A wall-clock time, its zone, and the name the zone was given under. */
export interface WallTime extends SeedTime {
  zoneName: string;
}

export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
export type Answer = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';

export interface Response {
  response: Answer;
  /** Instant of the answer; null when there was none. */
  time: string | null;
}

export interface Attendee extends Addressee {
  type: 'required' | 'optional' | 'resource';
  status: Response;
  proposedNewTime: { start: WallTime; end: WallTime } | null;
}

/** What an occurrence can have of its own. */
export interface EventFields {
  subject: string;
  bodyHtml: string;
  start: WallTime;
  end: WallTime;
  isAllDay: boolean;
  /** What free/busy shows. On an attendee's copy it follows the answer, and `organizerShowAs` keeps what the organiser meant. */
  showAs: ShowAs;
  sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  importance: 'low' | 'normal' | 'high';
  location: string;
  categories: string[];
  isReminderOn: boolean;
  reminderMinutes: number;
  attendees: Attendee[];
  isCancelled: boolean;
  response: Response;
}

/** An event in one mailbox. A value: never changed in place, always replaced. */
export interface EventDocument extends EventFields {
  /** Its immutable id without the prefix that tells the kind of id. */
  id: string;
  /** Object id of the person whose calendar holds it. */
  mailbox: string;
  /** The same in every attendee's copy. */
  iCalUId: string;
  /** SEQUENCE of the iCalendar messages about it. */
  sequence: number;
  /** Rises with every change in the tenant; what delta queries and change keys are made of. */
  change: number;
  createdAt: string;
  modifiedAt: string;
  organizer: Addressee;
  isOrganizer: boolean;
  organizerShowAs: ShowAs;
  hideAttendees: boolean;
  allowNewTimeProposals: boolean;
  responseRequested: boolean;
  /** What the creator sent, and a digest of the rest of that request. */
  transaction: { id: string; digest: string } | null;
  meetingId: string | null;
  properties: { id: string; value: string }[];
  recurrence: Recurrence | null;
}

export interface Recurrence {
  /** RFC 5545 RRULE value; the truth from which occurrences are computed. */
  rrule: string;
  /** Keys of occurrences that do not take place. */
  cancelled: string[];
  /** What differs in an occurrence, by key. */
  exceptions: Record<string, Partial<EventFields>>;
}

/** Trace of a removed event or occurrence, for delta queries. */
export interface TombstoneDocument {
  id: string;
  mailbox: string;
  eventId: string;
  change: number;
  /** When it took place (epoch ms); null or absent where anybody who follows the mailbox hears of it. */
  span?: { start: number; end: number } | null;
}

export interface MessageDocument {
  id: string;
  /** Address of the reader, in the tenant or not. */
  mailbox: string;
  order: number;
  kind: 'mail' | 'invitation' | 'update' | 'cancellation' | 'response';
  from: Addressee;
  to: Addressee[];
  subject: string;
  bodyHtml: string;
  /** iCalendar text (METHOD in `method`), null on plain mail. */
  calendar: { method: 'REQUEST' | 'CANCEL' | 'REPLY'; text: string; iCalUId: string; start: WallTime; end: WallTime } | null;
  receivedAt: string;
}

export interface MeetingDocument {
  id: string;
  organizerObjectId: string;
  joinUrl: string;
  threadId: string;
  subject: string;
  /** Instants. */
  start: string;
  end: string;
  createdAt: string;
  /** Addresses invited. */
  invited: string[];
}

export interface ChatDocument {
  /** The thread id, `19:meeting_...@thread.v2`. */
  id: string;
  meetingId: string;
  topic: string;
  createdAt: string;
  installedApps: { id: string; teamsAppId: string }[];
  /** What was said in it, oldest first; missing while nothing was. */
  messages?: ChatMessageDocument[];
}

export interface ChatMessageDocument {
  id: string;
  from: { objectId: string; displayName: string };
  at: string;
  contentType: 'text' | 'html';
  content: string;
}

export type ChangeType = 'created' | 'updated' | 'deleted';

/** Somebody's wish to be told of changes to the events of a mailbox. */
export interface SubscriptionDocument {
  id: string;
  /** Object id of the person whose events are followed. */
  mailbox: string;
  /** Application that asked. */
  clientId: string;
  /** Object id of the person on whose behalf it asked; null when it asked by itself. */
  onBehalfOf: string | null;
  /** As it was asked for. */
  resource: string;
  changeTypes: ChangeType[];
  notificationUrl: string;
  lifecycleUrl: string | null;
  clientState: string | null;
  latestSupportedTlsVersion: string | null;
  notificationUrlAppId: string | null;
  /** Ids in notifications are immutable ones. */
  immutableIds: boolean;
  /** Instant. */
  expiresAt: string;
  /** Whether its end was announced already (reauthorizationRequired). */
  endAnnounced: boolean;
  /** Instant after which nothing is told until it is authorised anew; null while nobody asked for that. */
  authorisedUntil: string | null;
}

/** One notification on its way to an application. */
export interface NotificationDocument {
  id: string;
  mailbox: string;
  subscriptionId: string;
  /** Place in the order in which things happened. */
  order: number;
  url: string;
  /** What is told, without what is read off the subscription when it is sent. */
  item: Record<string, unknown>;
  /** Lifecycle notifications outlive their subscription. */
  lifecycle: boolean;
  /** Held back until a later one has overtaken it. */
  held: boolean;
  /** Instants. */
  queuedAt: string;
  dueAt: string;
  tries: number;
}

/** One line of a person's activity feed in Teams. */
export interface ActivityDocument {
  id: string;
  /** Object id of the reader. */
  mailbox: string;
  order: number;
  /** Display name of the app that sent it. */
  app: string;
  title: string;
  preview: string;
  webUrl: string;
  /** Two of one chain are one line, the later. */
  chainId: number | null;
  at: string;
}

/** What is kept, by kind. */
export interface Documents {
  organisation: OrganisationDocument;
  person: PersonDocument;
  outsider: OutsiderDocument;
  event: EventDocument;
  tombstone: TombstoneDocument;
  message: MessageDocument;
  meeting: MeetingDocument;
  chat: ChatDocument;
  subscription: SubscriptionDocument;
  notification: NotificationDocument;
  activity: ActivityDocument;
  behaviour: BehaviourDocument;
  call: CallDocument;
  teamsPolicy: TeamsPolicyDocument;
  todoList: TodoListDocument;
  todoTask: TodoTaskDocument;
  todoTombstone: TodoTombstoneDocument;
}
export type Kind = keyof Documents;

/** Applications come from the seed at every start: they are configuration, and an address may have moved. */
export type App = SeedApp;
