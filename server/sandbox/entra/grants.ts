import { timingSafeEqual } from 'node:crypto';
import type { SeedApp } from '../tenant/seed.ts';
import { ACCESS_TOKEN_SECONDS, GRAPH, mintGraphToken, mintIdToken, mintRefreshToken, type DirectoryEntry, type TokenMint } from './mint.ts';
import { readAssertion, readRefreshToken } from './read.ts';
import { Refusal } from './refusal.ts';

/** Who and what the tenant knows. */
export interface Directory {
  people(): DirectoryEntry[];
  apps: readonly SeedApp[];
}

export interface TokenAnswer {
  token_type: 'Bearer';
  expires_in: number;
  ext_expires_in: number;
  access_token: string;
  scope?: string;
  refresh_token?: string;
  id_token?: string;
  client_info?: string;
}

const OPENID_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);
const lifetime = { token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS, ext_expires_in: ACCESS_TOKEN_SECONDS } as const;

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new Refusal('missing-parameter', name);
  return value;
}

/** The registered application whose secret the form proves. */
function authenticate(form: URLSearchParams, apps: readonly SeedApp[]): SeedApp {
  const clientId = required(form, 'client_id');
  const app = apps.find((candidate) => candidate.clientId === clientId.toLowerCase());
  if (!app) throw new Refusal('unknown-client', clientId);
  // No certificate or federated credential can be registered in the simulated tenant, so no assertion can match one.
  if (form.has('client_assertion')) throw new Refusal('unknown-client-assertion', clientId);
  const secret = form.get('client_secret');
  if (secret === null) throw new Refusal('no-credential');
  const given = Buffer.from(secret);
  const expected = Buffer.from(app.secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('wrong-secret', clientId);
  return app;
}

function personOf(directory: Directory, objectId: string): DirectoryEntry {
  const person = directory.people().find((candidate) => candidate.objectId === objectId);
  if (!person) throw new Refusal('unknown-user');
  return person;
}

/** Checks that everything asked for is granted to `app`; answers the scopes as Entra echoes them: asked for, then all granted. */
function grantedScopes(app: SeedApp, asked: string[]): string {
  for (const scope of asked) {
    if (OPENID_SCOPES.has(scope) || scope === `${GRAPH}/.default`) continue;
    const name = scope.startsWith(`${GRAPH}/`) ? scope.slice(GRAPH.length + 1) : scope;
    if (/[:/]/.test(name)) throw new Refusal('bad-scope', scope);
    if (!app.delegated.includes(name)) throw new Refusal('consent-missing', app.clientId);
  }
  if (app.delegated.length === 0) throw new Refusal('consent-missing', app.clientId);
  return [...new Set([...asked, ...app.delegated.map((name) => `${GRAPH}/${name}`)])].join(' ');
}

async function delegatedAnswer(mint: TokenMint, app: SeedApp, person: DirectoryEntry, form: URLSearchParams): Promise<TokenAnswer> {
  const asked = required(form, 'scope').split(/\s+/).filter(Boolean);
  const scope = grantedScopes(app, asked);
  const info = { uid: person.objectId, utid: mint.tenantId };
  return {
    ...lifetime,
    scope,
    access_token: await mintGraphToken(mint, app, person),
    ...(asked.includes('offline_access') ? { refresh_token: await mintRefreshToken(mint, app, person) } : {}),
    ...(asked.includes('openid') ? { id_token: await mintIdToken(mint, app, person) } : {}),
    ...(form.get('client_info') === '1' ? { client_info: Buffer.from(JSON.stringify(info)).toString('base64url') } : {}),
  };
}

async function clientCredentials(mint: TokenMint, app: SeedApp, form: URLSearchParams): Promise<TokenAnswer> {
  const scope = required(form, 'scope');
  const asked = scope.split(/\s+/).filter((one) => !OPENID_SCOPES.has(one));
  if (asked.length !== 1 || asked[0] !== `${GRAPH}/.default`) throw new Refusal('scope-not-default', scope);
  return { ...lifetime, access_token: await mintGraphToken(mint, app, null) };
}

async function onBehalfOf(mint: TokenMint, directory: Directory, app: SeedApp, form: URLSearchParams): Promise<TokenAnswer> {
  if (required(form, 'requested_token_use') !== 'on_behalf_of') throw new Refusal('unsupported-grant', 'jwt-bearer');
  const objectId = await readAssertion(mint, app, required(form, 'assertion'));
  return delegatedAnswer(mint, app, personOf(directory, objectId), form);
}

async function refresh(mint: TokenMint, directory: Directory, app: SeedApp, form: URLSearchParams): Promise<TokenAnswer> {
  const objectId = await readRefreshToken(mint, app, required(form, 'refresh_token'));
  return delegatedAnswer(mint, app, personOf(directory, objectId), form);
}

/**
 * Answers one request to the token endpoint. `named` says whether the path names the tenant itself (not `common` or
 * `organizations`). Throws Refusal.
 */
export async function answerGrant(mint: TokenMint, directory: Directory, form: URLSearchParams, named: boolean): Promise<TokenAnswer> {
  const grant = required(form, 'grant_type');
  const app = authenticate(form, directory.apps);
  switch (grant) {
    case 'client_credentials':
      if (!named) throw new Refusal('no-tenant');
      return clientCredentials(mint, app, form);
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return onBehalfOf(mint, directory, app, form);
    case 'refresh_token':
      return refresh(mint, directory, app, form);
    default:
      throw new Refusal('unsupported-grant', grant);
  }
}
