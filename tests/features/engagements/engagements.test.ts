import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engagement, EngagementList } from '../../../server/features/engagements/contract.ts';
import type { Home } from '../../../server/features/home/contract.ts';
import { startApi, type Api } from '../../support/api.ts';
import { dana, engagementBody, pick, startEngagement } from '../../support/engagement.ts';
import { idFor } from '../../support/seed.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const fieldsOf = (answer: { body: unknown }): string[] => (answer.body as { error: { fields: { path: string }[] } }).error.fields.map((field) => field.path);

describe('starting an engagement', () => {
  it('gives the client what they asked for, with product defaults', async () => {
    const made = await startEngagement(api);
    expect(made).toMatchObject({ status: 'active', myRole: 'client', sessionMinutes: 60, cadenceDays: 14, idleDays: 21, neutralSubject: false });
    expect(made.participants.map(({ role, displayName }) => [role, displayName])).toEqual([
      ['client', 'Amina Example'], ['coach', 'Ines Example'], ['sponsor', 'Marcus Example'],
    ]);
    expect(made.goals?.map((goal) => goal.title)).toEqual(['Delegate more']);
    expect(made.rules).toMatchObject({ noticeHours: 24, bufferMinutes: { client: 10, coach: 30, sponsor: 10 }, spacingDays: { min: 10, max: 21 } });
  });

  it('takes a coach from outside by address', async () => {
    const made = await startEngagement(api, { coach: dana });
    expect(made.participants[1]).toMatchObject({ role: 'coach', email: 'dana@coach.example', inTenant: false });
  });

  it('sent twice makes one', async () => {
    const amina = await api.as('amina');
    const body = engagementBody();
    const [first, second] = await Promise.all([amina.post<Engagement>('/api/engagements', body), amina.post<Engagement>('/api/engagements', body)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await amina.get<EngagementList>('/api/engagements')).body.engagements).toHaveLength(1);
  });

  it('does not pass an address off as a colleague’s', async () => {
    const amina = await api.as('amina');
    const wrongId = await amina.post('/api/engagements', engagementBody({ coach: { ...pick('ines'), objectId: idFor('omar') } }));
    expect([wrongId.status, fieldsOf(wrongId)]).toEqual([400, ['coach.objectId']]);
    const unknown = await amina.post('/api/engagements', engagementBody({ coach: { ...dana, objectId: randomUUID() } }));
    expect([unknown.status, fieldsOf(unknown)]).toEqual([400, ['coach.objectId']]);
    expect((await amina.get<EngagementList>('/api/engagements')).body.engagements).toEqual([]);
  });

  it('is not for three parts played by two, nor for people one has no part with', async () => {
    const amina = await api.as('amina');
    expect(fieldsOf(await amina.post('/api/engagements', engagementBody({ coach: pick('amina') })))).toEqual(['coach.email']);
    expect(fieldsOf(await amina.post('/api/engagements', engagementBody({ sponsor: pick('ines') })))).toEqual(['sponsor.email']);
    const omar = await api.as('omar');
    expect(fieldsOf(await omar.post('/api/engagements', engagementBody()))).toEqual(['client']);
    const lena = await api.as('lena');
    expect((await lena.post('/api/engagements', engagementBody())).status).toBe(201);
  });

  it('names every field that is wrong, and none that is not', async () => {
    const amina = await api.as('amina');
    const answer = await amina.post('/api/engagements', engagementBody({ endsOn: '2026-02-30', sessionMinutes: 52, idleDays: 2, goals: ['', 'x'.repeat(201)], surprise: true }));
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer).sort()).toEqual(['endsOn', 'goals.0', 'goals.1', 'idleDays', 'sessionMinutes', 'surprise']);
  });
});

