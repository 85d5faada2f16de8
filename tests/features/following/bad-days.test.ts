import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dueWork } from '../../../server/due-work.ts';
import { followedCalendars } from '../../../server/features/following/jobs.ts';
import { startApi, type Api } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { bookAs, hands, happened, kept, nudges, settle } from './support.ts';

let api: Api;
let id: string;
const moved = new Date('2026-03-09T10:00:00Z');

beforeEach(async () => {
  api = await startApi();
  ({ id } = await bookAs(await api.as('amina'), (await startEngagement(api)).id));
  await settle(api);
});
afterEach(() => api.close());

/** Somebody moves it and somebody cannot come; the notifications arrive, and nothing is read yet. */
async function muchHappens(): Promise<void> {
  hands(api).drag('amina', '2026-03-09T10:00:00Z', '2026-03-09T11:00:00Z');
  hands(api).reply('ines', 'declined');
  api.simulation.clock.advanceTo(new Date(api.simulation.clock.now().getTime() + 60_000));
  await api.simulation.notifier.runDue(api.simulation.clock.now());
}

async function expectOnce(): Promise<void> {
  expect(await kept(api, id)).toMatchObject({ state: 'booked', starts_at: moved });
  expect((await happened(api, id)).toSorted()).toEqual(['session-booked', 'session-declined', 'session-moved-in-outlook']);
  expect((await nudges(api)).map(({ kind }) => kind)).toEqual(['session-declined']);
}

const follow = (context = api.context): Promise<number> => dueWork(context).find(({ name }) => name === 'follow-calendars')!.runDue(context.clock.now());

describe('following on a bad day', () => {
  it('several workers at once do it once', async () => {
    await muchHappens();
    const done = await Promise.all([follow(), follow(), follow()]);
    expect(done.toSorted()).toEqual([0, 0, 1]);
    await expectOnce();
  });

  it.each<[string, () => Promise<never>]>([
    ['killed', () => new Promise<never>(() => undefined)],
    ['failing', () => Promise.reject(new Error('disk full'))],
  ])('%s after the reading and before anybody took it in, it is read again and nothing is lost', async (how, changed) => {
    await muchHappens();
    let told: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (told = resolve));
    const dying = followedCalendars(api.context, [{ purpose: 'sessions', changed: () => (told(), changed()) }]).runDue(api.context.clock.now());
    await reached;
    if (how === 'failing') await dying;
    expect(await happened(api, id)).toEqual(['session-booked']);
    // A killed worker's lease has to run out first.
    if (how === 'killed') expect(await follow()).toBe(0);
    await settle(api, 5);
    await expectOnce();
  });

  it.each<[string, object]>([
    ['Microsoft busy', { match: 'GET /me/calendarView/delta', fault: '503', times: 3 }],
    ['throttled', { match: 'GET /me/calendarView/delta', fault: '429', times: 3, retryAfter: 120 }],
    ['consent taken away', { match: '*', fault: 'consent-revoked' }],
    ['the network gone', { match: '*', fault: 'offline' }],
  ])('%s while it is read: kept, and gone on with afterwards', async (_what, fault) => {
    api.simulation.faults.add([fault as never]);
    await muchHappens();
    await settle(api, 2);
    expect(await happened(api, id)).toEqual(['session-booked']);
    await settle(api, 20);
    api.simulation.faults.clear();
    await settle(api, 120);
    await expectOnce();
  });
});
