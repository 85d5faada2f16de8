import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import type { EngagementList } from '../../server/features/engagements/contract.ts';
import type { Me } from '../../server/features/people/contract.ts';
import { GRAPH } from '../../server/sandbox/entra/mint.ts';
import { loadKeys, type SigningKeys } from '../../server/sandbox/entra/keys.ts';
import { keepIn } from '../../server/sandbox/store.ts';
import { keyedStore } from '../sandbox/support/keyed-store.ts';
import { startApi, type Answer, type Api } from '../support/api.ts';
import { startEngagement } from '../support/engagement.ts';
import { address, clientId, idFor, start, tenantId } from '../support/seed.ts';

let api: Api;
let keys: SigningKeys;
beforeEach(async () => {
  // The simulated Entra of every test has the same keys: so this test can sign what Entra never would.
  keys = await loadKeys(keepIn(await keyedStore()));
  api = await startApi();
});
afterEach(() => api.close());

type Claims = Record<string, unknown>;

const tokenOf = async (name: string): Promise<string> => (await api.simulation.entra.issueApiToken(address(name), 'teams'))!;

/** A token of Entra's, as it would be with other claims. */
const signed = async (change: Claims, name = 'amina'): Promise<string> =>
  new SignJWT({ ...decodeJwt(await tokenOf(name)), ...change }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keys.kid }).sign(keys.privateKey);

const seconds = (at: string): number => Date.parse(at) / 1000;
const withoutRequestId = (answer: Answer<unknown>): unknown => JSON.parse(JSON.stringify(answer.body).replace(/"requestId":"[^"]+"/, '"requestId":""'));

async function stored(): Promise<number> {
  const { rows } = await api.context.db.system((tx) => tx.query<{ count: number }>('select ((select count(*) from people) + (select count(*) from tenants))::int as count'));
  return rows[0]!.count;
}

const otherTenant = idFor('a tenant that does not use Fieldwork');

const bad: [string, Claims][] = [
  ['expired', { exp: seconds(start) - 61 }],
  ['not valid yet', { nbf: seconds(start) + 61 }],
  ['of another tenant', { tid: otherTenant, iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }],
  ['of this tenant, issued by another', { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }],
  ['for Graph', { aud: GRAPH }],
  ['for another application', { aud: idFor('another application') }],
  ['app-only', { scp: undefined, oid: idFor('a service principal'), idtyp: 'app', roles: ['ProgrammeLead'] }],
  ['without the scope', { scp: 'User.Read' }],
  ['with a scope that only begins the same', { scp: 'access_as_user.all' }],
  ['asked for by an unknown application', { azp: idFor('another application') }],
  ['of version 1.0', { ver: '1.0', iss: `https://sts.windows.net/${tenantId}/` }],
  ['of nobody', { oid: undefined }],
];

describe('a token', () => {
  it.each(bad)('that is %s opens nothing, says nothing and leaves nothing behind', async (_what, claims) => {
    const said = await api.with(`Bearer ${await signed(claims)}`).get('/api/me');
    const none = await api.with(null).get('/api/me');
    expect(said.status).toBe(401);
    expect(withoutRequestId(said)).toEqual({ error: { code: 'sign-in-required', message: 'Please sign in again.', fields: [], details: {}, requestId: '' } });
    expect(withoutRequestId(none)).toEqual(withoutRequestId(said));
    expect(await stored()).toBe(0);
  });

  it('that was changed, or is no token, is none', async () => {
    const [header, payload, signature] = (await tokenOf('amina')).split('.') as [string, string, string];
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(`${header}.${payload}.${signature}`), roles: ['ProgrammeLead'] })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    for (const token of [`${header}.${forged}.${signature}`, `${none}.${payload}.`, `${header}.${payload}.`, `${payload}.${header}.${signature}`, 'x'.repeat(8000), '..', '.'.repeat(100)]) {
      expect((await api.with(`Bearer ${token}`).get('/api/me')).status).toBe(401);
    }
    expect(await stored()).toBe(0);
  });

  it('serves until its time is over, and not after, though it was known', async () => {
    const amina = api.with(`Bearer ${await tokenOf('amina')}`);
    expect((await amina.get('/api/me')).status).toBe(200);
    await api.passTime('2026-03-02T09:04:00Z');
    expect((await amina.get('/api/me')).status).toBe(200);
    await api.passTime('2026-03-02T09:07:00Z');
    expect((await amina.get('/api/me')).status).toBe(401);
  });

  it('of our own client is as good as one of Teams or Outlook', async () => {
    const outlook = `Bearer ${(await api.simulation.entra.issueApiToken(address('amina'), 'outlook'))!}`;
    for (const header of [outlook, `bearer ${await signed({ azp: clientId })}`]) {
      expect((await api.with(header).get<Me>('/api/me')).body.person.email).toBe('amina@alder.example');
    }
    expect(await stored()).toBe(2);
  });
});

describe('the programme lead', () => {
  const engagements = async (header: string): Promise<number> => (await api.with(header).get<EngagementList>('/api/engagements')).body.engagements.length;

  it('is who has the role in their token, as long as they have it', async () => {
    await startEngagement(api);
    const [lead, plain] = [`Bearer ${await signed({ roles: ['Something', 'ProgrammeLead'] }, 'omar')}`, `Bearer ${await tokenOf('omar')}`];
    expect([await engagements(plain), await engagements(lead), await engagements(plain)]).toEqual([0, 1, 0]);
    expect((await api.with(lead).get<Me>('/api/me')).body.programmeLead).toBe(true);
  });

  it.each([[['programmelead']], [['ProgrammeLead ']], [['ProgrammeLeader']], [[]]])('is nobody with the roles %j', async (roles) => {
    await startEngagement(api);
    expect(await engagements(`Bearer ${await signed({ roles }, 'omar')}`)).toBe(0);
  });
});

it('a name or address that changed in the directory is changed here', async () => {
  const me = async (claims: Claims) => (await api.with(`Bearer ${await signed(claims)}`).get<Me>('/api/me')).body.person;
  const before = await me({});
  const after = await me({ name: 'Amina Married', preferred_username: 'Amina.Married@alder.example' });
  expect(after).toEqual({ ...before, displayName: 'Amina Married', email: 'amina.married@alder.example' });
});