describe('who sees it', () => {
  it('its parties and the programme lead, each what is theirs; to anybody else it is not there', async () => {
    const { id } = await startEngagement(api);
    const seen = async (name: string) => (await api.as(name)).get<Engagement>(`/api/engagements/${id}`);
    expect((await seen('ines')).body).toMatchObject({ myRole: 'coach', can: { edit: true, book: true, end: true } });
    expect((await seen('marcus')).body).toMatchObject({ myRole: 'sponsor', can: { edit: false, book: true, end: false } });
    expect((await seen('lena')).body).toMatchObject({ myRole: null, goals: null, rules: null, can: { edit: false, book: true } });
    const omar = await seen('omar');
    const nobody = await (await api.as('omar')).get(`/api/engagements/${randomUUID()}`);
    expect([omar.status, nobody.status]).toEqual([404, 404]);
    const without = (body: object) => JSON.stringify(body).replace(/"requestId":"[^"]+"/, '');
    expect(without(omar.body)).toBe(without(nobody.body));
  });

  it('a list holds only one’s own; the lead’s holds all', async () => {
    await startEngagement(api);
    const count = async (name: string) => (await (await api.as(name)).get<EngagementList>('/api/engagements')).body.engagements.length;
    expect([await count('amina'), await count('ines'), await count('marcus'), await count('lena'), await count('omar')]).toEqual([1, 1, 1, 1, 0]);
  });

  it('an old id of the address’ former owner does not open it', async () => {
    const { id } = await startEngagement(api);
    // Omar is given Ines' old address: people are keyed by object id, so he is still nobody here.
    const person = api.simulation.tenant.state.all('person');
    expect([...person].some((one) => one.objectId === idFor('omar'))).toBe(true);
    const welcome = await api.context.db.scoped(idFor('tenant'), (tx) =>
      tx.query("insert into people (id, tenant_id, object_id, email, display_name, created_at, updated_at) values ($1, $2, $3, 'ines@alder.example', 'Omar', now(), now()) returning id", [randomUUID(), idFor('tenant'), idFor('omar')]),
    );
    expect(welcome.rowCount).toBe(1);
    expect((await (await api.as('omar')).get(`/api/engagements/${id}`)).status).toBe(404);
  });
});

describe('changing it', () => {
  it('replaces what was sent and keeps the rest', async () => {
    const { id, version } = await startEngagement(api);
    const ines = await api.as('ines');
    const changed = await ines.patch<Engagement>(`/api/engagements/${id}`, { version, goals: ['Listen first', 'Say no'], sessionMinutes: 45 });
    expect(changed.status).toBe(200);
    expect(changed.body.goals?.map((goal) => goal.title)).toEqual(['Listen first', 'Say no']);
    expect(changed.body).toMatchObject({ sessionMinutes: 45, cadenceDays: 14, version: version + 1 });
  });

  it('does not overwrite what somebody else changed meanwhile', async () => {
    const { id, version } = await startEngagement(api);
    const [amina, ines] = [await api.as('amina'), await api.as('ines')];
    expect((await ines.patch(`/api/engagements/${id}`, { version, sessionMinutes: 45 })).status).toBe(200);
    expect((await amina.patch(`/api/engagements/${id}`, { version, sessionMinutes: 90 })).status).toBe(409);
    expect((await amina.get<Engagement>(`/api/engagements/${id}`)).body.sessionMinutes).toBe(45);
  });

  it('is not the sponsor’s', async () => {
    const { id, version } = await startEngagement(api);
    expect((await (await api.as('marcus')).patch(`/api/engagements/${id}`, { version, goals: ['Obey'] })).status).toBe(404);
  });

  it('pauses to a date and resumes by itself on that day, once', async () => {
    const { id } = await startEngagement(api);
    const amina = await api.as('amina');
    expect(fieldsOf(await amina.post(`/api/engagements/${id}/pause`, { until: '2026-03-02' }))).toEqual(['until']);
    expect((await amina.post<Engagement>(`/api/engagements/${id}/pause`, { until: '2026-03-20' })).body).toMatchObject({ status: 'paused', pausedUntil: '2026-03-20' });
    await api.passTime('2026-03-19T23:00:00Z');
    expect((await amina.get<Engagement>(`/api/engagements/${id}`)).body.status).toBe('paused');
    await api.passTime('2026-03-20T01:00:00Z');
    await api.passTime('2026-03-20T02:00:00Z');
    expect((await amina.get<Engagement>(`/api/engagements/${id}`)).body).toMatchObject({ status: 'active', pausedUntil: null });
    const { rows } = await api.context.db.system((tx) => tx.query("select what from history where what = 'resumed'"));
    expect(rows).toHaveLength(1);
  });

  it('ends, and then nothing more is changed', async () => {
    const { id } = await startEngagement(api);
    const amina = await api.as('amina');
    expect((await amina.post<Engagement>(`/api/engagements/${id}/end`)).body).toMatchObject({ status: 'ended', can: { edit: false, book: false } });
    expect((await amina.post(`/api/engagements/${id}/pause`, { until: '2026-04-01' })).status).toBe(409);
  });
});

describe('home', () => {
  it('tells a newcomer nothing is there yet, and a client what is asked', async () => {
    const omar = await api.as('omar');
    expect((await omar.get<Home>('/api/home')).body).toMatchObject({ next: null, upcoming: [], asks: [], engagements: [] });
    await startEngagement(api, { coach: dana });
    const amina = await (await api.as('amina')).get<Home>('/api/home');
    expect(amina.body.asks.map((ask) => ask.kind)).toEqual(['coach-availability']);
    expect(amina.body.me.person.displayName).toBe('Amina Example');
  });
});
