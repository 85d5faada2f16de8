import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import { blockFollower } from '../../../server/features/blocks/service.ts';
import { concernOf, lookInRound, type ComingBlock } from '../../../server/features/blocks/follow/rules.ts';
import type { FollowedMailbox } from '../../../server/features/following/service.ts';
import type { CalendarEvent } from '../../../server/platform/microsoft/microsoft.ts';
import { deleteEntry } from '../../../server/sandbox/acts.ts';
import { startApi, type Api } from '../../support/api.ts';
import { sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { bookAs, rows } from '../following/support.ts';
import { drag, plant, reviewsOf, setUp } from './support.ts';

const at = (text: string): number => Date.parse(`${text}:00Z`);
const reviewTime = async (api: Api): Promise<ReviewTime> => (await (await api.as('amina')).get<ReviewTime>('/api/review-time')).body;
const starts = async (api: Api): Promise<(string | null)[]> => (await reviewTime(api)).blocks.map(({ start }) => start);
/** Last parts of the addresses that were asked since the last time, without what belongs to sessions. */
async function asked(api: Api): Promise<string[]> {
  const sent = await sentTo(api.simulation);
  api.simulation.traffic.clear();
  return sent.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
}

describe('review blocks follow the calendar', () => {
  let api: Api;
  let engagementId: string;
  beforeEach(async () => {
    api = await startApi();
    engagementId = (await startEngagement(api)).id;
  });
  afterEach(() => api.close());

  test('a change is looked at in the evening, near a block within hours, and nothing is read for it but free/busy', async () => {
    await setUp(api);
    await api.passTime('2026-03-02T08:30:00Z');
    await asked(api);
    plant(api, '2026-03-19T09:00', '2026-03-19T10:00', 'busy');
    await api.passTime('2026-03-02T17:59:00Z');
    expect(await asked(api)).toEqual([]);
    await api.passTime('2026-03-02T18:01:00Z');
    expect((await starts(api))[2]).toBe('2026-03-19T10:00:00.000Z');
    expect(await asked(api)).toEqual(['POST getSchedule', 'POST $batch', 'POST $batch']);
    // Less than two days before the block of this week: the next round of six hours.
    plant(api, '2026-03-05T09:00', '2026-03-05T09:30', 'busy');
    plant(api, '2026-03-05T10:30', '2026-03-05T11:30', 'busy');
    await api.passTime('2026-03-03T10:00:00Z');
    plant(api, '2026-03-06T10:30', '2026-03-06T11:30', 'busy');
    await api.passTime('2026-03-03T12:01:00Z');
    expect((await starts(api))[0]).toBe('2026-03-05T09:30:00.000Z');
    expect((await asked(api)).filter((one) => /delta/.test(one))).toEqual([]);
  });

  test('where the calendar is read for a session anyway, minutes are enough', async () => {
    await setUp(api);
    await bookAs(await api.as('amina'), engagementId, { start: '2026-03-10T14:00:00Z' });
    await api.passTime('2026-03-02T19:00:00Z');
    plant(api, '2026-03-19T09:00', '2026-03-19T10:00', 'busy');
    plant(api, '2026-03-19T14:00', '2026-03-19T15:00', 'busy');
    await api.passTime('2026-03-02T19:12:00Z');
    expect((await starts(api))[2]).toBe('2026-03-19T10:00:00.000Z');
    // What lies beside the blocks asks for nothing.
    await asked(api);
    plant(api, '2026-03-20T14:00', '2026-03-20T15:00', 'busy');
    await api.passTime('2026-03-02T19:30:00Z');
    expect((await asked(api)).filter((one) => /getSchedule|batch/.test(one))).toEqual([]);
  });

  test('a block that is dragged is pinned and one that is deleted is skipped, once, also while they are shown as free', async () => {
    await setUp(api, { mode: 'gentle' });
    await bookAs(await api.as('amina'), engagementId, { start: '2026-03-13T14:00:00Z' });
    await api.passTime('2026-03-02T19:00:00Z');
    const [, second, third] = reviewsOf(api);
    drag(api, second!.id, '2026-03-13T10:00', '2026-03-13T10:30');
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: third!.id });
    await api.passTime('2026-03-02T19:12:00Z');
    const shown = await reviewTime(api);
    expect(shown.blocks.map(({ state }) => state)).toEqual(['planned', 'pinned', 'skipped', 'planned']);
    expect(shown.log.map(({ text }) => text).toSorted()).toEqual(['You deleted it in Outlook: this week is skipped.', 'You moved it in Outlook: it is pinned there.']);
    // Read again as a whole, changed around and looked at for days: neither comes back, nor is told twice.
    await api.context.db.system((tx) => tx.query("update followed_mailboxes set start_over = true, read_due_at = '-infinity'"));
    plant(api, '2026-03-19T09:00', '2026-03-19T10:00', 'busy');
    await api.passTime('2026-03-04T20:00:00Z');
    const later = await reviewTime(api);
    expect(later.blocks.map(({ state, start }) => [state, start])).toEqual([
      ['planned', '2026-03-05T09:00:00.000Z'], ['pinned', '2026-03-13T10:00:00.000Z'], ['skipped', null], ['planned', '2026-03-26T09:00:00.000Z'],
    ]);
    expect(later.log.length).toBe(2);
    expect(reviewsOf(api).map(({ start }) => start).slice(0, 3)).toEqual(['2026-03-05T09:00:00.000Z', '2026-03-13T10:00:00.000Z', '2026-03-26T09:00:00.000Z']);
  });

  test('a change that is told while the calendar is looked at is looked at again', async () => {
    await setUp(api);
    await api.passTime('2026-03-02T08:30:00Z');
    const due = async () => (await rows<{ due_at: Date }>(api, 'select due_at from review_times'))[0]!.due_at.toISOString();
    expect(await due()).toBe('2026-03-03T08:00:00.000Z');
    const [mailbox] = await rows<FollowedMailbox>(api, 'select tenant_id as "tenantId", person_id as "personId", object_id as "objectId" from followed_mailboxes');
    const real = api.context.microsoft.application.bind(api.context.microsoft);
    api.context.microsoft.application = (id) => {
      const microsoft = real(id);
      return { ...microsoft, entriesOf: async (...asking) => {
        const read = await microsoft.entriesOf(...asking);
        await api.context.db.system((tx) => blockFollower.noticed!(tx, [mailbox!], api.context.clock.now()));
        return read;
      } };
    };
    await (await api.as('amina')).post('/api/review-time/resume');
    await api.passTime('2026-03-02T08:31:00Z');
    expect(await due()).toBe('2026-03-02T18:00:00.000Z');
  });

  test('whoever looks at their blocks sees what they did to them in Outlook, also while they are shown as free', async () => {
    await setUp(api, { mode: 'balanced' });
    await api.passTime('2026-03-02T08:30:00Z');
    const [, second, third] = reviewsOf(api);
    deleteEntry(api.simulation.tenant, { user: address('amina'), id: second!.id });
    drag(api, third!.id, '2026-03-20T14:00', '2026-03-20T14:30');
    await api.passTime('2026-03-03T08:30:00Z');
    await asked(api);
    expect((await reviewTime(api)).calendar).toMatchObject({ status: 'waiting' });
    await api.passTime(api.simulation.clock.now());
    const shown = await reviewTime(api);
    expect(shown.calendar.status).toBe('done');
    expect(shown.blocks.slice(1, 3)).toMatchObject([{ state: 'skipped', start: null }, { state: 'pinned', start: '2026-03-20T14:00:00.000Z' }]);
    expect(await asked(api)).toEqual(['POST getSchedule', 'POST $batch']);
    // Nothing was told since: nothing is asked for another look at the page.
    await reviewTime(api);
    await api.passTime(api.simulation.clock.now());
    expect(await asked(api)).toEqual([]);
  });

  test('when a week begins, the one that comes into the horizon is planned, however lately the calendar was looked at', async () => {
    await setUp(api);
    await api.passTime('2026-03-08T22:00:00Z');
    expect((await reviewTime(api)).blocks.map(({ week }) => week)).toEqual(expect.arrayContaining(['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23']));
    await (await api.as('amina')).post('/api/review-time/resume');
    await api.passTime('2026-03-09T00:10:00Z');
    expect((await reviewTime(api)).blocks.map(({ week }) => week)).toEqual(['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30']);
  });

  test('what rests or stopped is not followed', async () => {
    await setUp(api);
    await api.passTime('2026-03-02T08:30:00Z');
    const followed = () => rows<{ blocks_until: Date | null; subscription_id: string | null; read_due_at: Date | null }>(api, 'select blocks_until, subscription_id, read_due_at from followed_mailboxes');
    expect(await followed()).toMatchObject([{ blocks_until: new Date('2026-03-23T08:00:00Z'), subscription_id: expect.any(String), read_due_at: null }]);
    await (await api.as('amina')).post('/api/review-time/off');
    await api.passTime('2026-03-02T08:40:00Z');
    expect(await followed()).toEqual([]);
    expect([...api.simulation.tenant.state.all('subscription')]).toEqual([]);
  });

  test('without notifications each calendar is looked at once a day and nothing is subscribed to', async () => {
    api.context.settings.reviewNotifications = false;
    await setUp(api);
    await api.passTime('2026-03-02T08:30:00Z');
    await asked(api);
    plant(api, '2026-03-19T09:00', '2026-03-19T10:00', 'busy');
    await api.passTime('2026-03-03T07:59:00Z');
    expect(await asked(api)).toEqual([]);
    await api.passTime('2026-03-03T08:01:00Z');
    expect((await starts(api))[2]).toBe('2026-03-19T10:00:00.000Z');
    expect([...api.simulation.tenant.state.all('subscription')]).toEqual([]);
  });
});

