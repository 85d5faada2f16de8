import { describe, expect, it } from '@jest/globals';
import { addressOf, at, clientId, everyPermission, objectIdOf, tenantId, world } from './support/world.ts';

const event = { subject: 'S', ...at('10:00', '11:00') };
const without = (...names: string[]): string[] => everyPermission.filter((name) => !names.some((start) => name.startsWith(start)));
const window = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-31T00:00:00Z';

describe('a token', () => {
  it('must be there and be of this tenant', async () => {
    const { graph } = world();
    const status = async (authorization?: string): Promise<number> =>
      (await graph(new Request('https://graph.microsoft.com/v1.0/me', { headers: authorization ? { authorization } : {} }))).status;
    const caller = { kind: 'delegated', tenantId, userObjectId: objectIdOf('maya'), clientId, permissions: ['User.Read'] };
    const header = (more: object): string => `Bearer ${JSON.stringify({ ...caller, ...more })}`;
    expect(await status(header({}))).toBe(200);
    expect(await status()).toBe(401);
    expect(await status('Bearer nonsense')).toBe(401);
    expect(await status(header({ tenantId: '99999999-2222-4333-8444-555555555555' }))).toBe(401);
    expect(await status(header({ userObjectId: objectIdOf('gone') }))).toBe(401);
  });
});

describe('permissions', () => {
  const delegated: [string, string, string, object?][] = [
    ['User.Read', 'GET', '/me'],
    ['User.Read.All', 'GET', '/me/manager'],
    ['People.Read', 'GET', '/me/people'],
    ['User.ReadBasic.All', 'GET', `/users/${addressOf('tom')}`],
    ['MailboxSettings.Read', 'GET', '/me/mailboxSettings'],
    ['MailboxSettings.ReadWrite', 'PATCH', '/me/mailboxSettings', { timeFormat: 'HH:mm' }],
    ['Calendars.ReadBasic', 'GET', '/me/calendar'],
    ['Calendars.ReadBasic', 'POST', '/me/calendar/getSchedule', { schedules: ['a@b.example'], startTime: event.start, endTime: event.end }],
    ['Calendars.ReadBasic', 'GET', `/me/calendarView?${window}`],
    ['Calendars.Read', 'GET', `/me/calendarView/delta?${window}`],
    ['Calendars.ReadWrite', 'POST', '/me/events', event],
    ['Mail.Send', 'POST', '/me/sendMail', { message: { toRecipients: [{ emailAddress: { address: 'a@b.example' } }] } }],
  ];

  it.each(delegated.map(([permission, method, path, body]) => ({ permission, method, path, body })))(
    '$permission allows a person to $method $path, and nothing else does',
    async ({ permission, method, path, body }) => {
      const one = world();
      expect((await one.as('tom', [permission]).request(method, path, body)).status).toBeLessThan(300);
      expect(await one.as('tom', ['Files.Read', 'openid']).request(method, path, body)).toMatchObject({
        status: 403,
        body: { error: { code: 'ErrorAccessDenied' } },
      });
    },
  );

  it('of writing do not allow reading, as described', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', event);
    expect((await one.as('maya', ['Calendars.ReadWrite']).get(`/me/events/${body.id}`)).status).toBe(403);
  });

  it('of the basic kind show no body and no properties', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', { ...event, body: { contentType: 'html', content: '<p>private</p>' } });
    const basic = one.as('maya', ['Calendars.ReadBasic']);
    expect((await basic.get(`/me/events/${body.id}`)).body).not.toHaveProperty('body');
    expect((await basic.get(`/me/events/${body.id}?$expand=singleValueExtendedProperties($filter=id eq 'x')`)).status).toBe(403);
    expect((await one.as('maya', ['Calendars.Read']).get(`/me/events/${body.id}`)).body.body!.content).toContain('private');
  });

  it('of a person end at their own mailbox, those of an application do not', async () => {
    const one = world();
    const path = `/users/${objectIdOf('tom')}/events`;
    expect((await one.as('maya').get(path)).status).toBe(403);
    expect((await one.as('maya').post(path, event)).status).toBe(403);
    expect((await one.as('tom').get(path)).status).toBe(200);
    expect((await one.application().post(`/users/${addressOf('tom')}/events`, event)).status).toBe(201);
    expect((await one.application(without('Calendars')).get(path)).status).toBe(403);
  });

  it('of an application know no "me"', async () => {
    expect((await world().application().get('/me')).status).toBe(400);
  });
});

describe('addresses', () => {
  it('that Microsoft describes and the sandbox does not have are refused as such', async () => {
    expect(await world().as('maya').post('/me/findMeetingTimes', {})).toMatchObject({ status: 501, body: { error: { code: 'NotImplemented' } } });
  });

  it('that are not described here are refused the same way, and told from things that are not there', async () => {
    const maya = world().as('maya');
    expect(await maya.get('/me/messages')).toMatchObject({ status: 501, body: { error: { code: 'NotImplemented' } } });
    expect((await maya.request('PUT', '/me/events', {})).status).toBe(501);
    expect((await maya.get('/users/nobody@example.com')).status).toBe(404);
    expect((await maya.get('/me/events/AAMkNonsense')).status).toBe(404);
    expect((await world().application().get('/users/nobody@example.com/events')).status).toBe(404);
  });

  it('take JSON only', async () => {
    const one = world();
    const authorization = `Bearer ${JSON.stringify({ kind: 'application', tenantId, userObjectId: null, clientId, permissions: everyPermission })}`;
    const answer = await one.graph(
      new Request(`https://graph.microsoft.com/v1.0/users/${objectIdOf('tom')}/events`, {
        method: 'POST',
        headers: { authorization },
        body: '{"subject":',
      }),
    );
    expect(answer.status).toBe(400);
    expect([...one.tenant.state.all('event')]).toEqual([]);
  });
});

const all = async (count: number, send: (index: number) => Promise<{ status: number; headers: Headers }>) =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)));

describe('requests at once', () => {
  it('are four to a mailbox; the fifth is told when to come again', async () => {
    const one = world();
    const answers = await all(5, () => one.as('maya').get('/me/events'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
    expect(Number(answers[4]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await one.as('maya').get('/me/events')).status).toBe(200);
  });

  it('are counted for each mailbox by itself', async () => {
    const one = world();
    const answers = await all(8, (index) => one.application().get(`/users/${objectIdOf(index % 2 ? 'tom' : 'maya')}/events`));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  });

  it('leave their places when they are refused', async () => {
    const one = world();
    await all(12, () => one.as('maya').get('/me/events/unknown'));
    expect((await all(4, () => one.as('maya').get('/me/events'))).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});
