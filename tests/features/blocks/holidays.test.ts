import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReviewTime, ReviewTimes } from '../../../server/features/blocks/contract.ts';
import { changeSettings } from '../../../server/sandbox/mailbox-acts.ts';
import { startApi, type Api } from '../../support/api.ts';
import { sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address } from '../../support/seed.ts';
import { batched, drag, plant, reviewsOf, setUp, wish } from './support.ts';

const christmas = '2026-12-25T08:00:00.000Z';
const [since, until] = [new Date('2026-11-01T00:00:00Z'), new Date('2027-01-11T00:00:00Z')];

let api: Api;
beforeEach(async () => {
  api = await startApi();
  await startEngagement(api, { endsOn: '2027-06-30' });
});
afterEach(() => api.close());

/** Amina works in a zone from a day on. */
function goTo(zone: string, at: string): void {
  api.simulation.clock.advanceTo(new Date(at));
  changeSettings(api.simulation.tenant, { user: address('amina'), zone, workingHours: { weekdays: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' } });
}

const inOutlook = (): string[] => reviewsOf(api, 'amina', until, since).map(({ start }) => start);
const shown = async (): Promise<ReviewTime> => (await (await api.as('amina')).get<ReviewTime>('/api/review-time')).body;
const starts = ({ blocks }: ReviewTime) => blocks.map(({ start }) => start);
const notes = ({ blocks }: ReviewTime) => blocks.map(({ note }) => note);

/** Another wish on top of what was set up, with the work done. */
async function change(more: Record<string, unknown>): Promise<ReviewTime> {
  const { settings } = await shown();
  const saved = await (await api.as('amina')).put<ReviewTime>('/api/review-time', wish({ idealDay: 5, version: settings!.version, ...more }));
  expect(saved.status).toBe(200);
  await api.passTime(api.simulation.clock.now());
  return shown();
}

describe('public holidays of the country that the zone is in', () => {
  test.each([
    ['Europe/Berlin', 'Germany', '2026-12-14T08:00:00Z', 5,
      ['2026-12-18T08:00:00.000Z', '2026-12-24T08:00:00.000Z', '2026-12-31T08:00:00.000Z', '2027-01-08T08:00:00.000Z'],
      [null, 'Moved from Friday: Christmas Day.', 'Moved from Friday: New Year\'s Day.', null]],
    ['America/New_York', 'United States of America', '2026-11-16T14:00:00Z', 4,
      ['2026-11-19T14:00:00.000Z', '2026-11-25T14:00:00.000Z', '2026-12-03T14:00:00.000Z', '2026-12-10T14:00:00.000Z'],
      [null, 'Moved from Thursday: Thanksgiving Day.', null, null]],
    // New Year's Day is no public holiday there; half past three is nine in the morning.
    ['Asia/Kolkata', 'India', '2026-12-14T03:00:00Z', 5,
      ['2026-12-18T03:30:00.000Z', '2026-12-24T03:30:00.000Z', '2027-01-01T03:30:00.000Z', '2027-01-08T03:30:00.000Z'],
      [null, 'Moved from Friday: Christmas Day.', null, null]],
  ])('%s: the next best day of the same week, in Outlook too, and said why', async (zone, name, at, idealDay, expected, why) => {
    goTo(zone, at);
    const planned = await setUp(api, { idealDay });
    expect(planned.holidays.region?.name).toBe(name);
    expect(planned.holidays.ofZone).toEqual(planned.holidays.region);
    expect(planned.settings!.holidays).toBeNull();
    expect([starts(planned), notes(planned)]).toEqual([expected, why]);
    expect(inOutlook().slice(0, 4)).toEqual(expected);
    // Planned where it is from the start: nothing was moved of what the client allows.
    expect(planned.blocks.map(({ moves }) => moves)).toEqual([0, 0, 0, 0]);
  });

  test('a holiday costs its exception once and one list of the series; looked at again, nothing is written', async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    await setUp(api, { idealDay: 5 });
    expect((await batched(api)).map(({ method }) => method)).toEqual(['POST', 'GET', 'PATCH', 'PATCH']);
    api.simulation.traffic.clear();
    await api.passTime('2026-12-16T08:00:00Z');
    expect(new Set((await sentTo(api.simulation)).map(({ path }) => path.split('/').at(-1)))).toEqual(new Set(['getSchedule']));
  });

  test('a week of holidays alone is asked about like one without room, and none of its holidays is offered', async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    const planned = await setUp(api, { days: [5], idealDay: 5 });
    expect(planned.blocks.map(({ state, start }) => [state, start])).toEqual([
      ['planned', '2026-12-18T08:00:00.000Z'], ['asking', null], ['asking', null], ['planned', '2027-01-08T08:00:00.000Z'],
    ]);
    expect(planned.blocks[1]!.note).toBe('Every day you chose is a public holiday this week.');
    expect(inOutlook()).toEqual(['2026-12-18T08:00:00.000Z', '2027-01-08T08:00:00.000Z']);
    const { times } = (await (await api.as('amina')).get<ReviewTimes>(`/api/review-time/blocks/${planned.blocks[1]!.id}/times`)).body;
    expect(new Set(times.map(({ start }) => start.slice(0, 10)))).toEqual(new Set(['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24']));
  });

  test('where the next best day is taken, the one after it', async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    plant(api, '2026-12-24T06:00', '2026-12-24T18:00', 'busy');
    expect(starts(await setUp(api, { idealDay: 5 }))[1]).toBe('2026-12-23T08:00:00.000Z');
  });
});

