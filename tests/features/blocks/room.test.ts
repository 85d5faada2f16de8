import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ReviewTime, ReviewTimes, ReviewWeeks } from '../../../server/features/blocks/contract.ts';
import type { Session, TimesFound } from '../../../server/features/scheduling/contract.ts';
import { withoutMovable } from '../../../server/features/scheduling/find/gather.ts';
import { allStarts } from '../../../server/features/scheduling/slots/find-slots.ts';
import { busy as entry, person, query, at } from '../scheduling/slots/support.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { startEngagement } from '../../support/engagement.ts';
import { busy, seed } from '../../support/seed.ts';
import { plant, reviewsOf, setUp } from './support.ts';

describe('the finder and a review block that gives way', () => {
  const block = { start: at('2026-03-02T10:00'), end: at('2026-03-02T10:30'), inCalendar: null };
  const starts = (calendar: ReturnType<typeof entry>[], blocks = [block]): string[] =>
    allStarts(query([person('client', { busy: withoutMovable(calendar, blocks), bufferMinutes: 10 })])).map((ms) => new Date(ms).toISOString().slice(11, 16));

  test('its time is free, also for the minutes around it', () => {
    expect(starts([entry('2026-03-02T10:00', '2026-03-02T10:30')])).toEqual(starts([]));
    expect(starts([entry('2026-03-02T10:00', '2026-03-02T10:30')], [])).not.toContain('09:00');
  });

  test('another meeting at the very same time stays, and so does what merely touches or contains it', () => {
    const twice = [entry('2026-03-02T10:00', '2026-03-02T10:30'), entry('2026-03-02T10:00', '2026-03-02T10:30')];
    expect(starts(twice)).toEqual(starts([twice[0]!], []));
    const long = [entry('2026-03-02T09:45', '2026-03-02T11:00')];
    expect(starts(long)).toEqual(starts(long, []));
    const tentative = [entry('2026-03-02T10:00', '2026-03-02T10:30', 'tentative')];
    expect(withoutMovable(tentative, [block])).toEqual(tentative);
  });

  test('where the calendar holds it is where it is taken out', () => {
    const moved = { ...block, inCalendar: { start: at('2026-03-02T14:00'), end: at('2026-03-02T14:30') } };
    const both = [entry('2026-03-02T10:00', '2026-03-02T10:30'), entry('2026-03-02T14:00', '2026-03-02T14:30')];
    expect(withoutMovable(both, [moved])).toEqual([both[0]]);
  });
});

