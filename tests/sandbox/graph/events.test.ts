import { describe, expect, it } from '@jest/globals';
import { inboxOf } from '../../../server/sandbox/tenant/views.ts';
import { addressOf, at, attendee, world, type Json, type World } from './support/world.ts';

const meeting = (more: object = {}): object => ({
  subject: 'Talk',
  ...at('10:00', '11:00'),
  attendees: [attendee('tom'), attendee('dana@outside.example')],
  ...more,
});
const kinds = ({ tenant }: World, address: string): string[] => inboxOf(tenant, address).map(({ kind }) => kind);
const view = '?startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-03-31T00:00:00Z';
const inCalendarOf = async (one: World, name: string): Promise<Json[]> => (await one.as(name).get(`/me/calendarView${view}`)).body.value!;

describe('an event', () => {
  it('comes back as it was created, in UTC', async () => {
    const maya = world().as('maya');
    const created = await maya.post('/me/events', {
      ...meeting(),
      ...at('10:00', '11:00', 'Nepal Standard Time'),
      sensitivity: 'private',
      categories: ['Work'],
      location: { displayName: 'Room 5' },
    });
    expect(created.status).toBe(201);
    const { body } = await maya.get(`/me/events/${created.body.id}`);
    expect(body).toMatchObject({
      subject: 'Talk',
      start: { dateTime: '2026-03-03T04:15:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2026-03-03T05:15:00.0000000', timeZone: 'UTC' },
      originalStartTimeZone: 'Nepal Standard Time',
      type: 'singleInstance',
      sensitivity: 'private',
      categories: ['Work'],
      location: { displayName: 'Room 5' },
      isOrganizer: true,
      isOnlineMeeting: false,
      onlineMeetingProvider: 'unknown',
      responseStatus: { response: 'organizer' },
    });
    expect(body).not.toHaveProperty('transactionId');
    expect(body).not.toHaveProperty('singleValueExtendedProperties');
  });

  it('is told in the zone that is preferred, under the name it was asked by', async () => {
    const maya = world().as('maya');
    const { body } = await maya.post('/me/events', meeting(), {
      prefer: 'outlook.timezone="Newfoundland Standard Time", IdType="ImmutableId"',
    });
    expect(body.start).toEqual({ dateTime: '2026-03-03T06:30:00.0000000', timeZone: 'Newfoundland Standard Time' });
    const iana = await maya.get(`/me/events/${body.id}`, { prefer: 'outlook.timezone="Australia/Lord_Howe"' });
    expect(iana.body.start).toEqual({ dateTime: '2026-03-03T21:00:00.0000000', timeZone: 'Australia/Lord_Howe' });
    expect(iana.headers.get('preference-applied')).toBe('outlook.timezone="Australia/Lord_Howe"');
    expect(await maya.get(`/me/events/${body.id}`, { prefer: 'outlook.timezone="Middle Earth"' })).toMatchObject({
      status: 400,
      body: { error: { code: 'TimeZoneNotSupportedException' } },
    });
  });

  it('has other ids without the immutable preference, and answers to both', async () => {
    const maya = world().as('maya');
    const immutable = (await maya.post('/me/events', meeting())).body.id!;
    const mutable = (await maya.get(`/me/events/${immutable}`, { prefer: '' })).body.id!;
    expect(mutable).not.toBe(immutable);
    expect((await maya.get(`/me/events/${mutable}`)).body.id).toBe(immutable);
  });

  it('refuses what Outlook would not keep', async () => {
    const maya = world().as('maya');
    const refused = async (more: object, code: string): Promise<void> =>
      expect(await maya.post('/me/events', meeting(more))).toMatchObject({ status: 400, body: { error: { code } } });
    await refused({ subjct: 'Talk' }, 'RequestBodyRead');
    await refused({ start: { dateTime: '2026-03-03T10:00:00', timezone: 'UTC' } }, 'RequestBodyRead');
    await refused({ sensitivity: 'secret' }, 'RequestBodyRead');
    await refused({ ...at('11:00', '10:00') }, 'ErrorPropertyValidationFailure');
    await refused({ start: { dateTime: '2026-02-30T10:00:00' } }, 'ErrorInvalidRequest');
    await refused({ start: { dateTime: '2026-03-03T10:00:00', timeZone: 'Middle Earth' } }, 'TimeZoneNotSupportedException');
    await refused({ isAllDay: true }, 'ErrorPropertyValidationFailure');
    await refused({ attendees: [attendee('nobody@')] }, 'ErrorInvalidRecipients');
    expect((await maya.get('/me/events')).body.value).toEqual([]);
  });

  it('is changed only from the state that the caller has seen', async () => {
    const maya = world().as('maya');
    const { body } = await maya.post('/me/events', meeting());
    const etag = body['@odata.etag']!;
    const changed = await maya.patch(`/me/events/${body.id}`, { subject: 'Later' }, { 'if-match': etag });
    expect(changed.body.changeKey! > body.changeKey!).toBe(true);
    expect(await maya.patch(`/me/events/${body.id}`, { subject: 'Lost' }, { 'if-match': etag })).toMatchObject({ status: 412 });
    expect(await maya.delete(`/me/events/${body.id}`, { 'if-match': etag })).toMatchObject({ status: 412 });
    expect((await maya.get(`/me/events/${body.id}`)).body.subject).toBe('Later');
  });

  it('keeps extended properties, shows them only when expanded, and is found by them', async () => {
    const maya = world().as('maya');
    const tag = { id: 'String {66f5a359-4659-4830-9070-00040ec6ac6e} Name Tag', value: "it's 7" };
    const { body } = await maya.post('/me/events', meeting({ singleValueExtendedProperties: [tag] }));
    await maya.post('/me/events', meeting({ subject: 'Other' }));
    const expanded = (id: string) =>
      maya.get(`/me/events/${body.id}?$select=subject&$expand=singleValueExtendedProperties($filter=id eq '${id}')`);
    expect((await expanded(tag.id)).body).toMatchObject({ subject: 'Talk', singleValueExtendedProperties: [tag] });
    expect((await expanded(tag.id.replace('Tag', 'tag'))).body).not.toHaveProperty('singleValueExtendedProperties');
    const filter = encodeURIComponent(`singleValueExtendedProperties/any(ep: ep/id eq '${tag.id}' and ep/value eq 'it''s 7')`);
    expect((await maya.get(`/me/events?$filter=${filter}`)).body.value).toMatchObject([{ subject: 'Talk' }]);
  });
});

