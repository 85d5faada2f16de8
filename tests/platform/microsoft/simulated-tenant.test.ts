import { describe, expect, it } from '@jest/globals';
import { calendarAt, inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { failureFrom } from './support/stub.ts';
import { coach, draft, granted, maya, simulated, tom } from './support/simulated.ts';

const { start, end } = draft();
const week: [string, string] = ['2026-03-02T00:00:00Z', '2026-03-14T00:00:00Z'];
const sessionsOf = ({ tenant }: Awaited<ReturnType<typeof simulated>>, address: string) =>
  calendarAt(tenant, address, new Date('2026-03-09T00:00:00Z'), new Date('2026-03-21T00:00:00Z'));

describe('signing in', () => {
  it.each(['teams', 'outlook'] as const)('works with the token %s hands over', async (surface) => {
    const { microsoft, entra } = await simulated();
    const person = await microsoft.verify((await entra.issueApiToken(maya.address, surface)) ?? '');
    expect(person).toMatchObject({ objectId: maya.objectId, displayName: 'Maya Shrestha', email: maya.address, appRoles: ['ProgrammeLead'] });
  });

  it('ends with the token, by the clock of the tenant', async () => {
    const { microsoft, clock, tokenOf } = await simulated();
    const token = await tokenOf(maya);
    await microsoft.verify(token);
    clock.advanceTo(new Date('2026-03-02T10:30:00Z'));
    await expect(microsoft.verify(token)).rejects.toMatchObject({ code: 'sign-in-required' });
    expect((await microsoft.verify(await tokenOf(maya))).objectId).toBe(maya.objectId);
  });
});

describe('people', () => {
  it('are known by name, manager and zone', async () => {
    const { as } = await simulated();
    const me = await as(maya);
    const manager = { objectId: tom.objectId, displayName: 'Tom Okafor', email: tom.address, jobTitle: 'COO' };
    expect(await me.me()).toMatchObject({ objectId: maya.objectId, email: maya.address, zone: 'Asia/Kathmandu' });
    expect(await me.manager()).toEqual(manager);
    expect(await me.managerOf(tom.objectId)).toBeNull();
    expect((await me.searchPeople('okaf')).map(({ objectId }) => objectId)).toEqual([tom.objectId]);
  });

  it('get mail from one another', async () => {
    const tenant = await simulated();
    await (await tenant.as(maya)).sendMail({ to: { email: coach, displayName: 'Cora' }, subject: 'Your link', bodyHtml: '<p>Hi</p>' });
    expect(inboxOf(tenant.tenant, coach).map(({ subject }) => subject)).toEqual(['Your link']);
  });
});

describe('schedules', () => {
  it('tell busy time, hours and zone of colleagues, and nothing of somebody outside', async () => {
    const { as, application } = await simulated();
    const found = await (await as(maya)).schedules([maya.address, tom.address, coach], ...week);
    const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1050 }));
    const board = { start: Date.parse('2026-03-03T04:15:00Z'), end: Date.parse('2026-03-03T05:45:00Z'), status: 'busy' };
    expect(found).toEqual([
      { email: maya.address, readable: true, busy: [board], hours: weekdays, zone: 'Asia/Kathmandu' },
      { email: tom.address, readable: true, busy: [], hours: weekdays, zone: 'Europe/London' },
      { email: coach, readable: false, reason: 'This address is not in your organisation.' },
    ]);
    expect(await application.schedules(maya.objectId, [maya.address, tom.address, coach], ...week)).toEqual(found);
  });

  it('are not asked for faster than the mailbox allows', async () => {
    const { application, exchanges } = await simulated();
    await Promise.all(Array.from({ length: 12 }, () => application.schedules(maya.objectId, [tom.address], ...week)));
    expect(new Set(await exchanges())).toEqual(new Set(['POST /users/{id}/calendar/getSchedule 200']));
  });
});

