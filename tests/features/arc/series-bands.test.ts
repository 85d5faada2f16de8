import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlanPage, SeriesCancelled } from '../../../server/features/arc/contract.ts';
import type { Caller } from '../../support/api.ts';
import { nudges, rows } from '../following/support.ts';
import { book, eventsOf, sessionsIn, startArc, type ArcWorld } from './arc-world.ts';

// The clock of these worlds starts on Monday 2 March at 08:00: one session today, one tomorrow, one the day after, two later.
const starts = ['2026-03-02T15:00:00Z', '2026-03-03T15:00:00Z', '2026-03-04T15:00:00Z', '2026-03-11T15:00:00Z', '2026-03-18T15:00:00Z'];
const relax = [{ type: 'spacing' }, { type: 'notice', hours: 0 }];

let world: ArcWorld;
let series: string;

const begin = async (): Promise<void> => {
  world = await startArc();
  series = randomUUID();
  const sessions = starts.map((start) => ({ id: randomUUID(), kind: 'coaching', start, minutes: 60, itemId: null }));
  const { results } = (await book(world, { id: series, relax, sessions })).body;
  expect(results.map(({ why }) => why)).toEqual(Array(5).fill(null));
  await pass(1);
};
const pass = (minutes: number): Promise<void> => world.api.passTime(new Date(world.api.context.clock.now().getTime() + minutes * 60_000));
const cancel = (who: Caller = world.amina) => who.post<SeriesCancelled>(`${world.at}/series/cancel`, { id: series });
const fates = async (who?: Caller): Promise<string[]> => (await cancel(who)).body.results.map(({ fate }) => fate);
const states = async (): Promise<string[]> => (await sessionsIn(world)).toSorted((a, b) => (a.start < b.start ? -1 : 1)).map(({ state, reschedule: { request } }) => (request?.state === 'open' ? `${state}, ${request.what} asked` : state));

beforeEach(begin);
afterEach(() => world.api.close());

describe('several sessions cancelled in one action follow the bands one by one', () => {
  it('the page says beforehand what would become of each', async () => {
    const { body } = await world.amina.get<PlanPage>(`${world.at}/plan`);
    expect(body.series.map(({ id, sessions }) => [id, sessions.map((one) => one.cancel)])).toEqual([[series, ['with-reason', 'ask', 'now', 'now', 'now']]]);
  });

  it('far ones go, of the near one the coach is asked once, and the one of today waits for its reason', async () => {
    expect(await fates()).toEqual(['needs-reason', 'asked', 'cancelled', 'cancelled', 'cancelled']);
    // Pressed again, and twice at once: one question, nothing more.
    const [again, twice] = await Promise.all([fates(), fates()]);
    expect([again, twice].map(String)).toEqual(Array(2).fill('needs-reason,asked'));
    expect(await states()).toEqual(['booked', 'booked, cancel asked', 'cancelled', 'cancelled', 'cancelled']);
    await pass(2);
    expect(eventsOf(world, 'ines')).toHaveLength(2);
    expect((await nudges(world.api)).filter(({ kind }) => kind === 'session-request')).toHaveLength(1);
    const noted = await rows<{ band: string }>(world.api, "select detail ->> 'band' as band from history where what = 'session-cancelled'");
    expect(noted.map(({ band }) => band)).toEqual(Array(3).fill('free'));
  });

  it('silence of the coach keeps the near one; a yes takes it off', async () => {
    await fates();
    const { requests } = (await (await world.api.as('ines')).get<{ requests: { request: { id: string } }[] }>('/api/requests')).body;
    await (await world.api.as('ines')).post(`/api/requests/${requests[0]!.request.id}/answer`, { answer: 'agree' });
    expect((await states())[1]).toBe('cancelled');
  });

  it('a change that is asked for already is not talked over', async () => {
    const near = (await sessionsIn(world)).find(({ start }) => start === new Date(starts[1]!).toISOString())!;
    await world.amina.post(`/api/sessions/${near.id}/move`, { version: near.version, start: '2026-03-05T10:00:00Z', relax });
    expect(await fates()).toEqual(['needs-reason', 'asked-before', 'cancelled', 'cancelled', 'cancelled']);
    expect((await states())[1]).toBe('booked, move asked');
  });

  it('the coach asks nobody, gives a reason for what is late, and the client is told of what is near', async () => {
    expect(await fates(await world.api.as('ines'))).toEqual(['needs-reason', 'cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect((await nudges(world.api)).filter(({ kind }) => kind === 'session-changed')).toHaveLength(1);
  });
});
