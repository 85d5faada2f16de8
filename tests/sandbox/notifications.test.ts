import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '../../server/sandbox/tenant/store.ts';
import type { WebhookOptions } from '../../server/sandbox/tenant/notify/webhooks.ts';
import { endpoint, type Endpoint } from './support/endpoint.ts';
import { at, attendee, objectIdOf, seed, seedEvent, tenantId, world, type Json, type World } from './graph/support/world.ts';

interface Followed {
  to: Endpoint;
  one: World;
  id: string;
}

/** Maya's mailbox, followed for a while. */
async function followed(options: WebhookOptions = {}, store = memoryStore(), more: object = {}): Promise<Followed> {
  const to = endpoint(options);
  const one = world({ webhooks: to.webhooks, store, from: seed({ maya: [seedEvent('weekly', { rrule: 'FREQ=WEEKLY;COUNT=10' })] }) });
  const { body } = await one.application().post('/subscriptions', {
    changeType: 'created,updated,deleted',
    notificationUrl: to.url,
    lifecycleNotificationUrl: to.lifecycleUrl,
    resource: `users/${objectIdOf('maya')}/events`,
    expirationDateTime: '2026-03-05T00:00:00Z',
    clientState: 'secret',
    ...more,
  });
  return { to, one, id: body.id! };
}

const soon = '2026-03-02T06:00:20Z';
const meeting = { subject: 'Talk', ...at('10:00', '11:00'), attendees: [attendee('tom')] };
const kinds = (list: Json[]): string[] => list.map(({ changeType, lifecycleEvent }) => lifecycleEvent ?? changeType!);

describe('a change of an event', () => {
  it('is told as Graph tells it, some seconds later', async () => {
    const { to, one, id } = await followed();
    const { body: event } = await one.as('maya').post('/me/events', meeting);
    await one.passTo('2026-03-02T06:00:00.900Z');
    expect(to.arrived).toEqual([]);
    await one.passTo(soon);
    const resource = `Users/${objectIdOf('maya')}/Events/${event.id}`;
    expect(to.taken()).toEqual([
      {
        subscriptionId: id,
        subscriptionExpirationDateTime: '2026-03-05T00:00:00.000Z',
        clientState: 'secret',
        changeType: 'created',
        resource,
        resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, '@odata.etag': event['@odata.etag'], id: event.id },
        tenantId,
      },
    ]);
  });

  it('is told whoever made it: the owner, the attendee who answers, the one who is asked', async () => {
    const { to, one } = await followed();
    const { body: event } = await one.as('maya').post('/me/events', meeting);
    await one.passTo('2026-03-02T06:01:00Z');
    const [copy] = (await one.as('tom').get('/me/events')).body.value!;
    await one.as('tom').post(`/me/events/${copy!.id}/accept`, { comment: '' });
    await one.passTo('2026-03-02T06:02:00Z');
    await one.as('maya').delete(`/me/events/${event.id}`);
    await one.passTo('2026-03-02T06:03:00Z');
    await one.as('tom').post('/me/events', { ...meeting, attendees: [attendee('maya')] });
    await one.passTo('2026-03-02T06:04:00Z');
    expect(kinds(to.taken())).toEqual(['created', 'updated', 'deleted', 'created']);
    expect(to.taken().slice(0, 3).map(({ resourceData }) => resourceData!.id)).toEqual([event.id, event.id, event.id]);
  });

  it('is told only for the kinds that were asked for, in ids of the form that was asked for', async () => {
    const to = endpoint();
    const one = world({ webhooks: to.webhooks });
    const wanted = { changeType: 'deleted', notificationUrl: to.url, resource: 'me/events', expirationDateTime: '2026-03-05T00:00:00Z' };
    await one.as('maya').post('/subscriptions', wanted, { prefer: '' });
    const { body } = await one.as('maya').post('/me/events', meeting, { prefer: '' });
    await one.as('maya').delete(`/me/events/${body.id}`);
    await one.passTo(soon);
    expect(to.taken()).toMatchObject([{ changeType: 'deleted', resourceData: { id: body.id } }]);
    expect(to.taken()[0]).not.toHaveProperty('clientState');
  });

  it('of one occurrence is told beside its series, also when it is cancelled', async () => {
    const { to, one } = await followed();
    const view = '/me/calendarView?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-30T00:00:00Z';
    const [first, second] = (await one.as('maya').get(view)).body.value!;
    await one.as('maya').patch(`/me/events/${first!.id}`, { subject: 'Other' });
    await one.as('maya').post(`/me/events/${second!.id}/cancel`, { comment: '' });
    await one.passTo(soon);
    const told = to.taken().map(({ changeType, resourceData }) => `${changeType} ${resourceData!.id}`);
    expect(told.toSorted()).toEqual([`deleted ${second!.id}`, `updated ${first!.id}`, `updated ${first!.seriesMasterId}`].toSorted());
  });

  it('goes out together with others of the same moment', async () => {
    const { to, one } = await followed({ latencyMs: { least: 1000, most: 1000 } });
    for (let hour = 10; hour < 15; hour++) await one.as('maya').post('/me/events', { subject: `${hour}`, ...at(`${hour}:00`, `${hour}:30`) });
    await one.passTo(soon);
    expect(to.arrived.map(({ value }) => value.length)).toEqual([5]);
  });

  it('is told after a restart, when it was not before', async () => {
    const store = memoryStore();
    const { one } = await followed({}, store);
    await one.as('maya').post('/me/events', meeting);
    const to = endpoint();
    const again = world({ store, webhooks: to.webhooks });
    await again.passTo(soon);
    expect(kinds(to.taken())).toEqual(['created']);
    await again.passTo('2026-03-02T07:00:00Z');
    expect(to.arrived).toHaveLength(1);
  });

  it('is not told any more once the subscription is gone, and leaves nothing when it could not be written', async () => {
    const { to, one, id } = await followed();
    await one.as('maya').post('/me/events', meeting);
    await one.application().delete(`/subscriptions/${id}`);
    await one.passTo(soon);
    expect(to.arrived).toEqual([]);
    expect(one.tenant.state.size('notification')).toBe(0);
  });
});

