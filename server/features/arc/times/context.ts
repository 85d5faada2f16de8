import type { Actor } from '../../../access/actor.ts';
import type { AppContext } from '../../../context.ts';
import { invalid } from '../../../platform/errors.ts';
import { countryOf, holidaysIn, regions } from '../../../platform/holidays.ts';
import type { EngagementRow } from '../../engagements/service.ts';
import type { Relaxation } from '../../scheduling/contract.ts';
import { engagementDays, readTogether, type Facts, type Together } from '../../scheduling/service.ts';
import type { PlanSettings } from '../contract.ts';
import { instantsOf, type Aim } from './arrange.ts';
import type { DaysOff } from './day-times.ts';

type Person = EngagementRow['people'][number];

/** The regions whose public holidays count when nobody chose: the country that each person's zone is in. */
export async function likelyRegions(people: readonly Person[]): Promise<PlanSettings['regions']> {
  return Promise.all(people.map(async ({ id, zone }) => ({ personId: id, region: await countryOf(zone) })));
}

/** Throws AppError for a person or a region that there is not. */
export async function checkRegions(people: readonly Person[], chosen: PlanSettings['regions'], path: string): Promise<void> {
  const known = await regions();
  chosen.forEach(({ personId, region }, index) => {
    if (!people.some(({ id }) => id === personId)) throw invalid(`${path}.${index}.personId`, 'is nobody of this engagement');
    if (region !== null && !known.has(region)) throw invalid(`${path}.${index}.region`, 'is no region whose public holidays are known');
  });
}

/** Days off of everybody whose region is known, over the years of a window. */
export async function daysOffOf(people: readonly Person[], chosen: PlanSettings['regions'], window: { from: Date; to: Date }): Promise<DaysOff[]> {
  const client = people.find(({ role }) => role === 'client')?.zone ?? 'UTC';
  const found = people.map(async ({ id, zone }): Promise<DaysOff> => {
    const region = chosen.find(({ personId }) => personId === id)?.region ?? null;
    const dates = region === null ? new Map<string, string>() : await holidaysIn(region, window.from.getUTCFullYear(), window.to.getUTCFullYear());
    return { personId: id, zone: zone ?? client, dates };
  });
  return Promise.all(found);
}

/** Loosening names people of this engagement only. */
export function checkRelax(people: readonly Person[], relax: Relaxation[]): void {
  relax.forEach((one, index) => {
    if ('personId' in one && !people.some(({ id }) => id === one.personId)) throw invalid(`relax.${index}.personId`, 'is nobody of this engagement');
  });
}

/** Reads calendars once for all aims. Microsoft's silence is told to the person who asked: nothing is stored by looking. */
export async function readFor(context: AppContext, actor: Actor, facts: Facts, aims: readonly Aim[], days: { from: number; to: number }): Promise<Together> {
  const { engagement } = facts;
  const zone = engagement.people.find(({ role }) => role === 'client')?.zone ?? 'UTC';
  const window = instantsOf(zone, days, context.clock.now(), engagementDays(engagement));
  return readTogether(context, actor, facts, { kinds: [...new Set(aims.map(({ kind }) => kind))], window });
}
