import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agenda, Preparation, SessionAgenda } from '../../../server/features/agenda/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let marcus: Caller;
let at: string;
let engagementId: string;
beforeEach(async () => {
  api = await startApi();
  [amina, ines, marcus] = [await api.as('amina'), await api.as('ines'), await api.as('marcus')];
  engagementId = (await startEngagement(api)).id;
  at = `/api/engagements/${engagementId}`;
});
afterEach(() => api.close());

const read = async (who: Caller = amina): Promise<Agenda> => (await who.get<Agenda>(`${at}/agenda`)).body;
const textsOf = ({ items }: Agenda): string[] => items.map(({ text }) => text);
const add = (who: Caller, text: string, id: string = randomUUID()) => who.post<Agenda>(`${at}/agenda/items`, { id, text });
const change = (id: string, body: object) => amina.patch<Agenda>(`${at}/agenda/items/${id}`, body);
const settings = async (body: object) => amina.patch<Agenda>(`${at}/agenda/settings`, { version: (await read()).version, ...body });
async function book(start: string, kind = 'coaching'): Promise<Session> {
  const made = await amina.post<Session>(`${at}/sessions`, { id: randomUUID(), kind, start, minutes: 60, relax: [{ type: 'spacing' }] });
  expect(made.status).toBe(201);
  return made.body;
}
const ofSession = async (who: Caller, id: string): Promise<Agenda | null> => (await who.get<SessionAgenda>(`/api/sessions/${id}/agenda`)).body.agenda;
async function bring(text: string): Promise<void> {
  await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text, version: 0 });
  await amina.post('/api/review/bring', { week: '2026-W10', key: 'one', engagementId });
}

describe('the agenda of the next session', () => {
  it('is blank to both at first, before anything is booked too', async () => {
    for (const who of [amina, ines]) expect(await read(who)).toMatchObject({ blank: true, items: [], session: null, closed: false });
    for (const name of ['marcus', 'lena', 'omar']) expect((await (await api.as(name)).get(`${at}/agenda`)).status).toBe(404);
  });

  it('is filled, worded, ticked, parked, ordered and thinned by the client', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries()) await add(amina, `Item ${index}`, id);
    await add(amina, 'Item 0 once more', ids[0]);
    expect(textsOf(await read())).toEqual(['Item 0', 'Item 1', 'Item 2']);
    await change(ids[0]!, { version: 1, text: 'The board' });
    await change(ids[1]!, { version: 1, state: 'done' });
    expect((await change(ids[2]!, { version: 1, state: 'parked' })).body.items.map(({ state }) => state)).toEqual(['open', 'done', 'parked']);
    const order = (list: string[]) => amina.put<Agenda>(`${at}/agenda/order`, { ids: list });
    expect(textsOf((await order(ids.toReversed())).body)).toEqual(['Item 2', 'Item 1', 'The board']);
    for (const wrong of [ids.slice(1), [...ids, randomUUID()], [ids[0]!, ids[0]!, ids[1]!]]) expect((await order(wrong)).status).toBe(400);
    await amina.delete(`${at}/agenda/items/${ids[1]}`);
    expect(textsOf(await read())).toEqual(['Item 2', 'The board']);
  });

  it('tells of another window instead of overwriting it', async () => {
    const id = randomUUID();
    await add(amina, 'First', id);
    await change(id, { version: 1, text: 'Second' });
    expect((await change(id, { version: 1, text: 'Second' })).status).toBe(200);
    expect((await change(id, { version: 1, text: 'Third' })).body).toMatchObject({ error: { code: 'conflict', details: { theirs: { text: 'Second', version: 2 } } } });
    const { version } = await read();
    await settings({ help: 'Ask me harder questions' });
    expect((await amina.patch(`${at}/agenda/settings`, { version, help: 'Listen' })).body).toMatchObject({ error: { details: { theirs: { text: 'Ask me harder questions' } } } });
  });

  it('holds forty items and no more', async () => {
    for (let index = 0; index < 40; index += 1) expect((await add(amina, `Item ${index}`)).status).toBe(200);
    expect((await add(amina, 'One too many')).status).toBe(409);
  });
});

