import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { msalOver } from '../support/msal.ts';
import { maya, seed, tom } from '../support/seeds.ts';
import { served, type Served } from '../support/served.ts';

const nora = { address: 'nora@else.example', displayName: 'Nora Whelan', zone: 'America/St_Johns', events: [], ics: null };
const start = '2026-03-10T08:00:00.000Z';
const end = '2026-03-10T09:00:00.000Z';
const range = 'from=2026-03-09T00:00:00Z&to=2026-03-13T00:00:00Z';

let sandbox: Served;
beforeEach(async () => {
  sandbox = await served({ from: seed({ outsiders: [nora] }) });
});
afterEach(() => sandbox.close());

const attendee = (address: string) => ({ emailAddress: { address }, type: 'required' });

/** Maya invites Tom and Nora through Graph. */
async function invite(more: object = {}): Promise<string> {
  const { transport } = sandbox.simulation;
  const token = await msalOver(transport).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  const body = {
    subject: 'Three-way',
    start: { dateTime: '2026-03-10T08:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-03-10T09:00:00', timeZone: 'UTC' },
    attendees: [attendee(tom.address), attendee(nora.address)],
    transactionId: 'b6a6a2a4-0000-4000-8000-000000000001',
    ...more,
  };
  const headers = { authorization: `Bearer ${token!.accessToken}`, 'content-type': 'application/json', prefer: 'IdType="ImmutableId"' };
  const url = `https://graph.microsoft.com/v1.0/users/${maya.objectId}/events`;
  const response = await transport(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  expect(response.status).toBe(201);
  return (await response.json()).iCalUId;
}

const eventsOf = async (user: string) => (await sandbox.call('GET', `/api/calendar?user=${user}&${range}`)).body.events;
const inboxOf = async (user: string) => (await sandbox.call('GET', `/api/inbox?user=${user}`)).body.messages;
const act = (what: string, body: object) => sandbox.call('POST', `/api/calendar/${what}`, body);
const responseOf = async (address: string): Promise<string> =>
  (await eventsOf(maya.address))[0].attendees.find((one: { address: string }) => one.address === address).response;

describe('what people see', () => {
  it('is the invitation in every inbox and calendar it reaches', async () => {
    await invite();
    expect(await eventsOf(tom.address)).toMatchObject([{ subject: 'Three-way', start, end, isOrganizer: false, showAs: 'tentative' }]);
    const [mail] = await inboxOf(nora.address);
    expect(mail).toMatchObject({ kind: 'invitation', from: { address: maya.address } });
    expect((await sandbox.call('GET', `/api/inbox/${mail.id}?user=${nora.address}`)).body).toEqual(mail);
    expect((await sandbox.call('GET', `/api/inbox/${mail.id}?user=${tom.address}`)).status).toBe(404);
    expect(await inboxOf('stranger@else.example')).toEqual([]);
    const [copy] = await eventsOf(tom.address);
    expect((await sandbox.call('GET', `/api/calendar/entry?user=${tom.address}&id=${copy.id}`)).body).toEqual(copy);
    expect((await sandbox.call('GET', `/api/calendar/entry?user=${maya.address}&id=${copy.id}`)).status).toBe(404);
  });

  it.each([
    ['user=maya', ['query.user', 'query.from', 'query.to']],
    ['user=maya@example.com&from=monday&to=friday', ['query.from', 'query.to']],
    ['user=maya@example.com&from=2026-03-09T00:00:00Z&to=2026-03-08T00:00:00Z', ['query.to']],
    ['user=maya@example.com&from=2026-03-09T00:00:00Z&to=2028-03-08T00:00:00Z', ['query.to']],
  ])('is not asked with %s', async (query, fields) => {
    const refused = await sandbox.call('GET', `/api/calendar?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.body.error.fields.map(({ path }: { path: string }) => path)).toEqual(fields);
  });
});

describe('what people do', () => {
  it('accept from inside and decline with another time from outside; the organiser hears of both', async () => {
    const iCalUId = await invite();
    const [copy] = await eventsOf(tom.address);
    expect((await act('respond', { user: tom.address, id: copy.id, response: 'accept' })).status).toBe(204);
    const proposedNewTime = { start: '2026-03-11T12:00:00Z', end: '2026-03-11T13:00:00Z' };
    const declined = { user: nora.address, iCalUId, response: 'decline', comment: 'Travelling', proposedNewTime };
    expect((await act('respond', declined)).status).toBe(204);
    expect([await responseOf(tom.address), await responseOf(nora.address)]).toEqual(['accepted', 'declined']);
    expect((await inboxOf(maya.address)).map(({ subject }: { subject: string }) => subject)).toEqual(['New Time Proposed: Three-way', 'Accepted: Three-way']);
    const event = [...sandbox.simulation.tenant.state.of('event', maya.objectId)][0]!;
    expect(event.attendees[1]!.proposedNewTime!.start.local).toBe('2026-03-11T12:00:00');
  });

  it('put what they accept outside into the calendar they publish', async () => {
    const iCalUId = await invite();
    await act('respond', { user: nora.address, iCalUId, response: 'accept' });
    const feed = await sandbox.call('GET', `/feeds/${nora.address}.ics`);
    expect(feed.text).toContain('Three-way');
  });

  it('answer one occurrence of a series, as its entry names it', async () => {
    const pattern = { type: 'daily', interval: 1 };
    await invite({ recurrence: { pattern, range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 } } });
    const [, second] = await eventsOf(tom.address);
    expect((await act('respond', { user: tom.address, iCalUId: second.iCalUId, response: 'decline' })).status).toBe(204);
    expect((await eventsOf(tom.address)).map(({ response }: { response: string }) => response)).toEqual(['notResponded', 'declined', 'notResponded']);
  });

  it('move a meeting they organise, and everybody is asked anew', async () => {
    const iCalUId = await invite();
    await act('respond', { user: tom.address, iCalUId, response: 'accept' });
    const [own] = await eventsOf(maya.address);
    const moved = await act('move', { user: maya.address, id: own.id, start: '2026-03-12T10:15:00Z', end: '2026-03-12T11:00:00Z' });
    expect(moved.status).toBe(204);
    expect(await eventsOf(tom.address)).toMatchObject([{ start: '2026-03-12T10:15:00.000Z', end: '2026-03-12T11:00:00.000Z', response: 'notResponded' }]);
    expect((await inboxOf(nora.address))[0]).toMatchObject({ kind: 'update' });
  });

  it('delete their copy silently, or their own meeting for all', async () => {
    await invite();
    const [copy] = await eventsOf(tom.address);
    await act('delete', { user: tom.address, id: copy.id });
    expect(await eventsOf(tom.address)).toEqual([]);
    expect(await inboxOf(maya.address)).toEqual([]);
    const [own] = await eventsOf(maya.address);
    await act('delete', { user: maya.address, id: own.id });
    expect(await eventsOf(maya.address)).toEqual([]);
    expect((await inboxOf(nora.address))[0]).toMatchObject({ kind: 'cancellation' });
  });

  it.each([
    ['respond', { user: 'stranger@else.example', iCalUId: 'x', response: 'accept' }, 404],
    ['respond', { user: 'tom@example.com', response: 'accept' }, 400],
    ['respond', { user: 'tom@example.com', iCalUId: 'x', response: 'maybe' }, 400],
    ['respond', { user: 'tom@example.com', iCalUId: 'x', response: 'accept', proposedNewTime: { start, end } }, 400],
    ['move', { user: 'tom@example.com', id: 'x', start, end }, 404],
    ['move', { user: 'tom@example.com', id: 'x', start: end, end: start }, 400],
    ['delete', { user: 'tom@example.com', id: 'x' }, 404],
  ])('cannot %s with %j', async (what, body, status) => {
    expect((await act(what, body)).status).toBe(status);
  });

  it('cannot answer a meeting of their own', async () => {
    const iCalUId = await invite();
    expect(await act('respond', { user: maya.address, iCalUId, response: 'decline' })).toMatchObject({ status: 409 });
  });
});