describe('a transaction id', () => {
  it('makes one event of one request sent twice, whatever the order of its properties', async () => {
    const one = world();
    const body = { ...meeting(), transactionId: 't-1' };
    const first = await one.as('maya').post('/me/events', body);
    const again = await one.as('maya').post('/me/events', Object.fromEntries(Object.entries(body).toReversed()));
    expect(again).toMatchObject({ status: 201, body: { id: first.body.id, transactionId: 't-1' } });
    expect(kinds(one, addressOf('tom'))).toEqual(['invitation']);
  });

  it('cannot stand for another event, nor change', async () => {
    const maya = world().as('maya');
    const { body } = await maya.post('/me/events', meeting({ transactionId: 't-1' }));
    expect(await maya.post('/me/events', meeting({ transactionId: 't-1', subject: 'Other' }))).toMatchObject({
      status: 409,
      body: { error: { code: 'ErrorDuplicateTransactionId' } },
    });
    expect((await maya.patch(`/me/events/${body.id}`, { transactionId: 't-2' })).status).toBe(400);
    expect((await maya.get('/me/events')).body.value).toHaveLength(1);
  });

  it('is each mailbox its own', async () => {
    const one = world();
    await one.as('maya').post('/me/events', { subject: 'A', ...at('10:00', '11:00'), transactionId: 't-1' });
    expect((await one.as('tom').post('/me/events', { subject: 'B', ...at('10:00', '11:00'), transactionId: 't-1' })).status).toBe(201);
  });
});

