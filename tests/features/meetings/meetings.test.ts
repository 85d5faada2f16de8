import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Board, Commitment } from '../../../server/features/commitments/contract.ts';
import type { CoachSessions, MeetingSession, Opening } from '../../../server/features/meetings/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let first: Session;
let second: Session;
const chat = '19:meeting_by-hand@thread.v2';

beforeAll(async () => {
  api = await startApi({ seed: seed() });
  amina = await api.as('amina');
  const { id } = await startEngagement(api);
  const book = async (start: string, kind: string) =>
    (await amina.post<Session>(`/api/engagements/${id}/sessions`, { id: randomUUID(), kind, start, minutes: 60, relax: [{ type: 'spacing' }, { type: 'notice', hours: 0 }] })).body;
  [first, second] = [await book('2026-03-04T14:30:00Z', 'coaching'), await book('2026-03-06T14:30:00Z', 'three-way')];
});
afterAll(() => api.close());

const opening = async (name: string): Promise<Opening> => {
  const { status, body } = await (await api.as(name)).get<Opening>(`/api/meetings/opening?chatId=${encodeURIComponent(chat)}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
};
const link = async (name: string, sessionId: string) => (await api.as(name)).put<MeetingSession>('/api/meetings/link', { chatId: chat, sessionId });

describe('a meeting that no session is known for', () => {
  it('offers one’s own sessions near now, and to strangers none', async () => {
    expect((await opening('amina')).candidates.map(({ sessionId, myRole }) => [sessionId, myRole])).toEqual([[first.id, 'client'], [second.id, 'client']]);
    expect((await opening('marcus')).candidates.map(({ sessionId }) => sessionId)).toEqual([second.id]);
    expect(await opening('omar')).toMatchObject({ session: null, board: null, agenda: null, candidates: [] });
  });

  it('is tied to a session by who takes part in it, and by nobody else', async () => {
    for (const name of ['omar', 'lena', 'marcus']) expect((await link(name, first.id)).status).toBe(400);
    expect((await link('ines', first.id)).body).toMatchObject({ session: { id: first.id }, linked: true });
    expect(await opening('amina')).toMatchObject({ session: { id: first.id }, linked: true, board: { sessionId: first.id, myRole: 'client' }, candidates: [] });
    expect((await opening('omar')).session).toBeNull();
  });

  it('with several sessions in one chat, shows the nearest', async () => {
    await link('amina', second.id);
    await link('amina', second.id);
    expect((await opening('amina')).session?.id).toBe(first.id);
    await api.passTime('2026-03-06T10:00:00Z');
    expect((await opening('amina')).session?.id).toBe(second.id);
    expect(await opening('marcus')).toMatchObject({ session: { id: second.id }, board: null });
  });

  it('can be let go again', async () => {
    for (const { id } of [first, second]) expect((await amina.post('/api/meetings/unlink', { chatId: chat, sessionId: id })).status).toBe(200);
    expect((await opening('amina')).session).toBeNull();
    expect((await (await api.as('omar')).post('/api/meetings/unlink', { chatId: chat, sessionId: first.id })).status).toBe(400);
  });
});

/** An engagement with a coach outside, its session and a personal link. */
async function withOutside(start: string, days = 30): Promise<{ at: string; session: Session; link: CoachLinkCreated; coach: Caller }> {
  const { id, participants } = await startEngagement(api, { coach: dana, sponsor: null });
  const at = `/api/engagements/${id}`;
  const relax = [{ type: 'spacing' }, { type: 'notice', hours: 0 }, { type: 'unconfirmed', personId: participants.find(({ role }) => role === 'coach')!.id }];
  const booked = await amina.post<Session>(`${at}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax });
  expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
  const link = (await amina.post<CoachLinkCreated>(`${at}/coach-links`, { days })).body;
  return { at, session: booked.body, link, coach: api.with(`Link ${new URL(link.url).hash.slice(1)}`) };
}

