import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Board, Commitment, LineRead } from '../../../server/features/commitments/contract.ts';
import type { CoachLinkCreated } from '../../../server/features/availability/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { dana, startEngagement } from '../../support/engagement.ts';
import { seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let engagementId: string;
let goalId: string;
let first: Session;
let second: Session;

beforeEach(async () => {
  api = await startApi({ seed: seed() });
  [amina, ines] = [await api.as('amina'), await api.as('ines')];
  const engagement = await startEngagement(api);
  engagementId = engagement.id;
  goalId = engagement.goals![0]!.id;
  first = await book('2026-03-04T14:30:00Z', 'three-way');
  second = await book('2026-03-18T14:30:00Z', 'coaching');
});
afterEach(() => api.close());

async function book(start: string, kind: string): Promise<Session> {
  const { status, body } = await amina.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind, start, minutes: 60, relax: [{ type: 'spacing' }, { type: 'notice', hours: 0 }] });
  expect(status).toBe(201);
  return body;
}

const boardOf = async (who: Caller, session = first): Promise<Board> => (await who.get<Board>(`/api/sessions/${session.id}/board`)).body;
const add = async (who: Caller, text: string, more: object = {}): Promise<Commitment> => {
  const { status, body } = await who.post<Commitment>(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), sessionId: first.id, text, ...more });
  expect([status, body]).toEqual([201, expect.objectContaining({ text })]);
  return body;
};
const step = (who: Caller, { id }: Commitment, to: string) => who.post<Commitment>(`/api/commitments/${id}/step`, { step: to });
const textsOf = (list: Commitment[]): string[] => list.map(({ text }) => text);

