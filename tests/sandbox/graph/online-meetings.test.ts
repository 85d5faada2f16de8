import { describe, expect, it } from '@jest/globals';
import { addressOf, at, attendee, objectIdOf, teamsAppId, world, type Json, type World } from './support/world.ts';

const meeting = {
  subject: 'Talk',
  ...at('10:00', '11:00'),
  attendees: [attendee('tom')],
  isOnlineMeeting: true,
  onlineMeetingProvider: 'teamsForBusiness',
  body: { contentType: 'html', content: '<p>Agenda</p>' },
};
const book = async (one: World, organizer = 'maya'): Promise<Json> => (await one.as(organizer).post('/me/events', meeting)).body;
const find = (one: World, joinUrl: string, owner = objectIdOf('maya')) =>
  one.application().get(`/users/${owner}/onlineMeetings?$filter=${encodeURIComponent(`JoinWebUrl eq '${joinUrl}'`)}`);

describe('an online meeting', () => {
  it('comes with a join URL, and everybody invited has it', async () => {
    const one = world();
    const event = await book(one);
    expect(event).toMatchObject({ isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness', onlineMeetingUrl: null });
    expect(event.onlineMeeting!.joinUrl).toMatch(
      /^https:\/\/teams\.microsoft\.com\/l\/meetup-join\/19%3ameeting_[\w-]+%40thread\.v2\/0\?context=%7b%22Tid/,
    );
    const { body } = await one.as('tom').get('/me/events');
    expect(body.value![0]!.onlineMeeting).toEqual(event.onlineMeeting);
    expect(body.value![0]!.body!.content).toContain('Join the meeting now');
  });

  it('is not made for an organiser without licence, and the answer says so', async () => {
    const one = world();
    expect(await book(one, 'rui')).toMatchObject({ isOnlineMeeting: false, onlineMeetingProvider: 'unknown', onlineMeeting: null });
    expect((await one.as('rui').get('/me/calendar')).body.allowedOnlineMeetingProviders).toEqual([]);
    expect((await one.as('maya').get('/me/calendar')).body.allowedOnlineMeetingProviders).toEqual(['teamsForBusiness']);
  });

  it('outlives a change of the body only with its part of it', async () => {
    const one = world();
    const event = await book(one);
    const write = async (content: string): Promise<Json> =>
      (await one.as('maya').patch(`/me/events/${event.id}`, { body: { contentType: 'html', content } })).body;
    expect(await write(event.body!.content!.replace('Agenda', 'New agenda'))).toMatchObject({
      isOnlineMeeting: true,
      body: { content: expect.stringContaining('New agenda') },
    });
    expect(await write('<p>Only words</p>')).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });

  it('cannot be taken away by a flag', async () => {
    const one = world();
    const event = await book(one);
    const { body } = await one.as('maya').patch(`/me/events/${event.id}`, { isOnlineMeeting: false });
    expect(body.isOnlineMeeting).toBe(true);
  });

  it('is found by its join URL encoded once more, and not by the decoded one', async () => {
    const one = world();
    const joinUrl = (await book(one)).onlineMeeting!.joinUrl!;
    const { body } = await find(one, joinUrl);
    expect(body.value).toMatchObject([
      {
        joinWebUrl: joinUrl,
        subject: 'Talk',
        chatInfo: { threadId: expect.stringMatching(/^19:meeting_.*@thread\.v2$/) },
        startDateTime: '2026-03-03T10:00:00.0000000Z',
      },
    ]);
    expect((await find(one, decodeURIComponent(joinUrl))).body.value).toEqual([]);
    expect((await find(one, joinUrl, objectIdOf('tom'))).body.value).toHaveLength(1);
    expect((await find(one, joinUrl, objectIdOf('lin'))).body.value).toEqual([]);
    expect((await find(one, joinUrl, addressOf('maya'))).status).toBe(400);
    expect((await one.application().get(`/users/${objectIdOf('maya')}/onlineMeetings`)).status).toBe(400);
    expect(
      (await one.application().get(`/users/${objectIdOf('maya')}/onlineMeetings/${encodeURIComponent(body.value![0]!.id!)}`)).body
        .joinWebUrl,
    ).toBe(joinUrl);
  });

  it('follows its event', async () => {
    const one = world();
    const event = await book(one);
    await one.as('maya').patch(`/me/events/${event.id}`, { subject: 'Renamed', ...at('12:00', '13:00') });
    expect((await find(one, event.onlineMeeting!.joinUrl!)).body.value).toMatchObject([
      { subject: 'Renamed', startDateTime: '2026-03-03T12:00:00.0000000Z' },
    ]);
  });
});

const chatOf = async (one: World): Promise<string> =>
  (await find(one, (await book(one)).onlineMeeting!.joinUrl!)).body.value![0]!.chatInfo!.threadId!;
const link = (id: string): object => ({ 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}` });

describe('a meeting’s chat', () => {
  it('is there, for those who are in it', async () => {
    const one = world();
    const chat = await chatOf(one);
    expect((await one.application().get(`/chats/${encodeURIComponent(chat)}`)).body).toMatchObject({
      id: chat,
      chatType: 'meeting',
      topic: 'Talk',
    });
    expect((await one.as('tom').get(`/chats/${chat}`)).status).toBe(200);
    expect((await one.as('lin').get(`/chats/${chat}`)).status).toBe(404);
  });

  it('takes an app once', async () => {
    const one = world();
    const path = `/chats/${encodeURIComponent(await chatOf(one))}/installedApps`;
    expect((await one.application().get(path)).status).toBe(200);
    expect((await one.application().post(path, link(teamsAppId))).status).toBe(201);
    expect(await one.application().post(path, link(teamsAppId))).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
    expect(
      (await one.application().get(`${path}?$expand=teamsApp&$filter=teamsApp/externalId eq '${teamsAppId}'`)).body.value,
    ).toMatchObject([{ teamsApp: { id: teamsAppId } }]);
    expect((await one.application().post(path, link('aaaaaaaa-0000-4333-8444-555555555555'))).status).toBe(404);
    expect((await one.application().post(path, {})).status).toBe(400);
    expect((await one.application().post('/chats/19:meeting_none@thread.v2/installedApps', link(teamsAppId))).status).toBe(404);
  });
});
