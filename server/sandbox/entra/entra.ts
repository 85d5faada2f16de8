import { newId } from '../../platform/ids.ts';
import type { MovableClock } from '../clock.ts';
import type { Caller } from '../graph/caller.ts';
import type { Keep } from '../store.ts';
import { answerGrant, type Directory } from './grants.ts';
import { loadKeys } from './keys.ts';
import { keySetResponse, openIdConfigurationResponse } from './metadata.ts';
import { mintApiToken, type Surface, type TokenMint } from './mint.ts';
import { readGraphToken } from './read.ts';
import { Refusal, refusalResponse } from './refusal.ts';

/** The simulated identity platform of one tenant. */
export interface Entra {
  /** Answers a request to login.microsoftonline.com: token endpoint, keys, OpenID metadata. */
  handle(request: Request): Promise<Response>;
  /** A signed access token for the first application's own API, as Teams or Outlook would hand it over; null for an unknown address. */
  issueApiToken(address: string, surface: Surface): Promise<string | null>;
  /** Reads an `Authorization` header sent to Graph: who calls, or why it proves nothing. */
  checkGraphToken(authorization: string | null): Promise<Caller | { error: string }>;
}

export interface EntraOptions {
  tenantId: string;
  directory: Directory;
  clock: MovableClock;
  keep: Keep;
}

/** Sets up the identity platform; makes its key pair on the first start. */
export async function createEntra({ tenantId, directory, clock, keep }: EntraOptions): Promise<Entra> {
  const mint: TokenMint = { tenantId, clock, keys: await loadKeys(keep) };
  return {
    handle: (request) => handle(mint, directory, request),
    async issueApiToken(address, surface) {
      const person = directory.people().find((candidate) => candidate.address === address.toLowerCase());
      const app = directory.apps[0];
      return person && app ? mintApiToken(mint, app, person, surface) : null;
    },
    checkGraphToken: (authorization) => readGraphToken(mint, authorization),
  };
}

const ROUTE = /^\/([^/]+)\/(oauth2\/v2\.0\/token|discovery\/v2\.0\/keys|v2\.0\/\.well-known\/openid-configuration)$/;

async function handle(mint: TokenMint, directory: Directory, request: Request): Promise<Response> {
  const match = ROUTE.exec(new URL(request.url).pathname);
  const [, tenant = '', endpoint = ''] = match ?? [];
  const method = endpoint.endsWith('token') ? 'POST' : 'GET';
  if (!match || request.method !== method) return notSimulated(request);
  const named = tenant.toLowerCase() === mint.tenantId;
  if (!named && tenant !== 'common' && tenant !== 'organizations') {
    return refusalResponse(new Refusal('unknown-tenant', tenant), mint.clock.now(), newId());
  }
  if (endpoint.endsWith('keys')) return keySetResponse(mint.keys);
  if (endpoint.endsWith('openid-configuration')) return openIdConfigurationResponse(tenant, named);
  return tokenResponse(mint, directory, request, named);
}

async function tokenResponse(mint: TokenMint, directory: Directory, request: Request, named: boolean): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  try {
    const answer = await answerGrant(mint, directory, form, named);
    return Response.json(answer, { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error, mint.clock.now(), newId());
    throw error;
  }
}

const notSimulated = (request: Request): Response =>
  Response.json(
    { error: 'not_simulated', error_description: `The sandbox does not simulate ${request.method} ${new URL(request.url).pathname}.` },
    { status: 501 },
  );
