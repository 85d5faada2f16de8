import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ReviewTime } from '../../../server/features/blocks/contract.ts';
import { reviewBlocks } from '../../../server/features/blocks/jobs.ts';
import type { FaultRequest } from '../../../server/sandbox/faults.ts';
import { startApi, type Api } from '../../support/api.ts';
import { sentTo } from '../../support/calendars.ts';
import { dana, pick } from '../../support/engagement.ts';
import { address, idFor, seed } from '../../support/seed.ts';
import { rows } from '../following/support.ts';
import { diceOf } from '../following/month/world.ts';
import { reviewsOf, wish } from './support.ts';

const names = ['amina', ...Array.from({ length: 11 }, (_none, index) => `client${index}`)];
const monday = new Date('2026-03-02T08:00:00Z');
const second = 1000;

/** Clients who all work from nine to five in London. */
function organisation(): ReturnType<typeof seed> {
  const given = seed();
  const fresh = names.slice(1).map((name) => ({ ...given.people[0]!, objectId: idFor(name), address: address(name), displayName: `${name} Example` }));
  return { ...given, people: [...given.people, ...fresh] };
}

const of = async (api: Api, name: string): Promise<ReviewTime> => (await (await api.as(name)).get<ReviewTime>('/api/review-time')).body;
/** Starts of the reviews of the first four weeks in somebody's calendar. */
const standing = (api: Api, name: string): string[] => reviewsOf(api, name, new Date('2026-03-30T00:00:00Z')).map(({ start }) => start);
const thursdays = ['2026-03-05T09:00:00.000Z', '2026-03-12T09:00:00.000Z', '2026-03-19T09:00:00.000Z', '2026-03-26T09:00:00.000Z'];

