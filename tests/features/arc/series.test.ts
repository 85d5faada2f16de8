import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlanPage, PlanProposal, SeriesBooked, SeriesCancelled, TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Session, SessionList } from '../../../server/features/scheduling/contract.ts';
import { startApi, type Api, type Caller } from '../../support/api.ts';
import { calendarOf, sentTo } from '../../support/calendars.ts';
import { startEngagement } from '../../support/engagement.ts';
import { address, busy, seed } from '../../support/seed.ts';

let api: Api;
let amina: Caller;
let at: string;

async function begin(given = seed()): Promise<void> {
  api = await startApi({ seed: given });
  amina = await api.as('amina');
  at = `/api/engagements/${(await startEngagement(api)).id}`;
}
beforeEach(() => begin());
afterEach(() => api.close());

const times = (body: object = {}, who = amina) => who.post<TimesPreview>(`${at}/series/times`, { everyDays: 14, count: 10, weekday: 2, minute: 600, ...body });
const chosen = ({ occurrences, relax }: TimesPreview) => ({
  id: randomUUID(), relax,
  sessions: occurrences.flatMap(({ best, kind, minutes, itemId }) => (best ? [{ id: randomUUID(), kind, start: best.start, minutes, itemId }] : [])),
});
const book = (body: object, who = amina) => who.post<SeriesBooked>(`${at}/series`, body);
const sessions = async (): Promise<Session[]> => (await amina.get<SessionList>(`${at}/sessions`)).body.sessions;
const events = (name: string) => calendarOf(api.simulation, address(name));
const later = (minutes: number) => api.passTime(new Date(api.context.clock.now().getTime() + minutes * 60_000));
const localHour = (iso: string) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

describe('a cadence', () => {
  it('has one time for each occurrence at the liked weekday and hour, over the change of the clocks', async () => {
    const { status, body } = await times();
    expect(status).toBe(200);
    expect(body.occurrences.map(({ day }) => day).slice(0, 3)).toEqual(['2026-03-10', '2026-03-24', '2026-04-07']);
    expect(new Set(body.occurrences.map(({ best }) => localHour(best!.start)))).toEqual(new Set(['10:00']));
    expect(body.occurrences.every(({ alternatives }) => alternatives.length > 0)).toBe(true);
  });

  it('reads everybody’s calendar in as few requests as Microsoft’s longest window allows', async () => {
    await times();
    api.simulation.traffic.clear();
    const { body } = await times();
    const days = (Date.parse(body.occurrences.at(-1)!.best!.start) - Date.parse(body.occurrences[0]!.best!.start)) / 86_400_000;
    expect((await sentTo(api.simulation)).length).toBeLessThanOrEqual(Math.ceil((days + 24) / 60));
  });

  it('leaves public holidays out and says what moved it', async () => {
    // Easter Monday, 6 April 2026, in London and Berlin.
    const { body } = await times({ first: '2026-04-06', weekday: 1, count: 1 });
    expect(body.occurrences[0]!.best!.daysOff).not.toBe(0);
    expect(body.occurrences[0]!.blocked.join(' ')).toMatch(/Monday 6 April 2026: Easter Monday, a public holiday for/);
  });

  it('lists who blocks an occurrence that no time suits, beside those that stand', async () => {
    await api.close();
    await begin(seed({ people: { ines: { events: [busy('2026-03-21T00:00', '2026-04-12T00:00')] } } }));
    const { body } = await times({ count: 3, relax: [] });
    expect(body.occurrences.map(({ best }) => best !== null)).toEqual([true, false, true].map((one, index) => one || body.occurrences[index]!.best !== null));
    expect(body.occurrences.some(({ blocked }) => blocked.join(' ').includes('Ines Example'))).toBe(true);
  });

  it('says how far calendars reach instead of calling far weeks free', async () => {
    await api.close();
    await begin(seed({ people: { ines: { events: [busy('2026-04-20T09:00', '2026-04-20T10:00')] } } }));
    const { body } = await times();
    expect(body.calendars.find(({ role }) => role === 'coach')!.lastEntryAt).toBe('2026-04-20T10:00:00.000Z');
    expect(body.occurrences[0]!.best!.notKnownYet).toEqual(['Amina Example']);
    expect(body.occurrences.at(-1)!.best!.notKnownYet).toEqual(['Amina Example', 'Ines Example']);
  });

  it('names what is wrong with the question', async () => {
    for (const body of [{ everyDays: 0 }, { count: 61 }, { weekday: 8 }, { minute: 7 }, { first: '2026-05-01', until: '2026-04-01' }]) {
      expect([body, (await times(body)).status]).toEqual([body, 400]);
    }
  });
});