describe('a session', () => {
  it('takes three requests to book: look again, create, put the app into the chat', async () => {
    const tenant = await simulated();
    const { application, exchanges } = tenant;
    await application.schedules(maya.objectId, [maya.address, tom.address, coach], start, end);
    const event = await application.createEvent(maya.objectId, draft());
    const chat = await application.meetingChat(maya.objectId, event.joinUrl!);
    await application.installInChat(chat!);
    expect(await exchanges()).toEqual([
      'POST /users/{id}/calendar/getSchedule 200',
      'POST /users/{id}/events 201',
      `POST /chats/${encodeURIComponent(chat!)}/installedApps 201`,
    ]);
    expect(event).toMatchObject({ subject: 'Three-way coaching session', start, end, isCancelled: false });
    for (const { address } of [maya, tom]) expect(sessionsOf(tenant, address).map((entry) => entry.start)).toEqual([start]);
    for (const address of [tom.address, coach]) expect(inboxOf(tenant.tenant, address)).toHaveLength(1);
    await expect(application.installInChat(chat!)).resolves.toBeUndefined();
  });

  it('is one event, however often it is asked for', async () => {
    const tenant = await simulated();
    const [first, second] = await Promise.all([1, 2].map(() => tenant.application.createEvent(maya.objectId, draft())));
    expect(second?.id).toBe(first?.id);
    expect((await tenant.application.createEvent(maya.objectId, draft())).id).toBe(first?.id);
    expect(sessionsOf(tenant, maya.address)).toHaveLength(1);
  });

  it('is one event when the answer was lost', async () => {
    const tenant = await simulated();
    tenant.faults.add([{ match: 'POST /users/*/events', fault: 'drop-response', times: 1 }]);
    expect((await failureFrom(tenant.application.createEvent(maya.objectId, draft()))).kind).toBe('no-answer');
    const found = await tenant.application.findEvent(maya.objectId, draft().tag);
    expect((await tenant.application.createEvent(maya.objectId, draft())).id).toBe(found?.id);
    expect(sessionsOf(tenant, maya.address)).toHaveLength(1);
  });

  it('waits out a short refusal and reports a long one', async () => {
    const { application, faults, waits } = await simulated();
    faults.add([{ match: 'POST /users/*/events', fault: '429', retryAfter: 2, times: 2 }]);
    expect((await application.createEvent(maya.objectId, draft())).start).toBe(start);
    expect(waits).toEqual([2000, 2000]);
    faults.add([{ match: 'GET /users/*/events/*', fault: '503', retryAfter: 30, times: 1 }]);
    const failure = await failureFrom(application.getEvent(maya.objectId, 'x'));
    expect([failure.kind, failure.retryAfterSeconds]).toEqual(['unavailable', 30]);
  });

  it('moves for everybody and keeps its meeting', async () => {
    const tenant = await simulated();
    const { id, joinUrl } = await tenant.application.createEvent(maya.objectId, draft());
    const when = { start: '2026-03-11T03:00:00.000Z', end: '2026-03-11T04:00:00.000Z', zone: 'Asia/Kathmandu' };
    expect(await tenant.application.moveEvent(maya.objectId, id, when)).toMatchObject({ id, joinUrl, start: when.start, end: when.end });
    expect(await tenant.application.getEvent(maya.objectId, id)).toMatchObject({ id, joinUrl, start: when.start });
    expect(sessionsOf(tenant, tom.address).map((entry) => entry.start)).toEqual([when.start]);
  });

  it('is cancelled once, however often it is asked for', async () => {
    const tenant = await simulated();
    const { id } = await tenant.application.createEvent(maya.objectId, draft());
    await tenant.application.cancelEvent(maya.objectId, id, 'Sorry');
    await expect(tenant.application.cancelEvent(maya.objectId, id, 'Sorry')).resolves.toBeUndefined();
    const cancellations = inboxOf(tenant.tenant, tom.address).filter(({ subject }) => /^Cancel/i.test(subject));
    expect(cancellations).toHaveLength(1);
  });

  it('is not cancelled by somebody who does not organise it', async () => {
    const tenant = await simulated();
    await tenant.application.createEvent(maya.objectId, draft());
    const copy = sessionsOf(tenant, tom.address)[0]!;
    expect((await failureFrom(tenant.application.cancelEvent(tom.objectId, copy.id, ''))).kind).toBe('refused');
    expect(sessionsOf(tenant, maya.address)).toHaveLength(1);
  });
});

