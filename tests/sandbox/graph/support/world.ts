import { pino } from 'pino';
import { runDueUntil } from '../../../../server/platform/jobs/run-due-until.ts';
import type { Caller } from '../../../../server/sandbox/graph/caller.ts';
import { createGraph, type GraphOptions, type Handle } from '../../../../server/sandbox/graph/graph.ts';
import type { SeedEvent, SeedPerson, TenantSeed } from '../../../../server/sandbox/tenant/seed.ts';
import { memoryStore, type TenantStore } from '../../../../server/sandbox/tenant/store.ts';
import { createNotifier, type Notifier } from '../../../../server/sandbox/tenant/notify/delivery.ts';
import type { WebhookOptions } from '../../../../server/sandbox/tenant/notify/webhooks.ts';
import { createTenant, type Tenant } from '../../../../server/sandbox/tenant/tenant.ts';
import { answerProblems } from './described.ts';

export const tenantId = '11111111-2222-4333-8444-555555555555';
export const clientId = 'cccccccc-2222-4333-8444-555555555555';
export const teamsAppId = 'aaaaaaaa-2222-4333-8444-555555555555';
/** Monday 2 March 2026. */
export const now = '2026-03-02T06:00:00.000Z';

export const objectIdOf = (name: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(0, 12)}`;
export const addressOf = (name: string): string => `${name}@example.com`;

const person = (name: string, zone: string, zoneName: string, more: Partial<SeedPerson> = {}): SeedPerson => ({
  objectId: objectIdOf(name),
  address: addressOf(name),
  displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example`,
  jobTitle: null,
  zone,
  zoneName,
  workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
  manager: null,
  appRoles: [],
  teamsLicence: true,
  events: [],
  ...more,
});

/** A busy hour in Kathmandu unless said otherwise. */
export const seedEvent = (uid: string, more: Partial<SeedEvent> = {}): SeedEvent => ({
  uid,
  subject: uid,
  start: { local: '2026-03-03T10:00:00', zone: 'Asia/Kathmandu' },
  end: { local: '2026-03-03T11:00:00', zone: 'Asia/Kathmandu' },
  isAllDay: false,
  showAs: 'busy',
  sensitivity: 'normal',
  location: null,
  isCancelled: false,
  rrule: null,
  exdates: [],
  overrides: [],
  ...more,
});

/** Maya manages Tom and Lin; Rui has no licence for online meetings; Dana is outside and publishes a feed. */
export function seed(events: Record<string, SeedEvent[]> = {}): TenantSeed {
  return {
    tenantId,
    displayName: 'Example',
    now,
    people: [
      person('maya', 'Asia/Kathmandu', 'Nepal Standard Time', { events: events.maya ?? [] }),
      person('tom', 'Europe/London', 'GMT Standard Time', { manager: addressOf('maya'), events: events.tom ?? [] }),
      person('lin', 'America/St_Johns', 'Newfoundland Standard Time', { manager: addressOf('maya'), events: events.lin ?? [] }),
      person('rui', 'Australia/Lord_Howe', 'Lord Howe Standard Time', { teamsLicence: false, events: events.rui ?? [] }),
    ],
    outsiders: [
      { address: 'dana@outside.example', displayName: 'Dana Outside', zone: 'Europe/Berlin', events: events.dana ?? [], ics: null },
    ],
    apps: [
      { clientId, identifierUri: `api://${clientId}`, displayName: 'Some app', secret: 's', delegated: [], application: [], teamsAppId },
    ],
  };
}

export const everyPermission = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'People.Read',
  'People.Read.All',
  'Presence.Read',
  'Presence.Read.All',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'MailboxSettings.ReadWrite',
  'Mail.Send',
  'OnlineMeetings.Read',
  'OnlineMeetings.Read.All',
  'OnlineMeetingArtifact.Read.All',
  'Chat.ReadBasic',
  'Chat.ReadBasic.All',
  'Tasks.ReadWrite',
  'Tasks.ReadWrite.All',
  'TeamsAppInstallation.ReadWriteSelfForChat',
  'TeamsAppInstallation.ReadWriteSelfForChat.All',
];

