import { describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { msalOver } from '../support/msal.ts';
import { app, maya, seed, TENANT, tom } from '../support/seeds.ts';
import { wired } from '../support/wire.ts';

const SCOPES = ['https://graph.microsoft.com/Calendars.Read'];

describe('the real msal-node against the simulated Entra', () => {
  it('gets an application token that carries the granted roles', async () => {
    const { transport, entra } = await wired();
    const result = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
    expect(decodeJwt(result!.accessToken)).toMatchObject({ aud: 'https://graph.microsoft.com', tid: TENANT, roles: app.application });
    expect(await entra.checkGraphToken(`Bearer ${result!.accessToken}`)).toEqual({
      kind: 'application',
      tenantId: TENANT,
      clientId: app.clientId,
      permissions: app.application,
      userObjectId: null,
    });
  });

  it('exchanges a token of our API for one to Graph on behalf of the same person, once, then from its cache', async () => {
    let posts = 0;
    const { transport, entra } = await wired();
    const counted = msalOver((request) => ((posts += 1), transport(request)));
    const assertion = (await entra.issueApiToken(maya.address, 'teams'))!;
    const first = await counted.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: SCOPES });
    const second = await counted.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: SCOPES });
    expect(first!.account).toMatchObject({ homeAccountId: `${maya.objectId}.${TENANT}`, username: maya.address });
    expect(decodeJwt(first!.accessToken)).toMatchObject({ oid: maya.objectId, scp: app.delegated.join(' ') });
    expect(second).toMatchObject({ fromCache: true, accessToken: first!.accessToken });
    expect(posts).toBe(1);
  });

  it('renews silently with the refresh token', async () => {
    const { transport, entra } = await wired();
    const msal = msalOver(transport);
    const assertion = (await entra.issueApiToken(maya.address, 'outlook'))!;
    const first = await msal.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: SCOPES });
    const renewed = await msal.acquireTokenSilent({ account: first!.account!, scopes: SCOPES, forceRefresh: true });
    expect(renewed!.fromCache).toBe(false);
    expect(await entra.checkGraphToken(`Bearer ${renewed!.accessToken}`)).toMatchObject({ userObjectId: maya.objectId });
  });

  it('reports a permission that nobody consented to as an interaction that is required', async () => {
    const { transport, entra } = await wired();
    const oboAssertion = (await entra.issueApiToken(maya.address, 'teams'))!;
    const asking = msalOver(transport).acquireTokenOnBehalfOf({ oboAssertion, scopes: ['https://graph.microsoft.com/Mail.Send'] });
    await expect(asking).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorCode: 'invalid_grant',
      errorNo: 65001,
      subError: 'consent_required',
    });
  });

  it('reports an assertion whose time is over', async () => {
    const { transport, entra, clock } = await wired();
    const oboAssertion = (await entra.issueApiToken(maya.address, 'teams'))!;
    clock.advanceTo(new Date(clock.now().getTime() + 67 * 60_000));
    const asking = msalOver(transport).acquireTokenOnBehalfOf({ oboAssertion, scopes: SCOPES });
    await expect(asking).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 500133 });
  });

  it('refuses a wrong secret and an unknown tenant', async () => {
    const { transport } = await wired();
    const scopes = ['https://graph.microsoft.com/.default'];
    const wrong = msalOver(transport, 'guessed').acquireTokenByClientCredential({ scopes });
    await expect(wrong).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 7000215 });
    const elsewhere = msalOver(transport, app.secret, '11111111-2222-4333-8444-555555555555');
    await expect(elsewhere.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({ errorNo: 90002 });
  });

  it('answers nothing for a person who has left', async () => {
    const from = seed();
    const { transport, entra } = await wired({ from });
    const oboAssertion = (await entra.issueApiToken(maya.address, 'teams'))!;
    from.people = [tom];
    const asking = msalOver(transport).acquireTokenOnBehalfOf({ oboAssertion, scopes: SCOPES });
    await expect(asking).rejects.toMatchObject({ errorCode: 'invalid_grant', errorNo: 50034 });
  });
});
