import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import { startApi, type Api } from '../../support/api.ts';
import { deleteEntry } from '../../../server/sandbox/acts.ts';
import { sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { drag, plant, reviewsOf, setUp, wish } from './support.ts';

describe('review blocks', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi();
    await startEngagement(api);
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
