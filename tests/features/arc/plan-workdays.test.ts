import { afterEach, describe, expect, it } from '@jest/globals';
import type { PlanPage, PlanProposal } from '../../../server/features/arc/contract.ts';
import { busy, seed } from '../../support/seed.ts';
import { startArc, type ArcWorld } from './arc-world.ts';

let world: ArcWorld;
afterEach(() => world.api.close());

/** Nobody can meet: Ines is busy for the whole of it. The engagement begins on Saturday 7 March 2026. */
async function proposal(weekdays: number[]): Promise<PlanProposal> {
  const given = seed({ people: { amina: { workingHours: { weekdays, start: '09:00', end: '17:00' } }, ines: { events: [busy('2026-03-01T00:00', '2027-01-01T00:00')] } } });
  world = await startArc(given, { startsOn: '2026-03-07', endsOn: '2026-09-05' });
  const { suggested } = (await world.amina.get<PlanPage>(`${world.at}/plan`)).body;
  return (await world.amina.post<PlanProposal>(`${world.at}/plan/proposal`, { settings: suggested })).body;
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

describe('a session for which no time fits yet', () => {
  it.each([
    ['Monday to Friday', [1, 2, 3, 4, 5]],
    ['Sunday to Thursday', [1, 2, 3, 4, 7]],
    ['Tuesday only', [2]],
  ])('is planned for a day on which the client works, %s', async (_what, weekdays) => {
    const { items } = await proposal(weekdays);
    expect(items.length).toBeGreaterThan(10);
    expect(items.every(({ fits }) => !fits)).toBe(true);
    for (const { day, from, to } of items) {
      expect(weekdays).toContain(weekdayOf(day));
      expect(from <= day && day <= to && day >= '2026-03-07' && day <= '2026-09-05').toBe(true);
    }
    expect(new Set(items.map(({ day }) => day)).size).toBe(items.length);
  });

  it('stays where it was aimed at when the client works every day', async () => {
    const { items } = await proposal([1, 2, 3, 4, 5, 6, 7]);
    expect(items[0]!.day).toBe('2026-03-07');
    expect(new Set(items.map(({ day }) => weekdayOf(day)))).toEqual(new Set([6]));
  });
});
