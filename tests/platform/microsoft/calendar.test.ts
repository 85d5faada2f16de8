import { describe, expect, it } from '@jest/globals';
import type { EventDraft } from '../../../server/platform/microsoft/microsoft.ts';
import { anna, failureFrom, graphError, json, stubMicrosoft, type Sent } from './support/stub.ts';

const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZDk%40thread.v2/0?context=%7b%7d';
const graphEvent = {
  id: 'AAMk1',
  iCalUId: 'UID1',
  changeKey: 'CK1',
  subject: 'Coaching',
  start: { dateTime: '2026-03-03T09:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-03-03T10:00:00.0000000', timeZone: 'UTC' },
  isCancelled: false,
  onlineMeeting: { joinUrl },
  onlineMeetingUrl: null,
  webLink: 'https://outlook.office365.com/owa/?itemid=AAMk1',
  transactionId: 'session-1',
  attendees: [
    { type: 'required', emailAddress: { address: 'Coach@Out.example', name: 'Cora Coach' }, status: { response: 'tentativelyAccepted', time: '0001-01-01T00:00:00Z' } },
    { type: 'optional', emailAddress: { address: 'sam@contoso.example' }, status: null },
  ],
};
const draft: EventDraft = {
  transactionId: 'session-1',
  subject: 'Coaching',
  bodyHtml: '<p>Agenda</p>',
  start: '2026-07-03T09:00:00Z',
  end: '2026-07-03T10:00:00Z',
  zone: 'Asia/Kathmandu',
  attendees: [
    { email: 'coach@out.example', displayName: 'Cora Coach', optional: false },
    { email: 'sam@contoso.example', displayName: 'Sam', optional: true },
  ],
  showAs: 'busy',
  sensitivity: 'private',
  tag: "o'clock",
};
const tagId = 'String {6f0c6d52-3f0b-4a4f-9c7b-2f7f5d1c9a3e} Name FieldworkSession';
const lines = (sent: Sent[]): string[] => sent.map(({ method, path }) => `${method} ${path}`);
const prefer = (sent: Sent[]): (string | null)[] => sent.map(({ headers }) => headers.get('prefer'));

describe('creating an event', () => {
  it('asks for one Teams meeting in the zone of the organiser, tagged and safe to ask for again', async () => {
    const { application, toGraph } = stubMicrosoft(() => json(graphEvent, 201));
    await application.createEvent(anna, draft);
    expect(lines(toGraph)).toEqual([`POST /users/${anna}/events`]);
    expect(toGraph[0]?.body).toEqual({
      subject: 'Coaching',
      body: { contentType: 'html', content: '<p>Agenda</p>' },
      start: { dateTime: '2026-07-03T14:45:00', timeZone: 'Nepal Standard Time' },
      end: { dateTime: '2026-07-03T15:45:00', timeZone: 'Nepal Standard Time' },
      attendees: [
        { emailAddress: { address: 'coach@out.example', name: 'Cora Coach' }, type: 'required' },
        { emailAddress: { address: 'sam@contoso.example', name: 'Sam' }, type: 'optional' },
      ],
      showAs: 'busy',
      sensitivity: 'private',
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness',
      transactionId: 'session-1',
      singleValueExtendedProperties: [{ id: tagId, value: "o'clock" }],
    });
  });

  it('answers what Microsoft made of it', async () => {
    const { application } = stubMicrosoft(() => json(graphEvent, 201));
    expect(await application.createEvent(anna, draft)).toEqual({
      id: 'AAMk1',
      iCalUId: 'UID1',
      changeKey: 'CK1',
      subject: 'Coaching',
      start: '2026-03-03T09:00:00.000Z',
      end: '2026-03-03T10:00:00.000Z',
      isCancelled: false,
      joinUrl,
      webLink: 'https://outlook.office365.com/owa/?itemid=AAMk1',
      attendees: [
        { email: 'coach@out.example', displayName: 'Cora Coach', response: 'tentativelyAccepted', optional: false, proposed: null },
        { email: 'sam@contoso.example', displayName: 'sam@contoso.example', response: 'none', optional: true, proposed: null },
      ],
      isAllDay: false,
      isOrganizer: false,
      modifiedAt: null,
      organizer: '',
      ownResponse: 'none',
      seriesMasterId: null,
      showAs: 'unknown',
      type: 'singleInstance',
    });
  });

  it('tells when Microsoft made no meeting', async () => {
    const { application } = stubMicrosoft(() => json({ ...graphEvent, isOnlineMeeting: false, onlineMeeting: null }, 201));
    expect((await application.createEvent(anna, draft)).joinUrl).toBeNull();
  });

  it('finds the event of an earlier try by its tag', async () => {
    const others = [{ ...graphEvent, id: 'old', transactionId: null, isCancelled: true }, { ...graphEvent, id: 'other', transactionId: 'x' }, graphEvent];
    const { application, toGraph } = stubMicrosoft(({ method }) =>
      method === 'POST' ? graphError(409, 'ErrorDuplicateTransactionId') : json({ value: others }),
    );
    expect((await application.createEvent(anna, draft)).id).toBe('AAMk1');
    expect(lines(toGraph)).toEqual([`POST /users/${anna}/events`, `GET /users/${anna}/events`]);
    expect(new URLSearchParams(toGraph[1]?.query).get('$filter')).toBe(
      `singleValueExtendedProperties/any(ep: ep/id eq '${tagId}' and ep/value eq 'o''clock')`,
    );
  });

  it('is a conflict when the earlier event is nowhere', async () => {
    const { application } = stubMicrosoft(({ method }) =>
      method === 'POST' ? graphError(409, 'ErrorDuplicateTransactionId') : json({ value: [] }),
    );
    expect((await failureFrom(application.createEvent(anna, draft))).kind).toBe('conflict');
  });
});

