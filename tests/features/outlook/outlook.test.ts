import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Announced, ItemAnswer, Recognised, SignIn } from '../../../server/features/outlook/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { composeEntry, deleteEntry } from '../../../server/sandbox/acts.ts';
import { calendarAt } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { calendarOf, mailsOf, sentTo } from '../../support/calendars.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { address, clientId, teamsAppId, tenantId } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagement: Engagement;

beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  engagement = await startEngagement(api);
});
afterEach(() => api.close());

const at = '2026-03-04T14:30:00Z';
const recognise = async (who: Caller, addresses: string[]): Promise<Recognised['engagements']> =>
  (await who.post<Recognised>('/api/outlook/people', { addresses })).body.engagements;
const announce = async (more: object = {}, who = amina) => who.post<Announced>(`/api/engagements/${engagement.id}/announcements`, { id: randomUUID(), start: at, minutes: 60, ...more });
const find = async (who: Caller, more: object): Promise<Session | null> =>
  (await who.post<ItemAnswer>('/api/outlook/item', { itemId: null, joinUrl: null, ...more })).body.session;
const see = async (id: string): Promise<Session> => (await amina.get<Session>(`/api/sessions/${id}`)).body;

/** What Outlook does when somebody sends a form that our pane has filled. */
function send(name: string, { session, form }: Announced, more: { start?: string; end?: string; online?: boolean } = {}): void {
  const property = `String {00020329-0000-0000-C000-000000000046} Name cecp-${teamsAppId}`;
  composeEntry(api.simulation.tenant, {
    user: address(name),
    subject: form.subject,
    bodyHtml: form.bodyHtml,
    span: { start: new Date(more.start ?? form.start), end: new Date(more.end ?? form.end) },
    attendees: form.attendees.map((one) => ({ address: one.email, name: one.displayName, type: one.optional ? 'optional' : 'required' })),
    isPrivate: form.isPrivate,
    online: more.online ?? false,
    properties: [{ id: property, value: JSON.stringify({ fieldworkSession: session.id }) }],
  });
}

const made = async (more: object = {}): Promise<Announced> => {
  const answer = await announce(more);
  expect([answer.status, (answer.body as unknown as { error?: unknown }).error]).toEqual([202, undefined]);
  return answer.body;
};

describe('the people of a message', () => {
  it('are recognised in the viewer’s own engagements, by each party', async () => {
    const everybody = ['amina', 'marcus', 'ines', 'omar'].map(address);
    for (const [name, count] of [['amina', 2], ['ines', 2], ['marcus', 2]] as const) {
      const found = await recognise(await api.as(name), everybody);
      expect([name, found.map((one) => [one.engagement.id, one.personIds.length])]).toEqual([name, [[engagement.id, count]]]);
    }
  });

  it('are nobody to a stranger, and to oneself alone', async () => {
    expect(await recognise(await api.as('omar'), ['amina', 'ines', 'marcus'].map(address))).toEqual([]);
    expect(await recognise(amina, [address('amina')])).toEqual([]);
    expect(await recognise(amina, [])).toEqual([]);
  });

  it('are found however the address is spelt; the engagement with most of them comes first, an ended one not at all', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const found = await recognise(amina, [dana.email.toUpperCase(), address('ines'), address('marcus')]);
    expect(found.map((one) => one.engagement.id)).toEqual([engagement.id, outside.id]);
    await amina.post(`/api/engagements/${outside.id}/end`, {});
    expect((await recognise(amina, [dana.email])).map((one) => one.engagement.id)).toEqual([]);
  });

  it('are not asked about in numbers or in words that are no addresses', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `p${index}@alder.example`);
    expect((await amina.post('/api/outlook/people', { addresses: many })).status).toBe(400);
    expect((await amina.post('/api/outlook/people', { addresses: ['not an address'] })).status).toBe(400);
    expect((await api.with(null).post('/api/outlook/people', { addresses: [] })).status).toBe(401);
  });

  it('leave no trace', async () => {
    await recognise(amina, ['somebody.else@alder.example']);
    const { rows } = await api.context.db.system((tx) => tx.query("select email from people where email like 'somebody.else%'"));
    expect(rows).toEqual([]);
  });
});

describe('a calendar item', () => {
  const booked = async (): Promise<Session> => (await amina.post<Session>(`/api/engagements/${engagement.id}/sessions`, { id: randomUUID(), start: at, minutes: 60 })).body;
  const idIn = (name: string): string => calendarOf(api.simulation, address(name))[0]!.id;

  it('is known as a session to organiser and attendees, each by their own copy', async () => {
    const session = await booked();
    for (const name of ['amina', 'ines', 'marcus']) expect([name, (await find(await api.as(name), { itemId: idIn(name) }))?.id]).toEqual([name, session.id]);
  });

  it('is known by its Teams link without a question about ids', async () => {
    const session = await booked();
    api.simulation.traffic.clear();
    expect((await find(await api.as('ines'), { joinUrl: session.joinUrl, itemId: idIn('ines') }))?.id).toBe(session.id);
    expect((await sentTo(api.simulation)).filter(({ path }) => path.includes('/me/events'))).toEqual([]);
  });

  it('is nothing to a stranger, whatever they know of it', async () => {
    const session = await booked();
    const omar = await api.as('omar');
    for (const names of [{ joinUrl: session.joinUrl }, { itemId: idIn('amina') }]) expect([names, await find(omar, names)]).toEqual([names, null]);
  });

  it('that is gone, or no id at all, is no session and no error', async () => {
    expect(await find(amina, { itemId: 'AAMkADk0ZGE2YzctNzJhNS00ZDYwLWIwYTkAnothinghere' })).toBeNull();
    expect((await amina.post('/api/outlook/item', { itemId: 'with a space', joinUrl: null })).status).toBe(400);
  });
});