describe('capture', () => {
  it('takes on what the client types, and shows it to the coach', async () => {
    const made = await add(amina, 'Let the team run the review', { due: { type: 'day', on: '2026-03-13' }, goalId });
    expect(made).toMatchObject({ state: 'open', proposedBy: 'client', dueOn: '2026-03-13', goalId, slips: 0, version: 1 });
    expect((await boardOf(ines)).commitments).toEqual([{ ...made, can: { reword: false, accept: false, tick: true } }]);
  });

  it('keeps what the coach types as a proposal until the client accepts', async () => {
    const made = await add(ines, 'Ask for feedback');
    expect(made).toMatchObject({ state: 'proposed', proposedBy: 'coach', can: { reword: true, accept: false } });
    expect((await step(ines, made, 'accept')).status).toBe(409);
    const accepted = await step(amina, made, 'accept');
    expect(accepted.body).toMatchObject({ state: 'open', can: { reword: true } });
    expect((await step(amina, made, 'accept')).body).toEqual(accepted.body);
    const reworded = await ines.patch(`/api/commitments/${made.id}`, { version: accepted.body.version, text: 'In my words' });
    expect(reworded.status).toBe(409);
  });

  it('is there once however often it is sent, also at once', async () => {
    const body = { id: randomUUID(), sessionId: first.id, text: 'Once' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => amina.post<Commitment>(`/api/engagements/${engagementId}/commitments`, body)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(textsOf((await boardOf(amina)).commitments)).toEqual(['Once']);
  });

  it('counts words from when they were typed, for what was typed offline', async () => {
    await api.passTime('2026-03-06T12:00:00Z');
    const made = await add(amina, 'Offline', { due: { type: 'words', said: 'fri', saidAt: '2026-03-04T15:00:00Z' } });
    expect(made.dueOn).toBe('2026-03-06');
    expect((await add(amina, 'Now', { due: { type: 'words', said: 'fri', saidAt: '2026-04-04T15:00:00Z' } })).dueOn).toBe('2026-03-06');
  });

  it.each([[{ type: 'words', said: 'soon', saidAt: '2026-03-02T08:00:00Z' }, 'must name a day'], [{ type: 'words', said: '30 feb', saidAt: '2026-03-02T08:00:00Z' }, 'is no day'], [{ type: 'words', said: 'yesterday', saidAt: '2026-03-02T08:00:00Z' }, 'has passed']])(
    'refuses %j and keeps nothing', async (due, why) => {
      const { status, body } = await amina.post<{ error: { fields: unknown[] } }>(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text: 'X', due });
      expect([status, body.error.fields]).toEqual([400, [{ path: 'due.said', message: expect.stringContaining(why) }]]);
      expect((await boardOf(amina)).commitments).toEqual([]);
    });

  it('reads a line without keeping it', async () => {
    const { body } = await ines.post<LineRead>(`/api/engagements/${engagementId}/commitments/read`, { line: 'Ask Sam before next session' });
    expect(body).toEqual({ text: 'Ask Sam', due: { on: '2026-03-03', words: 'Tuesday 3 March', said: 'before next session' }, problem: null, zone: 'Europe/London' });
  });

  it('takes the next session for the one after that in which it is typed, also by those who are early, and reads nothing for a session of nobody', async () => {
    const dayFor = async (sessionId: string | null) =>
      (await amina.post<LineRead>(`/api/engagements/${engagementId}/commitments/read`, { line: 'Ask Sam before next session', sessionId })).body.due?.on;
    expect([await dayFor(first.id), await dayFor(second.id)]).toEqual(['2026-03-03', '2026-03-03']);
    await api.passTime('2026-03-04T14:25:00Z');
    expect([await dayFor(null), await dayFor(first.id), await dayFor(randomUUID())]).toEqual(['2026-03-04', '2026-03-17', undefined]);
    const { dueOn } = await add(amina, 'Ask Sam', { due: { type: 'words', said: 'next session', saidAt: '2026-03-04T14:25:00Z' } });
    expect(dueOn).toBe('2026-03-17');
  });

  it('understands a line that came before it was understood, as of when it was typed', async () => {
    const typed = async (text: string, saidAt: string) => {
      const { body } = await amina.post<Commitment>(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), sessionId: first.id, text, due: { type: 'in-text', saidAt } });
      return [body.text, body.dueOn];
    };
    await api.passTime('2026-03-03T08:00:00Z');
    expect(await typed('Ask Sam by tomorrow', '2026-03-02T08:00:00Z')).toEqual(['Ask Sam', '2026-03-03']);
    expect(await typed('Ask Sam by tomorrow', '2030-01-01T08:00:00Z')).toEqual(['Ask Sam', '2026-03-04']);
    for (const text of ['Write it by 30 february', 'By friday', '🙂🙂']) expect(await typed(text, '2026-03-02T08:00:00Z')).toEqual([text, null]);
  });

  it('shows any script as it was typed', async () => {
    const texts = ['写信给团队', 'اطلب رأي الفريق', '🙂🙂🙂', '<img src=x onerror=alert(1)>', `${'é'.repeat(500)}`, "Robert'); DROP TABLE commitments;--", '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ‮ right to left'];
    for (const text of texts) await add(amina, text);
    expect(textsOf((await boardOf(ines)).commitments)).toEqual(texts);
    expect((await amina.post(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text: 'x'.repeat(501) })).status).toBe(400);
  });

  it('holds a thousand lines', async () => {
    const made = await add(amina, 'Line 0');
    await api.context.db.system((tx) => tx.query(
      `insert into commitments (tenant_id, id, engagement_id, session_id, text, state, proposed_by, created_at, updated_at, position)
       select tenant_id, gen_random_uuid(), engagement_id, session_id, 'Line ' || n, state, proposed_by, created_at, updated_at, 1 + n
       from commitments, generate_series(1, 998) n where id = $1`, [made.id]));
    await add(ines, 'Line 999');
    const board = await boardOf(amina);
    expect(textsOf(board.commitments)).toEqual(Array.from({ length: 1000 }, (_none, index) => `Line ${index}`));
    const { body } = await amina.put<Board>(`/api/sessions/${first.id}/commitments/order`, { ids: board.commitments.map(({ id }) => id).toReversed() });
    expect(textsOf(body.commitments)[0]).toBe('Line 999');
  });
});

