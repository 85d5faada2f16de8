import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { msalOver } from '../support/msal.ts';
import { maya, seed, tom } from '../support/seeds.ts';
import { served, type Served } from '../support/served.ts';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served({ from: seed({ people: [maya, tom] }) });
});
afterEach(() => sandbox.close());

async function invite(): Promise<string> {
  const { transport } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  const body = {
    subject: 'Talk', start: { dateTime: '2026-03-10T08:00:00', timeZone: 'UTC' }, end: { dateTime: '2026-03-10T09:00:00', timeZone: 'UTC' },
    attendees: [{ emailAddress: { address: tom.address }, type: 'required' }], isOnlineMeeting: true,
  };
  const headers = { authorization: `Bearer ${token!.accessToken}`, 'content-type': 'application/json', prefer: 'IdType="ImmutableId"' };
  const url = `https://graph.microsoft.com/v1.0/users/${maya.objectId}/events`;
  return (await (await transport(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }))).json()).id;
}

it('lets people do what they do in meetings, and tells what came of it', async () => {
  const id = await invite();
  const at = `?user=${maya.address}&id=${encodeURIComponent(id)}`;
  const behave = (body: object) => sandbox.call('POST', '/api/meeting/behaviour', { user: maya.address, id, who: tom.address, ...body });
  expect((await behave({ visits: [{ from: 5, to: 5 }] })).status).toBe(400);
  expect((await behave({ id: 'none', visits: [] })).status).toBe(404);
  expect((await behave({ visits: [{ from: 12, to: 60 }] })).status).toBe(204);
  const { body } = await sandbox.call('GET', `/api/meeting${at}`);
  expect(body).toMatchObject({ people: [{ who: tom.address, set: true, visits: [{ from: 12, to: 60 }] }, { who: maya.address, set: false }], calls: [] });
  expect((await behave({ visits: null })).status).toBe(204);
  expect((await sandbox.call('GET', `/api/meeting${at}`)).body.people).toMatchObject([{ set: false }, { set: false }]);
  await sandbox.call('POST', '/api/clock', { now: '2026-03-10T12:00:00Z' });
  expect((await sandbox.call('GET', `/api/meeting${at}`)).body.calls).toMatchObject([{ present: [{}, {}] }]);
  expect((await behave({ visits: [] })).status).toBe(409);
});

it('sets what an administrator of Teams can set', async () => {
  expect((await sandbox.call('GET', '/api/teams-policy')).body).toEqual({ applicationAccess: true, attendanceReports: 'on', reportDelayMinutes: null });
  expect((await sandbox.call('POST', '/api/teams-policy', { attendanceReports: 'off' })).body).toEqual({ applicationAccess: true, attendanceReports: 'off', reportDelayMinutes: null });
  expect((await sandbox.call('POST', '/api/teams-policy', { attendanceReports: 'never' })).status).toBe(400);
});