describe('an endpoint that does not take what it is sent', () => {
  it.each([503, 404, 'silence'] as const)('with %s is tried again, later and later, until it does', async (how) => {
    const { to, one } = await followed();
    to.answer = () => how;
    await one.as('maya').post('/me/events', meeting);
    await one.passTo('2026-03-02T06:10:00Z');
    expect(to.arrived.length).toBeGreaterThan(4);
    expect(to.arrived.length).toBeLessThan(9);
    to.answer = () => 202;
    await one.passTo('2026-03-02T07:10:00Z');
    expect(kinds(to.taken())).toEqual(['created']);
    expect(one.tenant.state.size('notification')).toBe(0);
  });

  it('for four hours loses it, and is told that something was missed once it is there again', async () => {
    const { to, one } = await followed();
    to.answer = (path) => (path === '/notify' ? 500 : 202);
    await one.as('maya').post('/me/events', meeting);
    await one.passTo('2026-03-02T12:00:00Z');
    expect(to.taken()).toMatchObject([{ lifecycleEvent: 'missed', clientState: 'secret' }]);
    expect(one.tenant.state.size('notification')).toBe(0);
  });

  it('and stays silent often is dropped for a while', async () => {
    const { to, one } = await followed({ latencyMs: { least: 0, most: 0 } });
    to.answer = (path) => (path === '/notify' ? 'silence' : 202);
    for (let minute = 10; minute < 20; minute++) {
      await one.as('maya').post('/me/events', { subject: `${minute}`, ...at('10:00', '10:30') });
      await one.passTo(`2026-03-02T06:0${minute - 10}:30Z`);
    }
    expect(kinds(to.taken())).toContain('missed');
    to.answer = () => 202;
    await one.passTo('2026-03-02T08:00:00Z');
    await one.as('maya').post('/me/events', { subject: 'After', ...at('12:00', '12:30') });
    await one.passTo('2026-03-02T08:01:00Z');
    expect(to.taken().at(-1)).toMatchObject({ changeType: 'created' });
  });
});