describe('who reads it', () => {
  it('the coach: not before the client says so; then at once, or from 24 hours before', async () => {
    await book('2026-03-05T10:00:00Z');
    await add(amina, 'The board');
    await settings({ help: 'Ask me harder questions' });
    expect(await read(ines)).toMatchObject({ sharing: 'kept', readable: false, blank: false, items: [], help: null, opensAt: null });
    await settings({ sharing: 'shown' });
    expect(await read(ines)).toMatchObject({ readable: true, help: 'Ask me harder questions', items: [{ text: 'The board' }] });
    await settings({ sharing: 'auto' });
    expect(await read(ines)).toMatchObject({ readable: false, opensAt: '2026-03-04T10:00:00.000Z' });
    await api.passTime('2026-03-04T10:00:00Z');
    expect((await read(ines)).items.length).toBe(1);
    await settings({ sharing: 'kept' });
    expect(await read(ines)).toMatchObject({ readable: false, items: [], opensAt: null });
  });

  it('the sponsor: in a three-way session, when the client says so, and never what came from a review or is asked of the coach', async () => {
    const { id } = await book('2026-03-04T14:30:00Z', 'three-way');
    await add(amina, 'What changes for my team');
    await bring('I was afraid');
    await settings({ help: 'Back me up', sharing: 'auto' });
    await api.passTime('2026-03-04T12:00:00Z');
    expect((await ofSession(ines, id))!.items.map(({ text }) => text)).toEqual(['What changes for my team', 'I was afraid']);
    expect(await ofSession(marcus, id)).toBeNull();
    await settings({ sharing: 'shown' });
    expect(await ofSession(marcus, id)).toMatchObject({ items: [{ text: 'What changes for my team' }], help: null });
    expect(await ofSession(await api.as('lena'), id)).toBeNull();
  });

  it('the sponsor reads nothing of a coaching session, shown or not', async () => {
    const { id } = await book('2026-03-05T10:00:00Z');
    await add(amina, 'Between us');
    await settings({ sharing: 'shown' });
    expect(await ofSession(marcus, id)).toBeNull();
  });

  it('a coach proposes, and the client accepts', async () => {
    const id = randomUUID();
    expect((await add(ines, 'Your last step', id)).body).toMatchObject({ blank: true, items: [{ state: 'proposed', by: 'coach' }] });
    expect(await read()).toMatchObject({ blank: true, items: [{ text: 'Your last step', state: 'proposed' }] });
    expect((await ines.patch(`${at}/agenda/items/${id}`, { version: 1, state: 'open' })).status).toBe(404);
    expect((await change(id, { version: 1, state: 'open' })).body).toMatchObject({ blank: false, items: [{ state: 'open', by: 'coach' }] });
    for (const name of ['marcus', 'lena', 'omar']) expect((await add(await api.as(name), 'Mine')).status).toBe(404);
  });
});

describe('what comes from the review', () => {
  it('is on the agenda as long as it is brought, in its present words', async () => {
    await bring('I was afraid');
    const [item] = (await read()).items;
    expect(item).toMatchObject({ text: 'I was afraid', source: 'reflection', prompt: 'What moved this week, however little?' });
    await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text: 'I was careful', version: 1 });
    expect(textsOf(await read())).toEqual(['I was careful']);
    expect((await change(item!.id, { version: 1, text: 'Changed here' })).status).toBe(400);
    expect((await amina.delete(`${at}/agenda/items/${item!.id}`)).status).toBe(409);
    expect((await change(item!.id, { version: 1, state: 'parked' })).status).toBe(200);
    await amina.post('/api/review/bring', { week: '2026-W10', key: 'one', engagementId: null });
    expect((await read()).items).toEqual([]);
  });
});

