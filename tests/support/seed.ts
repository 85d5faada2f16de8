import { createHash } from 'node:crypto';
import { permissions } from '../../server/platform/microsoft/permissions.ts';
import type { SeedEvent, SeedPerson, TenantSeed } from '../../server/sandbox/tenant/seed.ts';

export const clientId = '2f1a7c1e-0000-4000-8000-00000000f1e1';
export const teamsAppId = '2f1a7c1e-0000-4000-8000-0000000000aa';
export const secret = 'a secret of the test registration';
export const baseUrl = 'http://localhost:3978';

/** A stable UUID for a name, so that failures read the same in every run. */
export function idFor(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const tenantId = idFor('tenant');

export const address = (name: string): string => `${name}@alder.example`;

const person = (name: string, more: Partial<SeedPerson> = {}): SeedPerson => ({
  objectId: idFor(name),
  address: address(name),
  displayName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example`,
  jobTitle: null,
  zone: 'Europe/London',
  zoneName: 'GMT Standard Time',
  workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' },
  manager: null,
  appRoles: [],
  teamsLicence: true,
  events: [],
  ...more,
});

/** A busy single event in UTC, told as local wall-clock times `2026-03-03T09:00`. */
export const busy = (start: string, end: string, more: Partial<SeedEvent> = {}): SeedEvent => ({
  uid: `${start}/${end}@alder.example`,
  subject: 'Something',
  start: { local: `${start}:00`, zone: 'Etc/UTC' },
  end: { local: `${end}:00`, zone: 'Etc/UTC' },
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

/** Monday 2 March 2026, 8 in London. */
export const start = '2026-03-02T08:00:00.000Z';

/** Amina is coached; Marcus is her manager; Ines coaches in the house, Dana from outside; Lena leads the programme; Omar is nobody's party. */
export function seed(more: { people?: Record<string, Partial<SeedPerson>>; outsiders?: TenantSeed['outsiders'] } = {}): TenantSeed {
  const own = (name: string): Partial<SeedPerson> => more.people?.[name] ?? {};
  return {
    tenantId,
    displayName: 'Alder',
    now: start,
    people: [
      person('amina', { manager: address('marcus'), ...own('amina') }),
      person('marcus', { zone: 'America/New_York', zoneName: 'Eastern Standard Time', ...own('marcus') }),
      person('ines', { zone: 'Europe/Berlin', zoneName: 'W. Europe Standard Time', ...own('ines') }),
      person('lena', { appRoles: ['ProgrammeLead'], ...own('lena') }),
      person('omar', own('omar')),
      person('fieldwork', { displayName: 'Fieldwork', teamsLicence: false, ...own('fieldwork') }),
    ],
    outsiders: more.outsiders ?? [{ address: 'dana@coach.example', displayName: 'Dana Coach', zone: 'Europe/London', events: [], ics: null }],
    apps: [
      {
        clientId,
        identifierUri: `api://localhost/${clientId}`,
        displayName: 'Fieldwork',
        secret,
        delegated: permissions.delegated.map((one) => one.name),
        application: permissions.application.map((one) => one.name),
        teamsAppId,
      },
    ],
  };
}
