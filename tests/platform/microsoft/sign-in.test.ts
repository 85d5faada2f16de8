import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { AppError } from '../../../server/platform/errors.ts';
import { anna, clientId, failureFrom, json, noon, stubMicrosoft, tenantId, type Answer } from './support/stub.ts';

const teamsWeb = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const otherTenant = '99999999-aaaa-4bbb-8ccc-dddddddddddd';
const now = Date.parse(noon) / 1000;
const issuerOf = (tid: string): string => `https://login.microsoftonline.com/${tid}/v2.0`;
const good = {
  aud: clientId,
  iss: issuerOf(tenantId),
  tid: tenantId,
  oid: anna,
  azp: teamsWeb,
  scp: 'access_as_user',
  ver: '2.0',
  name: 'Anna Arden',
  preferred_username: 'Anna@Contoso.example',
  iat: now,
  nbf: now,
  exp: now + 3600,
};

let key: CryptoKey;
let publicJwk: JWK;
let publicPem: string;
let stranger: CryptoKey;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig' };
  publicPem = await exportSPKI(pair.publicKey);
  stranger = (await generateKeyPair('RS256')).privateKey;
});

const sign = (claims: object, header: object = {}, by: CryptoKey | Uint8Array = key): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header }).sign(by);

/** Entra with its keys published. */
function entra(keys: () => object[] = () => [publicJwk]) {
  const answer: Answer = () => json({ keys: keys() });
  return stubMicrosoft(() => json({}), { entra: answer });
}

async function refused(promise: Promise<unknown>): Promise<AppError> {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  if (outcome instanceof AppError) return outcome;
  throw new Error(`Expected an AppError, not ${JSON.stringify(outcome)}`);
}

describe('a token that is right', () => {
  it('is its person', async () => {
    const { microsoft } = entra();
    const person = await microsoft.verify(await sign({ ...good, roles: ['ProgrammeLead'] }));
    expect(person).toEqual({
      tenantId,
      objectId: anna,
      displayName: 'Anna Arden',
      email: 'anna@contoso.example',
      appRoles: ['ProgrammeLead'],
    });
  });

  it.each([
    ['the application ID URI', { aud: `api://fieldwork.example/${clientId}` }],
    ['the plain application ID URI', { aud: `api://${clientId}` }],
    ['our own client', { azp: clientId }],
    ['several scopes', { scp: 'openid access_as_user profile' }],
    ['a clock 59 s behind', { nbf: now + 59 }],
    ['a clock 59 s ahead', { exp: now - 59 }],
  ])('may have %s', async (_name, difference) => {
    const { microsoft } = entra();
    expect((await microsoft.verify(await sign({ ...good, ...difference }))).objectId).toBe(anna);
  });
});

describe('a token is refused', () => {
  const { oid, azp, scp, exp, nbf, tid, ...rest } = good;
  it.each<[string, object]>([
    ['expired', { ...good, exp: now - 61 }],
    ['not valid yet', { ...good, nbf: now + 61 }],
    ['for another audience', { ...good, aud: '00000003-0000-0000-c000-000000000000' }],
    ['of a tenant that does not use Fieldwork', { ...good, tid: otherTenant, iss: issuerOf(otherTenant) }],
    ["issued by another tenant than it names", { ...good, iss: issuerOf(otherTenant) }],
    ['of version 1.0', { ...good, ver: '1.0', iss: `https://sts.windows.net/${tenantId}/` }],
    ['without oid', { ...rest, tid, azp, scp, exp, nbf }],
    ['with an oid that is no GUID', { ...good, oid: 'anna' }],
    ['without tid', { ...rest, oid, azp, scp, exp, nbf }],
    ['without exp', { ...rest, oid, tid, azp, scp, nbf }],
    ['without nbf', { ...rest, oid, tid, azp, scp, exp }],
    ['without azp', { ...rest, oid, tid, scp, exp, nbf }],
    ['asked for by an unknown client', { ...good, azp: otherTenant }],
    ['with another scope', { ...good, scp: 'access_as_user_x' }],
    ['an id token', { ...rest, oid, tid, exp, nbf, nonce: 'n' }],
    ['app-only', { ...rest, oid, tid, azp, exp, nbf, roles: ['access_as_user'], idtyp: 'app' }],
  ])('that is %s', async (_name, claims) => {
    const error = await refused(entra().microsoft.verify(await sign(claims)));
    expect([error.code, error.message, error.details, error.fields, error.cause]).toEqual([
      'sign-in-required', 'Please sign in again.', {}, [], undefined,
    ]);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['not signed', () => new UnsecuredJWT({ ...good }).encode()],
    ['signed with our public key as a secret', () => sign(good, { alg: 'HS256' }, new TextEncoder().encode(publicPem))],
    ['signed by a stranger under our key id', () => sign(good, {}, stranger)],
    ['signed with an unknown key', () => sign(good, { kid: 'k2' }, stranger)],
    ['no token at all', () => 'abc'],
    ['empty', () => ''],
    ['changed after signing', async () => {
      const [header, , signature] = (await sign(good)).split('.');
      return [header, Buffer.from(JSON.stringify({ ...good, oid: otherTenant })).toString('base64url'), signature].join('.');
    }],
  ])('that is %s', async (_name, make) => {
    expect((await refused(entra().microsoft.verify(await make()))).code).toBe('sign-in-required');
  });

  it('when its key belongs to another tenant', async () => {
    const { microsoft } = entra(() => [{ ...publicJwk, issuer: issuerOf(otherTenant) }]);
    expect((await refused(microsoft.verify(await sign(good)))).code).toBe('sign-in-required');
  });

  it('not when its key is good for every tenant', async () => {
    const { microsoft } = entra(() => [{ ...publicJwk, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }]);
    expect((await microsoft.verify(await sign(good))).tenantId).toBe(tenantId);
  });
});

