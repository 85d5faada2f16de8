import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlanPage, PlanProposal, TimesPreview } from '../../../server/features/arc/contract.ts';
import type { Engagement } from '../../../server/features/engagements/contract.ts';
import type { Session } from '../../../server/features/scheduling/contract.ts';
import { startEngagement } from '../../support/engagement.ts';
import { book, chosen, later, sessionsIn, startArc, type ArcWorld } from './arc-world.ts';

let world: ArcWorld;
beforeEach(async () => {
  world = await startArc();
});
afterEach(() => world.api.close());

describe('the whole engagement', () => {
  const page = async (who = world.amina) => (await who.get<PlanPage>(`${world.at}/plan`)).body;
  const propose = async (more: object = {}, who = world.amina) => {
    const { plan, suggested } = await page(who);
    return (await who.post<PlanProposal>(`${world.at}/plan/proposal`, { settings: { ...(plan?.settings ?? suggested), ...more } })).body;
  };
  const accept = ({ version, settings, items }: PlanProposal, who = world.amina) =>
    who.put<PlanPage>(`${world.at}/plan`, { version, settings, items: items.map(({ id, kind, day, from, to, status }) => ({ id, kind, day, from, to, status })) });

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
    const found = (await world.amina.post<TimesPreview>(`${world.at}/plan/times`, { itemIds: next })).body;
    expect(found.occurrences.map(({ itemId }) => itemId)).toEqual(next);
    await book(world, chosen(found));
    await later(world, 1);
    const booked = (await page()).plan!.items.filter(({ state }) => state === 'booked');
    expect(booked).toHaveLength(3);
    expect((await propose()).same).toBe(true);
    const third = (await sessionsIn(world))[2]!;
    const moved = await world.amina.post<Session>(`/api/sessions/${third.id}/move`, { version: third.version, start: new Date(Date.parse(third.start) + 7 * 86_400_000).toISOString(), relax: [{ type: 'spacing' }] });
    expect(moved.status).toBe(200);
    expect((await page()).reasons.join(' ')).toMatch(/moved away/);
    const rest = await propose();
    expect(rest.items.filter(({ why }) => why !== '')).toHaveLength(1);
    expect(rest.items[0]!.before!.day < rest.items[0]!.day).toBe(true);
    expect((await sessionsIn(world))[2]!.start).toBe(moved.body.start);
  });

  it('refuses what does not belong: another person’s plan, a kind without a sponsor, days outside, an unknown region', async () => {
    const proposal = await propose();
    expect((await accept({ ...proposal, items: [{ ...proposal.items[0]!, day: '2027-01-01', to: '2027-01-01' }] })).status).toBe(400);
    expect((await accept({ ...proposal, settings: { ...proposal.settings, regions: [{ personId: randomUUID(), region: null }] } })).status).toBe(400);
    const regions = proposal.settings.regions.map((one) => ({ ...one, region: 'ZZ' }));
    expect((await accept({ ...proposal, settings: { ...proposal.settings, regions } })).status).toBe(400);
    expect((await accept(proposal, await world.api.as('omar'))).status).toBe(404);
    expect((await accept(proposal, await world.api.as('lena'))).status).toBe(200);
    expect((await accept({ ...proposal, items: proposal.items.slice(1) })).status).toBe(409);
  });

  it('says so when the engagement ends earlier, and lets go what lies after; booked sessions stay', async () => {
    const { body } = await accept(await propose());
    const first = (await world.amina.post<TimesPreview>(`${world.at}/plan/times`, { itemIds: [body.plan!.items[0]!.id] })).body;
    await book(world, chosen(first));
    const { version, startsOn } = (await world.amina.get<Engagement>(world.at)).body;
    const endsOn = body.plan!.items.at(-2)!.day;
    expect((await world.amina.patch(world.at, { version, startsOn, endsOn })).status).toBe(200);
    expect((await page()).reasons.join(' ')).toMatch(/days have changed/);
    const rest = await propose();
    expect(rest.dropped.map(({ why }) => why).join(' ')).toMatch(/after the engagement’s last day/);
    const kept = await accept(rest);
    expect([kept.status, kept.body.reasons]).toEqual([200, []]);
    expect(kept.body.plan!.items.every(({ day }) => day <= endsOn)).toBe(true);
    expect(kept.body.plan!.items.filter(({ state }) => state === 'booked')).toHaveLength(1);
  });

  it('shows the public holidays of the regions that were chosen, weekdays only', async () => {
    const { holidays } = await page();
    expect(holidays.find(({ date }) => date === '2026-04-06')).toMatchObject({ name: 'Easter Monday' });
    expect(holidays.every(({ date }) => ![0, 6].includes(new Date(date).getUTCDay()))).toBe(true);
  });

  it('without a sponsor has no three-ways and says so; in a pause it begins after it', async () => {
    world.at = `/api/engagements/${(await startEngagement(world.api, { sponsor: null })).id}`;
    await world.amina.post(`${world.at}/pause`, { until: '2026-05-01' });
    const proposal = await propose();
    expect(proposal.items.some(({ kind }) => kind === 'three-way')).toBe(false);
    expect(proposal.notes.join(' ')).toMatch(/no sponsor.*pause/);
    expect(proposal.items.every(({ day }) => day >= '2026-05-01')).toBe(true);
  });
});
