import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, generateKeyPair, jwtVerify, SignJWT, type JSONWebKeySet } from 'jose';
import { createClock } from '../../../server/sandbox/clock.ts';
import { createEntra } from '../../../server/sandbox/entra/entra.ts';
import { keepIn } from '../../../server/sandbox/store.ts';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { app, maya, seed, TENANT, tom } from '../support/seeds.ts';
import { wired } from '../support/wire.ts';

const login = 'https://login.microsoftonline.com';
type Wired = Awaited<ReturnType<typeof wired>>;

async function keysOf({ transport }: Pick<Wired, 'transport'>) {
  const metadata = await (await transport(new Request(`${login}/${TENANT}/v2.0/.well-known/openid-configuration`))).json();
  const keys = await (await transport(new Request(metadata.jwks_uri))).json();
  return { metadata, keys: keys as JSONWebKeySet };
}

async function post({ transport }: Pick<Wired, 'transport'>, fields: Record<string, string>, tenant = TENANT) {
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.secret, ...fields });
  const response = await transport(new Request(`${login}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body }));
  return { status: response.status, body: await response.json() };
}

const onBehalf = (assertion: string, scope = 'https://graph.microsoft.com/.default') => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  requested_token_use: 'on_behalf_of',
  assertion,
  scope,
});

describe('a token for the own API', () => {
  it('verifies with the published keys and carries every claim that is checked', async () => {
    const wire = await wired();
    const { metadata, keys } = await keysOf(wire);
    const token = (await wire.entra.issueApiToken('MAYA@example.com', 'teams'))!;
    const options = { currentDate: wire.clock.now(), audience: app.clientId, issuer: metadata.issuer };
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), options);
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    expect(payload).toMatchObject({
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
      scp: 'access_as_user',
      oid: maya.objectId,
      tid: TENANT,
      name: 'Maya Shrestha',
      preferred_username: maya.address,
      roles: ['ProgrammeLead'],
      ver: '2.0',
    });
    expect(payload.exp! - payload.iat!).toBe(65 * 60);
    expect(payload.iat! * 1000).toBe(wire.clock.now().getTime());
  });

  it('names Outlook as its client there, carries no roles for somebody without, and is not made for a stranger', async () => {
    const wire = await wired();
    const { keys } = await keysOf(wire);
    const token = (await wire.entra.issueApiToken(tom.address, 'outlook'))!;
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { currentDate: wire.clock.now() });
    expect(payload['azp']).toBe('bc59ab01-8403-45c6-8796-ac3ef710b3e3');
    expect(payload).not.toHaveProperty('roles');
    expect(await wire.entra.issueApiToken('nobody@example.com', 'teams')).toBeNull();
  });

  it('stays valid over a restart', async () => {
    const store = memoryStore();
    const token = (await (await wired({ store })).entra.issueApiToken(maya.address, 'teams'))!;
    const after = await wired({ store });
    expect(await post(after, onBehalf(token))).toMatchObject({ status: 200 });
  });
});

describe('the on-behalf-of exchange refuses', () => {
  it('an assertion signed with another key', async () => {
    const wire = await wired();
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ oid: maya.objectId, scp: 'access_as_user' })
      .setProtectedHeader({ alg: 'RS256', kid: 'other' })
      .setAudience(app.clientId)
      .setIssuer(`${login}/${TENANT}/v2.0`)
      .sign(privateKey);
    expect(await post(wire, onBehalf(forged))).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [50013] } });
  });

  it('a token for Graph in place of one for the application', async () => {
    const wire = await wired();
    const graph = await post(wire, { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' });
    const refused = await post(wire, onBehalf(graph.body.access_token));
    expect(refused.status).toBe(400);
    expect(refused.body.error_codes[0]).toBe(50013);
  });

  it('an id token, which has no scope', async () => {
    const wire = await wired();
    const assertion = (await wire.entra.issueApiToken(maya.address, 'teams'))!;
    const answer = await post(wire, onBehalf(assertion, 'openid https://graph.microsoft.com/.default'));
    expect(await post(wire, onBehalf(answer.body.id_token))).toMatchObject({ status: 400, body: { error_codes: [50027] } });
  });

  it('an audience of another application', async () => {
    const other = { ...app, clientId: '99999999-4f3a-4a53-8a07-0d6f2a9f1c11', identifierUri: 'api://other' };
    const wire = await wired({ from: seed({ apps: [app, other] }) });
    const assertion = (await wire.entra.issueApiToken(maya.address, 'teams'))!;
    const refused = await post(wire, { ...onBehalf(assertion), client_id: other.clientId });
    expect(refused.body).toMatchObject({ error: 'invalid_grant', error_codes: [500131] });
  });
});

describe('the token endpoint', () => {
  it('echoes what was asked and what is granted, with client_info for msal', async () => {
    const wire = await wired();
    const assertion = (await wire.entra.issueApiToken(maya.address, 'teams'))!;
    const { body } = await post(wire, { ...onBehalf(assertion, 'https://graph.microsoft.com/User.Read offline_access'), client_info: '1' });
    expect(body.scope.split(' ')).toEqual(expect.arrayContaining(['https://graph.microsoft.com/User.Read', 'offline_access']));
    expect(JSON.parse(Buffer.from(body.client_info, 'base64url').toString())).toEqual({ uid: maya.objectId, utid: TENANT });
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 65 * 60 });
    expect(body.refresh_token.split('.')).toHaveLength(3);
  });

  it.each([
    [{ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/User.Read' }, 400, 1002012],
    [{ grant_type: 'client_credentials' }, 400, 900144],
    [{ grant_type: 'password', scope: 'x' }, 400, 70003],
    [{ grant_type: 'client_credentials', client_id: 'nope', scope: 'x' }, 400, 700016],
    [{ grant_type: 'client_credentials', client_secret: '', scope: 'x' }, 401, 7000215],
    [{ grant_type: 'client_credentials', client_assertion: 'x', scope: 'x' }, 401, 700213],
    [{ grant_type: 'refresh_token', refresh_token: 'x', scope: 'x' }, 400, 9002313],
  ])('refuses %j', async (fields, status, number) => {
    const answer = await post(await wired(), fields as unknown as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { error_codes: [number] } });
    expect(answer.body.error_description).toMatch(new RegExp(`^AADSTS${number}: `));
  });

  it('gives application tokens only where the path names the tenant', async () => {
    const fields = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' };
    expect((await post(await wired(), fields, 'organizations')).body.error_codes).toEqual([50059]);
  });
});

describe('a token for Graph', () => {
  it('expires with the time that flows, not with the time that is skipped', async () => {
    const keep = keepIn(memoryStore());
    let machine = Date.parse('2026-03-02T06:15:00Z');
    const clock = createClock({ start: null, machine: { now: () => new Date(machine) }, flow: true, keep });
    const entra = await createEntra({ tenantId: TENANT, directory: { people: () => [], apps: [app] }, clock, keep });
    const body = new URLSearchParams({
      client_id: app.clientId,
      client_secret: app.secret,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
    const answer = await entra.handle(new Request(`${login}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body }));
    const bearer = `Bearer ${(await answer.json()).access_token}`;
    clock.advanceTo(new Date('2026-04-01T00:00:00Z'));
    machine += 64 * 60_000;
    expect(await entra.checkGraphToken(bearer)).toMatchObject({ kind: 'application' });
    machine += 3 * 60_000;
    expect(await entra.checkGraphToken(bearer)).toEqual({ error: expect.stringContaining('expired') });
  });

  it.each([null, '', 'Bearer', 'Bearer a.b.c', 'Basic Zm9vOmJhcg=='])('is not proven by %j', async (header) => {
    expect(await (await wired()).entra.checkGraphToken(header)).toEqual({ error: expect.any(String) });
  });
});
