import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BroughtList, PastReviews, Review } from '../../../server/features/reflection/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { engagementBody, pick, startEngagement } from '../../support/engagement.ts';

let api: Api;
let amina: Caller;
let ines: Caller;
let engagementId: string;
beforeEach(async () => {
  api = await startApi();
  [amina, ines] = [await api.as('amina'), await api.as('ines')];
  engagementId = (await startEngagement(api)).id;
});
afterEach(() => api.close());

const week = '2026-W10';
const review = async (more = ''): Promise<Review> => (await amina.get<Review>(`/api/review${more}`)).body;
const answer = (text: string, version: number, more: object = {}) => amina.put('/api/review/answer', { week, key: 'one', text, version, ...more });
const bring = (to: string | null, key = 'one') => amina.post('/api/review/bring', { week, key, engagementId: to });
const broughtFor = async (who: Caller): Promise<string[]> =>
  (await who.get<BroughtList>(`/api/engagements/${engagementId}/reflections`)).body.reflections.map(({ text }) => text);

describe('the review of a week', () => {
  it('is there without anybody having placed a block, with three prompts and nothing kept', async () => {
    const { week: shown, startsOn, endsOn, current, canWrite, usedAt, prompts, reflections, engagements } = await review();
    expect({ shown, startsOn, endsOn, current, canWrite, usedAt }).toEqual({ shown: week, startsOn: '2026-03-02', endsOn: '2026-03-08', current: true, canWrite: true, usedAt: null });
    expect([prompts.length, reflections.map(({ text, version }) => [text, version])]).toEqual([3, [['', 0], ['', 0], ['', 0]]]);
    expect(engagements.map(({ id, coachName, fieldwork }) => [id, coachName, fieldwork])).toEqual([[engagementId, 'Ines Example', []]]);
  });

  it('is for clients: for anybody else there is none', async () => {
    for (const name of ['ines', 'marcus', 'lena', 'omar']) {
      const who = await api.as(name);
      expect([name, (await who.get('/api/review')).status, (await who.get('/api/reviews')).status]).toEqual([name, 404, 404]);
      expect((await who.put('/api/review/answer', { week, key: 'one', text: 'mine', version: 0 })).status).toBe(404);
    }
  });

  it('is used once something was written or ticked, not when it was only opened', async () => {
    await review();
    expect((await review()).usedAt).toBeNull();
    await answer('   ', 0);
    expect((await review()).usedAt).toBeNull();
    await answer('A thought', 0);
    expect((await review()).usedAt).toBe(api.context.clock.now().toISOString());
  });

  it('can be done, and open again', async () => {
    const mark = async (to: string) => (await amina.post<Review>('/api/review/mark', { week, mark: to })).body.doneAt !== null;
    expect([await mark('used'), await mark('done'), await mark('used'), await mark('open')]).toEqual([false, true, true, false]);
  });

  it('refuses a week that there is not, and one that nobody writes in any more or yet', async () => {
    for (const wrong of ['2026-W54', '2025-W53', '2026-W00', '1999-W10', '2026-10']) expect([wrong, (await amina.get(`/api/review?week=${wrong}`)).status]).toEqual([wrong, 400]);
    for (const closed of ['2026-W01', '2026-W12']) {
      expect((await answer('late', 0, { week: closed })).body).toMatchObject({ error: { fields: [{ path: 'week' }] } });
      expect((await review(`?week=${closed}`)).canWrite).toBe(false);
    }
    for (const open of ['2026-W02', '2026-W11']) expect([open, (await answer('in time', 0, { week: open })).status]).toEqual([open, 200]);
  });

  it('takes its week from the client’s own clock', async () => {
    await api.context.db.system((tx) => tx.query("update people set zone = 'Pacific/Kiritimati' where email = 'amina@alder.example'"));
    await api.passTime('2026-03-08T10:30:00Z');
    expect((await review()).week).toBe('2026-W11');
    await api.context.db.system((tx) => tx.query("update people set zone = 'America/St_Johns' where email = 'amina@alder.example'"));
    expect((await review()).week).toBe('2026-W10');
  });

  it('stays readable when the engagement ended, and is not written in any more', async () => {
    await answer('A thought', 0);
    await amina.post(`/api/engagements/${engagementId}/end`);
    expect([(await answer('Another', 1)).status, (await review()).reflections.map(({ text }) => text), (await review()).canWrite]).toEqual([409, ['A thought'], false]);
  });
});

