import { type Load, useLoad } from '../../api/use-load.ts';
import { ask } from './api.ts';

/** Somebody with a mailbox in the organisation. */
export interface Person {
  kind: 'person';
  address: string;
  /** Entra object id. */
  objectId: string;
  name: string;
  /** IANA. */
  zone: string;
  jobTitle: string | null;
  /** Address of the manager. */
  manager: string | null;
  appRoles: string[];
  /** False: Microsoft makes no online meetings for this organiser. */
  teamsLicence: boolean;
}

/** Somebody elsewhere, known by address. */
export interface Outsider {
  kind: 'outsider';
  address: string;
  name: string;
  zone: string;
  /** Path of their public calendar feed, or null. */
  feed: string | null;
}

export type Anybody = Person | Outsider;

export interface Tenant {
  organisation: { tenantId: string; name: string };
  /** What is registered here; the app under test is the first. */
  apps: { clientId: string; teamsAppId: string | null; name: string }[];
  people: Person[];
  outsiders: Outsider[];
}

/** Everybody there is; read once, as nobody joins or leaves while the sandbox runs. */
export const useTenant = (): Load<Tenant> => useLoad('people', (signal) => ask<Tenant>('/people', { signal }));

/** Whoever has an address, in the organisation or outside. */
export const whoHas = ({ people, outsiders }: Tenant, address: string): Anybody | null =>
  [...people, ...outsiders].find((one) => one.address === address.toLowerCase()) ?? null;
