import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createActivity } from './activity.ts';
import { createAttendance } from './attendance.ts';
import { createBlocks } from './blocks.ts';
import { createCalendar } from './calendar.ts';
import { createPostInChat } from './chats.ts';
import { createEntra, type Credential } from './entra.ts';
import { createFollowing } from './following.ts';
import { createGraph, type GraphSettings } from './graph.ts';
import { createHolds } from './holds.ts';
import type { KeyShelf } from './key-shelf.ts';
import { createLimiter, createPauses } from './limits.ts';
import { createSendMail, createSendMailFrom } from './mail.ts';
import { createMeetings } from './meetings.ts';
import type { ApplicationMicrosoft, DelegatedMicrosoft, Microsoft, OnBehalfOf } from './microsoft.ts';
import { createComposedItems, createReadUid } from './outlook.ts';
import { createPeople } from './people.ts';
import { readSchedules } from './schedule.ts';
import { createSignIn } from './sign-in.ts';
import { createTodo } from './todo.ts';
import { createTokens, type Tokens } from './tokens.ts';
import type { TokenVault } from './token-vault.ts';
import type { Transport } from './transport.ts';

export interface MicrosoftSettings {
  transport: Transport;
  clock: Clock;
  clientId: string;
  credential: Credential;
  /** Application ID URIs, accepted as audience beside the client id, e.g. `api://fieldwork.example/<clientId>`. */
  identifierUris: string[];
  /** Whether a tenant may use Fieldwork. Asked on every request; answer from memory. */
  allowedTenants: (tenantId: string) => boolean | Promise<boolean>;
  /** Clients that may ask for tokens of our API, beside ourselves; Microsoft's own hosts by default. */
  allowedClients?: readonly string[];
  /** Id of the app in the Teams catalogue. */
  teamsAppId: string;
  log: Log;
  metrics?: Metrics | null;
  /** Where people's tokens are kept for all processes; without it in memory only. */
  vault?: TokenVault;
  /** Where Entra's signing keys are kept for all processes; without it in memory only. */
  shelf?: KeyShelf;
  /** Patience with one try, in milliseconds; 10 s by default. */
  timeoutMs?: number;
  /** Waits between tries; a test passes one that does not. */
  wait?: (milliseconds: number) => Promise<unknown>;
}

/** Teams, Microsoft 365 and Outlook, on desktop, web and phone (learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad). */
export const microsoftHosts: readonly string[] = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  '4765445b-32c6-49b0-83e6-1d93765276ca',
  '0ec893e0-5785-4de6-99da-4ed124e5296c',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
  '27922004-5251-4030-b22d-91ecd9a37ea4',
  '93d53678-613d-4013-afc1-62e9e444a0a5',
];

const signIn = (settings: MicrosoftSettings): Microsoft['verify'] => {
  const { clientId, identifierUris, allowedClients = microsoftHosts } = settings;
  return createSignIn({
    ...settings,
    audiences: [clientId, `api://${clientId}`, ...identifierUris],
    allowedClients: [...allowedClients, clientId],
  });
};

function delegated(graphs: GraphSettings, tokens: Tokens, person: OnBehalfOf): DelegatedMicrosoft {
  const graph = createGraph(graphs, tokens.onBehalfOf(person), 'delegated');
  const mailbox = `${person.tenantId}/${person.objectId}`;
  return {
    ...createPeople(graph, mailbox),
    schedules: (emails, from, to) =>
      readSchedules(graph, { owner: '/me', mailbox, permission: 'Calendars.ReadBasic' }, emails, from, to),
    readUid: createReadUid(graph, mailbox),
    sendMail: createSendMail(graph, mailbox),
    postInChat: createPostInChat(graph),
  };
}

function application(graphs: GraphSettings, tokens: Tokens, tenantId: string, teamsAppId: string): ApplicationMicrosoft {
  const graph = createGraph(graphs, tokens.application(tenantId), 'application');
  const calendar = (objectId: string) => createCalendar(graph, objectId, `${tenantId}/${objectId}`);
  return {
    createEvent: (organizer, draft) => calendar(organizer).createEvent(draft),
    findEvent: (organizer, tag) => calendar(organizer).findEvent(tag),
    findCopy: (owner, iCalUId) => calendar(owner).findCopy(iCalUId),
    getEvent: (organizer, eventId) => calendar(organizer).getEvent(eventId),
    moveEvent: (organizer, eventId, when) => calendar(organizer).moveEvent(eventId, when),
    cancelEvent: (organizer, eventId, comment) => calendar(organizer).cancelEvent(eventId, comment),
    schedules: (caller, emails, from, to) => {
      const owner = `/users/${encodeURIComponent(caller)}`;
      return readSchedules(graph, { owner, mailbox: `${tenantId}/${caller}`, permission: 'Calendars.Read' }, emails, from, to);
    },
    ...createMeetings(graph, teamsAppId),
    ...createAttendance(graph),
    ...createComposedItems(graph, tenantId, teamsAppId),
    ...createActivity(graph, tenantId, teamsAppId),
    sendMailFrom: createSendMailFrom(graph, tenantId),
    ...createFollowing(graph, tenantId),
    ...createBlocks(graph, tenantId, graphs.pauses),
    ...createHolds(graph, tenantId),
    ...createTodo(graph, tenantId),
  };
}

/** Microsoft 365 behind one transport: the network in the real mains, a simulated tenant in the sandbox and in tests. */
export function createMicrosoft(settings: MicrosoftSettings): Microsoft {
  const { clock, teamsAppId } = settings;
  const tokens = createTokens(createEntra(settings), clock, settings.vault);
  // One limiter and one list of pauses for all identities: Outlook counts an application's requests to a mailbox, whoever they are made for.
  const graphs: GraphSettings = { ...settings, limiter: createLimiter(), pauses: createPauses(clock) };
  return {
    verify: signIn(settings),
    onBehalfOf: (person) => delegated(graphs, tokens, person),
    application: (tenantId) => application(graphs, tokens, tenantId, teamsAppId),
  };
}