describe('saving', () => {
  it('keeps every script, emoji and pasted markup as it was typed', async () => {
    const texts = ['مرحبا بالعالم', 'שלום\nעולם', '漢字かな', '👩🏽‍💻 done', '<script>alert(1)</script>', 'a\u0301 é', '“ ” — …', 'x'.repeat(8000)];
    for (const [index, text] of texts.entries()) {
      expect((await answer(text, index)).body).toMatchObject({ text, version: index + 1 });
      expect((await review()).reflections[0]!.text).toBe(text);
    }
    expect((await answer('x'.repeat(8001), texts.length)).status).toBe(400);
  });

  it('is done once when the answer was lost and it is sent again', async () => {
    await answer('Once', 0);
    expect((await answer('Once', 0)).body).toMatchObject({ text: 'Once', version: 1 });
    expect((await answer('Twice', 1)).body).toMatchObject({ version: 2 });
    expect((await answer('Twice', 1)).body).toMatchObject({ version: 2 });
  });

  it('never overwrites another window: it is told, with what is kept', async () => {
    await answer('From the first window', 0);
    const second = await answer('From the second window', 0);
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ error: { code: 'conflict', details: { theirs: { text: 'From the first window', version: 1 } } } });
    expect((await review()).reflections[0]!.text).toBe('From the first window');
    expect((await answer('Both', 1)).body).toMatchObject({ version: 2 });
  });

  it('of two windows at the same moment keeps one and tells the other', async () => {
    const said = await Promise.all(['a', 'b', 'c', 'd'].map((text) => answer(text, 0)));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('beside the prompts', () => {
  it('stands the fieldwork that is open, soonest due first', async () => {
    const add = (text: string, on: string | null) => amina.post(`/api/engagements/${engagementId}/commitments`, { id: randomUUID(), text, due: on && { type: 'day', on } });
    await add('Some day', null);
    await add('Later', '2026-03-20');
    await add('Soon', '2026-03-06');
    expect((await review()).engagements[0]!.fieldwork.map(({ text, due }) => [text, due])).toEqual([['Soon', '2026-03-06'], ['Later', '2026-03-20'], ['Some day', null]]);
  });

  it('a block of the week is kept once the review is used, and leads to that week', async () => {
    const blockId = randomUUID();
    await api.context.db.system(async (tx) => {
      const { rows } = await tx.query<{ tenant_id: string; client_id: string }>('select tenant_id, client_id from engagements');
      await tx.query(
        `insert into review_times (tenant_id, person_id, status, minutes, days, window_start, window_end, ideal_day, ideal_minute, mode, horizon_weeks, moves_a_week, reminder_minutes, updated_at)
         values ($1, $2, 'on', 30, '{1,4}', 540, 1020, 4, 540, 'firm', 4, 2, 10, $3)`,
        [rows[0]!.tenant_id, rows[0]!.client_id, new Date()],
      );
      await tx.query(
        `insert into review_blocks (tenant_id, person_id, week, kind, id, state, starts_at, ends_at, shows, write_id)
         values ($1, $2, '2026-03-02', 'block', $3, 'planned', '2026-03-05T11:00:00Z', '2026-03-05T11:30:00Z', 'busy', $3)`,
        [rows[0]!.tenant_id, rows[0]!.client_id, blockId],
      );
    });
    const used = async () => (await api.context.db.system((tx) => tx.query<{ used: boolean }>('select used_at is not null as used from review_blocks'))).rows[0]!.used;
    expect([(await review(`?block=${blockId}`)).week, await used()]).toEqual([week, false]);
    await answer('A thought', 0);
    expect(await used()).toBe(true);
    expect((await amina.get(`/api/review?block=${randomUUID()}`)).status).toBe(404);
  });
});

describe('prompts', () => {
  const own = [{ key: 'three', text: 'What next?' }, { key: 'one', text: 'What moved?' }, { key: 'two', text: 'What hurt?' }];

  it('are worded, ordered and reset by the client; answers stay with their prompt', async () => {
    await answer('It moved', 0);
    const after = (await amina.put<Review>('/api/review/prompts', { version: 0, prompts: own })).body;
    expect([after.prompts, after.promptsVersion, after.reflections.map(({ prompt, text }) => [prompt, text])]).toEqual([own, 1, [['What next?', ''], ['What moved?', 'It moved'], ['What hurt?', '']]]);
    expect((await amina.put('/api/review/prompts', { version: 0, prompts: own })).status).toBe(409);
    const reset = (await amina.delete<Review>('/api/review/prompts')).body;
    expect([reset.prompts.map(({ key }) => key), reset.promptsVersion, reset.reflections[0]!.text]).toEqual([['one', 'two', 'three'], 0, 'It moved']);
  });

  it('are three, each once', async () => {
    for (const prompts of [own.slice(0, 2), [...own, own[0]], [own[0], own[0], own[1]]]) expect((await amina.put('/api/review/prompts', { version: 0, prompts })).status).toBe(400);
  });
});

describe('past reviews', () => {
  it('are there for the client, newest first, as they were asked', async () => {
    await answer('In the tenth week', 0);
    await api.passTime('2026-03-09T09:00:00Z');
    await answer('In the eleventh', 0, { week: '2026-W11' });
    await amina.put('/api/review/prompts', { version: 0, prompts: ['one', 'two', 'three'].map((key) => ({ key, text: `New ${key}` })) });
    await api.passTime('2026-03-17T09:00:00Z');
    const { reviews, more } = (await amina.get<PastReviews>('/api/reviews')).body;
    expect([reviews.map((one) => [one.week, one.reflections.map(({ text, prompt }) => [text, prompt])]), more]).toEqual([
      [['2026-W11', [['In the eleventh', 'What moved this week, however little?']]], ['2026-W10', [['In the tenth week', 'What moved this week, however little?']]]], false,
    ]);
    expect((await amina.get<PastReviews>('/api/reviews?before=2026-W11')).body.reviews.map((one) => one.week)).toEqual(['2026-W10']);
  });
});

describe('bringing a reflection', () => {
  it('lets the coach read that one, as long as it is brought, and nobody else', async () => {
    await answer('Mine', 0);
    await answer('Mine alone', 0, { key: 'two' });
    expect(await broughtFor(ines)).toEqual([]);
    await bring(engagementId);
    expect(await broughtFor(ines)).toEqual(['Mine']);
    await answer('Mine, worded better', 1);
    expect(await broughtFor(ines)).toEqual(['Mine, worded better']);
    await bring(null);
    expect(await broughtFor(ines)).toEqual([]);
    expect(await broughtFor(amina)).toEqual([]);
    for (const name of ['marcus', 'lena', 'omar']) expect((await (await api.as(name)).get(`/api/engagements/${engagementId}/reflections`)).status).toBe(404);
  });

  it('goes to one engagement of one’s own', async () => {
    await answer('Mine', 0);
    const other = (await (await api.as('omar')).post<{ id: string }>('/api/engagements', engagementBody({ client: pick('omar'), coach: pick('lena'), sponsor: null }))).body.id;
    expect((await bring(other)).body).toMatchObject({ error: { fields: [{ path: 'engagementId' }] } });
    expect((await bring(engagementId, 'three')).status).toBe(409);
  });
});