describe('attendees', () => {
  it('get a copy of their own with the same iCalendar UID, tentative until answered', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const [copy] = await inCalendarOf(one, 'tom');
    expect(copy).toMatchObject({
      iCalUId: body.iCalUId,
      isOrganizer: false,
      showAs: 'tentative',
      responseStatus: { response: 'notResponded' },
      organizer: { emailAddress: { address: addressOf('maya') } },
    });
    expect(copy!.id).not.toBe(body.id);
    expect((await one.as('tom').get(`/me/events/${body.id}`)).status).toBe(404);
  });

  it('are heard by the organiser when they answer, unless they send no response', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting({ attendees: [attendee('tom'), attendee('lin')] }));
    const [tomCopy, linCopy] = [(await inCalendarOf(one, 'tom'))[0]!, (await inCalendarOf(one, 'lin'))[0]!];
    expect((await one.as('tom').post(`/me/events/${tomCopy.id}/accept`, { comment: 'Good' })).status).toBe(202);
    await one.as('lin').post(`/me/events/${linCopy.id}/decline`, { sendResponse: false });
    const seen = await one.as('maya').get(`/me/events/${body.id}`);
    expect(seen.body.attendees!.map(({ status }) => status!.response)).toEqual(['accepted', 'none']);
    expect(inboxOf(one.tenant, addressOf('maya')).map(({ subject }) => subject)).toEqual(['Accepted: Talk']);
    expect((await inCalendarOf(one, 'tom'))[0]).toMatchObject({ showAs: 'busy', responseStatus: { response: 'accepted' } });
    expect((await inCalendarOf(one, 'lin'))[0]).toMatchObject({ showAs: 'free', responseStatus: { response: 'declined' } });
  });

  it('can propose another time, which the organiser sees, unless proposals are off', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const [copy] = await inCalendarOf(one, 'tom');
    const accepted = await one.as('tom').post(`/me/events/${copy!.id}/accept`, { proposedNewTime: at('14:00', '15:00') });
    expect(accepted.status).toBe(400);
    await one.as('tom').post(`/me/events/${copy!.id}/tentativelyAccept`, { proposedNewTime: at('14:00', '15:00', 'GMT Standard Time') });
    const [first] = (await one.as('maya').get(`/me/events/${body.id}`)).body.attendees!;
    expect(first).toMatchObject({
      status: { response: 'tentativelyAccepted' },
      proposedNewTime: { start: { dateTime: '2026-03-03T14:00:00.0000000', timeZone: 'UTC' } },
    });
    await one.as('maya').patch(`/me/events/${body.id}`, { allowNewTimeProposals: false });
    const again = await one.as('tom').post(`/me/events/${copy!.id}/decline`, { proposedNewTime: at('14:00', '15:00') });
    expect(again.status).toBe(400);
  });

  it('are asked again when the time changes, and not when the subject does', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const [copy] = await inCalendarOf(one, 'tom');
    await one.as('tom').post(`/me/events/${copy!.id}/accept`, {});
    const answers = async (change: object): Promise<string[]> =>
      (await one.as('maya').patch(`/me/events/${body.id}`, change)).body.attendees!.map(({ status }) => status!.response!);
    expect(await answers({ subject: 'New name' })).toEqual(['accepted', 'none']);
    expect(await answers(at('12:00', '13:00'))).toEqual(['none', 'none']);
    expect((await inCalendarOf(one, 'tom'))[0]).toMatchObject({
      id: copy!.id,
      subject: 'New name',
      start: { dateTime: '2026-03-03T12:00:00.0000000' },
      responseStatus: { response: 'notResponded' },
    });
  });

  it('see only themselves when attendees are hidden', async () => {
    const one = world();
    await one.as('maya').post('/me/events', meeting({ attendees: [attendee('tom'), attendee('lin')], hideAttendees: true }));
    const [copy] = await inCalendarOf(one, 'tom');
    expect(copy!.attendees!.map(({ emailAddress }) => emailAddress!.address)).toEqual([addressOf('tom')]);
    expect(inboxOf(one.tenant, addressOf('tom'))[0]!.calendar!.text).not.toContain(addressOf('lin'));
  });
});