describe('the life of a subscription', () => {
  it('is announced to end an hour before, once, and again after it was renewed', async () => {
    const { to, one, id } = await followed();
    await one.passTo('2026-03-04T23:30:00Z');
    expect(to.arrived).toMatchObject([{ path: '/lifecycle', value: [{ subscriptionId: id, lifecycleEvent: 'reauthorizationRequired' }] }]);
    await one.application().patch(`/subscriptions/${id}`, { expirationDateTime: '2026-03-06T00:00:00Z' });
    await one.passTo('2026-03-06T01:00:00Z');
    expect(kinds(to.taken())).toEqual(['reauthorizationRequired', 'reauthorizationRequired']);
    expect((await one.application().get(`/subscriptions/${id}`)).status).toBe(404);
  });

  it('says nothing where nobody asked to be told', async () => {
    const { to, one } = await followed({}, memoryStore(), { lifecycleNotificationUrl: null });
    await one.passTo('2026-03-06T01:00:00Z');
    expect(to.arrived).toEqual([]);
  });
});

describe('what goes wrong with a notification', () => {
  const after = async (kind: string, changes = 1): Promise<Followed> => {
    let left = 1;
    const mishap: WebhookOptions['mishap'] = () => (left-- > 0 ? { kind: kind as never, delayMs: 60_000 } : null);
    const all = await followed({ mishap });
    for (let change = 0; change < changes; change++) {
      await all.one.as('maya').post('/me/events', { subject: `${change}`, ...at(`1${change}:00`, `1${change}:30`) });
    }
    await all.one.passTo('2026-03-02T06:00:50Z');
    return all;
  };

  it('it is lost', async () => {
    expect((await after('lost', 2)).to.taken()).toHaveLength(1);
  });

  it('it comes twice', async () => {
    const told = (await after('doubled')).to.taken();
    expect(told).toHaveLength(2);
    expect(told[0]).toEqual(told[1]);
  });

  it('it comes late', async () => {
    const { to, one } = await after('late');
    expect(to.taken()).toEqual([]);
    await one.passTo('2026-03-02T06:01:30Z');
    expect(to.taken()).toHaveLength(1);
  });

  it('a later one overtakes it, which it waits for no longer than it has to', async () => {
    const { one, to } = await after('out-of-order', 2);
    const subjects = await Promise.all(to.taken().map(async ({ resourceData }) => (await one.as('maya').get(`/me/events/${resourceData!.id}`)).body.subject));
    expect(subjects).toEqual(['1', '0']);
    const alone = await after('out-of-order');
    expect(alone.to.taken()).toEqual([]);
    await alone.one.passTo('2026-03-02T06:01:30Z');
    expect(alone.to.taken()).toHaveLength(1);
  });

  it('it is missed, and that is told', async () => {
    expect(kinds((await after('missed')).to.taken())).toEqual(['missed']);
  });

  it('its subscription is removed, and that is told', async () => {
    const { to, one } = await after('subscription-removed', 2);
    expect(kinds(to.taken())).toEqual(['subscriptionRemoved']);
    expect((await one.application().get('/subscriptions')).body.value).toEqual([]);
  });

  it('its subscription has to be authorised anew, and tells nothing after an hour unless it was', async () => {
    const { to, one, id } = await after('reauthorization-required');
    expect(kinds(to.taken()).toSorted()).toEqual(['created', 'reauthorizationRequired']);
    one.moveTo('2026-03-02T07:05:00Z');
    await one.as('maya').post('/me/events', { subject: 'Unheard', ...at('15:00', '15:30') });
    await one.passTo('2026-03-02T07:10:00Z');
    expect(to.taken()).toHaveLength(2);
    await one.application().post(`/subscriptions/${id}/reauthorize`);
    await one.as('maya').post('/me/events', { subject: 'Heard', ...at('16:00', '16:30') });
    await one.passTo('2026-03-02T07:20:00Z');
    expect(to.taken()).toHaveLength(3);
  });
});
