import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { MicrosoftFailure, type SignedInPerson } from './microsoft.ts';
import { createRecent } from './recent.ts';
import { createSigningKeys, reason, type SigningKeys, type SigningKeySettings } from './signing-keys.ts';

/** Scope of our API that Teams and Outlook ask for. */
const requiredScope = 'access_as_user';
const clockToleranceSeconds = 60;
/** Remembered tokens; the least recent goes first. */
const remembered = 10_000;

export interface SignInSettings extends SigningKeySettings {
  /** Accepted `aud` claims: the client id and the application ID URIs. */
  audiences: string[];
  /** Accepted `azp` claims: who may ask for tokens of our API. */
  allowedClients: readonly string[];
  /** Asked on every request, so that a tenant that leaves is out at once; answer from memory. */
  allowedTenants: (tenantId: string) => boolean | Promise<boolean>;
}

/** What a version 2.0 access token of a person must say. Id tokens have no `scp`, app-only tokens neither. */
const accessToken = z.object({
  iss: z.string(),
  tid: z.guid(),
  oid: z.guid(),
  ver: z.literal('2.0'),
  scp: z.string(),
  azp: z.string(),
  exp: z.number(),
  nbf: z.number(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  upn: z.string().optional(),
  roles: z.array(z.string()).optional(),
});
type AccessToken = z.infer<typeof accessToken>;

interface Verified {
  person: SignedInPerson;
  expiresAt: number;
}

/** True when the key may sign for the tenant: keys that name one tenant as issuer are good for that tenant only. */
function signsFor(keys: SigningKeys, kid: string | undefined, { tid, iss }: AccessToken): boolean {
  const key = keys.published()?.keys.find((published) => published.kid === kid);
  const issuer = key && 'issuer' in key ? key.issuer : undefined;
  return typeof issuer !== 'string' || issuer.replace('{tenantid}', tid) === iss;
}

const toPerson = (claims: AccessToken): SignedInPerson => ({
  tenantId: claims.tid,
  objectId: claims.oid,
  displayName: claims.name ?? claims.preferred_username ?? '',
  email: (claims.preferred_username ?? claims.upn ?? '').toLowerCase(),
  appRoles: claims.roles ?? [],
});

/**
 * Checks an access token for our API: RS256 signature by Entra's published keys, audience, issuer of the token's own
 * tenant, tenant and client allowed, times within 60 s by `clock`, our scope, the ids of a person, version 2.0
 * (learn.microsoft.com/entra/identity-platform/claims-validation). A token once verified is remembered until it
 * expires. Rejects with AppError 'sign-in-required', or with a MicrosoftFailure when the keys cannot be read.
 */
export function createSignIn(settings: SignInSettings): (token: string) => Promise<SignedInPerson> {
  const { clock, audiences, allowedClients, allowedTenants, log } = settings;
  const keys = createSigningKeys(settings);
  const verified = createRecent<Verified>(remembered);

  async function check(token: string): Promise<Verified> {
    const options = { algorithms: ['RS256'], audience: audiences, clockTolerance: clockToleranceSeconds, currentDate: clock.now() };
    const { payload, protectedHeader } = await jwtVerify(token, keys.key, options);
    const claims = accessToken.parse(payload);
    const right =
      claims.iss === `https://login.microsoftonline.com/${claims.tid}/v2.0` &&
      signsFor(keys, protectedHeader.kid, claims) &&
      claims.scp.split(' ').includes(requiredScope) &&
      allowedClients.includes(claims.azp);
    if (!right) throw new Error('A claim is not ours');
    return { person: toPerson(claims), expiresAt: (claims.exp + clockToleranceSeconds) * 1000 };
  }

  const refuse = (why: string): AppError => {
    log.info({ why }, 'access token refused');
    return new AppError('sign-in-required', 'Please sign in again.');
  };

  async function trusted(token: string): Promise<SignedInPerson> {
    // Only the hash is kept: a dump of our memory must not hold a day's tokens.
    const hash = createHash('sha256').update(token).digest('base64');
    const known = verified.get(hash);
    if (known && clock.now().getTime() < known.expiresAt) return known.person;
    const fresh = await check(token).catch((error: unknown) => {
      throw error instanceof MicrosoftFailure ? error : refuse(reason(error));
    });
    verified.set(hash, fresh);
    return fresh.person;
  }

  return async (token) => {
    const person = await trusted(token);
    if (!(await allowedTenants(person.tenantId))) throw refuse('tenant');
    return person;
  };
}