describe('who sees it', () => {
  it('is client and coach, nobody else, not even in a three-way meeting', async () => {
    const made = await add(amina, 'Between us');
    for (const name of ['marcus', 'lena', 'omar']) {
      const other = await api.as(name);
      const answers = [
        await other.get(`/api/sessions/${first.id}/board`), await other.get(`/api/engagements/${engagementId}/commitments`), await other.get(`/api/engagements/${engagementId}/live`),
        await other.patch(`/api/commitments/${made.id}`, { version: 1, text: 'Mine' }), await step(other, made, 'tick'),
        await other.post(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text: 'Mine' }),
        await other.post(`/api/sessions/${first.id}/readback`, { digest: '0'.repeat(32) }),
        await other.put(`/api/commitments/${made.id}/review`, { sessionId: first.id, outcome: 'done' }),
      ];
      expect([name, answers.map(({ status }) => status)]).toEqual([name, answers.map(() => 404)]);
    }
    expect((await boardOf(amina)).commitments).toEqual([made]);
  });

  it('works for a coach outside with nothing but the personal link, for that engagement only', async () => {
    const outside = await startEngagement(api, { coach: dana, sponsor: null });
    const other = await startEngagement(api, { coach: dana, sponsor: null });
    const link = await amina.post<CoachLinkCreated>(`/api/engagements/${outside.id}/coach-links`, { days: 30 });
    const coach = api.with(`Link ${new URL(link.body.url).hash.slice(1)}`);
    const proposed = await coach.post<Commitment>(`/api/engagements/${outside.id}/commitments`, { id: randomUUID(), text: 'From outside' });
    expect([proposed.status, proposed.body.state]).toEqual([201, 'proposed']);
    expect((await coach.get<object>(`/api/engagements/${outside.id}/commitments`)).body).toEqual({
      engagementId: outside.id, myRole: 'coach', commitments: [proposed.body], goals: expect.any(Array), zone: expect.any(String), can: { write: true }, lastEventId: expect.stringMatching(/^[1-9]/),
    });
    expect((await coach.get(`/api/engagements/${other.id}/commitments`)).status).toBe(404);
    expect((await coach.get(`/api/engagements/${engagementId}/commitments`)).status).toBe(404);
    expect((await api.with('Link made-up').get(`/api/engagements/${outside.id}/commitments`)).status).toBe(404);
  });
});

describe('change', () => {
  it('never overwrites what somebody else wrote: both wordings are there', async () => {
    const made = await add(amina, 'First');
    const mine = await amina.patch<Commitment>(`/api/commitments/${made.id}`, { version: 1, text: 'At the desk' });
    expect(mine.body).toMatchObject({ text: 'At the desk', version: 2 });
    const late = await amina.patch<{ error: { code: string; details: { current: Commitment } } }>(`/api/commitments/${made.id}`, { version: 1, text: 'On the phone' });
    expect([late.status, late.body.error.code, late.body.error.details.current.text]).toEqual([409, 'conflict', 'At the desk']);
    // The same change sent twice is one.
    expect((await amina.patch(`/api/commitments/${made.id}`, { version: 1, text: 'At the desk' })).status).toBe(200);
  });

  it('removes and brings back, ticks and unticks, drops and reopens', async () => {
    const made = await add(amina, 'To and fro');
    expect((await step(amina, made, 'remove')).status).toBe(200);
    expect((await boardOf(amina)).commitments).toEqual([]);
    await step(amina, made, 'restore');
    for (const [to, state] of [['tick', 'done'], ['tick', 'done'], ['untick', 'open'], ['drop', 'dropped'], ['reopen', 'open']] as const) {
      expect([to, (await step(amina, made, to)).body.state]).toEqual([to, state]);
    }
    await step(amina, made, 'drop');
    expect((await step(amina, made, 'tick')).status).toBe(409);
  });

  it('keeps the order that was chosen, and what came meanwhile behind it', async () => {
    const [a, b, c] = [await add(amina, 'a'), await add(amina, 'b'), await add(amina, 'c')];
    const { body } = await ines.put<Board>(`/api/sessions/${first.id}/commitments/order`, { ids: [c.id, a.id] });
    expect((await ines.put(`/api/sessions/${first.id}/commitments/order`, { ids: [c.id, randomUUID()] })).status).toBe(400);
    expect(textsOf(body.commitments)).toEqual(['c', 'a', 'b']);
    expect(textsOf((await boardOf(amina)).commitments)).toEqual(['c', 'a', 'b']);
    expect(b.version).toBe(1);
  });

  it('refuses a goal of another engagement, and a session of another', async () => {
    for (const more of [{ goalId: randomUUID() }, { sessionId: randomUUID() }]) {
      expect((await amina.post(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text: 'X', ...more })).status).toBe(400);
    }
  });
});