describe('tokens', () => {
  it('are renewed after the clock was moved', async () => {
    const { as, application, clock, exchanges } = await simulated();
    await (await as(maya)).manager();
    await application.schedules(maya.objectId, [tom.address], ...week);
    clock.advanceTo(new Date('2026-03-04T09:00:00Z'));
    await (await as(maya)).manager();
    await application.schedules(maya.objectId, [tom.address], ...week);
    expect((await exchanges()).filter((line) => !line.endsWith(' 200'))).toEqual([]);
  });

  it('need a person again when theirs has expired', async () => {
    const { as, clock } = await simulated();
    const before = await as(maya);
    clock.advanceTo(new Date('2026-03-04T09:00:00Z'));
    expect((await failureFrom(before.manager())).kind).toBe('sign-in-again');
  });

  it('are missing when consent was taken back', async () => {
    const { as, faults } = await simulated();
    faults.add([{ match: 'POST /token', fault: 'consent-revoked', times: 1 }]);
    const failure = await failureFrom((await as(maya)).manager());
    expect([failure.kind, failure.permission]).toEqual(['consent-missing', 'User.Read.All']);
    expect((await (await as(maya)).manager())?.objectId).toBe(tom.objectId);
  });
});

describe('each permission', () => {
  type Tenant = Awaited<ReturnType<typeof simulated>>;
  const mail = { to: { email: coach, displayName: 'Cora' }, subject: 's', bodyHtml: 'b' };
  const short = 'https://teams.microsoft.com/meet/2211?p=x';
  const uses: Record<string, (tenant: Tenant) => Promise<unknown>> = {
    'Calendars.ReadBasic': async ({ as }) => (await as(maya)).schedules([tom.address], ...week),
    'People.Read': async ({ as }) => (await as(maya)).searchPeople('tom'),
    'User.Read.All': async ({ as }) => (await as(maya)).manager(),
    'Mail.Send': async ({ as }) => (await as(maya)).sendMail(mail),
    'Calendars.ReadWrite': ({ application }) => application.createEvent(maya.objectId, draft()),
    'Calendars.Read': ({ application }) => application.getEvent(maya.objectId, 'any'),
    'Tasks.ReadWrite.All': ({ application }) => application.todoLists(maya.objectId),
    'OnlineMeetings.Read.All': ({ application }) => application.meetingChat(maya.objectId, short),
    'OnlineMeetingArtifact.Read.All': ({ application }) =>
      application.attendance({ organizerObjectId: maya.objectId, joinUrl: short, meetingId: 'any', from: '2026-03-02T09:00:00Z', to: '2026-03-02T10:00:00Z' }),
  };

  it.each(Object.entries(uses))('%s is needed, and named when it is missing', async (name, use) => {
    const without = { delegated: granted.delegated.filter((one) => one !== name), application: granted.application.filter((one) => one !== name) };
    const failure = await failureFrom(use(await simulated(without)));
    expect([failure.kind, failure.permission]).toEqual(['consent-missing', name]);
  });

  it('MailboxSettings.Read is needed for the zone only', async () => {
    const { as } = await simulated({ ...granted, delegated: granted.delegated.filter((name) => name !== 'MailboxSettings.Read') });
    expect(await (await as(maya)).me()).toMatchObject({ email: maya.address, zone: null });
  });

  it('TeamsAppInstallation.ReadWriteSelfForChat.All is needed for the chat only', async () => {
    const application = granted.application.filter((name) => !name.startsWith('TeamsApp'));
    const tenant = await simulated({ ...granted, application });
    const event = await tenant.application.createEvent(maya.objectId, draft());
    const chat = await tenant.application.meetingChat(maya.objectId, event.joinUrl!);
    const failure = await failureFrom(tenant.application.installInChat(chat!));
    expect(failure.permission).toBe('TeamsAppInstallation.ReadWriteSelfForChat.All');
  });
});
