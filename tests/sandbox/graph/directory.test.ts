import { describe, expect, it } from '@jest/globals';
import { inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { addressOf, at, objectIdOf, seed, world, type Json } from './support/world.ts';

const names = (body: Json): string[] => body.value!.map(({ displayName }) => displayName!);

describe('people', () => {
  it('are told with what is asked for', async () => {
    const tom = world().as('tom');
    expect((await tom.get('/me')).body).toMatchObject({
      id: objectIdOf('tom'),
      displayName: 'Tom Example',
      mail: addressOf('tom'),
      userPrincipalName: addressOf('tom'),
    });
    const { body } = await tom.get(`/users/${addressOf('lin')}?$select=userType,displayName`);
    expect(Object.keys(body).toSorted()).toEqual(['@odata.context', 'displayName', 'id', 'userType']);
    expect((await tom.get('/me?$expand=manager')).body.manager!.displayName).toBe('Maya Example');
  });

  it('have a manager or none, and reports', async () => {
    const one = world();
    expect((await one.as('tom').get('/me/manager')).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      displayName: 'Maya Example',
    });
    expect((await one.as('maya').get('/me/manager')).status).toBe(404);
    expect((await one.as('tom').get(`/users/${objectIdOf('lin')}/manager`)).body.displayName).toBe('Maya Example');
    expect(names((await one.as('maya').get('/me/directReports')).body)).toEqual(['Lin Example', 'Tom Example']);
  });

  it('are found by the starts of their words', async () => {
    const tom = world().as('tom');
    expect(names((await tom.get('/me/people?$search=exa&$top=2')).body)).toEqual(['Lin Example', 'Maya Example']);
    expect(names((await tom.get('/me/people?$search="ma"')).body)).toEqual(['Maya Example']);
    expect(names((await tom.get('/me/people?$search=xample')).body)).toEqual([]);
    expect(names((await tom.get('/me/people')).body)[0]).toBe('Maya Example');
    const search = `/users?$search=${encodeURIComponent('"displayName:tom" OR "mail:lin"')}`;
    expect(names((await tom.get(search, { consistencylevel: 'eventual' })).body)).toEqual(['Lin Example', 'Tom Example']);
    expect((await tom.get(search)).status).toBe(400);
    expect(names((await tom.get("/users?$filter=startswith(displayName,'ru') or mail eq 'tom@example.com'")).body)).toEqual([
      'Rui Example',
      'Tom Example',
    ]);
  });
});

describe('mailbox settings', () => {
  it('tell the zone under its own name, and change one thing at a time', async () => {
    const one = world();
    const rui = one.as('rui');
    expect((await rui.get('/me/mailboxSettings')).body).toMatchObject({
      timeZone: 'Lord Howe Standard Time',
      workingHours: { startTime: '09:00:00.0000000', timeZone: { name: 'Lord Howe Standard Time' } },
    });
    const changed = await rui.patch('/me/mailboxSettings', {
      timeZone: 'Asia/Kathmandu',
      workingHours: { daysOfWeek: ['sunday'], startTime: '07:30:00' },
    });
    expect(changed.body).toMatchObject({
      timeZone: 'Asia/Kathmandu',
      workingHours: {
        daysOfWeek: ['sunday'],
        startTime: '07:30:00.0000000',
        endTime: '17:00:00.0000000',
        timeZone: { name: 'Lord Howe Standard Time' },
      },
    });
    expect((await rui.patch('/me/mailboxSettings', { timeZone: 'Middle Earth' })).status).toBe(400);
    expect((await rui.patch('/me/mailboxSettings', { timezone: 'UTC' })).status).toBe(400);
    const schedule = await one
      .as('tom')
      .post('/me/calendar/getSchedule', {
        schedules: [addressOf('rui')],
        startTime: at('00:00', '01:00').start,
        endTime: at('00:00', '01:00').end,
      });
    expect(schedule.body.value![0]!.workingHours).toMatchObject({ daysOfWeek: ['sunday'] });
  });

  it('end hours that go on until midnight at the next day’s', async () => {
    const from = seed();
    from.people[3]!.workingHours = { weekdays: [1], start: '00:00', end: '24:00' };
    const { body } = await world({ from }).as('rui').get('/me/mailboxSettings');
    expect(body.workingHours).toMatchObject({ startTime: '00:00:00.0000000', endTime: '00:00:00.0000000' });
  });

  it('may have a zone of nobody else’s', async () => {
    const from = seed();
    from.people[3]!.zoneName = 'Customized Time Zone';
    const { body } = await world({ from }).as('rui').get('/me/mailboxSettings');
    expect(body.workingHours!.timeZone).toEqual({
      '@odata.type': '#microsoft.graph.customTimeZone',
      name: 'Customized Time Zone',
      bias: 660,
    });
  });

  it('offer every zone by both kinds of names', async () => {
    const tom = world().as('tom');
    const aliases = async (path: string): Promise<string[]> => (await tom.get(path)).body.value!.map(({ alias }) => alias!);
    expect(await aliases('/me/outlook/supportedTimeZones')).toContain('Lord Howe Standard Time');
    expect(await aliases("/me/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')")).toContain(
      'Australia/Lord_Howe',
    );
  });
});

const to = (address: string): object => ({ emailAddress: { address, name: 'N' } });

describe('mail and presence', () => {
  it('reaches people inside and outside', async () => {
    const one = world();
    const sent = await one
      .as('tom')
      .post('/me/sendMail', {
        message: {
          subject: 'Hello',
          body: { contentType: 'text', content: 'a < b\nc' },
          toRecipients: [to('Dana@Outside.example')],
          ccRecipients: [to(addressOf('lin'))],
        },
      });
    expect(sent.status).toBe(202);
    expect(inboxOf(one.tenant, 'dana@outside.example')).toMatchObject([
      { subject: 'Hello', kind: 'mail', from: { address: addressOf('tom') }, bodyHtml: 'a &lt; b<br>\r\nc' },
    ]);
    expect(inboxOf(one.tenant, addressOf('lin'))).toHaveLength(1);
    expect((await one.as('tom').post('/me/sendMail', { message: { subject: 'To nobody' } })).status).toBe(400);
    expect((await one.as('tom').post('/me/sendMail', { message: { Subject: 'x', toRecipients: [to('a@b.example')] } })).status).toBe(400);
  });

  it('shows who is in a meeting now', async () => {
    const one = world();
    const availability = async (): Promise<string> => (await one.as('tom').get(`/users/${objectIdOf('maya')}/presence`)).body.availability!;
    await one.as('maya').post('/me/events', { subject: 'Now', ...at('10:00', '11:00') });
    expect(await availability()).toBe('Available');
    one.moveTo('2026-03-03T10:30:00Z');
    expect(await availability()).toBe('Busy');
  });
});
