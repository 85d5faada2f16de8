import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt } from 'jose';
import { anna, clientId, entraError, failureFrom, graphError, json, issuing, stubMicrosoft, tenantId, type Answer } from './support/stub.ts';

const event = { id: 'E1', start: { dateTime: '2026-03-03T09:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2026-03-03T10:00:00.0000000', timeZone: 'UTC' } };
const anything: Answer = ({ path }) => json(path.includes('/events/') ? event : { value: [] });
/** Graph refuses the first token and takes the second. */
const onlySecond: Answer = ({ headers }) =>
  headers.get('authorization') === 'Bearer token-2' ? json(event) : graphError(401, 'InvalidAuthenticationToken');
const bearers = (sent: { headers: Headers }[]): (string | null)[] => sent.map(({ headers }) => headers.get('authorization'));
const forms = (sent: { text: string }[]): Record<string, string>[] => sent.map(({ text }) => Object.fromEntries(new URLSearchParams(text)));

describe('the exchange with Entra', () => {
  it("asks the person's own tenant on their behalf, and nothing else", async () => {
    const { delegated, toEntra } = stubMicrosoft(anything);
    await delegated.searchPeople('bo');
    expect(toEntra.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /${tenantId}/oauth2/v2.0/token`]);
    expect(forms(toEntra)[0]).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion: 'assertion',
      client_id: clientId,
      client_secret: 'secret',
    });
    expect(forms(toEntra)[0]?.['scope']?.split(' ')).toContain('https://graph.microsoft.com/.default');
  });

  it('asks for the application with its credential alone', async () => {
    const { application, toEntra } = stubMicrosoft(anything);
    await application.getEvent(anna, 'E1');
    expect(forms(toEntra)[0]).toMatchObject({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' });
  });

  it('can prove itself with a certificate', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = { thumbprintSha256: 'ab'.repeat(32), privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    const { application, toEntra } = stubMicrosoft(anything, { credential: { certificate } });
    await application.getEvent(anna, 'E1');
    expect(decodeJwt(forms(toEntra)[0]?.['client_assertion'] ?? '').iss).toBe(clientId);
  });

  it('can prove itself with an assertion somebody else signs', async () => {
    const { application, toEntra } = stubMicrosoft(anything, { credential: { assertion: async () => 'signed-by-managed-identity' } });
    await application.getEvent(anna, 'E1');
    expect(forms(toEntra)[0]?.['client_assertion']).toBe('signed-by-managed-identity');
  });
});

describe('tokens in memory', () => {
  it('are used again by the same person and never by another', async () => {
    const { microsoft, toGraph, toEntra } = stubMicrosoft(anything);
    const bo = '22222222-3333-4444-8555-666666666666';
    await microsoft.onBehalfOf({ tenantId, objectId: anna, assertion: 'a1' }).searchPeople('x y');
    await microsoft.onBehalfOf({ tenantId, objectId: anna, assertion: 'a2' }).manager();
    await microsoft.onBehalfOf({ tenantId, objectId: bo, assertion: 'b1' }).manager();
    await microsoft.application(tenantId).getEvent(anna, 'E1');
    expect(toEntra).toHaveLength(3);
    expect(new Set(bearers(toGraph))).toEqual(new Set(['Bearer token-1', 'Bearer token-2', 'Bearer token-3']));
  });

  it('are shared by callers who need the same one at the same time', async () => {
    const { application, toEntra } = stubMicrosoft(anything);
    await Promise.all(Array.from({ length: 12 }, (_, index) => application.getEvent(anna, `E${index}`)));
    expect(toEntra).toHaveLength(1);
  });

  it('are renewed five minutes before they end, by our clock', async () => {
    const { application, clock, toGraph } = stubMicrosoft(anything);
    await application.getEvent(anna, 'E1');
    clock.forward(54);
    await application.getEvent(anna, 'E1');
    clock.forward(1);
    await application.getEvent(anna, 'E1');
    expect(bearers(toGraph)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('are not kept after a failure', async () => {
    const answers = [entraError(503, 'temporarily_unavailable', 90033)];
    const { application, toEntra } = stubMicrosoft(anything, { entra: (sent, turn) => answers[turn] ?? issuing()(sent, turn) });
    expect((await failureFrom(application.getEvent(anna, 'E1'))).kind).toBe('unavailable');
    expect((await application.getEvent(anna, 'E1')).id).toBe('E1');
    expect(toEntra).toHaveLength(2);
  });

  it('are replaced once when Graph refuses one before its time', async () => {
    const { application, toEntra, toGraph } = stubMicrosoft(onlySecond);
    const found = await Promise.all([1, 2, 3].map(() => application.moveEvent(anna, 'E1', { start: '2026-03-03T09:00:00Z', end: '2026-03-03T10:00:00Z', zone: 'UTC' })));
    expect(found.map(({ id }) => id)).toEqual(['E1', 'E1', 'E1']);
    expect(toEntra).toHaveLength(2);
    expect(toGraph).toHaveLength(6);
  });

  it('are not asked for again and again when Graph refuses every one', async () => {
    const { application, toGraph, toEntra } = stubMicrosoft(() => graphError(401, 'InvalidAuthenticationToken'));
    expect((await failureFrom(application.getEvent(anna, 'E1'))).kind).toBe('consent-missing');
    expect([toGraph.length, toEntra.length]).toEqual([2, 2]);
  });
});

describe('what Entra refuses', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  it.each<[string, Response, string]>([
    ['no consent', entraError(400, 'invalid_grant', 65001, { suberror: 'consent_required' }), 'consent-missing'],
    ['an application unknown in the tenant', entraError(400, 'unauthorized_client', 700016), 'consent-missing'],
    ['a second factor wanted', entraError(400, 'interaction_required', 50076, { claims }), 'sign-in-again'],
    ['an expired assertion', entraError(400, 'invalid_grant', 500133), 'sign-in-again'],
    ['our secret run out', entraError(401, 'invalid_client', 7000222), 'unavailable'],
    ['too many requests', entraError(429, 'temporarily_unavailable', 90055), 'throttled'],
    ['an outage', entraError(503, 'temporarily_unavailable', 90033), 'unavailable'],
    ['an answer that is no JSON', new Response('<html>', { status: 200 }), 'unavailable'],
  ])('%s is %s', async (_name, answer, kind) => {
    const { delegated, toGraph } = stubMicrosoft(anything, { entra: () => answer });
    const failure = await failureFrom(delegated.manager());
    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toContain("Entra's own words");
    expect(toGraph).toEqual([]);
  });

  it('names the permission of the operation when consent is missing', async () => {
    const { delegated } = stubMicrosoft(anything, { entra: () => entraError(400, 'invalid_grant', 65001) });
    const mail = { to: { email: 'c@coach.example', displayName: 'C' }, subject: 's', bodyHtml: 'b' };
    expect((await failureFrom(delegated.sendMail(mail))).permission).toBe('Mail.Send');
  });

  it('hands the claims challenge on', async () => {
    const { delegated } = stubMicrosoft(anything, { entra: () => entraError(400, 'interaction_required', 50076, { claims }) });
    expect((await failureFrom(delegated.manager())).claims).toBe(claims);
  });

  it('hands on how long Entra asks to wait', async () => {
    const { delegated } = stubMicrosoft(anything, { entra: () => json({ error: 'temporarily_unavailable' }, 429, { 'retry-after': '8' }) });
    const failure = await failureFrom(delegated.manager());
    expect([failure.kind, failure.retryAfterSeconds]).toEqual(['throttled', 8]);
  });

  it('is not a lost write when Entra cannot be reached', async () => {
    const { application } = stubMicrosoft(anything, { entra: () => new TypeError('fetch failed') });
    expect((await failureFrom(application.cancelEvent(anna, 'E1', ''))).kind).toBe('unavailable');
  });
});