describe('fieldwork that slipped', () => {
  it('is on the agenda, once and in its present words, for client and coach and never the sponsor', async () => {
    const { id } = await book('2026-03-05T14:30:00Z', 'three-way');
    const made = (await amina.post<{ id: string; version: number }>(`${at}/commitments`, { id: randomUUID(), text: 'Ask Dana for feedback', due: { type: 'day', on: '2026-03-03' } })).body;
    expect((await read()).items).toEqual([]);
    await api.passTime('2026-03-04T12:00:00Z');
    expect((await read()).items).toMatchObject([{ text: 'Ask Dana for feedback', source: 'fieldwork', state: 'open' }]);
    const { body: now } = await amina.get<{ commitments: { id: string; version: number }[] }>(`${at}/commitments`);
    await amina.patch(`/api/commitments/${made.id}`, { version: now.commitments.find((one) => one.id === made.id)!.version, text: 'Ask Dana what she saw' });
    expect(textsOf(await read())).toEqual(['Ask Dana what she saw']);
    await settings({ sharing: 'shown' });
    expect(textsOf((await ofSession(ines, id))!)).toEqual(['Ask Dana what she saw']);
    expect((await ofSession(marcus, id))!.items).toEqual([]);
  });
});

describe('fieldwork that the client wants help with', () => {
  const help = async (id: string) => (await amina.post<{ wantsHelp: boolean }>(`/api/commitments/${id}/step`, { step: 'get-help' })).body.wantsHelp;
  const wants = async (id: string) => (await amina.get<{ commitments: { id: string; wantsHelp: boolean }[] }>(`${at}/commitments`)).body.commitments.find((one) => one.id === id)!.wantsHelp;
  const shownOf = ({ items }: Agenda) => items.map(({ text, source, state }) => [text, source, state]);

  /** Something that slipped before the first session. */
  async function slipped(): Promise<{ id: string; session: string }> {
    const session = (await book('2026-03-05T14:30:00Z', 'three-way')).id;
    const { body } = await amina.post<{ id: string }>(`${at}/commitments`, { id: randomUUID(), text: 'Ask Dana for feedback', due: { type: 'day', on: '2026-03-03' } });
    await api.passTime('2026-03-04T12:00:00Z');
    await add(amina, 'Something else');
    return { id: body.id, session };
  }

  it('stands on the next agenda as that, once, in the client’s words and in its place; never for the sponsor', async () => {
    const { id, session } = await slipped();
    expect(shownOf(await read())).toEqual([['Ask Dana for feedback', 'fieldwork', 'open'], ['Something else', 'typed', 'open']]);
    expect([await help(id), await help(id)]).toEqual([true, true]);
    const asked = [['Help with: Ask Dana for feedback', 'help', 'open'], ['Something else', 'typed', 'open']];
    expect([shownOf(await read()), shownOf(await read())]).toEqual([asked, asked]);
    await settings({ sharing: 'shown' });
    expect([shownOf((await ofSession(ines, session))!), textsOf((await ofSession(marcus, session))!)]).toEqual([asked, ['Something else']]);
  });

  it('may be taken away, and stays away until it is asked for again', async () => {
    const { id } = await slipped();
    await help(id);
    const item = (await read()).items.find(({ source }) => source === 'help')!;
    expect((await ines.delete(`${at}/agenda/items/${item.id}`)).status).toBe(404);
    expect(textsOf((await amina.delete<Agenda>(`${at}/agenda/items/${item.id}`)).body)).toEqual(['Something else']);
    expect([await wants(id), textsOf(await read())]).toEqual([false, ['Something else']]);
    expect([await help(id), textsOf(await read())]).toEqual([true, ['Help with: Ask Dana for feedback', 'Something else']]);
  });

  it.each([['open', false, ['Ask Dana for feedback']], ['parked', true, ['Help with: Ask Dana for feedback']]])('once the session is over it was talked about, unless it was parked: %s', async (state, stillWanted, next) => {
    const { id, session } = await slipped();
    await help(id);
    const item = (await read()).items.find(({ source }) => source === 'help')!;
    if (state === 'parked') await change(item.id, { version: item.version, state });
    await api.passTime('2026-03-05T16:00:00Z');
    expect([textsOf(await read()), await wants(id)]).toEqual([next, stillWanted]);
    expect(textsOf((await ofSession(amina, session))!)).toContain('Help with: Ask Dana for feedback');
  });
});

