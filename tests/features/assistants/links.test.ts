import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OtherTimes, Planned, SessionLinkCreated, SessionLinks } from '../../../server/features/assistants/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { calendarOf, sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, idFor } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagement: Engagement;
let session: Session;
beforeEach(async () => {
  api = await startApi({ rates: { perPerson: 0, perAddress: 0, guesses: 20 } });
  amina = await api.as('amina');
  engagement = await startEngagement(api, { goals: ['Delegate more'] });
  session = (await amina.post<Session>(`/api/engagements/${engagement.id}/sessions`, { id: randomUUID(), start: '2026-03-05T14:30:00Z', minutes: 60, agenda: 'Private' })).body;
});
afterEach(() => api.close());

const make = async (by: Caller = amina, body: object = {}) => {
  const made = await by.post<SessionLinkCreated>(`/api/sessions/${session.id}/links`, body);
  return { ...made, holder: made.status === 201 ? api.with(`Link ${new URL(made.body.url).hash.slice(1)}`) : api.with(null) };
};

describe('a link to a session', () => {
  it('is offered and made while there is a time to choose', async () => {
    const offered = async () => (await amina.get<SessionLinks>(`/api/sessions/${session.id}/links`)).body.can.make;
    expect(await offered()).toBe(true);
    await api.context.db.system((tx) => tx.query("update sessions set state = 'cancelled'"));
    expect(await offered()).toBe(false);
    expect((await make()).status).toBe(409);
  });

  it('shows the time and what its maker called it, and not a word more', async () => {
    const { holder } = await make(amina, { label: 'Board call' });
    const shown = await holder.get<Planned>('/api/planned');
    expect(shown.body).toMatchObject({ label: 'Board call', start: '2026-03-05T14:30:00.000Z', state: 'planned', confirmed: false, can: { move: true, confirm: true } });
    const times = await holder.get<OtherTimes>('/api/planned/times');
    expect(times.body.times.length).toBeGreaterThan(3);
    expect(times.body.times.map(({ start }) => start)).not.toContain(session.start);
    expect(JSON.stringify([shown.body, times.body])).not.toMatch(/amina|marcus|ines|coach|private|delegate|engagement/i);
  });

  it('moves the session as its maker could, the calendar with it, and reads nothing in anybody’s name', async () => {
    const { holder } = await make();
    const [first] = (await holder.get<OtherTimes>('/api/planned/times')).body.times;
    api.simulation.traffic.clear();
    const moved = await holder.post<Planned>('/api/planned/move', { version: session.version, start: first!.start });
    expect([moved.status, moved.body.start]).toEqual([200, first!.start]);
    expect(calendarOf(api.simulation, address('ines')).map(({ start }) => start)).toEqual([first!.start]);
    expect((await sentTo(api.simulation)).filter(({ path }) => path.includes('/me/'))).toEqual([]);
  });

  it('at short notice asks as its maker would, and leaves the time as it is until the coach agrees', async () => {
    await api.passTime('2026-03-04T08:00:00Z');
    const { holder } = await make();
    const [first] = (await holder.get<OtherTimes>('/api/planned/times')).body.times;
    const { version } = (await holder.get<Planned>('/api/planned')).body;
    const asked = await holder.post<Planned>('/api/planned/move', { version, start: first!.start });
    expect([asked.status, asked.body.state, asked.body.start, asked.body.can.move]).toEqual([200, 'moving', '2026-03-05T14:30:00.000Z', false]);
    // Silence is no agreement.
    await api.passTime('2026-03-05T14:00:00Z');
    expect((await holder.get<Planned>('/api/planned')).body).toMatchObject({ state: 'planned', start: '2026-03-05T14:30:00.000Z' });
  });

  it('confirms the present time, until it changes', async () => {
    const { holder, body } = await make();
    expect((await holder.post<Planned>('/api/planned/confirm', { version: session.version })).body).toMatchObject({ confirmed: true, can: { confirm: false } });
    expect((await holder.post<Planned>('/api/planned/confirm', { version: session.version })).status).toBe(200);
    const listed = async () => (await amina.get<SessionLinks>(`/api/sessions/${session.id}/links`)).body.links.find(({ id }) => id === body.id)!;
    expect((await listed()).confirmedAt).not.toBeNull();
    const [first] = (await holder.get<OtherTimes>('/api/planned/times')).body.times;
    await amina.post(`/api/sessions/${session.id}/move`, { version: session.version, start: first!.start });
    expect((await listed()).confirmedAt).toBeNull();
    expect((await holder.post('/api/planned/confirm', { version: session.version })).status).toBe(409);
  });

  it('refuses a time that is taken, another version and a made-up time, and says nothing of why', async () => {
    const { holder } = await make();
    const draft = { transactionId: 'board', subject: 'Board', bodyHtml: '', start: '2026-03-06T14:30:00Z', end: '2026-03-06T15:30:00Z', zone: 'UTC', attendees: [], showAs: 'busy', sensitivity: 'normal', tag: 'board' } as const;
    await api.context.microsoft.application(idFor('tenant')).createEvent(idFor('marcus'), { ...draft, attendees: [] });
    for (const [status, body] of [[409, { version: 1, start: '2026-03-06T14:30:00Z' }], [409, { version: 7, start: '2026-03-09T14:30:00Z' }], [400, { version: 1, start: '2027-03-06T14:30:00Z' }]] as const) {
      const refused = await holder.post('/api/planned/move', body);
      expect([refused.status, /amina|marcus|ines|engagement|session|2026-09/i.test(JSON.stringify(refused.body))]).toEqual([status, false]);
    }
  });
});

describe('it opens nothing', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['once it ran out', () => api.passTime('2026-04-02T08:00:00Z')],
    ['once it was withdrawn', (id) => amina.delete(`/api/sessions/${session.id}/links/${id}`)],
    ['once the engagement ended', () => amina.post(`/api/engagements/${engagement.id}/end`)],
    ['once its maker has no part any more', () => api.context.db.system((tx) => tx.query('update engagements set sponsor_id = null, coach_id = sponsor_id, client_id = coach_id'))],
  ])('%s', async (_when, happens) => {
    const { holder, body } = await make();
    await happens(body.id);
    const said = await holder.get('/api/planned');
    const madeUp = await api.with('Link made-up').get('/api/planned');
    const wordsOf = (answer: { body: unknown }) => (answer.body as { error: { code: string; message: string } }).error.message;
    expect([said.status, madeUp.status, wordsOf(said)]).toEqual([404, 404, wordsOf(madeUp)]);
  });

  it('for who guesses: after twenty a minute from one address they wait, and who has a link does not', async () => {
    const { holder } = await make();
    const statuses = [];
    for (let guess = 0; guess < 22; guess += 1) statuses.push((await api.with(`Link guess-${guess}`).get('/api/planned')).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 404), 429, 429]);
    expect((await holder.get('/api/planned')).status).toBe(200);
  });
});

it('is made and seen by the parties alone', async () => {
  await make();
  for (const [name, status] of [['ines', 201], ['marcus', 201], ['lena', 404], ['omar', 404]] as const) expect([name, (await make(await api.as(name))).status]).toEqual([name, status]);
  expect((await (await api.as('lena')).get<SessionLinks>(`/api/sessions/${session.id}/links`)).body).toEqual({ links: [], can: { make: false } });
  expect((await make(amina, { label: '' })).status).toBe(400);
});
