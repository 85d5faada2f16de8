import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
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

/** Who calls Graph, as its access token says. */
export interface GraphToken {
  kind: 'delegated' | 'application';
  clientId: string;
  permissions: string[];
  /** Null for the application itself. */
  objectId: string | null;
}

/**
 * Reads a bearer token for Graph; null when it is not one of ours or has expired. Time that `clock` skipped since it was issued
 * does not age it: clients such as msal cache by the machine's clock, which nobody moves along.
 */
export async function readGraphToken(mint: TokenMint, token: string): Promise<GraphToken | null> {
  const issued = unverifiedSkip(token);
  const currentDate = new Date(mint.clock.now().getTime() - (mint.clock.skippedMs() - issued));
  const options = { audience: GRAPH, issuer: issuerV1(mint.tenantId), algorithms: ['RS256'], currentDate };
  try {
    const { payload } = await jwtVerify(token, mint.keys.resolve, { ...options, clockTolerance: CLOCK_SKEW_SECONDS });
    return graphTokenOf(payload);
  } catch {
    return null;
  }
}

function graphTokenOf(payload: JWTPayload): GraphToken {
  const clientId = String(payload['appid']);
  if (payload['idtyp'] === 'app') {
    return { kind: 'application', clientId, permissions: payload['roles'] as string[], objectId: null };
  }
  const permissions = String(payload['scp']).split(' ').filter(Boolean);
  return { kind: 'delegated', clientId, permissions, objectId: String(payload['oid']) };
}

// Read before the signature is checked, used only if the check then passes.
function unverifiedSkip(token: string): number {
  try {
    return Number(decodeJwt(token)['xms_skipped'] ?? 0);
  } catch {
    return 0;
  }
}