describe('verifying', () => {
  it('reads the keys of all tenants once', async () => {
    const { microsoft, toEntra } = entra();
    await microsoft.verify(await sign(good));
    await microsoft.verify(await sign({ ...good, name: 'Anna again' }));
    expect(toEntra.map(({ host, path }) => host + path)).toEqual(['login.microsoftonline.com/common/discovery/v2.0/keys']);
  });

  it('goes on with the keys it has while Entra is away, and reads them anew once it is back', async () => {
    let [away, published] = [false, [publicJwk]];
    const { microsoft, toEntra, clock } = stubMicrosoft(() => json({}), { entra: () => (away ? new TypeError('fetch failed') : json({ keys: published })) });
    const lasting = (name: string): Promise<string> => sign({ ...good, name, exp: now + 48 * 3600 });
    await microsoft.verify(await lasting('Anna'));
    away = true;
    clock.forward(23 * 60);
    expect((await microsoft.verify(await lasting('Anna, a day later'))).objectId).toBe(anna);
    expect((await microsoft.verify(await lasting('Anna at once'))).objectId).toBe(anna);
    expect(toEntra).toHaveLength(2);
    [away, published] = [false, []];
    clock.forward(61);
    await microsoft.verify(await lasting('Anna, and Entra is back'));
    while (toEntra.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    // What is published no more is believed no more.
    expect((await refused(microsoft.verify(await lasting('Anna with a key that was taken back')))).code).toBe('sign-in-required');
  });

  it('does not let unknown key ids hammer Microsoft', async () => {
    const { microsoft, toEntra } = entra();
    await microsoft.verify(await sign(good));
    for (const kid of ['x1', 'x2', 'x3']) await refused(microsoft.verify(await sign(good, { kid }, stranger)));
    expect(toEntra).toHaveLength(1);
  });

  it('forgets a token when its time is over by our clock', async () => {
    const { microsoft, clock } = entra();
    const token = await sign(good);
    await microsoft.verify(token);
    clock.forward(60);
    expect((await microsoft.verify(token)).objectId).toBe(anna);
    clock.forward(2);
    expect((await refused(microsoft.verify(token))).code).toBe('sign-in-required');
  });

  it('asks anew whether the tenant may, also for a token it knows', async () => {
    const allowed = new Set([tenantId]);
    const { microsoft } = stubMicrosoft(() => json({}), { entra: () => json({ keys: [publicJwk] }), allowedTenants: async (id) => allowed.has(id) });
    const token = await sign(good);
    await microsoft.verify(token);
    allowed.clear();
    expect((await refused(microsoft.verify(token))).code).toBe('sign-in-required');
  });

  it.each<[string, Answer]>([
    ['cannot be reached', () => new TypeError('fetch failed')],
    ['answers 503', () => json({}, 503)],
  ])('does not blame the person when Entra %s', async (_name, answer) => {
    const { microsoft } = stubMicrosoft(() => json({}), { entra: answer });
    expect((await failureFrom(microsoft.verify(await sign(good)))).kind).toBe('unavailable');
  });
});
