import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '../../../server/sandbox/tenant/store.ts';
import { endpoint, type Endpoint } from '../support/endpoint.ts';
import { addressOf, objectIdOf, world, type Told, type World } from './support/world.ts';

const inMinutes = (minutes: number): string => new Date(Date.parse('2026-03-02T06:00:00Z') + minutes * 60_000).toISOString();
const wanted = (to: Endpoint, more: object = {}): object => ({
  changeType: 'created,updated,deleted',
  notificationUrl: to.url,
  lifecycleNotificationUrl: to.lifecycleUrl,
  resource: `/users/${objectIdOf('maya')}/events`,
  expirationDateTime: inMinutes(4000),
  clientState: 'secret',
  latestSupportedTlsVersion: 'v1_2',
  ...more,
});
const start = (): { to: Endpoint; one: World } => {
  const to = endpoint();
  return { to, one: world({ webhooks: to.webhooks }) };
};
const errorOf = ({ status, body }: Told): [number, string] => [status, body.error!.code!];

describe('a subscription', () => {
  it('is made, told to its owner, renewed, authorised anew and removed', async () => {
    const { to, one } = start();
    const app = one.application();
    const made = await app.post('/subscriptions', wanted(to));
    expect(made).toMatchObject({
      status: 201,
      body: { resource: `/users/${objectIdOf('maya')}/events`, clientState: 'secret', changeType: 'created,updated,deleted', lifecycleNotificationUrl: to.lifecycleUrl },
    });
    const path = `/subscriptions/${made.body.id}`;
    expect((await app.get('/subscriptions')).body.value).toMatchObject([{ id: made.body.id }]);
    expect((await app.get(path)).body).toMatchObject({ expirationDateTime: expect.stringContaining('2026-03-05T00:40'), clientState: null });
    const renewed = await app.patch(path, { expirationDateTime: inMinutes(6000) });
    expect(renewed).toMatchObject({ status: 200, body: { expirationDateTime: expect.stringContaining('2026-03-06T10:00') } });
    expect((await app.post(`${path}/reauthorize`)).status).toBe(204);
    expect((await app.delete(path)).status).toBe(204);
    expect((await app.get(path)).status).toBe(404);
    expect((await app.delete(path)).status).toBe(404);
  });

  it('asks both of its addresses, each with its own query kept', async () => {
    const { to, one } = start();
    const asked: string[] = [];
    const { echo } = to;
    to.echo = (token) => {
      asked.push(token);
      return echo(token);
    };
    await one.application().post('/subscriptions', wanted(to));
    expect(asked).toHaveLength(2);
    expect(new Set(asked).size).toBe(2);
  });

  it.each<[string, (token: string) => Response | Promise<Response>]>([
    ['answers an error', () => new Response('no', { status: 403 })],
    ['answers 202', (token) => new Response(token, { status: 202, headers: { 'content-type': 'text/plain' } })],
    ['does not decode the token', (token) => new Response(encodeURIComponent(token), { headers: { 'content-type': 'text/plain' } })],
    ['says the token as something else than text', (token) => Response.json(token)],
    ['is silent', () => new Promise(() => undefined)],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
  ])('is refused when an address %s', async (_how, echo) => {
    const { to, one } = start();
    to.echo = echo as (token: string) => Response;
    expect(errorOf(await one.application().post('/subscriptions', wanted(to)))).toEqual([400, 'ValidationError']);
    expect((await one.application().get('/subscriptions')).body.value).toEqual([]);
  });

  it.each<[string, object, number]>([
    ['in the past', { expirationDateTime: inMinutes(-1) }, 400],
    ['for too long', { expirationDateTime: inMinutes(10_081) }, 400],
    ['for a kind of change that there is not', { changeType: 'created,moved' }, 400],
    ['with a long state', { clientState: 'x'.repeat(129) }, 400],
    ['at an http address', { notificationUrl: 'http://app.example/notify' }, 400],
    ['at http on this machine, unless the tenant was started so', { lifecycleNotificationUrl: 'http://localhost:3000/' }, 400],
    ['at no address', { notificationUrl: 'notify' }, 400],
    ['of nothing', { resource: 'nothing/at/all' }, 400],
    ['of messages', { resource: `users/${objectIdOf('maya')}/messages` }, 501],
    ['of some events only', { resource: `users/${objectIdOf('maya')}/events?$filter=subject eq 'x'` }, 501],
    ['of a chat', { resource: 'chats/1/messages' }, 501],
    ['of nobody', { resource: 'users/nobody@example.com/events' }, 404],
    ['of me, by an application', { resource: 'me/events' }, 400],
    ['with data', { includeResourceData: true }, 501],
    ['with a property that there is not', { lifecycleUrl: 'https://x.example' }, 400],
    ['without an end', { expirationDateTime: undefined }, 400],
  ])('is refused %s', async (_why, more, status) => {
    const { to, one } = start();
    expect((await one.application().post('/subscriptions', wanted(to, more))).status).toBe(status);
    expect(one.tenant.state.size('subscription')).toBe(0);
  });

  it('may last as long as the tenant says, and says so to who asks for more', async () => {
    const to = endpoint({ longestMinutes: 4230 });
    const app = world({ webhooks: to.webhooks }).application();
    const refused = await app.post('/subscriptions', wanted(to, { expirationDateTime: inMinutes(4231) }));
    expect(refused.body.error).toMatchObject({ message: 'Subscription expiration can only be 4230 minutes in the future.' });
    expect((await app.post('/subscriptions', wanted(to, { expirationDateTime: inMinutes(4230) }))).status).toBe(201);
  });

  it('lasts at least 45 minutes, and is gone at its end, also after a restart', async () => {
    const to = endpoint();
    const store = memoryStore();
    const one = world({ store, webhooks: to.webhooks });
    const { body } = await one.application().post('/subscriptions', wanted(to, { expirationDateTime: inMinutes(1) }));
    expect(body.expirationDateTime).toBe('2026-03-02T06:45:00.0000000Z');
    const again = world({ store, webhooks: to.webhooks });
    again.moveTo('2026-03-02T06:44:59Z');
    expect((await again.application().get(`/subscriptions/${body.id}`)).status).toBe(200);
    again.moveTo('2026-03-02T06:45:00Z');
    expect((await again.application().get(`/subscriptions/${body.id}`)).status).toBe(404);
    expect((await again.application().patch(`/subscriptions/${body.id}`, { expirationDateTime: inMinutes(600) })).status).toBe(404);
    await again.passTo('2026-03-02T07:00:00Z');
    expect(again.tenant.state.size('subscription')).toBe(0);
  });

  it('is there once for a mailbox and its kinds of change, even when asked for twice at once', async () => {
    const { to, one } = start();
    const app = one.application();
    const both = await Promise.all([app.post('/subscriptions', wanted(to)), app.post('/subscriptions', wanted(to, { resource: `users/${addressOf('maya')}/events` }))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await app.post('/subscriptions', wanted(to, { changeType: 'deleted' }))).status).toBe(201);
    expect((await app.post('/subscriptions', wanted(to, { resource: `users/${objectIdOf('tom')}/events` }))).status).toBe(201);
  });

  it('needs the permission, and a person follows only their own mailbox and sees only their own subscriptions', async () => {
    const { to, one } = start();
    expect((await one.application(['User.Read.All']).post('/subscriptions', wanted(to))).status).toBe(403);
    expect((await one.as('tom').post('/subscriptions', wanted(to))).status).toBe(403);
    const mine = await one.as('maya').post('/subscriptions', wanted(to, { resource: 'me/events' }));
    expect(mine).toMatchObject({ status: 201, body: { creatorId: objectIdOf('maya') } });
    expect((await one.as('tom').get(`/subscriptions/${mine.body.id}`)).status).toBe(404);
    expect((await one.as('tom').get('/subscriptions')).body.value).toEqual([]);
  });

  it('is one of at most a thousand of a mailbox', async () => {
    const { to, one } = start();
    const app = one.application();
    const { body } = await app.post('/subscriptions', wanted(to));
    const first = one.tenant.state.get('subscription', body.id!)!;
    one.tenant.state.transact(() => {
      for (let index = 1; index < 1000; index++) one.tenant.state.put('subscription', `s${index}`, { ...first, id: `s${index}`, clientId: `other-${index}` });
    });
    expect((await app.post('/subscriptions', wanted(to, { changeType: 'created' }))).status).toBe(403);
  });

  it('asks a new address before it moves there, and keeps the one for lifecycle', async () => {
    const { to, one } = start();
    const app = one.application();
    const { body } = await app.post('/subscriptions', wanted(to));
    const { echo } = to;
    to.echo = () => new Response('no', { status: 500 });
    expect(errorOf(await app.patch(`/subscriptions/${body.id}`, { notificationUrl: 'https://new.example/' }))).toEqual([400, 'ValidationError']);
    to.echo = echo;
    expect((await app.patch(`/subscriptions/${body.id}`, { notificationUrl: 'https://new.example/' })).body).toMatchObject({ notificationUrl: 'https://new.example/' });
    expect((await app.patch(`/subscriptions/${body.id}`, { lifecycleNotificationUrl: 'https://new.example/' })).status).toBe(400);
  });
});