describe('review blocks on bad days', () => {
  let api: Api;
  beforeEach(async () => {
    api = await startApi({ seed: organisation() });
    api.context.settings.reviewNotifications = false;
    for (const name of names) {
      const client = await api.as(name);
      const made = await client.post('/api/engagements', { id: randomUUID(), client: pick(name), coach: dana, sponsor: null, goals: [], startsOn: '2026-03-02', endsOn: '2026-09-02' });
      expect([made.status, (await client.put('/api/review-time', wish())).status]).toEqual([201, 200]);
    }
  });
  afterEach(() => api.close());

  const item = (fault: FaultRequest['fault'], more: Partial<FaultRequest> = {}): FaultRequest => ({ match: 'POST /me/events', fault, mailbox: address('client3'), times: 1, ...more });

  test.each([
    ['is throttled', item('429', { retryAfter: 600 }), 600],
    ['finds the service unavailable', item('503', { retryAfter: 120 }), 120],
    ['times out at the gateway', item('504'), 15],
    ['fails in the service', item('500'), 15],
    ['does not find the mailbox', item('404'), 6 * 3600],
    ['is refused because consent was taken back', item('consent-revoked'), 6 * 3600],
  ])('one item of a batch %s: the others are done at once, this one when it may be, and once', async (_what, fault, seconds) => {
    api.simulation.faults.add([fault]);
    await api.passTime(monday);
    for (const name of names) expect([name, standing(api, name)]).toEqual([name, name === 'client3' ? [] : thursdays]);
    const shown = await of(api, 'client3');
    expect(shown.calendar.status).toBe(seconds > 3600 ? 'attention' : 'waiting');
    const [{ due_at: due }] = (await rows<{ due_at: Date }>(api, `select due_at from review_times t join people p on p.id = t.person_id where p.email = '${address('client3')}'`)) as [{ due_at: Date }];
    expect((due.getTime() - monday.getTime()) / second).toBe(seconds);
    await api.passTime(new Date(due.getTime() - second));
    expect(standing(api, 'client3')).toEqual([]);
    await api.passTime(new Date(due.getTime() + second));
    expect(standing(api, 'client3')).toEqual(thursdays);
    expect((await of(api, 'client3')).calendar.status).toBe('done');
  });

  test('a mailbox that asked for a pause is left alone for it, whatever its client does meanwhile', async () => {
    api.simulation.faults.add([item('429', { retryAfter: 600 })]);
    await api.passTime(monday);
    api.simulation.traffic.clear();
    await (await api.as('client3')).put('/api/review-time', wish({ version: (await of(api, 'client3')).settings!.version, idealMinute: 600 }));
    await api.passTime(new Date(monday.getTime() + 500 * second));
    expect((await sentTo(api.simulation)).filter(({ path }) => path.includes('$batch') || path.includes(idFor('client3')))).toEqual([]);
    await api.passTime(new Date(monday.getTime() + 1500 * second));
    expect(standing(api, 'client3')[0]).toBe('2026-03-05T10:00:00.000Z');
  });

  test.each([1, 2, 3])('when the %i in whose name free/busy is asked first are throttled, the others are done at once, they when their pause is over', async (count) => {
    const order = (await rows<{ email: string }>(api, 'select p.email from review_times t join people p on p.id = t.person_id order by t.person_id')).map(({ email }) => email);
    const throttled = order.slice(0, count);
    api.simulation.faults.add(throttled.map((mailbox) => ({ match: 'POST /me/calendar/getSchedule', fault: '429' as const, retryAfter: 900, times: 1, mailbox })));
    await api.passTime(monday);
    for (const name of names) expect([name, standing(api, name)]).toEqual([name, throttled.includes(address(name)) ? [] : thursdays]);
    await api.passTime(new Date(monday.getTime() + 1900 * second));
    for (const name of names) expect([name, standing(api, name)]).toEqual([name, thursdays]);
  });

  test('an answer to a batch that is lost: nothing is done twice', async () => {
    api.simulation.faults.add([{ match: 'POST /$batch', fault: 'drop-response', times: 2 }]);
    await api.passTime(monday);
    await api.passTime(new Date(monday.getTime() + 600 * second));
    for (const name of names) expect([name, standing(api, name)]).toEqual([name, thursdays]);
  });

  test.each([1, 2, 3])('workers that end in the middle, two at once: one block for each client and week (seed %i)', async (given) => {
    const dice = diceOf(given);
    const real = api.context.microsoft.application.bind(api.context.microsoft);
    let deadline = 0;
    // A worker that is killed writes nothing any more: its requests may have been done, its transactions are not begun.
    const mortal = { ...api.context, microsoft: { ...api.context.microsoft, verify: api.context.microsoft.verify, onBehalfOf: api.context.microsoft.onBehalfOf, application: (id: string) => {
      const microsoft = real(id);
      return { ...microsoft, doBlockWork: async (...work: Parameters<typeof microsoft.doBlockWork>) => {
        const last = (deadline -= 1);
        const done = last >= 0 || dice.number(2) === 0 ? await microsoft.doBlockWork(...work) : [];
        if (last < 0) await new Promise(() => undefined);
        return done;
      } };
    } } } as typeof api.context;
    for (let kill = 0; kill < 4; kill += 1) {
      deadline = dice.number(3);
      const now = api.simulation.clock.now();
      // What hangs is dead: the test goes on without it.
      const both = Promise.allSettled([reviewBlocks(mortal).runDue(now), reviewBlocks(mortal).runDue(now)]);
      await Promise.race([both, new Promise((resolve) => setTimeout(resolve, 300))]);
      api.simulation.clock.advanceTo(new Date(now.getTime() + 61 * second));
      await api.context.db.system((tx) => tx.query('update review_times set due_at = $1, look_by = $1', [api.simulation.clock.now()]));
    }
    await api.passTime(new Date(api.simulation.clock.now().getTime() + 90 * second));
    for (const name of names) expect([name, standing(api, name)]).toEqual([name, thursdays]);
    const counts = await rows<{ count: string }>(api, "select count(*) from review_blocks where kind = 'block' and starts_at = event_starts_at and not event_gone group by person_id");
    expect(counts.map(({ count }) => Number(count))).toEqual(names.map(() => 4));
  });
});