describe('looking back', () => {
  beforeEach(() => api.passTime('2026-03-04T15:00:00Z'));

  it('shows last time’s fieldwork in the next session, and keeps how it went', async () => {
    const [done, open] = [await add(amina, 'Done'), await add(amina, 'Open', { due: { type: 'day', on: '2026-03-06' } })];
    await step(amina, done, 'tick');
    await api.passTime('2026-03-18T14:40:00Z');
    expect(textsOf((await boardOf(ines, second)).lastTime)).toEqual(['Done', 'Open']);
    const partly = await ines.put<Commitment>(`/api/commitments/${open.id}/review`, { sessionId: second.id, outcome: 'partly', learnt: 'It takes two' });
    expect(partly.body).toMatchObject({ state: 'open', slips: 1, dueOn: null, review: { outcome: 'partly', learnt: 'It takes two', version: 1 } });
    const stale = await amina.put(`/api/commitments/${open.id}/review`, { sessionId: second.id, outcome: 'dropped' });
    expect(stale.status).toBe(409);
    const dropped = await amina.put<Commitment>(`/api/commitments/${open.id}/review`, { sessionId: second.id, outcome: 'dropped', learnt: 'On purpose', version: 1 });
    expect(dropped.body).toMatchObject({ state: 'dropped', review: { outcome: 'dropped', version: 2 } });
    expect(textsOf((await boardOf(amina, second)).lastTime)).toEqual(['Done', 'Open']);
  });

  it('looks back on nothing in a session that was called off, but for what was said in it before', async () => {
    const [open] = [await add(amina, 'Open'), await add(amina, 'Also open')];
    const late = await amina.put<Commitment>(`/api/commitments/${open.id}/review`, { sessionId: second.id, outcome: 'partly' });
    expect(late.status).toBe(200);
    expect(await boardOf(amina, second)).toMatchObject({ off: false });
    expect((await amina.post(`/api/sessions/${second.id}/cancel`, { version: second.version })).status).toBe(200);
    for (const who of [amina, ines]) {
      const { off, lastTime } = await boardOf(who, second);
      expect([off, textsOf(lastTime)]).toEqual([true, ['Open']]);
    }
  });

  it('dates what is not done to the day before the next session', async () => {
    const open = await add(amina, 'Open', { due: { type: 'day', on: '2026-03-04' } });
    await api.passTime('2026-03-05T09:00:00Z');
    const { body } = await amina.put<Commitment>(`/api/commitments/${open.id}/review`, { sessionId: first.id, outcome: 'not-yet' });
    expect(body.dueOn).toBe('2026-03-17');
  });
});

describe('slips', () => {
  it('are counted once for each due day, and the second asks', async () => {
    const made = await add(amina, 'Slips', { due: { type: 'day', on: '2026-03-05' } });
    const now = async (): Promise<Commitment> => (await boardOf(amina)).commitments.find(({ id }) => id === made.id)!;
    await api.passTime('2026-03-05T23:59:00Z');
    expect((await now()).slips).toBe(0);
    await api.passTime('2026-03-08T12:00:00Z');
    expect(await now()).toMatchObject({ slips: 1, asks: false });
    await amina.patch(`/api/commitments/${made.id}`, { version: (await now()).version, due: { type: 'day', on: '2026-03-09' } });
    await api.passTime('2026-03-12T12:00:00Z');
    expect(await now()).toMatchObject({ slips: 2, asks: true });
    expect((await step(ines, made, 'get-help')).status).toBe(409);
    expect((await step(amina, made, 'get-help')).body).toMatchObject({ asks: false, wantsHelp: true });
  });

  it('do not happen to what is done, dropped, removed, or while paused', async () => {
    const due = { due: { type: 'day', on: '2026-03-10' } };
    const [done, dropped, removed] = [await add(amina, 'Done', due), await add(amina, 'Dropped', due), await add(amina, 'Removed', due)];
    const paused = await add(amina, 'Paused', due);
    await step(amina, done, 'tick');
    await step(amina, dropped, 'drop');
    await step(amina, removed, 'remove');
    await amina.post(`/api/engagements/${engagementId}/pause`, { until: '2026-03-20' });
    await api.passTime('2026-03-21T12:00:00Z');
    await step(amina, removed, 'restore');
    expect((await boardOf(amina)).commitments.map(({ text, slips }) => [text, slips])).toEqual([['Done', 0], ['Dropped', 0], ['Removed', 0], ['Paused', 0]]);
    expect(paused.dueOn).toBe('2026-03-10');
  });
});

describe('the read-back', () => {
  it('is complete when both confirmed the very same list, and another list is another read-back', async () => {
    const made = await add(amina, 'Read me');
    const { digest } = (await boardOf(amina)).readback;
    expect((await amina.post<object>(`/api/sessions/${first.id}/readback`, { digest })).body).toEqual({ digest, confirmedBy: ['client'], complete: false });
    expect((await ines.post<object>(`/api/sessions/${first.id}/readback`, { digest })).body).toMatchObject({ complete: true });
    await amina.patch(`/api/commitments/${made.id}`, { version: 1, text: 'Changed' });
    expect((await boardOf(ines)).readback).toMatchObject({ confirmedBy: [], complete: false });
    expect((await ines.post(`/api/sessions/${first.id}/readback`, { digest })).status).toBe(409);
  });
});
