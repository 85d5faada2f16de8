import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endpoint, type Endpoint } from '../support/endpoint.ts';
import { msalOver } from '../support/msal.ts';
import { maya } from '../support/seeds.ts';
import { served, type Served } from '../support/served.ts';

let to: Endpoint;
let sandbox: Served;
let id: string;
beforeEach(async () => {
  to = endpoint();
  sandbox = await served({ webhooks: { ...to.webhooks, loopbackHttp: true } });
  id = (await subscribe()).body.id!;
});
afterEach(() => sandbox.close());

async function graph(method: string, path: string, body?: object): Promise<{ status: number; headers: Headers; body: { [name: string]: string } }> {
  const { transport } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  const headers = { authorization: `Bearer ${token!.accessToken}`, 'content-type': 'application/json', prefer: 'IdType="ImmutableId"' };
  const url = path.startsWith('https:') ? path : `https://graph.microsoft.com/v1.0${path}`;
  const response = await transport(new Request(url, { method, headers, ...(body && { body: JSON.stringify(body) }) }));
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const subscribe = (more: object = {}) =>
  graph('POST', '/subscriptions', {
    changeType: 'created,updated,deleted',
    notificationUrl: 'http://localhost:9/notify',
    lifecycleNotificationUrl: 'http://127.0.0.1:9/lifecycle',
    resource: `users/${maya.objectId}/events`,
    expirationDateTime: '2026-03-04T00:00:00Z',
    ...more,
  });
const book = (subject: string) =>
  graph('POST', `/users/${maya.objectId}/events`, {
    subject,
    start: { dateTime: '2026-03-10T08:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-03-10T09:00:00', timeZone: 'UTC' },
  });
const pass = async (seconds: number): Promise<void> => {
  const { clock, notifier } = sandbox.simulation;
  clock.advanceTo(new Date(clock.now().getTime() + seconds * 1000));
  while (((await notifier.nextDueAt()) ?? Infinity) <= clock.now()) await notifier.runDue(clock.now());
};
const told = (): unknown[] => to.taken().map(({ changeType, lifecycleEvent }) => lifecycleEvent ?? changeType);
const fault = (body: object) => sandbox.call('POST', '/api/faults', { match: 'POST /notifications', times: 1, ...body });

describe('notifications over HTTP', () => {
  it('can be watched on their way and after', async () => {
    await book('One');
    const before = (await sandbox.call('GET', '/api/notifications')).body;
    expect(before).toMatchObject({ subscriptions: [{ id }], pending: [{ tries: 0, item: { subscriptionId: id } }], deliveries: [] });
    await pass(20);
    const after = (await sandbox.call('GET', '/api/notifications')).body;
    expect(after).toMatchObject({ pending: [], deliveries: [{ status: 202, url: 'http://localhost:9/notify', value: [{ changeType: 'created' }] }] });
  });

  it.each([
    ['notification-lost', []],
    ['notification-doubled', ['created', 'created']],
    ['notification-missed', ['missed']],
    ['subscription-removed', ['subscriptionRemoved']],
  ])('suffer %s', async (kind, expected) => {
    await fault({ fault: kind, mailbox: maya.address });
    await book('One');
    await pass(20);
    expect(told()).toEqual(expected);
    expect(sandbox.simulation.faults.list()[0]!.fired).toBe(1);
  });

  it('suffer on the way: lost answers make them come twice', async () => {
    await fault({ fault: 'drop-response' });
    await fault({ fault: '503' });
    await book('One');
    await pass(20);
    await pass(60);
    await pass(60);
    expect(told()).toEqual(['created', 'created']);
  });

  it('are not hurt by faults that name no request to applications, and hurt nothing else', async () => {
    await book('One');
    await sandbox.call('POST', '/api/faults', { match: '*', fault: '503' });
    await pass(20);
    expect(told()).toEqual(['created']);
    await sandbox.call('DELETE', '/api/faults');
    await sandbox.call('POST', '/api/faults', { match: '*', fault: 'notification-late', retryAfter: 30 });
    expect((await book('Late')).status).toBe(201);
    await pass(20);
    expect(told()).toEqual(['created']);
    await pass(30);
    expect(told()).toEqual(['created', 'created']);
  });

  it('fail the handshake when that is to fail', async () => {
    await fault({ match: 'POST /validation', fault: 'offline' });
    expect(await subscribe({ changeType: 'created' })).toMatchObject({ status: 400, body: { error: { code: 'ValidationError' } } });
    expect((await subscribe({ changeType: 'created' })).status).toBe(201);
  });

  it.each([
    ['remove', ['subscriptionRemoved']],
    ['missed', ['missed']],
    ['reauthorize', ['reauthorizationRequired']],
  ])('tell at once of %s', async (trouble, expected) => {
    expect((await sandbox.call('POST', '/api/subscriptions/trouble', { id, trouble })).status).toBe(204);
    await pass(20);
    expect(told()).toEqual(expected);
  });

  it('refuse trouble for nobody, or of no kind', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await sandbox.call('POST', '/api/subscriptions/trouble', { id: nobody, trouble: 'missed' })).status).toBe(404);
    expect((await sandbox.call('POST', '/api/subscriptions/trouble', { id, trouble: 'fire' })).status).toBe(400);
    expect((await sandbox.call('POST', '/api/subscriptions/trouble', { id: 'x', trouble: 'missed' })).status).toBe(400);
  });
});

describe('a delta link', () => {
  const window = `/users/${maya.objectId}/calendarView/delta?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z`;

  it.each([
    ['delta-gone', 410, 'resyncRequired', `https://graph.microsoft.com/v1.0/users/${maya.objectId}/calendarView/delta`],
    ['sync-state-not-found', 400, 'SyncStateNotFound', null],
  ])('can end with %s, but a first round never does', async (kind, status, code, location) => {
    await sandbox.call('POST', '/api/faults', { match: 'GET /me/calendarView/delta', fault: kind });
    const first = await graph('GET', window);
    expect(first.status).toBe(200);
    const ended = await graph('GET', first.body['@odata.deltaLink']!);
    expect(ended).toMatchObject({ status, body: { error: { code } } });
    expect(ended.headers.get('location')).toBe(location);
    expect((await graph('GET', window)).status).toBe(200);
  });
});