describe('what the client says of holidays', () => {
  beforeEach(async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    await setUp(api, { idealDay: 5 });
  });

  test('none, another region, and the zone’s again: planned anew each time', async () => {
    const none = await change({ holidays: 'none' });
    expect([none.settings!.holidays, none.holidays]).toEqual(['none', { region: null, ofZone: { code: 'DE', name: 'Germany' } }]);
    expect([starts(none)[1], notes(none)[1]]).toEqual([christmas, null]);
    expect(inOutlook()).toContain(christmas);
    // Boxing Day is a Saturday; Epiphany, a Wednesday, is kept in Bavaria and not in Berlin.
    const bavaria = await change({ holidays: 'DE-BY', idealDay: 3 });
    expect([bavaria.holidays.region, starts(bavaria)[3]]).toEqual([{ code: 'DE-BY', name: 'Germany: Bayern' }, '2027-01-05T08:00:00.000Z']);
    const zone = await change({ holidays: null, idealDay: 3 });
    expect([zone.holidays.region?.code, starts(zone)[3]]).toEqual(['DE', '2027-01-06T08:00:00.000Z']);
  });

  test('a screen that knows nothing of holidays leaves them as they are', async () => {
    await change({ holidays: 'none' });
    expect((await change({ minutes: 45 })).settings).toMatchObject({ holidays: 'none', minutes: 45 });
  });

  test('what is no region is refused at its field, and nothing is changed', async () => {
    const amina = await api.as('amina');
    const { settings } = await shown();
    for (const holidays of ['Germany', 'XX', '', 'DE-XX', 'de', 7, 'x'.repeat(33)]) {
      const refused = await amina.put<{ error: { code: string; fields: { path: string; message: string }[] } }>('/api/review-time', wish({ version: settings!.version, holidays }));
      expect([refused.status, refused.body.error.fields.map(({ path }) => path)]).toEqual([400, ['holidays']]);
      if (holidays === 'XX') expect(refused.body.error.fields[0]!.message).toContain('such as GB or DE-BE');
    }
    expect((await shown()).settings).toEqual(settings);
  });

  test('is hers alone, and in her export', async () => {
    const amina = await api.as('amina');
    await change({ holidays: 'GB' });
    for (const name of ['marcus', 'ines', 'lena', 'omar']) {
      const other = await api.as(name);
      for (const holidays of ['GB', 'XX']) expect((await other.put('/api/review-time', wish({ holidays }))).status).toBe(404);
    }
    expect(JSON.stringify((await amina.get('/api/me/export')).body)).toContain('"holidays":"GB"');
  });
});

describe('a block that stands on a holiday', () => {
  /** Planned on Christmas Day, as by a release that knew nothing of holidays; `moves` is how often it may be moved. */
  async function planned(movesAWeek = 2): Promise<ReviewTime> {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    const before = await setUp(api, { idealDay: 5, holidays: 'none', movesAWeek });
    expect(starts(before)[1]).toBe(christmas);
    await api.context.db.system((tx) => tx.query('update review_times set holidays = null'));
    return before;
  }

  test.each([0, 2])('leaves it with the next look, says why and can be put back, however often it may move (%i)', async (movesAWeek) => {
    await planned(movesAWeek);
    await api.passTime('2026-12-16T08:00:00Z');
    const after = await shown();
    expect([starts(after)[1], notes(after)[1], after.blocks[1]!.moves]).toEqual(['2026-12-24T08:00:00.000Z', 'Moved from Friday: Christmas Day.', 0]);
    expect(inOutlook()).not.toContain(christmas);
    const entry = after.log.find(({ week }) => week === '2026-12-21')!;
    expect(entry).toMatchObject({ text: 'Moved from Friday: Christmas Day.', from: { start: christmas }, canUndo: true });
    await (await api.as('amina')).post(`/api/review-time/log/${entry.id}/undo`);
    await api.passTime('2026-12-18T08:00:00Z');
    expect((await shown()).blocks.find(({ week }) => week === '2026-12-21')).toMatchObject({ state: 'pinned', start: christmas });
    expect(inOutlook()).toContain(christmas);
  });

  test('stays where the client dragged or moved it to', async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    const { blocks } = await setUp(api, { idealDay: 5 });
    drag(api, reviewsOf(api, 'amina', until, since)[1]!.id, '2026-12-25T10:00', '2026-12-25T10:30');
    expect((await (await api.as('amina')).post(`/api/review-time/blocks/${blocks[2]!.id}/move`, { start: '2027-01-01T10:00:00Z' })).status).toBe(200);
    await api.passTime('2026-12-18T12:00:00Z');
    const later = await change({ idealMinute: 600 });
    expect(later.blocks.filter(({ week }) => week === '2026-12-21' || week === '2026-12-28').map(({ state, start }) => [state, start])).toEqual([
      ['pinned', '2026-12-25T10:00:00.000Z'], ['pinned', '2027-01-01T10:00:00.000Z'],
    ]);
    expect(inOutlook()).toEqual(expect.arrayContaining(['2026-12-25T10:00:00.000Z', '2027-01-01T10:00:00.000Z']));
  });

  test('that has nowhere to go stays until the client is asked', async () => {
    goTo('Europe/Berlin', '2026-12-14T08:00:00Z');
    await setUp(api, { days: [5], idealDay: 5, holidays: 'none' });
    await api.context.db.system((tx) => tx.query('update review_times set holidays = null'));
    await api.passTime('2026-12-16T08:00:00Z');
    expect((await shown()).blocks[1]).toMatchObject({ state: 'asking', start: christmas, note: 'It is a public holiday, and no other time was found. It stays here until you choose.' });
  });
});