describe('booking them all', () => {
  it('makes ten single sessions, each once, however often it is pressed', async () => {
    const body = chosen((await times()).body);
    api.simulation.traffic.clear();
    const answers = await Promise.all([book(body), book(body)]);
    const again = await book(body);
    for (const answer of [...answers, again]) {
      expect(answer.status).toBe(202);
      expect(answer.body.results.map(({ why }) => why)).toEqual(Array(10).fill(null));
    }
    await later(1);
    await later(1);
    expect(await sessions()).toHaveLength(10);
    expect((await sessions()).map(({ calendar }) => calendar.status)).toEqual(Array(10).fill('done'));
    expect(events('ines')).toHaveLength(10);
    expect(events('marcus')).toHaveLength(0);
  });

  it.each([
    ['throttled', { match: 'POST /me/events', fault: '429', times: 6, retryAfter: 5 }],
    ['losing answers', { match: 'POST /me/events', fault: 'drop-response', times: 5 }],
    ['offline', { match: '*', fault: 'offline', times: 30 }],
  ])('with Microsoft %s in the middle keeps every one, waiting, and makes each event once', async (_name, fault) => {
    const body = chosen((await times()).body);
    api.simulation.faults.add([fault as never]);
    const { results } = (await book(body)).body;
    expect(results.filter(({ why }) => why === null)).toHaveLength(10);
    expect(results.every(({ session }) => session!.calendar.status === 'waiting')).toBe(true);
    await later(90);
    await later(1);
    expect(events('ines')).toHaveLength(10);
    expect(new Set(events('ines').map(({ start }) => start)).size).toBe(10);
    expect((await sessions()).map(({ calendar }) => calendar.status)).toEqual(Array(10).fill('done'));
  });

  it('tells those that filled meanwhile, with who, while the rest stands', async () => {
    const body = chosen((await times({ count: 3 })).body);
    const other = (await startEngagement(api, { coach: { objectId: (await import('../../support/seed.ts')).idFor('omar'), email: address('omar'), displayName: 'Omar' } })).id;
    await amina.post(`/api/engagements/${other}/sessions`, { id: randomUUID(), kind: 'coaching', start: body.sessions[1]!.start, minutes: 60 });
    const { results } = (await book(body)).body;
    expect(results.map(({ why }) => why === null)).toEqual([true, false, true]);
    expect(results[1]!.why).toMatch(/Amina Example/);
  });

  it('is undone in one action, once', async () => {
    const body = chosen((await times()).body);
    await book(body);
    await later(1);
    await api.passTime(new Date(Date.parse(body.sessions[1]!.start) + 7_200_000));
    const cancel = () => amina.post<SeriesCancelled>(`${at}/series/cancel`, { id: body.id });
    expect((await cancel()).body.cancelled).toBe(8);
    expect((await cancel()).body.cancelled).toBe(0);
    await later(1);
    expect(events('ines')).toHaveLength(2);
  });

  it('is for those whom the engagement concerns', async () => {
    const body = chosen((await times({ count: 2 })).body);
    const omar = await api.as('omar');
    for (const answer of [await times({}, omar), await book(body, omar), await omar.post(`${at}/series/cancel`, { id: body.id }), await omar.get(`${at}/plan`)]) {
      expect(answer.status).toBe(404);
    }
    for (const name of ['ines', 'marcus', 'lena']) expect([name, (await times({ count: 2 }, await api.as(name))).status]).toEqual([name, 200]);
  });
});

