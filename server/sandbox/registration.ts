import { permissions } from '../platform/microsoft/permissions.ts';
import type { SeedApp } from './tenant/seed.ts';

/** The application as an administrator would have registered it in the simulated tenant, with everything consented to. */
export const registeredApp = (host: string): SeedApp => ({
  clientId: '8f0f3e7e-6f5c-4a4f-8f2b-2b9f7d5b6a01',
  identifierUri: `api://${host}/8f0f3e7e-6f5c-4a4f-8f2b-2b9f7d5b6a01`,
  displayName: 'Fieldwork',
  secret: 'only-for-the-simulated-tenant',
  delegated: permissions.delegated.map((one) => one.name),
  application: permissions.application.map((one) => one.name),
  teamsAppId: '5d0f4f63-4c5b-4c0e-9a53-3d1d9f3f6c11',
});