describe('a form that is filled and sent from Outlook', () => {
  it('is one event, made by its organiser, tagged and with a Teams link; the session follows it', async () => {
    const announced = await made({ agenda: 'Where we stand' });
    expect(announced.session).toMatchObject({ state: 'proposed', calendar: { status: 'waiting', what: 'book' }, can: { move: false, cancel: false } });
    expect(announced.form).toMatchObject({ subject: 'Three-way coaching session', isPrivate: false, attendees: [{ email: address('ines') }, { email: address('marcus') }] });
    expect(announced.form.bodyHtml).toContain('Where we stand');
    send('amina', announced);
    await api.passTime('2026-03-02T08:05:00Z');
    const session = await see(announced.session.id);
    expect(session).toMatchObject({ state: 'booked', calendar: { status: 'done' }, can: { move: true, cancel: true } });
    expect(session.joinUrl).toMatch(/^https:/);
    for (const name of ['amina', 'ines', 'marcus']) expect([name, calendarOf(api.simulation, address(name))]).toEqual([name, [expect.objectContaining({ joinUrl: session.joinUrl })]]);
    await api.passTime('2026-03-03T08:05:00Z');
    expect(calendarOf(api.simulation, address('amina'))).toHaveLength(1);
  });

  it('counts as sent: the organiser’s own last changes to the time are the session’s', async () => {
    const announced = await made();
    send('amina', announced, { start: '2026-03-05T10:00:00Z', end: '2026-03-05T10:45:00Z', online: true });
    await api.passTime('2026-03-02T08:02:00Z');
    expect(await see(announced.session.id)).toMatchObject({ state: 'booked', start: '2026-03-05T10:00:00.000Z', end: '2026-03-05T10:45:00.000Z' });
    expect(mailsOf(api.simulation, address('ines'))).toEqual(['invitation']);
  });

  it('that is not sent makes no event: it is waited for, looked for ever more rarely, and forgotten after a day', async () => {
    const { session } = await made();
    api.simulation.traffic.clear();
    await api.passTime('2026-03-02T09:00:00Z');
    expect(await see(session.id)).toMatchObject({ state: 'proposed', calendar: { status: 'waiting' } });
    expect((await sentTo(api.simulation)).filter(({ path }) => path.endsWith('/events')).length).toBeLessThan(12);
    await api.passTime('2026-03-03T09:00:00Z');
    expect((await amina.get(`/api/sessions/${session.id}`)).status).toBe(404);
    for (const name of ['amina', 'ines']) expect(calendarOf(api.simulation, address(name))).toEqual([]);
  });

  it('can be taken back until it is sent, by its organiser alone', async () => {
    const announced = await made();
    const path = `/api/announcements/${announced.session.id}`;
    expect((await (await api.as('omar')).delete(path)).status).toBe(404);
    expect((await (await api.as('ines')).delete(path)).status).toBe(409);
    expect((await amina.delete(path)).status).toBe(204);
    const again = await made();
    send('amina', again);
    await api.passTime('2026-03-02T08:02:00Z');
    expect((await amina.delete(`/api/announcements/${again.session.id}`)).status).toBe(409);
  });

  it('announced twice is one session; sent and cancelled at once it is cancelled', async () => {
    const id = randomUUID();
    const [first, second] = [await made({ id }), await made({ id })];
    expect(second.session.id).toBe(first.session.id);
    send('amina', first);
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: calendarOf(api.simulation, address('amina'))[0]!.id });
    await api.passTime('2026-03-02T08:02:00Z');
    expect(calendarAt(api.simulation.tenant, address('amina'), new Date('2026-03-01'), new Date('2026-04-01')).filter(({ isCancelled }) => !isCancelled)).toEqual([]);
  });

  it('waits out a Microsoft that does not answer, and is still one event', async () => {
    const announced = await made();
    send('amina', announced);
    api.simulation.faults.add([{ match: 'GET /me/events', fault: '503', times: 3 }, { match: 'PATCH /me/events/{event-id}', fault: 'drop-response', times: 1 }] as never);
    await api.passTime('2026-03-02T09:00:00Z');
    expect(await see(announced.session.id)).toMatchObject({ state: 'booked', calendar: { status: 'done' } });
    expect(calendarOf(api.simulation, address('amina'))).toHaveLength(1);
  });

  it('says nothing where the client wants it neutral', async () => {
    const quiet = await startEngagement(api, { neutralSubject: true });
    const { form } = (await amina.post<Announced>(`/api/engagements/${quiet.id}/announcements`, { id: randomUUID(), start: at, minutes: 60, agenda: 'Secret' })).body;
    expect(form).toMatchObject({ subject: 'Meeting', bodyHtml: '', isPrivate: true });
  });

  it('is for people of the engagement: others get 404, a programme lead is told where to book', async () => {
    expect((await announce({}, await api.as('omar'))).status).toBe(404);
    expect((await announce({}, await api.as('lena'))).status).toBe(409);
    expect((await announce({ start: '2026-03-01T10:00:00Z' })).status).toBe(400);
  });
});

describe('signing in', () => {
  it('anybody may know as which application, and nothing else', async () => {
    const { status, body } = await api.with(null).get<SignIn>('/api/sign-in');
    expect([status, body]).toEqual([200, { clientId, authority: `https://login.microsoftonline.com/${tenantId}`, teamsAppId, scope: `api://localhost/${clientId}/access_as_user` }]);
  });
});