describe('the whole engagement', () => {
  const page = async (who = amina) => (await who.get<PlanPage>(`${at}/plan`)).body;
  const propose = async (more: object = {}, who = amina) => {
    const { plan, suggested } = await page(who);
    return (await who.post<PlanProposal>(`${at}/plan/proposal`, { settings: { ...(plan?.settings ?? suggested), ...more } })).body;
  };
  const accept = ({ version, settings, items }: PlanProposal, who = amina) =>
    who.put<PlanPage>(`${at}/plan`, { version, settings, items: items.map(({ id, kind, day, from, to, status }) => ({ id, kind, day, from, to, status })) });

  it('is laid out with three-ways at start, middle and end, on no holiday, and accepted once', async () => {
    const proposal = await propose();
    expect(proposal.items.filter(({ kind }) => kind === 'three-way')).toHaveLength(3);
    expect(proposal.items.map(({ day }) => day)).not.toContain('2026-04-06');
    expect(proposal.items.every(({ fits }) => fits)).toBe(true);
    const [first, again] = [await accept(proposal), await accept(proposal)];
    expect([first.status, again.status, again.body.plan!.version]).toEqual([200, 200, 1]);
    expect((await propose()).same).toBe(true);
  });

  it('books the next few, then moves only what has to when one of them moves', async () => {
    const { body } = await accept(await propose({ cadenceDays: 14, weekday: 2 }));
    const next = body.plan!.items.slice(0, 3).map(({ id }) => id);
    const found = (await amina.post<TimesPreview>(`${at}/plan/times`, { itemIds: next })).body;
    expect(found.occurrences.map(({ itemId }) => itemId)).toEqual(next);
    await book(chosen(found));
    await later(1);
    const booked = (await page()).plan!.items.filter(({ state }) => state === 'booked');
    expect(booked).toHaveLength(3);
    expect((await propose()).same).toBe(true);
    const third = (await sessions())[2]!;
    const moved = await amina.post<Session>(`/api/sessions/${third.id}/move`, { version: third.version, start: new Date(Date.parse(third.start) + 7 * 86_400_000).toISOString(), relax: [{ type: 'spacing' }] });
    expect(moved.status).toBe(200);
    expect((await page()).reasons.join(' ')).toMatch(/moved away/);
    const rest = await propose();
    expect(rest.items.filter(({ why }) => why !== '')).toHaveLength(1);
    expect(rest.items[0]!.before!.day < rest.items[0]!.day).toBe(true);
    expect((await sessions())[2]!.start).toBe(moved.body.start);
  });

  it('refuses what does not belong: another person’s plan, a kind without a sponsor, days outside, an unknown region', async () => {
    const proposal = await propose();
    expect((await accept({ ...proposal, items: [{ ...proposal.items[0]!, day: '2027-01-01', to: '2027-01-01' }] })).status).toBe(400);
    expect((await accept({ ...proposal, settings: { ...proposal.settings, regions: [{ personId: randomUUID(), region: null }] } })).status).toBe(400);
    const regions = proposal.settings.regions.map((one) => ({ ...one, region: 'ZZ' }));
    expect((await accept({ ...proposal, settings: { ...proposal.settings, regions } })).status).toBe(400);
    expect((await accept(proposal, await api.as('omar'))).status).toBe(404);
    expect((await accept(proposal, await api.as('lena'))).status).toBe(200);
    expect((await accept({ ...proposal, items: proposal.items.slice(1) })).status).toBe(409);
  });

  it('without a sponsor has no three-ways and says so; in a pause it begins after it', async () => {
    at = `/api/engagements/${(await startEngagement(api, { sponsor: null })).id}`;
    await amina.post(`${at}/pause`, { until: '2026-05-01' });
    const proposal = await propose();
    expect(proposal.items.some(({ kind }) => kind === 'three-way')).toBe(false);
    expect(proposal.notes.join(' ')).toMatch(/no sponsor.*pause/);
    expect(proposal.items.every(({ day }) => day >= '2026-05-01')).toBe(true);
  });
});