/** A stand-in for tokens: the header is the caller, as JSON. */
const checkToken = (authorization: string | null): Caller | { error: string } =>
  authorization?.startsWith('Bearer {') ? (JSON.parse(authorization.slice(7)) as Caller) : { error: 'Access token is empty.' };

export interface Told {
  status: number;
  headers: Headers;
  // The answers of a remote service: each test says what it expects of them.
  body: Json;
}
export type Json = { [name: string]: Json } & Json[] & string;

export interface Client {
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Told>;
  get(path: string, headers?: Record<string, string>): Promise<Told>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Told>;
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Told>;
  delete(path: string, headers?: Record<string, string>): Promise<Told>;
}

export interface World {
  tenant: Tenant;
  graph: Handle;
  notifier: Notifier;
  /** A signed-in person. */
  as(name: string, permissions?: string[]): Client;
  /** The application by itself. */
  application(permissions?: string[]): Client;
  moveTo(instant: string): void;
  /** Moves time, and tells applications on the way what is due. */
  passTo(instant: string): Promise<void>;
}

/** A tenant with a Graph in front of it. Every answer is held against Microsoft's description as it comes. */
export function world({
  from = seed(),
  store = memoryStore(),
  webhooks = {},
  ...options
}: { from?: TenantSeed; store?: TenantStore; webhooks?: WebhookOptions } & Partial<GraphOptions> = {}): World {
  let at = new Date(now);
  const tenant = createTenant({ seed: from, clock: { now: () => at }, store, log: pino({ enabled: false }), webhooks });
  const notifier = createNotifier(tenant);
  const graph = createGraph(tenant, { checkToken, ...options });
  const caller = (kind: Caller['kind'], userObjectId: string | null, permissions: string[]): Client =>
    clientOf(graph, `Bearer ${JSON.stringify({ kind, tenantId, userObjectId, clientId, permissions })}`);
  return {
    tenant,
    graph,
    notifier,
    as: (name, permissions = everyPermission) => caller('delegated', objectIdOf(name), permissions),
    application: (permissions = everyPermission) => caller('application', null, permissions),
    moveTo: (instant) => void (at = new Date(instant)),
    passTo: (instant) => runDueUntil({ now: () => at, set: (to) => void (at = to) }, [notifier], new Date(instant), tenant.log),
  };
}

function clientOf(graph: Handle, authorization: string): Client {
  const request: Client['request'] = async (method, path, body, headers = {}) => {
    const url = path.startsWith('https:') ? path : `https://graph.microsoft.com/v1.0${path}`;
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await graph(
      new Request(url, { method, headers: { authorization, prefer: 'IdType="ImmutableId"', ...headers }, ...payload }),
    );
    const text = await response.text();
    const told = { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as Json };
    const problems = answerProblems(method, new URL(url).pathname.replace('/v1.0', ''), told);
    if (problems.length > 0) throw new Error(`${method} ${path} was answered ${text}, which is not as described: ${problems.join('; ')}`);
    return told;
  };
  return {
    request,
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
    patch: (path, body, headers) => request('PATCH', path, body, headers),
    delete: (path, headers) => request('DELETE', path, undefined, headers),
  };
}

/** An hour on 3 March 2026 from a local time in a zone, as a request. */
export const at = (from: string, to: string, timeZone = 'UTC', date = '2026-03-03'): { start: object; end: object } => ({
  start: { dateTime: `${date}T${from}:00`, timeZone },
  end: { dateTime: `${date}T${to}:00`, timeZone },
});

export const attendee = (name: string, type = 'required'): object => ({
  type,
  emailAddress: { address: name.includes('@') ? name : addressOf(name), name },
});
