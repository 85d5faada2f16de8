import type { SeedApp, SeedPerson, TenantSeed } from '../../../server/sandbox/tenant/seed.ts';

export const TENANT = '5d2f0c9e-7f5c-4c35-9f0d-3a1c4b6e8d21';

export const app: SeedApp = {
  clientId: '0b3b1f6e-4f3a-4a53-8a07-0d6f2a9f1c11',
  identifierUri: 'api://localhost:3978/0b3b1f6e-4f3a-4a53-8a07-0d6f2a9f1c11',
  displayName: 'Fieldwork',
  secret: 'not-so-secret',
  delegated: ['User.Read', 'Calendars.Read', 'People.Read'],
  application: ['Calendars.Read', 'Calendars.ReadWrite', 'OnlineMeetings.Read.All', 'OnlineMeetingArtifact.Read.All'],
  teamsAppId: null,
};

/** A person in Kathmandu unless said otherwise. */
export function person(name: string, more: Partial<SeedPerson> = {}): SeedPerson {
  const first = name.split(' ')[0]!.toLowerCase();
  const number = [...first].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7).toString(16).padStart(12, '0').slice(-12);
  return {
    objectId: `aaaaaaaa-0000-4000-8000-${number}`,
    address: `${first}@example.com`,
    displayName: name,
    jobTitle: null,
    zone: 'Asia/Kathmandu',
    zoneName: 'Nepal Standard Time',
    workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:30' },
    manager: null,
    appRoles: [],
    teamsLicence: true,
    events: [],
    ...more,
  };
}

export const maya = person('Maya Shrestha', { appRoles: ['ProgrammeLead'] });
export const tom = person('Tom Okafor', { zone: 'Europe/London', zoneName: 'GMT Standard Time' });

export const seed = (more: Partial<TenantSeed> = {}): TenantSeed => ({
  tenantId: TENANT,
  displayName: 'Example',
  now: '2026-03-02T06:15:00.000Z',
  people: [maya, tom],
  outsiders: [],
  apps: [app],
  ...more,
});