describe('an event', () => {
  it('is found by its tag, one that stands before one cancelled', async () => {
    const { application } = stubMicrosoft(() => json({ value: [{ ...graphEvent, id: 'gone', isCancelled: true }, graphEvent] }));
    expect((await application.findEvent(anna, 'session-1'))?.id).toBe('AAMk1');
  });

  it('is null when none carries the tag', async () => {
    const { application } = stubMicrosoft(() => json({ value: [] }));
    expect(await application.findEvent(anna, 'session-1')).toBeNull();
  });

  it('is moved by its times alone', async () => {
    const { application, toGraph } = stubMicrosoft(() => json(graphEvent));
    await application.moveEvent(anna, 'AAMk1', { start: '2026-07-03T09:00:00Z', end: '2026-07-03T10:00:00Z', zone: 'Europe/London' });
    expect(lines(toGraph)).toEqual([`PATCH /users/${anna}/events/AAMk1`]);
    expect(toGraph[0]?.body).toEqual({
      start: { dateTime: '2026-07-03T10:00:00', timeZone: 'GMT Standard Time' },
      end: { dateTime: '2026-07-03T11:00:00', timeZone: 'GMT Standard Time' },
    });
  });

  it('is read and written with ids that last and times in UTC', async () => {
    const { application, toGraph } = stubMicrosoft(({ path }) => (path.endsWith('/cancel') ? new Response(null, { status: 202 }) : json(graphEvent)));
    await application.createEvent(anna, draft);
    await application.getEvent(anna, 'AAMk1');
    await application.moveEvent(anna, 'AAMk1', draft);
    await application.cancelEvent(anna, 'AAMk1', '');
    expect(new Set(prefer(toGraph))).toEqual(new Set(['IdType="ImmutableId", outlook.timezone="UTC"']));
  });

  it('without times that can be read is refused', async () => {
    const { application } = stubMicrosoft(() => json({ ...graphEvent, start: { dateTime: 'x', timeZone: 'UTC' } }));
    expect((await failureFrom(application.getEvent(anna, 'AAMk1'))).kind).toBe('refused');
  });
});

describe('cancelling', () => {
  it('tells the attendees why', async () => {
    const { application, toGraph } = stubMicrosoft(() => new Response(null, { status: 202 }));
    await application.cancelEvent(anna, 'AAMk1', 'Ill, sorry');
    expect(lines(toGraph)).toEqual([`POST /users/${anna}/events/AAMk1/cancel`]);
    expect(toGraph[0]?.body).toEqual({ comment: 'Ill, sorry' });
  });

  it('is done when the event is gone', async () => {
    const { application } = stubMicrosoft(() => graphError(404, 'ErrorItemNotFound'));
    await expect(application.cancelEvent(anna, 'AAMk1', '')).resolves.toBeUndefined();
  });

  it.each<[string, () => Response]>([
    ['cancelled already', () => json({ ...graphEvent, isCancelled: true })],
    ['gone by now', () => graphError(404, 'ErrorItemNotFound')],
  ])('is done when Graph refuses because it is %s', async (_name, event) => {
    const { application } = stubMicrosoft(({ method }) => (method === 'POST' ? graphError(400, 'ErrorInvalidRequest') : event()));
    await expect(application.cancelEvent(anna, 'AAMk1', '')).resolves.toBeUndefined();
  });

  it('is refused when the event stands, for instance because somebody else organises it', async () => {
    const { application } = stubMicrosoft(({ method }) => (method === 'POST' ? graphError(400, 'ErrorInvalidRequest') : json(graphEvent)));
    expect((await failureFrom(application.cancelEvent(anna, 'AAMk1', ''))).kind).toBe('refused');
  });
});
