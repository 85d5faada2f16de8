import { pino } from 'pino';
import { createMicrosoft } from '../../../../server/platform/microsoft/create-microsoft.ts';
import type { EventDraft } from '../../../../server/platform/microsoft/microsoft.ts';
import { permissions } from '../../../../server/platform/microsoft/permissions.ts';
import { createSimulation } from '../../../../server/sandbox/simulation.ts';
import type { SeedPerson } from '../../../../server/sandbox/tenant/seed.ts';
import { memoryStore } from '../../../../server/sandbox/tenant/store.ts';
import { clientId, teamsAppId, tenantId } from './stub.ts';

const person = (objectId: string, displayName: string, more: Partial<SeedPerson> = {}): SeedPerson => ({
  objectId,
  address: `${displayName.split(' ')[0]!.toLowerCase()}@contoso.example`,
  displayName,
  jobTitle: null,
  zone: 'Europe/London',
  zoneName: 'GMT Standard Time',
  workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' },
  manager: null,
  appRoles: [],
  teamsLicence: true,
  events: [],
  ...more,
});

const busyAt = (local: string, end: string, zone: string) => ({
  uid: `uid-${local}`,
  subject: 'Board',
  start: { local, zone },
  end: { local: end, zone },
  isAllDay: false,
  showAs: 'busy' as const,
  sensitivity: 'normal' as const,
  location: null,
  isCancelled: false,
  rrule: null,
  exdates: [],
  overrides: [],
});

/** Client, in a zone that is 45 minutes off; her manager; and a coach outside. */
export const maya = person('aaaaaaaa-0000-4000-8000-000000000001', 'Maya Shrestha', {
  zone: 'Asia/Kathmandu',
  zoneName: 'Nepal Standard Time',
  manager: 'tom@contoso.example',
  appRoles: ['ProgrammeLead'],
  events: [busyAt('2026-03-03T10:00:00', '2026-03-03T11:30:00', 'Asia/Kathmandu')],
});
export const tom = person('aaaaaaaa-0000-4000-8000-000000000002', 'Tom Okafor', { jobTitle: 'COO' });
export const coach = 'cora@coaching.example';

export const granted = {
  delegated: permissions.delegated.map(({ name }): string => name),
  application: permissions.application.map(({ name }): string => name),
};

/** A simulated tenant whose administrator agreed to exactly our permissions, or to those a test names. */
export async function simulated(consented: { delegated: string[]; application: string[] } = granted) {
  const log = pino({ level: 'silent' });
  const identifierUri = `api://localhost:3978/${clientId}`;
  const app = { clientId, identifierUri, displayName: 'Fieldwork', secret: 'secret', ...consented, teamsAppId };
  const outsiders = [{ address: coach, displayName: 'Cora Coach', zone: 'Australia/Lord_Howe', events: null, ics: null }];
  const simulation = await createSimulation({
    seed: { tenantId, displayName: 'Contoso', now: '2026-03-02T09:00:00Z', people: [maya, tom], outsiders, apps: [app] },
    store: memoryStore(),
    log,
    clock: { flow: false },
    trafficFile: process.env.FIELDWORK_TRAFFIC || undefined,
  });
  const waits: number[] = [];
  const microsoft = createMicrosoft({
    transport: simulation.transport,
    clock: simulation.clock,
    clientId,
    credential: { secret: 'secret' },
    identifierUris: [identifierUri],
    allowedTenants: (id) => id === tenantId,
    teamsAppId,
    log,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const tokenOf = async ({ address }: SeedPerson): Promise<string> => (await simulation.entra.issueApiToken(address, 'teams')) ?? '';
  const as = async (who: SeedPerson) => microsoft.onBehalfOf({ tenantId, objectId: who.objectId, assertion: await tokenOf(who) });
  return { ...simulation, microsoft, waits, tokenOf, as, application: microsoft.application(tenantId), exchanges: () => exchangesOf(simulation.traffic.stream()) };
}

/** `POST /users/{id}/events 201` for each exchange so far. */
async function exchangesOf(stream: AsyncIterable<Buffer | string>): Promise<string[]> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text.split('\n').filter(Boolean).map((line) => {
    const { request, response } = JSON.parse(line) as { request: { method: string; url: string }; response: { status: number } };
    const path = new URL(request.url).pathname.replace('/v1.0', '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
    return `${request.method} ${path} ${response.status}`;
  });
}

export const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
  transactionId: '5e551011-0000-4000-8000-000000000001',
  subject: 'Three-way coaching session',
  bodyHtml: '<p>Agenda</p>',
  start: '2026-03-10T09:00:00.000Z',
  end: '2026-03-10T10:00:00.000Z',
  zone: 'Asia/Kathmandu',
  attendees: [
    { email: tom.address, displayName: tom.displayName, optional: false },
    { email: coach, displayName: 'Cora Coach', optional: false },
  ],
  showAs: 'busy',
  sensitivity: 'normal',
  tag: '5e551011-0000-4000-8000-000000000001',
  ...more,
});