describe('what a change has to do with blocks', () => {
  const block: ComingBlock = {
    start: at('2026-03-12T09:00'), end: at('2026-03-12T09:30'), eventId: null, seriesEventId: 'series', eventStart: at('2026-03-12T09:00'), eventEnd: at('2026-03-12T09:30'),
    asking: false, pinned: false,
  };
  const event = (start: string, end: string, more: Partial<CalendarEvent> = {}) =>
    ({ id: 'x', start: `2026-03-12T${start}:00Z`, end: `2026-03-12T${end}:00Z`, type: 'singleInstance', seriesMasterId: null, isCancelled: false, showAs: 'busy', ownResponse: 'organizer', ...more }) as CalendarEvent;

  test.each<[string, Partial<ComingBlock>, string, CalendarEvent | null, string]>([
    ['something accepted over it', {}, 'x', event('09:15', '10:00'), 'touches'],
    ['away over it', {}, 'x', event('00:00', '23:00', { showAs: 'oof' }), 'touches'],
    ['an unanswered invitation over it', {}, 'x', event('09:15', '10:00', { showAs: 'tentative' }), 'none'],
    ['a declined one', {}, 'x', event('09:15', '10:00', { ownResponse: 'declined' }), 'none'],
    ['a cancelled one', {}, 'x', event('09:15', '10:00', { isCancelled: true }), 'none'],
    ['something beside it', {}, 'x', event('09:30', '10:00'), 'none'],
    ['something over a pinned one', { pinned: true }, 'x', event('09:15', '10:00'), 'none'],
    ['something beside one that has no place', { asking: true, start: null, end: null }, 'x', event('11:00', '12:00'), 'may-touch'],
    ['itself as it is known', { eventId: 'x' }, 'x', event('09:00', '09:30'), 'none'],
    ['itself dragged', { eventId: 'x' }, 'x', event('11:00', '11:30'), 'own'],
    ['an occurrence of its series as it is known', {}, 'y', event('09:00', '09:30', { seriesMasterId: 'series' }), 'none'],
    ['an occurrence of its series in a week that is not planned yet', {}, 'y', event('11:00', '11:30', { seriesMasterId: 'series', type: 'occurrence' }), 'none'],
    ['an occurrence of its series dragged', {}, 'y', event('11:00', '11:30', { seriesMasterId: 'series', type: 'exception' }), 'own'],
    ['itself gone', { eventId: 'x' }, 'x', null, 'own'],
    ['its series gone', {}, 'series', null, 'own'],
    ['something gone that may be it', {}, 'z', null, 'own'],
    ['something else gone', { eventId: 'x' }, 'z', null, 'none'],
    ['something else gone, where one has no place', { eventId: 'x', asking: true }, 'z', null, 'may-touch'],
  ])('%s', (_what, more, eventId, changed, expected) => {
    expect(concernOf([{ ...block, ...more }], { eventId, event: changed })).toBe(expected);
  });

  test.each([
    ['no block', '2026-03-10T09:10', 'Europe/London', null, '2026-03-10T18:00'],
    ['a block days ahead', '2026-03-10T09:10', 'America/New_York', '2026-03-13T09:00', '2026-03-10T22:00'],
    ['late in the evening', '2026-03-10T19:10', 'Europe/London', '2026-03-13T09:00', '2026-03-11T18:00'],
    ['a block that is near', '2026-03-10T09:10', 'Europe/London', '2026-03-12T09:00', '2026-03-10T12:00'],
    ['half an hour beside the hour', '2026-03-10T09:10', 'Asia/Kolkata', null, '2026-03-10T13:00'],
    ['the clocks change', '2026-03-29T09:10', 'Europe/London', null, '2026-03-29T17:00'],
  ])('when a change is looked at: %s', (_what, now, zone, next, expected) => {
    expect(new Date(lookInRound(at(now), zone, next === null ? null : at(next))).toISOString()).toBe(`${expected}:00.000Z`);
  });
});
