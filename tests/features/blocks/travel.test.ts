import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { startApi, type Api } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { plant, reviewsOf, setUp } from './support.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
  await startEngagement(api, { endsOn: '2027-06-30' });
});
afterEach(() => api.close());

const use = (): Promise<unknown> => api.context.db.system((tx) => tx.query('update review_blocks set used_at = starts_at where starts_at <= $1', [api.simulation.clock.now()]));
const startsUntil = (until: string): string[] => reviewsOf(api, 'amina', new Date(until)).map(({ start }) => start);

test('who works in another zone for a while has the review at the same hour there, one a week, and finds it at home again', async () => {
  await setUp(api);
  const there = (zone: string): void => changeSettings(api.simulation.tenant, { user: address('amina'), zone, workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' } });
  await api.passTime('2026-03-06T12:00:00Z');
  await use();
  there('America/New_York');
  await api.passTime('2026-03-12T13:40:00Z');
  await use();
  await api.passTime('2026-03-13T12:00:00Z');
  // Nine in New York, whose clocks changed on the 8th.
  expect(startsUntil('2026-03-30T00:00:00Z').filter((at) => at > '2026-03-07')).toEqual(['2026-03-12T13:00:00.000Z', '2026-03-19T13:00:00.000Z', '2026-03-26T13:00:00.000Z']);
  there('Europe/London');
  await api.passTime('2026-03-17T12:00:00Z');
  expect(startsUntil('2026-04-04T00:00:00Z').filter((at) => at > '2026-03-14')).toEqual(['2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z', '2026-04-02T08:00:00.000Z']);
});

test('the week that belongs to two years, and a week away in it', async () => {
  api.simulation.clock.advanceTo(new Date('2026-12-14T08:00:00Z'));
  await setUp(api);
  // Week 53 of 2026 ends on 3 January; she is away in all of it but its Monday and Tuesday.
  plant(api, '2026-12-30T00:00', '2027-01-03T00:00', 'oof');
  await api.passTime('2026-12-16T08:00:00Z');
  const planned = reviewsOf(api, 'amina', new Date('2027-01-18T00:00:00Z'), new Date('2026-12-14T00:00:00Z')).map(({ start }) => start);
  expect(planned).toEqual(['2026-12-17T09:00:00.000Z', '2026-12-24T09:00:00.000Z', '2026-12-29T09:00:00.000Z', '2027-01-07T09:00:00.000Z', '2027-01-14T09:00:00.000Z']);
});
