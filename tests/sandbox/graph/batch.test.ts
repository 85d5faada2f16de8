import { describe, expect, it } from '@jest/globals';
import { addressOf, at, objectIdOf, world, type Json } from './support/world.ts';

const get = (id: string, url = '/me/events', more: object = {}): object => ({ id, method: 'GET', url, ...more });
const byId = (body: Json): Record<string, Json> => Object.fromEntries(body.responses!.map((part) => [part.id!, part]));

const items = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => get(String(index), `/users/${objectIdOf('tom')}/events`));

describe('$batch', () => {
  it('answers each item by itself', async () => {
    const { body } = await world()
      .as('maya')
      .post('/$batch', {
        requests: [
          get('a', '/me?$select=displayName'),
          get('b', '/me/events/none'),
          {
            id: 'c',
            method: 'POST',
            url: '/me/events',
            headers: { 'Content-Type': 'application/json', Prefer: 'IdType="ImmutableId"' },
            body: { subject: 'In a batch', ...at('10:00', '11:00') },
          },
          get('d', '/me/manager'),
        ],
      });
    const parts = byId(body);
    expect(parts.a).toMatchObject({
      status: 200,
      body: { displayName: 'Maya Example' },
      headers: { 'Content-Type': expect.stringContaining('application/json') },
    });
    expect(parts.b).toMatchObject({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } });
    expect(parts.c).toMatchObject({
      status: 201,
      body: { subject: 'In a batch' },
      headers: { 'Preference-Applied': 'IdType="ImmutableId"' },
    });
    expect(parts.d).toMatchObject({ status: 404 });
  });

  it('takes twenty items, four of one mailbox at a time', async () => {
    const application = world().application();
    const { body } = await application.post('/$batch', { requests: items(20) });
    expect(body.responses!.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await application.post('/$batch', { requests: items(21) })).status).toBe(400);
  });

  it('throttles items when the mailbox is busy with other requests', async () => {
    const application = world().application();
    const path = `/users/${addressOf('tom')}/events`;
    const [, , , batch] = await Promise.all([
      application.get(path),
      application.get(path),
      application.get(path),
      application.post('/$batch', { requests: [get('1', path), get('2', path), get('3', path)] }),
    ]);
    const parts = batch!.body.responses!;
    expect(batch!.status).toBe(200);
    expect(parts.map(({ status }) => status)).toContain(429);
    expect(parts.find(({ status }) => String(status) === '429')!.headers).toMatchObject({ 'Retry-After': '1' });
  });

  it('throttles the items that are beyond what a mailbox takes, and does the others', async () => {
    const application = world({ mailboxConcurrency: 2 }).application();
    const url = `/users/${objectIdOf('tom')}/events`;
    const requests = Array.from({ length: 4 }, (_, index) => ({
      id: String(index),
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json' },
      body: { subject: `${index}`, ...at('10:00', '11:00') },
    }));
    const parts = (await application.post('/$batch', { requests })).body.responses!;
    const done = parts.filter(({ status }) => String(status) === '201').length;
    expect(parts.map(({ status }) => status).toSorted()).toEqual([201, 201, 429, 429]);
    expect((await application.get(url)).body.value).toHaveLength(done);
  });

  it('waits for what an item depends on, and fails it when that failed', async () => {
    const order: string[] = [];
    const one = world({
      around: async (request, next) => {
        order.push(new URL(request.url).pathname);
        return next(request);
      },
    });
    const { body } = await one
      .as('tom')
      .post('/$batch', {
        requests: [
          get('1', '/me/events/none'),
          get('2', '/me', { dependsOn: ['1'] }),
          get('3', '/me/manager'),
          get('4', '/me/calendar', { dependsOn: ['3'] }),
        ],
      });
    const parts = byId(body);
    expect([parts['1']!.status, parts['2']!.status, parts['4']!.status]).toEqual([404, 424, 200]);
    expect(order).not.toContain('/v1.0/me');
    expect(order.indexOf('/v1.0/me/manager')).toBeLessThan(order.indexOf('/v1.0/me/calendar'));
  });

  it('refuses what is no batch', async () => {
    const maya = world().as('maya');
    const status = async (...requests: object[]): Promise<number> => (await maya.post('/$batch', { requests })).status;
    expect(await status(get('1'), get('1'))).toBe(400);
    expect(await status(get('1', '/v1.0/me'))).toBe(400);
    expect(await status(get('1', 'https://graph.microsoft.com/v1.0/me'))).toBe(400);
    expect(await status(get('1', '/me', { dependsOn: ['2'] }))).toBe(400);
    expect(await status()).toBe(400);
  });

  it('gives items no more than its own token does', async () => {
    const { body } = await world()
      .as('maya', ['User.Read'])
      .post('/$batch', {
        requests: [get('1', '/me', { headers: { Authorization: 'Bearer {"kind":"application"}' } }), get('2', '/me/events')],
      });
    expect(body.responses!.map(({ status }) => status)).toEqual([200, 403]);
  });
});
