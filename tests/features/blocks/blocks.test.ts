import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { deleteEntry } from '../../../server/sandbox/acts.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { batched, drag, plant, reviewsOf, setUp, wish } from './support.ts';

describe('review blocks', () => {
  let api: Api;
  let engagementId: string;
  beforeEach(async () => {
    api = await startApi();
    engagementId = (await startEngagement(api)).id;
  });
  afterEach(() => api.close());

  test('one private event a week, before anybody did anything about it', async () => {
    const shown = await setUp(api);
    expect(shown.calendar.status).toBe('done');
    expect(shown.blocks.map(({ start }) => start)).toEqual([
      '2026-03-05T09:00:00.000Z', '2026-03-12T09:00:00.000Z', '2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z',
    ]);
    expect(shown.blocks.every(({ inCalendar }) => inCalendar)).toBe(true);
    const events = reviewsOf(api);
    expect(events.length).toBe(13);
    expect(events.map(({ start }) => start).slice(0, 5)).toEqual([
      '2026-03-05T09:00:00.000Z', '2026-03-12T09:00:00.000Z', '2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z',
      // After the clocks changed: nine in London all the same.
      '2026-04-02T08:00:00.000Z',
    ]);
  });

  test('a second plan with nothing changed writes nothing', async () => {
    await setUp(api);
    api.simulation.traffic.clear();
    await api.passTime('2026-03-04T08:00:00Z');
    const sent = await sentTo(api.simulation);
    expect(new Set(sent.map(({ path }) => path.split('/').at(-1)))).toEqual(new Set(['getSchedule']));
  });

  test('a new week of the horizon is where its occurrence stands already: nothing is written for it', async () => {
    await setUp(api);
    api.simulation.traffic.clear();
    const used = (): Promise<unknown> => api.context.db.system((tx) => tx.query('update review_blocks set used_at = starts_at'));
    await used();
    await api.passTime('2026-03-12T08:00:00Z');
    const shown = (await (await api.as('amina')).get<ReviewTime>('/api/review-time')).body;
    expect(shown.blocks.map(({ start }) => start)).toEqual(['2026-03-12T09:00:00.000Z', '2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z', '2026-04-02T08:00:00.000Z']);
    expect((await sentTo(api.simulation)).filter(({ path }) => path.endsWith('$batch'))).toEqual([]);
  });

  test('moves when something is accepted over it, not for an unanswered invitation; says why, and takes it back', async () => {
    await setUp(api);
    const amina = await api.as('amina');
    // Wednesday: 09:00 is taken on Thursday the 12th, and half past nine only asked for.
    plant(api, '2026-03-12T09:00', '2026-03-12T09:30', 'busy');
    plant(api, '2026-03-19T09:00', '2026-03-19T09:30', 'tentative');
    await api.passTime('2026-03-03T08:30:00Z');
    const shown = (await amina.get<ReviewTime>('/api/review-time')).body;
    expect(shown.blocks.map(({ start }) => start)).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-12T09:30:00.000Z', '2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z']);
    expect(reviewsOf(api).map(({ start }) => start).slice(0, 3)).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-12T09:30:00.000Z', '2026-03-19T09:00:00.000Z']);
    expect(shown.log[0]).toMatchObject({ text: 'Moved because you accepted something at that time.', canUndo: true });
    const undone = await amina.post<ReviewTime>(`/api/review-time/log/${shown.log[0]!.id}/undo`);
    expect(undone.body.blocks[1]).toMatchObject({ start: '2026-03-12T09:00:00.000Z', state: 'pinned' });
    await api.passTime('2026-03-04T10:00:00Z');
    expect(reviewsOf(api)[1]!.start).toBe('2026-03-12T09:00:00.000Z');
  });

  test.each(['gentle', 'balanced', 'firm'])('moves away from what was accepted at its very time, however it is shown (%s)', async (mode) => {
    await setUp(api, { mode });
    plant(api, '2026-03-12T09:00', '2026-03-12T09:30', 'busy');
    await api.passTime('2026-03-03T08:30:00Z');
    expect(reviewsOf(api).map(({ start }) => start).slice(0, 3)).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-12T09:30:00.000Z', '2026-03-19T09:00:00.000Z']);
  });

  test('a block that is dragged is pinned, one that is deleted does not come back', async () => {
    await setUp(api);
    const amina = await api.as('amina');
    const [, second, third] = reviewsOf(api);
    drag(api, second!.id, '2026-03-13T15:00', '2026-03-13T15:30');
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: third!.id });
    await api.passTime('2026-03-03T08:30:00Z');
    const shown = (await amina.get<ReviewTime>('/api/review-time')).body;
    expect(shown.blocks.map(({ state }) => state)).toEqual(['planned', 'pinned', 'skipped', 'planned']);
    expect(shown.blocks[1]!.start).toBe('2026-03-13T15:00:00.000Z');
    // Another wish, a conflict and three weeks later: neither comes back nor moves.
    plant(api, '2026-03-13T15:00', '2026-03-13T16:00', 'busy');
    await amina.put('/api/review-time', wish({ version: shown.settings!.version, idealDay: 2 }));
    await api.passTime('2026-03-05T11:00:00Z');
    const starts = reviewsOf(api, 'amina', new Date('2026-03-30T00:00:00Z')).map(({ start }) => start);
    expect(starts.filter((at) => at >= '2026-03-09')).toEqual(['2026-03-13T15:00:00.000Z', '2026-03-24T09:00:00.000Z']);
  });

  test.each<[string, (amina: Caller, version: number) => Promise<unknown>]>([
    ['switched off and on', async (amina) => {
      await amina.post('/api/review-time/off');
      await api.passTime(api.simulation.clock.now());
      await amina.post('/api/review-time/resume');
    }],
    ['another wish', (amina, version) => amina.put('/api/review-time', wish({ version, mode: 'gentle', idealDay: 3 }))],
    ['a journey', async () => changeSettings(api.simulation.tenant, { user: address('amina'), zone: 'Europe/Berlin', workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' } })],
  ])('what was deleted or dragged while it is shown as free is known before its series ends: %s', async (_how, change) => {
    const shown = await setUp(api, { mode: 'gentle' });
    const amina = await api.as('amina');
    const [, second, third] = reviewsOf(api);
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: second!.id });
    drag(api, third!.id, '2026-03-20T14:00', '2026-03-20T14:30');
    await change(amina, shown.settings!.version);
    await api.passTime('2026-03-03T20:00:00Z');
    const { blocks } = (await amina.get<ReviewTime>('/api/review-time')).body;
    expect(blocks[1]).toMatchObject({ week: '2026-03-09', state: 'skipped', start: null });
    const starts = reviewsOf(api).map(({ start }) => start);
    expect(starts.filter((at) => at > '2026-03-08' && at < '2026-03-15')).toEqual([]);
    if (_how !== 'switched off and on') expect(blocks[2]).toMatchObject({ state: 'pinned', start: '2026-03-20T14:00:00.000Z' });
  });

  test.each<[string, (amina: Caller, version: number) => Promise<unknown>]>([
    ['another wish', (amina, version) => amina.put('/api/review-time', wish({ version, idealDay: 3 }))],
    ['switched off and on', async (amina) => {
      await amina.post('/api/review-time/off');
      await api.passTime(api.simulation.clock.now());
      await amina.post('/api/review-time/resume');
    }],
  ])('a week that was brought back has one block also in the next series, one that was deleted then has none: %s', async (_how, change) => {
    const { blocks: [, second, third] } = await setUp(api);
    const amina = await api.as('amina');
    for (const { id } of [second!, third!]) {
      await amina.post(`/api/review-time/blocks/${id}/skip`);
      await api.passTime(api.simulation.clock.now());
      await amina.post(`/api/review-time/blocks/${id}/bring-back`);
      await api.passTime(api.simulation.clock.now());
    }
    expect(reviewsOf(api).length).toBe(13);
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: reviewsOf(api)[2]!.id });
    await api.passTime('2026-03-03T08:30:00Z');
    await change(amina, (await amina.get<ReviewTime>('/api/review-time')).body.settings!.version);
    await api.passTime('2026-03-03T20:30:00Z');
    const days = reviewsOf(api, 'amina', new Date('2026-03-30T00:00:00Z')).map(({ start }) => start.slice(0, 10));
    expect(days).toEqual(_how === 'another wish' ? ['2026-03-04', '2026-03-11', '2026-03-25'] : ['2026-03-05', '2026-03-12', '2026-03-26']);
  });

  test('resting and stopping take the blocks out, going on brings them back, and a lost week gets ten minutes', async () => {
    await setUp(api);
    const amina = await api.as('amina');
    await api.passTime('2026-03-05T14:00:00Z');
    const late = (await amina.get<ReviewTime>('/api/review-time')).body;
    expect(late.blocks.slice(0, 2).map(({ kind, state }) => [kind, state])).toEqual([['block', 'missed'], ['rescue', 'planned']]);
    expect(late.chart.at(-1)).toEqual({ week: '2026-03-02', outcome: 'lost', moved: 0 });
    await amina.post('/api/review-time/pause', { until: '2026-03-16' });
    await api.passTime('2026-03-06T20:00:00Z');
    expect(reviewsOf(api).filter(({ start }) => start > '2026-03-07')).toEqual([]);
    await api.passTime('2026-03-17T09:00:00Z');
    const starts = reviewsOf(api, 'amina', new Date('2026-04-06T00:00:00Z')).map(({ start }) => start);
    expect(starts.filter((at) => at >= '2026-03-07')).toEqual(['2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z', '2026-04-02T08:00:00.000Z']);
    await amina.post('/api/review-time/off');
    await api.passTime('2026-03-17T10:00:00Z');
    expect(reviewsOf(api).filter(({ start }) => start > '2026-03-07')).toEqual([]);
  });

  describe('a series that ends leaves what took place where it was', () => {
    /** Everything so far was used: nothing is lost, so nothing is rescued. */
    const use = (until: string): Promise<unknown> => api.context.db.system((tx) => tx.query('update review_blocks set used_at = starts_at where starts_at <= $1', [until]));
    const spans = (): string[] => reviewsOf(api).map(({ start, end, showAs }) => `${start} ${end} ${showAs}`);

    test.each([
      ['switched off', (amina: Caller) => amina.post('/api/review-time/off')],
      ['paused', (amina: Caller) => amina.post('/api/review-time/pause', { until: '2026-06-01' })],
      ['its engagement over', (amina: Caller) => amina.post(`/api/engagements/${engagementId}/end`)],
    ])('%s', async (_how, end) => {
      await setUp(api);
      const amina = await api.as('amina');
      await use('2026-03-13');
      const [, second, third] = reviewsOf(api);
      drag(api, second!.id, '2026-03-13T15:00', '2026-03-13T15:45');
      deleteEntry(api.simulation.tenant, { user: address('amina'), id: third!.id });
      // Wednesday: this week's block was brought forward and is over, its day in the series is still to come.
      drag(api, reviewsOf(api)[2]!.id, '2026-03-24T15:00', '2026-03-24T15:30');
      await api.passTime('2026-03-12T08:00:00Z');
      await use('2026-03-28');
      await api.passTime('2026-03-25T10:00:00Z');
      const before = spans();
      const past = before.filter((span) => span < '2026-03-25');
      expect(past.map((span) => span.slice(0, 16))).toEqual(['2026-03-05T09:00', '2026-03-13T15:00', '2026-03-24T15:00']);
      expect(before.length).toBeGreaterThan(past.length);
      api.simulation.traffic.clear();
      expect((await end(amina)).status).toBeLessThan(300);
      await api.passTime('2026-03-29T10:00:00Z');
      expect(spans()).toEqual(past);
      expect((await batched(api)).map(({ method }) => method)).toEqual(['PATCH']);
      await api.passTime('2026-04-08T10:00:00Z');
      expect(spans()).toEqual(past);
    });

    test('another wish, in the middle of this week’s block: it stays, and the new series begins next week', async () => {
      const shown = await setUp(api);
      const amina = await api.as('amina');
      await use('2026-03-06');
      await api.passTime('2026-03-12T09:10:00Z');
      expect((await amina.put('/api/review-time', wish({ version: shown.settings!.version, idealDay: 5, idealMinute: 600 }))).status).toBe(200);
      await api.passTime('2026-03-12T09:20:00Z');
      expect(spans().map((span) => span.slice(0, 16)).slice(0, 5)).toEqual(['2026-03-05T09:00', '2026-03-12T09:00', '2026-03-20T10:00', '2026-03-27T10:00',
        // Good Friday is kept off.
        '2026-04-02T09:00']);
    });

    test('one that never took place is taken out whole', async () => {
      await setUp(api);
      api.simulation.traffic.clear();
      await (await api.as('amina')).post('/api/review-time/off');
      await api.passTime('2026-03-02T10:00:00Z');
      expect([spans(), (await batched(api)).map(({ method }) => method)]).toEqual([[], ['DELETE']]);
    });
  });

  test('nobody but the client', async () => {
    await setUp(api);
    const blockId = (await (await api.as('amina')).get<ReviewTime>('/api/review-time')).body.blocks[0]!.id;
    for (const name of ['marcus', 'ines', 'lena', 'omar']) {
      const other = await api.as(name);
      expect((await other.get('/api/review-time')).status).toBe(404);
      expect((await other.put('/api/review-time', wish())).status).toBe(404);
      expect((await other.post(`/api/review-time/blocks/${blockId}/skip`)).status).toBe(404);
    }
  });
});
