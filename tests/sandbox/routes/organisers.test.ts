import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { msalOver } from '../support/msal.ts';
import { maya, person, seed, tom } from '../support/seeds.ts';
import { served, type Served } from '../support/served.ts';

const lin = person('Lin Duarte');
const nora = { address: 'nora@else.example', displayName: 'Nora Whelan', zone: 'America/St_Johns', events: [], ics: null };
const range = 'from=2026-03-09T00:00:00Z&to=2026-03-13T00:00:00Z';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served({ from: seed({ people: [maya, tom, lin], outsiders: [nora] }) });
});
afterEach(() => sandbox.close());

const attendee = (address: string) => ({ emailAddress: { address }, type: 'required' });

/** Maya invites Tom and Nora to a Teams meeting; its id in her calendar. */
async function invite(more: object = {}): Promise<string> {
  const { transport } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  const body = {
    subject: 'Three-way',
    start: { dateTime: '2026-03-10T08:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-03-10T09:00:00', timeZone: 'UTC' },
    attendees: [attendee(tom.address), attendee(nora.address)],
    isOnlineMeeting: true,
    ...more,
  };
  const headers = { authorization: `Bearer ${token!.accessToken}`, 'content-type': 'application/json', prefer: 'IdType="ImmutableId"' };
  const url = `https://graph.microsoft.com/v1.0/users/${maya.objectId}/events`;
  const response = await transport(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  expect(response.status).toBe(201);
  return (await response.json()).id;
}

const eventsOf = async (user: string) => (await sandbox.call('GET', `/api/calendar?user=${user}&${range}`)).body.events;
const subjectsTo = async (user: string): Promise<string[]> =>
  (await sandbox.call('GET', `/api/inbox?user=${user}`)).body.messages.map(({ kind, subject }: { kind: string; subject: string }) => `${kind}: ${subject}`);
const act = (what: string, body: object) => sandbox.call('POST', `/api/calendar/${what}`, body);
const invitedTo = (entry: { attendees: { address: string }[] }): string[] => entry.attendees.map(({ address }) => address);

describe('an organiser', () => {
  it('moves the meeting to the time that an attendee proposed', async () => {
    const id = await invite();
    const [copy] = await eventsOf(tom.address);
    const proposedNewTime = { start: '2026-03-11T12:00:00.000Z', end: '2026-03-11T13:00:00.000Z' };
    expect((await act('accept-proposal', { user: maya.address, id, attendee: tom.address })).status).toBe(404);
    await act('respond', { user: tom.address, id: copy.id, response: 'decline', proposedNewTime });
    expect((await eventsOf(maya.address))[0].attendees[0]).toMatchObject({ response: 'declined', proposedNewTime });
    expect((await act('accept-proposal', { user: tom.address, id: copy.id, attendee: tom.address })).status).toBe(409);
    expect((await act('accept-proposal', { user: maya.address, id, attendee: tom.address })).status).toBe(204);
    expect(await eventsOf(tom.address)).toMatchObject([{ ...proposedNewTime, response: 'notResponded' }]);
    expect((await eventsOf(maya.address))[0].attendees[0]).toMatchObject({ response: 'none', proposedNewTime: null });
  });

  it('invites another and takes one off, and only those two hear of it', async () => {
    const id = await invite();
    expect((await act('attendees', { user: maya.address, id, add: [{ address: lin.address }], remove: [tom.address] })).status).toBe(204);
    expect(invitedTo((await eventsOf(maya.address))[0])).toEqual([nora.address, lin.address]);
    expect(await eventsOf(lin.address)).toMatchObject([{ subject: 'Three-way', response: 'notResponded' }]);
    expect(await eventsOf(tom.address)).toMatchObject([{ isCancelled: true }]);
    expect([await subjectsTo(tom.address), await subjectsTo(nora.address)].map(({ length }) => length)).toEqual([2, 1]);
    expect((await act('attendees', { user: maya.address, id, remove: [tom.address] })).status).toBe(404);
    expect((await act('attendees', { user: maya.address, id, add: [{ address: 'nobody' }] })).status).toBe(400);
  });

  it('hands a meeting over: cancelled for all, and made anew by the other, with a meeting of its own', async () => {
    const id = await invite();
    const [before] = await eventsOf(maya.address);
    const { status, body } = await act('hand-over', { user: maya.address, id, to: tom.address });
    expect(status).toBe(200);
    const [after] = await eventsOf(tom.address).then((list) => list.filter(({ isCancelled }: { isCancelled: boolean }) => !isCancelled));
    expect(after).toMatchObject({ id: body.id, isOrganizer: true, start: before.start, subject: 'Three-way' });
    expect(invitedTo(after)).toEqual([maya.address, nora.address]);
    expect(after.iCalUId).not.toBe(before.iCalUId);
    expect(after.joinUrl).not.toBe(before.joinUrl);
    expect(after.bodyHtml).toContain(after.joinUrl.slice(-60));
    expect(after.bodyHtml.match(/Join the meeting now/g)).toHaveLength(1);
    expect(await eventsOf(maya.address)).toMatchObject([{ isOrganizer: false, response: 'notResponded' }]);
    expect(await subjectsTo(nora.address)).toEqual(['invitation: Three-way', 'cancellation: Canceled: Three-way', 'invitation: Three-way']);
  });

  it('may leave the join link as it is, and can give nothing to outsiders or to themselves', async () => {
    const id = await invite();
    const [before] = await eventsOf(maya.address);
    for (const to of [nora.address, maya.address]) expect((await act('hand-over', { user: maya.address, id, to })).status).toBe(409);
    await act('hand-over', { user: maya.address, id, to: lin.address, keepMeeting: true });
    expect(await eventsOf(lin.address)).toMatchObject([{ isOrganizer: true, joinUrl: before.joinUrl }]);
  });
});

describe('an attendee', () => {
  it('forwards the invitation: the other is invited too, and the organiser reads who did it', async () => {
    await invite();
    const [copy] = await eventsOf(tom.address);
    expect((await act('forward', { user: tom.address, id: copy.id, to: lin.address, comment: 'Please join' })).status).toBe(204);
    expect((await eventsOf(maya.address))[0].attendees.at(-1)).toMatchObject({ address: lin.address, type: 'optional' });
    expect(await eventsOf(lin.address)).toHaveLength(1);
    expect(await subjectsTo(maya.address)).toEqual(['mail: Meeting Forward Notification: Three-way']);
    expect((await act('forward', { user: tom.address, id: copy.id, to: nora.address })).status).toBe(409);
    expect((await act('forward', { user: lin.address, id: copy.id, to: nora.address })).status).toBe(404);
  });
});

describe('a mailbox', () => {
  const settingsOf = () => sandbox.simulation.tenant.state.get('person', maya.objectId)!.settings;
  const set = (body: object) => sandbox.call('POST', '/api/mailbox', { user: maya.address, ...body });

  it('moves to another zone, has other hours, and answers by itself', async () => {
    expect((await set({ zone: 'Newfoundland Standard Time' })).status).toBe(204);
    expect(settingsOf()).toMatchObject({ zone: 'America/St_Johns', workingHours: { zone: 'Asia/Kathmandu', start: '09:00' } });
    await set({ workingHours: { weekdays: [1, 2], start: '10:00', end: '14:30' } });
    expect(settingsOf().workingHours).toMatchObject({ weekdays: [1, 2], start: '10:00', zone: 'America/St_Johns' });
    await set({ automaticReplies: { status: 'scheduled', from: '2026-03-10T00:00:00Z', to: '2026-03-12T00:00:00Z', text: 'Away' } });
    expect(settingsOf().automaticReplies).toMatchObject({ status: 'scheduled', start: { local: '2026-03-09T21:30:00' }, internalReply: 'Away' });
  });

  it.each([
    [{ zone: 'Middle Earth' }, 409],
    [{ user: 'nora@else.example', zone: 'UTC' }, 404],
    [{ workingHours: { weekdays: [8], start: '10:00', end: '14:00' } }, 400],
    [{ workingHours: { weekdays: [1], start: '14:00', end: '10:00' } }, 400],
    [{ automaticReplies: { status: 'scheduled' } }, 400],
  ])('is not changed by %j', async (body, status) => {
    const before = settingsOf();
    expect((await set(body)).status).toBe(status);
    expect(settingsOf()).toEqual(before);
  });
});
