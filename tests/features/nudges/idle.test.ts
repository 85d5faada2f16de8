import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { MyNotices } from '../../../server/features/nudges/contract.ts';
import { activityOf } from '../../../server/sandbox/tenant/views.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let engagement: Engagement;
beforeEach(async () => {
  api = await startApi();
  amina = await api.as('amina');
  engagement = await startEngagement(api);
});
afterEach(() => api.close());

/** Days on which that was said; what is said about the agendas of sessions is another matter. */
const said = (): string[] =>
  activityOf(api.simulation.tenant, address('amina')).filter((one) => JSON.stringify(one).includes('booked')).toReversed().map(({ at }) => at.slice(0, 10));
const book = async (start: string) => {
  const relax = [{ type: 'spacing' }];
  expect((await amina.post(`/api/engagements/${engagement.id}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax })).status).toBe(201);
};

it('tells the client once when nothing was booked for 21 days, and again only after something happened', async () => {
  await api.passTime('2026-03-23T05:00:00Z');
  expect(said()).toEqual([]);
  await api.passTime('2026-04-20T12:00:00Z');
  expect(said()).toEqual(['2026-03-24']);
  await book('2026-04-22T10:00:00Z');
  await api.passTime('2026-05-13T05:00:00Z');
  expect(said()).toEqual(['2026-03-24']);
  await api.passTime('2026-06-13T12:00:00Z');
  expect(said()).toEqual(['2026-03-24', '2026-05-14']);
});

it('counts the days that the engagement says', async () => {
  const { id, version, cadenceDays } = engagement;
  expect((await amina.patch<Engagement>(`/api/engagements/${id}`, { version, idleDays: 7 })).body).toMatchObject({ idleDays: 7, cadenceDays });
  await api.passTime('2026-03-12T12:00:00Z');
  expect(said()).toEqual(['2026-03-10']);
});

it('says nothing while paused, and counts from when it goes on', async () => {
  await amina.post(`/api/engagements/${engagement.id}/pause`, { until: '2026-04-01' });
  await api.passTime('2026-04-21T12:00:00Z');
  expect(said()).toEqual([]);
  await api.passTime('2026-04-24T12:00:00Z');
  expect(said()).toEqual(['2026-04-22']);
});

it('takes it back when a session is booked while it still waits', async () => {
  await amina.patch('/api/notices', { pausedUntil: '2026-03-30' });
  await api.passTime('2026-03-25T12:00:00Z');
  expect((await amina.get<MyNotices>('/api/notices')).body.waiting.map(({ kind, reason }) => [kind, reason])).toEqual([['nothing-booked', 'paused']]);
  await book('2026-04-22T10:00:00Z');
  await api.passTime('2026-04-02T12:00:00Z');
  expect(said()).toEqual([]);
});

it('shows each person their own notices and nobody else’s, and lets them change when they hear', async () => {
  await api.passTime('2026-03-25T12:00:00Z');
  const mine = (await amina.get<MyNotices>('/api/notices')).body;
  expect(mine).toMatchObject({ saidThisWeek: 1, waiting: [], past: [{ subject: 'No coaching session is booked yet', state: 'said', channel: 'teams' }] });
  for (const name of ['ines', 'marcus', 'lena', 'omar']) expect((await (await api.as(name)).get<MyNotices>('/api/notices')).body).toMatchObject({ waiting: [], past: [] });
  const changed = await amina.patch<MyNotices>('/api/notices', { weeklyBudget: 2, quietFromMinute: 1080, quietWeekdays: [7, 5], pausedUntil: '2026-04-01' });
  expect(changed.body).toMatchObject({ preferences: { weeklyBudget: 2, quietFromMinute: 1080, quietToMinute: 450, quietWeekdays: [5, 7] }, pausedUntil: '2026-04-01' });
  expect((await amina.patch<MyNotices>('/api/notices', { pausedUntil: null })).body.pausedUntil).toBeNull();
});

it.each([
  [{ weeklyBudget: 11 }, 'weeklyBudget'],
  [{ weeklyBudget: 0 }, 'weeklyBudget'],
  [{ quietFromMinute: 7 }, 'quietFromMinute'],
  [{ quietWeekdays: [1, 2, 3, 4, 5, 6, 7] }, 'quietWeekdays'],
  [{ quietWeekdays: [1, 1] }, 'quietWeekdays'],
  [{ pausedUntil: '2026-03-02' }, 'pausedUntil'],
  [{ pausedUntil: '2028-03-02' }, 'pausedUntil'],
])('refuses %j and changes nothing', async (body, field) => {
  const before = (await amina.get('/api/notices')).body;
  const refused = await amina.patch('/api/notices', body);
  expect([refused.status, (refused.body as { error: { fields: { path: string }[] } }).error.fields[0]!.path]).toEqual([400, field]);
  expect((await amina.get('/api/notices')).body).toEqual(before);
});