describe('a coach outside', () => {
  it('finds the sessions of the link’s engagement, and works on their fieldwork to the read-back', async () => {
    const mine = await withOutside('2026-03-10T09:00:00Z');
    const { sessions } = (await mine.coach.get<CoachSessions>('/api/coach/sessions')).body;
    expect(sessions).toEqual([{ sessionId: mine.session.id, kind: 'coaching', start: '2026-03-10T09:00:00.000Z', end: '2026-03-10T10:00:00.000Z', myRole: 'coach', clientName: 'Amina Example', coachName: 'Dana Coach' }]);
    const board = async (who: Caller) => (await who.get<Board>(`/api/sessions/${mine.session.id}/board`)).body;
    const proposed = (await mine.coach.post<Commitment>(`${mine.at}/commitments`, { id: randomUUID(), sessionId: mine.session.id, text: 'Ask three people' })).body;
    expect((await board(amina)).commitments).toMatchObject([{ text: 'Ask three people', state: 'proposed', can: { accept: true } }]);
    await amina.post(`/api/commitments/${proposed.id}/step`, { step: 'accept' });
    const seen = await board(mine.coach);
    expect(seen).toMatchObject({ myRole: 'coach', commitments: [{ state: 'open' }] });
    for (const who of [mine.coach, amina]) expect((await who.post(`/api/sessions/${mine.session.id}/readback`, { digest: seen.readback.digest })).status).toBe(200);
    expect((await board(mine.coach)).readback).toMatchObject({ complete: true });
    expect((await mine.coach.put(`/api/commitments/${proposed.id}/review`, { sessionId: mine.session.id, outcome: 'partly', learnt: 'Two is enough' })).status).toBe(200);
  });

  it('has nothing of another engagement, and nothing once the link is withdrawn or over; nobody else has this address', async () => {
    const [mine, other] = [await withOutside('2026-03-11T09:00:00Z'), await withOutside('2026-03-12T09:00:00Z', 1)];
    const line = (await amina.post<Commitment>(`${other.at}/commitments`, { id: randomUUID(), sessionId: other.session.id, text: 'Not for this link' })).body;
    const idsOf = async (who: Caller) => (await who.get<CoachSessions>('/api/coach/sessions')).body.sessions.map(({ sessionId }) => sessionId);
    expect([await idsOf(mine.coach), await idsOf(other.coach)]).toEqual([[mine.session.id], [other.session.id]]);
    const reads = (who: Caller, of: typeof mine) => [
      who.get(`/api/sessions/${of.session.id}/board`), who.get(`${of.at}/live`), who.get(`${of.at}/commitments`), who.post(`/api/commitments/${line.id}/step`, { step: 'tick' }),
      who.post(`${of.at}/commitments`, { id: randomUUID(), sessionId: of.session.id, text: 'Mine' }),
    ];
    const statuses = async (asked: Promise<{ status: number }>[]) => (await Promise.all(asked)).map(({ status }) => status);
    expect(await statuses(reads(mine.coach, other))).toEqual([404, 404, 404, 404, 404]);
    await amina.delete(`${mine.at}/coach-links/${mine.link.id}`);
    expect(await statuses([mine.coach.get('/api/coach/sessions'), ...reads(mine.coach, mine)])).toEqual([404, 404, 404, 404, 404, 404]);
    await api.passTime('2026-03-08T10:00:00Z');
    expect(await statuses([other.coach.get('/api/coach/sessions'), ...reads(other.coach, other)])).toEqual([404, 404, 404, 404, 404, 404]);
    for (const name of ['amina', 'ines', 'lena', 'omar']) expect((await (await api.as(name)).get('/api/coach/sessions')).status).toBe(404);
  });

  it('is not shown what was called off', async () => {
    const { coach, session } = await withOutside('2026-03-13T09:00:00Z');
    expect((await amina.post(`/api/sessions/${session.id}/cancel`, { version: session.version })).status).toBe(200);
    expect((await coach.get<CoachSessions>('/api/coach/sessions')).body).toEqual({ sessions: [] });
  });
});
