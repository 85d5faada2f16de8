import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import type { Caller } from '../graph/caller.ts';
import type { SeedApp } from '../tenant/seed.ts';
import { GRAPH, issuerV1, issuerV2, type TokenMint } from './mint.ts';
import { Refusal } from './refusal.ts';

const CLOCK_SKEW_SECONDS = 60;

/**
 * Checks an assertion for the on-behalf-of exchange as Entra does: our signature, our tenant, this application as audience,
 * in its time, a person's token with a scope. Answers the person's object id; throws Refusal.
 */
export async function readAssertion(mint: TokenMint, app: SeedApp, assertion: string): Promise<string> {
  const payload = await verified(mint, assertion, { audience: [app.clientId, app.identifierUri], issuer: issuerV2(mint.tenantId) });
  if (typeof payload['scp'] !== 'string') throw new Refusal('not-a-user-token', 'it carries no scope');
  if (typeof payload['oid'] !== 'string') throw new Refusal('not-a-user-token', 'it carries no oid');
  return payload['oid'];
}

/** Object id inside a refresh token of this application; throws Refusal. */
export async function readRefreshToken(mint: TokenMint, app: SeedApp, token: string): Promise<string> {
  try {
    const expected = { audience: `refresh:${app.clientId}`, issuer: issuerV2(mint.tenantId) };
    return String((await verified(mint, token, expected))['oid']);
  } catch (error) {
    const expired = error instanceof Refusal && error.kind === 'expired-assertion';
    throw new Refusal(expired ? 'expired-refresh-token' : 'bad-refresh-token');
  }
}

async function verified(mint: TokenMint, token: string, expected: { audience: string | string[]; issuer: string }): Promise<JWTPayload> {
  const options = { ...expected, algorithms: ['RS256'], clockTolerance: CLOCK_SKEW_SECONDS, currentDate: mint.clock.now() };
  try {
    return (await jwtVerify(token, mint.keys.resolve, { ...options, requiredClaims: ['exp', 'nbf'] })).payload;
  } catch (error) {
    throw refusalOf(error, token);
  }
}

function refusalOf(error: unknown, token: string): Refusal {
  if (error instanceof errors.JWTExpired) return new Refusal('expired-assertion');
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return new Refusal('wrong-audience', String(decodeJwt(token).aud));
    if (error.claim === 'nbf' || error.claim === 'exp') return new Refusal('expired-assertion');
    return new Refusal('bad-assertion', `The ${error.claim} claim is not right.`);
  }
  return new Refusal('bad-assertion', 'The key was not found.');
}

/**
 * Reads an `Authorization` header sent to Graph. Time that the clock skipped since the token was issued does not age it: clients
 * such as msal cache by the machine's clock, which nobody moves along.
 */
export async function readGraphToken(mint: TokenMint, authorization: string | null): Promise<Caller | { error: string }> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return { error: 'Access token is empty.' };
  try {
    const currentDate = new Date(mint.clock.now().getTime() - (mint.clock.skippedMs() - skippedBefore(token)));
    const options = { audience: GRAPH, issuer: issuerV1(mint.tenantId), algorithms: ['RS256'], currentDate };
    const { payload } = await jwtVerify(token, mint.keys.resolve, { ...options, clockTolerance: CLOCK_SKEW_SECONDS });
    return callerOf(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { error: 'Lifetime validation failed, the token is expired.' };
    return { error: error instanceof errors.JWTClaimValidationFailed ? 'Access token validation failure. Invalid audience.' : 'CompactToken validation failed.' };
  }
}

function callerOf(payload: JWTPayload): Caller {
  const common = { tenantId: String(payload['tid']), clientId: String(payload['appid']) };
  if (payload['idtyp'] === 'app') {
    return { ...common, kind: 'application', permissions: payload['roles'] as string[], userObjectId: null };
  }
  const permissions = String(payload['scp']).split(' ').filter(Boolean);
  return { ...common, kind: 'delegated', permissions, userObjectId: String(payload['oid']) };
}

// Read before the signature is checked; a token that lies here fails that check.
const skippedBefore = (token: string): number => Number(decodeJwt(token)['xms_skipped'] ?? 0);
