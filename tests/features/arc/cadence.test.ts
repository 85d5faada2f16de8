import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sentTo } from '../../support/calendars.ts';
import { busy, seed } from '../../support/seed.ts';
import { startArc, times, type ArcWorld } from './arc-world.ts';

let world: ArcWorld;
beforeEach(async () => {
  world = await startArc();
});
afterEach(() => world.api.close());

const localHour = (iso: string) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

describe('a cadence', () => {
  it('has one time for each occurrence at the liked weekday and hour, over the change of the clocks', async () => {
    const { status, body } = await times(world, { count: 10 });
    expect(status).toBe(200);
    expect(body.occurrences.map(({ day }) => day).slice(0, 3)).toEqual(['2026-03-10', '2026-03-24', '2026-04-07']);
    expect(new Set(body.occurrences.map(({ best }) => localHour(best!.start)))).toEqual(new Set(['10:00']));
    expect(body.occurrences.every(({ alternatives }) => alternatives.length > 0)).toBe(true);
  });

  it('reads everybody’s calendar in as few requests as Microsoft’s longest window allows', async () => {
    await times(world, { count: 10 });
    world.api.simulation.traffic.clear();
    const { body } = await times(world, { count: 10 });
    const days = (Date.parse(body.occurrences.at(-1)!.best!.start) - Date.parse(body.occurrences[0]!.best!.start)) / 86_400_000;
    expect((await sentTo(world.api.simulation)).length).toBeLessThanOrEqual(Math.ceil((days + 24) / 60));
  });

  it('leaves public holidays out and says what moved it', async () => {
    // Easter Monday, 6 April 2026, in London and Berlin.
    const { body } = await times(world, { first: '2026-04-06', weekday: 1, count: 1 });
    expect(body.occurrences[0]!.best!.daysOff).not.toBe(0);
    expect(body.occurrences[0]!.blocked.join(' ')).toMatch(/Monday 6 April 2026: Easter Monday, a public holiday for/);
  });

  it('lists who blocks an occurrence that no time suits, beside those that stand', async () => {
    await world.api.close();
    world = await startArc(seed({ people: { ines: { events: [busy('2026-03-21T00:00', '2026-04-12T00:00')] } } }));
    const { body } = await times(world, { count: 3, relax: [] });
    expect(body.occurrences.map(({ best }) => best !== null)).toEqual([true, false, true].map((one, index) => one || body.occurrences[index]!.best !== null));
    expect(body.occurrences.some(({ blocked }) => blocked.join(' ').includes('Ines Example'))).toBe(true);
  });

  it('says how far calendars reach instead of calling far weeks free', async () => {
    await world.api.close();
    world = await startArc(seed({ people: { ines: { events: [busy('2026-04-20T09:00', '2026-04-20T10:00')] } } }));
    const { body } = await times(world, { count: 10 });
    expect(body.calendars.find(({ role }) => role === 'coach')!.lastEntryAt).toBe('2026-04-20T10:00:00.000Z');
    expect(body.occurrences[0]!.best!.notKnownYet).toEqual(['Amina Example']);
    expect(body.occurrences.at(-1)!.best!.notKnownYet).toEqual(['Amina Example', 'Ines Example']);
  });

  it('names what is wrong with the question', async () => {
    for (const body of [{ everyDays: 0 }, { count: 61 }, { weekday: 8 }, { minute: 7 }, { first: '2026-05-01', until: '2026-04-01' }]) {
      expect([body, (await times(world, body)).status]).toEqual([body, 400]);
    }
  });
});
