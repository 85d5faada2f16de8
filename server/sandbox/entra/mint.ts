import { createHash } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import { newId } from '../../platform/ids.ts';
import type { MovableClock } from '../clock.ts';
import type { SeedApp } from '../tenant/seed.ts';
import type { SigningKeys } from './keys.ts';

const MINUTE = 60;
/** Access tokens live 60 to 90 minutes at random in Entra; here always 65, so that tests can rely on it. */
export const ACCESS_TOKEN_SECONDS = 65 * MINUTE;
const REFRESH_TOKEN_SECONDS = 90 * 24 * 60 * MINUTE;

export const GRAPH = 'https://graph.microsoft.com';

/** Where a person is when a token for our API is issued, and the client that Entra then names in `azp`. */
export const surfaceClients = {
  teams: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  outlook: 'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
} as const;
export type Surface = keyof typeof surfaceClients;

/** What tokens say about a person. */
export interface DirectoryEntry {
  objectId: string;
  address: string;
  displayName: string;
  appRoles: string[];
}

export interface TokenMint {
  tenantId: string;
  keys: SigningKeys;
  clock: MovableClock;
}

export const issuerV2 = (tenantId: string): string => `https://login.microsoftonline.com/${tenantId}/v2.0`;
export const issuerV1 = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
const secondsOf = (clock: MovableClock): number => Math.floor(clock.now().getTime() / 1000);
/** `sub` is one person's name towards one application, as in Entra: not comparable between applications. */
const pairwise = (objectId: string, clientId: string): string =>
  createHash('sha256').update(`${objectId} ${clientId}`).digest('base64url');

function sign(mint: TokenMint, claims: JWTPayload, seconds: number): Promise<string> {
  const now = secondsOf(mint.clock);
  return new SignJWT({ ...claims, iat: now, nbf: now, exp: now + seconds, uti: newId() })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: mint.keys.kid })
    .sign(mint.keys.privateKey);
}

const personClaims = (mint: TokenMint, app: SeedApp, person: DirectoryEntry): JWTPayload => ({
  tid: mint.tenantId,
  oid: person.objectId,
  sub: pairwise(person.objectId, app.clientId),
  name: person.displayName,
  preferred_username: person.address,
});

/** What `getAuthToken` of Teams or Outlook hands to our front end: a v2.0 access token for the application's own API. */
export function mintApiToken(mint: TokenMint, app: SeedApp, person: DirectoryEntry, surface: Surface): Promise<string> {
  const claims = {
    ...personClaims(mint, app, person),
    iss: issuerV2(mint.tenantId),
    aud: app.clientId,
    azp: surfaceClients[surface],
    azpacr: '0',
    scp: 'access_as_user',
    ...(person.appRoles.length > 0 ? { roles: person.appRoles } : {}),
    ver: '2.0',
    sid: newId(),
  };
  return sign(mint, claims, ACCESS_TOKEN_SECONDS);
}

/** A token for Graph: delegated with `scp` when there is a person, otherwise of the application with `roles`. */
export function mintGraphToken(mint: TokenMint, app: SeedApp, person: DirectoryEntry | null): Promise<string> {
  const claims = {
    iss: issuerV1(mint.tenantId),
    aud: GRAPH,
    tid: mint.tenantId,
    appid: app.clientId,
    app_displayname: app.displayName,
    ver: '1.0',
    xms_skipped: mint.clock.skippedMs(),
    ...(person === null
      ? { idtyp: 'app', sub: app.clientId, roles: app.application }
      : {
          idtyp: 'user',
          oid: person.objectId,
          sub: pairwise(person.objectId, GRAPH),
          name: person.displayName,
          upn: person.address,
          scp: app.delegated.join(' '),
        }),
  };
  return sign(mint, claims, ACCESS_TOKEN_SECONDS);
}

/** What msal keeps as the signed-in account. */
export function mintIdToken(mint: TokenMint, app: SeedApp, person: DirectoryEntry): Promise<string> {
  const claims = { ...personClaims(mint, app, person), iss: issuerV2(mint.tenantId), aud: app.clientId, ver: '2.0' };
  return sign(mint, claims, ACCESS_TOKEN_SECONDS);
}

/** Signed rather than remembered, so that it outlives a restart. */
export function mintRefreshToken(mint: TokenMint, app: SeedApp, person: DirectoryEntry): Promise<string> {
  const claims = { iss: issuerV2(mint.tenantId), aud: `refresh:${app.clientId}`, oid: person.objectId };
  return sign(mint, claims, REFRESH_TOKEN_SECONDS);
}
