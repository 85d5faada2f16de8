/** The organisation a simulated tenant starts from, as a plain value: from the built-in story, a file, or a test. */
export interface TenantSeed {
  /** Entra tenant id (UUID). */
  tenantId: string;
  displayName: string;
  /** First instant of the tenant's clock (ISO), or null for the machine's own time. */
  now: string | null;
  people: SeedPerson[];
  outsiders: SeedOutsider[];
  /** Applications registered and consented to in the tenant. */
  apps: SeedApp[];
}

export interface SeedApp {
  clientId: string;
  /** Application ID URI, the audience of tokens for its API, e.g. `api://localhost:3978/<clientId>`. */
  identifierUri: string;
  displayName: string;
  /** Client secret accepted by the token endpoint. */
  secret: string;
  /** Granted Graph permissions. */
  delegated: string[];
  application: string[];
  /** Id of the app in the Teams catalogue (for installation into chats), or null. */
  teamsAppId: string | null;
}

export interface SeedPerson {
  /** Entra object id (UUID). */
  objectId: string;
  /** Lower-case SMTP address, also the user principal name. */
  address: string;
  displayName: string;
  jobTitle: string | null;
  /** IANA zone of the mailbox. */
  zone: string;
  /** The zone's name as the mailbox settings tell it: Windows' name, or an IANA one where the file gave that. */
  zoneName: string;
  /** ISO weekdays 1..7 and local times `HH:MM`. */
  workingHours: { weekdays: number[]; start: string; end: string };
  /** Address of the manager, or null. */
  manager: string | null;
  appRoles: string[];
  /** False: online meetings are not made for this organiser. */
  teamsLicence: boolean;
  /** False: has none of the organisation's apps in Teams; default true. */
  teamsApps?: boolean;
  events: SeedEvent[];
}

export interface SeedOutsider {
  address: string;
  displayName: string;
  /** IANA zone. */
  zone: string;
  /** Published as an iCalendar feed by the sandbox; null for none. */
  events: SeedEvent[] | null;
  /** The feed file as it was given, served unchanged when present. */
  ics: string | null;
}

/** A wall-clock time in a zone; `date` only (midnight) for all-day events. */
export interface SeedTime {
  /** `YYYY-MM-DDTHH:MM:SS` without offset. */
  local: string;
  /** IANA zone. */
  zone: string;
}

export interface SeedEvent {
  /** iCalendar UID. */
  uid: string;
  subject: string;
  start: SeedTime;
  /** End, not included. */
  end: SeedTime;
  isAllDay: boolean;
  showAs: 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere';
  sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  location: string | null;
  isCancelled: boolean;
  /** RRULE value (RFC 5545, without the property name), or null for a single event. */
  rrule: string | null;
  /** Local starts (in the master's zone) that do not take place. */
  exdates: string[];
  /** Occurrences that differ, keyed by the local start they replace. */
  overrides: { originalStart: string; event: Omit<SeedEvent, 'rrule' | 'exdates' | 'overrides' | 'uid'> }[];
}