describe('mail about a meeting', () => {
  it('invites everybody, tells only the changed when attendees alone change, and all of anything else', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const change = (more: object) => one.as('maya').patch(`/me/events/${body.id}`, more);
    const counts = (): number[] =>
      [addressOf('tom'), addressOf('lin'), 'dana@outside.example'].map((address) => kinds(one, address).length);
    expect(counts()).toEqual([1, 0, 1]);
    await change({ attendees: [attendee('tom'), attendee('lin'), attendee('dana@outside.example')] });
    expect(counts()).toEqual([1, 1, 1]);
    await change({ subject: 'Another' });
    expect(counts()).toEqual([2, 2, 2]);
    await change({ subject: 'Another' });
    expect(counts()).toEqual([2, 2, 2]);
    await change({ singleValueExtendedProperties: [{ id: 'String {66f5a359-4659-4830-9070-00040ec6ac6e} Name Tag', value: '1' }] });
    expect(counts()).toEqual([2, 2, 2]);
    await change({ attendees: [attendee('tom'), attendee('dana@outside.example')] });
    expect([kinds(one, addressOf('lin'))[0], ...counts()]).toEqual(['cancellation', 2, 3, 2]);
    expect((await inCalendarOf(one, 'lin'))[0]).toMatchObject({ isCancelled: true, showAs: 'free' });
  });

  it('brings iCalendar to those outside: one UID, a rising SEQUENCE, CANCEL at the end', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    await one.as('maya').patch(`/me/events/${body.id}`, at('12:00', '13:00'));
    await one.as('maya').post(`/me/events/${body.id}/cancel`, { comment: 'Sorry' });
    const mails = inboxOf(one.tenant, 'dana@outside.example').toReversed();
    const lines = mails.map(({ calendar }) => calendar!.text.replaceAll('\r\n ', '').split('\r\n'));
    const all = (name: string): string[] => lines.map((text) => text.find((line) => line.startsWith(`${name}:`))!);
    expect(all('METHOD')).toEqual(['METHOD:REQUEST', 'METHOD:REQUEST', 'METHOD:CANCEL']);
    expect(new Set(all('UID'))).toEqual(new Set([`UID:${body.iCalUId}`]));
    expect(all('SEQUENCE')).toEqual(['SEQUENCE:0', 'SEQUENCE:1', 'SEQUENCE:2']);
    expect(all('DTSTART')).toEqual(['DTSTART:20260303T100000Z', 'DTSTART:20260303T120000Z', 'DTSTART:20260303T120000Z']);
    expect(mails[2]).toMatchObject({ subject: 'Canceled: Talk', bodyHtml: expect.stringContaining('Sorry') });
  });

  it('is not sent for an event without attendees', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', { subject: 'Alone', ...at('10:00', '11:00') });
    await one.as('maya').delete(`/me/events/${body.id}`);
    expect([...one.tenant.state.all('message')]).toEqual([]);
  });
});

describe('the end of a meeting', () => {
  it('is the organiser’s to cancel', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const [copy] = await inCalendarOf(one, 'tom');
    const refused = await one.as('tom').post(`/me/events/${copy!.id}/cancel`, { comment: 'No' });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('You need to be an organizer to cancel a meeting') } },
    });
    expect((await one.as('maya').post(`/me/events/${body.id}/cancel`, {})).status).toBe(202);
    expect((await one.as('maya').get(`/me/events/${body.id}`)).status).toBe(404);
    expect((await inCalendarOf(one, 'tom'))[0]).toMatchObject({ isCancelled: true, subject: 'Canceled: Talk', showAs: 'free' });
  });

  it('tells attendees when the organiser deletes, and nobody when an attendee does', async () => {
    const one = world();
    const { body } = await one.as('maya').post('/me/events', meeting());
    const [copy] = await inCalendarOf(one, 'tom');
    expect((await one.as('tom').delete(`/me/events/${copy!.id}`)).status).toBe(204);
    expect(kinds(one, addressOf('maya'))).toEqual([]);
    await one.as('maya').delete(`/me/events/${body.id}`);
    expect(kinds(one, addressOf('tom'))).toEqual(['cancellation', 'invitation']);
  });

  it('refuses an answer from the organiser', async () => {
    const maya = world().as('maya');
    const { body } = await maya.post('/me/events', meeting());
    expect((await maya.post(`/me/events/${body.id}/accept`, {})).status).toBe(400);
  });
});