describe('when a session ends', () => {
  it('its agenda stays with it, the next one opens, and what was parked goes on', async () => {
    const first = await book('2026-03-04T10:00:00Z');
    const second = await book('2026-03-18T10:00:00Z');
    const [done, parked] = [randomUUID(), randomUUID()];
    await add(amina, 'Talked about', done);
    await add(amina, 'For another time', parked);
    await change(done, { version: 1, state: 'done' });
    await change(parked, { version: 1, state: 'parked' });
    expect((await ofSession(amina, first.id))!.items.length).toBe(2);
    expect(await ofSession(amina, second.id)).toBeNull();
    await api.passTime('2026-03-04T11:00:00Z');
    await bring('Brought afterwards');
    expect(await read()).toMatchObject({ closed: false, session: { id: second.id } });
    expect((await read()).items.map(({ text, state }) => [text, state])).toEqual([['For another time', 'open'], ['Brought afterwards', 'open']]);
    expect(await ofSession(amina, first.id)).toMatchObject({ closed: true, can: { change: false, propose: false }, items: [{ text: 'Talked about' }, { text: 'For another time' }] });
    expect((await change(done, { version: 2, state: 'open' })).status).toBe(404);
  });

  it('does so once, whoever looks at the same moment', async () => {
    await book('2026-03-04T10:00:00Z');
    await add(amina, 'Talked about');
    await api.passTime('2026-03-05T10:00:00Z');
    await Promise.all([read(amina), read(ines), read(amina), read(ines)]);
    const { rows } = await api.context.db.system((tx) => tx.query('select from agendas'));
    expect(rows.length).toBe(2);
  });

  it('a session that was cancelled took place for nobody', async () => {
    const { id, version } = await book('2026-03-04T10:00:00Z');
    await add(amina, 'Still to be talked about');
    await amina.post(`/api/sessions/${id}/cancel`, { version });
    await api.passTime('2026-03-05T10:00:00Z');
    expect(textsOf(await read())).toEqual(['Still to be talked about']);
  });
});

describe('a coach outside', () => {
  it('reads what the client shows and proposes, from the personal link alone', async () => {
    const own = (await startEngagement(api, { coach: dana, sponsor: null })).id;
    const link = (await amina.post<CoachLinkCreated>(`/api/engagements/${own}/coach-links`, {})).body;
    const outside = api.with(`Link ${new URL(link.url).hash.slice(1)}`);
    await amina.post(`/api/engagements/${own}/agenda/items`, { id: randomUUID(), text: 'Not yet' });
    const proposed = (await outside.post<Preparation>('/api/coach/agenda/items', { id: randomUUID(), text: 'From Dana' })).body;
    expect(proposed).toMatchObject({ clientName: 'Amina Example', agenda: { readable: false, items: [{ text: 'From Dana' }] }, reflections: [], plan: { goals: [{ shared: 'Delegate more' }] } });
    await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text: 'For Dana', version: 0 });
    await amina.put('/api/review/answer', { week: '2026-W10', key: 'two', text: 'For nobody', version: 0 });
    await amina.post('/api/review/bring', { week: '2026-W10', key: 'one', engagementId: own });
    const seen = (await outside.get<Preparation>('/api/coach/preparation')).body;
    expect([seen.reflections.map(({ text }) => text), JSON.stringify(seen).includes('For nobody'), JSON.stringify(seen).includes('Not yet')]).toEqual([['For Dana'], false, false]);
    await amina.delete(`/api/engagements/${own}/coach-links/${link.id}`);
    expect((await outside.get('/api/coach/preparation')).status).toBe(404);
  });
});