describe('a session and the review of its client', () => {
  let api: Api;
  let amina: Caller;
  let engagementId: string;
  const start = '2026-03-12T14:00:00.000Z';
  beforeEach(async () => {
    // Ines has an hour free on Thursday the 12th, and it begins where Amina's review is.
    const taken = [busy('2026-03-02T00:00', '2026-03-12T14:00'), busy('2026-03-12T15:00', '2026-06-01T00:00')];
    api = await startApi({ seed: seed({ people: { ines: { events: taken.map((one) => ({ ...one, zone: 'UTC' })) } } }) });
    amina = await api.as('amina');
    engagementId = (await startEngagement(api, { rules: undefined })).id;
    await setUp(api, { idealMinute: 840 });
  });
  afterEach(() => api.close());

  const times = async (who = amina) =>
    (await who.post<TimesFound>(`/api/engagements/${engagementId}/times`, { kind: 'coaching', from: '2026-03-12T00:00:00Z', to: '2026-03-13T00:00:00Z', relax: [{ type: 'buffers', minutes: 0 }] })).body;
  const shown = async () => (await amina.get<ReviewTime>('/api/review-time')).body;
  const book = () => amina.post<Session>(`/api/engagements/${engagementId}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax: [{ type: 'buffers', minutes: 0 }] });
  const evidence = ({ slots }: TimesFound) => slots.map((slot) => [slot.start, slot.evidence.map(({ movesReview }) => movesReview)]);

  test('is offered over it, said to the client alone, and moves it once it is booked', async () => {
    expect(evidence(await times())).toEqual([[start, [true, false]]]);
    for (const name of ['ines', 'lena']) expect([name, evidence(await times(await api.as(name)))]).toEqual([name, [[start, [false, false]]]]);
    expect((await book()).status).toBe(201);
    await api.passTime(api.simulation.clock.now());
    const { blocks, log } = await shown();
    expect(blocks[1]).toMatchObject({ week: '2026-03-09', state: 'planned', moves: 1, start: '2026-03-12T13:30:00.000Z', nextSession: { start } });
    expect(log[0]).toMatchObject({ text: 'Moved because it has to come before your session.', from: { start }, to: { start: '2026-03-12T13:30:00.000Z' } });
    expect(reviewsOf(api)[1]!.start).toBe('2026-03-12T13:30:00.000Z');
  });

  test('is not offered over one that the client pinned, nor within 20 hours of it', async () => {
    const [, second] = (await shown()).blocks;
    await amina.post(`/api/review-time/blocks/${second!.id}/pin`);
    expect((await times()).slots).toEqual([]);
    expect((await book()).status).toBe(409);
    await amina.post(`/api/review-time/blocks/${second!.id}/unpin`);
    expect((await times()).slots.length).toBe(1);
    await api.passTime('2026-03-11T18:30:00Z');
    expect((await times()).slots).toEqual([]);
  });
});

describe('a session in a week that is not planned yet', () => {
  const start = '2026-05-14T13:00:00.000Z';

  test('is offered and booked over the review that the series puts there, which gives way when its week is planned', async () => {
    const api = await startApi();
    const amina = await api.as('amina');
    const { id } = await startEngagement(api);
    // Thursdays at 14:00 in London, ten weeks ahead in summer time.
    await setUp(api, { idealMinute: 840 });
    expect(reviewsOf(api).map((entry) => entry.start)).toContain(start);
    const relax = [{ type: 'buffers', minutes: 0 }];
    const { slots } = (await amina.post<TimesFound>(`/api/engagements/${id}/times`, { kind: 'coaching', from: start, to: '2026-05-14T14:00:00Z', relax })).body;
    expect(slots.map((slot) => [slot.start, slot.evidence[0]!.movesReview])).toEqual([[start, true]]);
    expect((await amina.post(`/api/engagements/${id}/sessions`, { id: randomUUID(), kind: 'coaching', start, minutes: 60, relax })).status).toBe(201);
    await api.passTime('2026-05-11T06:00:00Z');
    const inWeek = reviewsOf(api).map((entry) => entry.start).filter((at) => at.startsWith('2026-05-1'));
    expect(inWeek).toHaveLength(1);
    expect(inWeek).not.toContain(start);
    await api.close();
  });
});

describe('choosing another time', () => {
  let api: Api;
  let amina: Caller;
  beforeEach(async () => {
    api = await startApi();
    amina = await api.as('amina');
    await startEngagement(api);
  });
  afterEach(() => api.close());
  const shown = async () => (await amina.get<ReviewTime>('/api/review-time')).body;

  test('the suggestion says where it comes from', async () => {
    const { settings, suggested, suggestedFrom } = await shown();
    expect({ settings, suggestedFrom, days: suggested!.days }).toEqual({ settings: null, suggestedFrom: 'working-hours', days: [1, 2, 3, 4, 5] });
    expect((await amina.get<ReviewWeeks>('/api/review-time/weeks')).body).toMatchObject({ status: 'none', next: null, asking: 0 });
  });

  test('when no room was found the client is asked, and answers with one of the times offered', async () => {
    await setUp(api, { days: [4], windowStart: 540, windowEnd: 600 });
    // All of Thursday morning of the second week is taken: nothing is left in the hours that were chosen.
    plant(api, '2026-03-12T08:00', '2026-03-12T12:00', 'busy');
    plant(api, '2026-03-13T09:00', '2026-03-13T17:00', 'tentative');
    await api.passTime('2026-03-04T10:00:00Z');
    const block = (await shown()).blocks[1]!;
    expect(block).toMatchObject({ state: 'asking', can: { move: true, skip: true } });
    expect((await amina.get<ReviewWeeks>('/api/review-time/weeks')).body).toMatchObject({ asking: 1, next: { start: '2026-03-05T09:00:00.000Z' } });
    const notices = await api.context.db.system((tx) => tx.query<{ links: unknown }>("select links from notices where kind = 'review-no-room'"));
    expect(notices.rows).toEqual([{ links: [{ label: 'Choose a time', path: '/review-time' }] }]);
    const { times } = (await amina.get<ReviewTimes>(`/api/review-time/blocks/${block.id}/times`)).body;
    expect(times.length).toBeGreaterThan(2);
    expect(times.every(({ usual }) => !usual)).toBe(true);
    expect(times.filter(({ start }) => start < '2026-03-12T12:00' && start >= '2026-03-12T08:00')).toEqual([]);
    const [first] = times;
    const after = (await amina.post<ReviewTime>(`/api/review-time/blocks/${block.id}/move`, { start: first!.start, minutes: 30 })).body;
    expect(after.blocks[1]).toMatchObject({ state: 'pinned', start: first!.start });
    await api.passTime(api.simulation.clock.now());
    expect(reviewsOf(api)[1]!.start).toBe(first!.start);
  });

  test('nothing is offered for a calendar that cannot be read, nor to anybody else', async () => {
    const [block] = (await setUp(api)).blocks;
    const path = `/api/review-time/blocks/${block!.id}/times`;
    for (const name of ['marcus', 'ines', 'lena', 'omar']) {
      const other = await api.as(name);
      expect([name, (await other.get(path)).status, (await other.get('/api/review-time/weeks')).status]).toEqual([name, 404, 404]);
    }
    api.simulation.faults.add([{ match: 'POST /me/calendar/getSchedule', fault: '503', times: 9 }] as never);
    expect((await amina.get(path)).status).toBe(503);
  });

  test('a used week is kept, one that went by is lost, a skipped one neither, and none can be taken back any more', async () => {
    const { blocks } = await setUp(api);
    await amina.put('/api/review/answer', { week: '2026-W10', key: 'one', text: 'A thought', version: 0 });
    await amina.post(`/api/review-time/blocks/${blocks[1]!.id}/skip`);
    await api.passTime('2026-03-20T10:00:00Z');
    const { weeks } = (await amina.get<ReviewWeeks>('/api/review-time/weeks')).body;
    expect(weeks.slice(-4)).toEqual([
      { week: '2026-02-23', outcome: 'none', moved: 0 }, { week: '2026-03-02', outcome: 'kept', moved: 0 },
      { week: '2026-03-09', outcome: 'skipped', moved: 0 }, { week: '2026-03-16', outcome: 'lost', moved: 0 },
    ]);
    expect((await shown()).log.filter(({ canUndo }) => canUndo)).toEqual([]);
  });

  test('of the times for a session those that leave the review where it is go first', async () => {
    const { id } = await startEngagement(api, { startsOn: '2026-03-16' });
    await setUp(api, { idealMinute: 840 });
    const body = { kind: 'coaching', from: '2026-03-19T12:30:00Z', to: '2026-03-19T16:00:00Z', relax: [{ type: 'buffers', minutes: 0 }] };
    const { slots } = (await amina.post<TimesFound>(`/api/engagements/${id}/times`, body)).body;
    const moves = slots.map(({ start: at, end, evidence: [own] }) => [at < '2026-03-19T14:30:00.000Z' && end > '2026-03-19T14:00:00.000Z', own!.movesReview]);
    expect(moves.map(([over]) => over)).toEqual(moves.map(([, said]) => said));
    expect(new Set(moves.map(([, said]) => said))).toEqual(new Set([false, true]));
    expect(moves).toEqual(moves.toSorted(([, a], [, b]) => Number(a) - Number(b)));
  });

  test('its entry in the calendar opens the review, in Teams, where the client is signed in', async () => {
    await setUp(api);
    const [block] = reviewsOf(api);
    const { baseUrl, teamsAppId } = api.context.settings;
    const link = new URL(/href="([^"]+)"/.exec(block!.bodyHtml)![1]!.replaceAll('&amp;', '&'));
    expect([block!.sensitivity, link.origin, link.pathname]).toEqual(['private', 'https://teams.microsoft.com', `/l/entity/${teamsAppId}/home`]);
    expect(JSON.parse(link.searchParams.get('context')!)).toEqual({ subEntityId: '/review/now' });
    expect(link.searchParams.get('webUrl')).toBe(`${baseUrl}/tab#/review/now`);
  });
});
