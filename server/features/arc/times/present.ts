import { dateOf, localDay, zoneTable } from '../../../platform/zones.ts';
import { blockerText, findSlots, listed, why, type Together } from '../../scheduling/service.ts';
import type { Occurrence, TimeOption, TimesPreview } from '../contract.ts';
import { zoneOf, type Arranged } from './arrange.ts';
import { inWords } from '../rules.ts';
import type { DayTimes } from './day-times.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const mostAlternatives = 4;
const mostBlocked = 4;

/** The end of the last thing in each calendar: beyond it nothing is known, however empty it looks. Offered hours are known by themselves. */
export function reachOf(together: Together): TimesPreview['calendars'] {
  return together.knowledge.map(({ personId, role, displayName, zone, source, known, note, busy }) => {
    const last = Math.max(0, ...busy.map(({ end }) => end));
    return { personId, role, displayName, zone, source, known, note, lastEntryAt: last > 0 ? iso(last) : null };
  });
}

function notKnownYet(together: Together, arranged: Arranged, start: number): string[] {
  const asked = new Set(arranged.query.people.map(({ id }) => id));
  const calendars = together.knowledge.filter((one) => asked.has(one.personId) && one.known && one.source !== 'office-hours');
  return calendars.filter(({ busy }) => busy.every(({ end }) => end <= start)).map(({ displayName }) => displayName);
}

function timeOption(together: Together, arranged: Arranged, start: number): TimeOption {
  const { query, aim } = arranged;
  const end = start + query.minutes * 60_000;
  const [slot] = findSlots({ ...query, from: start, to: end, spacing: { ...query.spacing, neighbours: [] } }).slots;
  const day = localDay(zoneTable(zoneOf(together)), start);
  const people = together.knowledge.filter(({ personId }) => query.people.some(({ id }) => id === personId));
  return {
    start: iso(start),
    end: iso(end),
    why: slot ? why(people, slot) : '',
    certain: slot?.certain ?? false,
    daysOff: day - aim.ideal,
    notKnownYet: notKnownYet(together, arranged, start),
  };
}

/** Other times of the chosen day, and the best ones of days that leave the neighbours in peace; those nearest to the aim first. */
function alternatives(all: Arranged[], at: number, minDays: number): number[] {
  const { aim, chosen, options } = all[at]!;
  const before = all.slice(0, at).findLast((one) => one.chosen)?.chosen?.day ?? -Infinity;
  const after = all.slice(at + 1).find((one) => one.chosen)?.chosen?.day ?? Infinity;
  const apart = Math.max(1, minDays);
  const fits = ({ day }: DayTimes): boolean => day !== chosen?.day && day - before >= apart && after - day >= apart;
  const near = options.filter(fits).toSorted((a, b) => Math.abs(a.day - aim.ideal) - Math.abs(b.day - aim.ideal) || a.day - b.day);
  return [...(chosen?.starts.slice(1, 3) ?? []), ...near.map(({ starts }) => starts[0]!)].slice(0, mostAlternatives);
}

/** Public holidays and weeks left out around a day, in sentences. */
function daysLeftOut(together: Together, arranged: Arranged, away: (day: number) => boolean, reach: number): string[] {
  const sentences = new Map<string, string[]>();
  const { ideal } = arranged.aim;
  for (const { personId, dates } of arranged.daysOff) {
    const name = together.engagement.people.find(({ id }) => id === personId)?.display_name ?? 'Somebody';
    for (let day = ideal - reach; day <= ideal + reach; day += 1) {
      const called = dates.get(dateOf(day));
      const what = `${inWords(dateOf(day))}: ${called}`;
      if (called !== undefined) sentences.set(what, [...(sentences.get(what) ?? []), name]);
    }
  }
  const holidays = [...sentences].map(([what, names]) => `${what}, a public holiday for ${listed(names)}.`);
  const out = Array.from({ length: 2 * reach + 1 }, (_, index) => ideal - reach + index).filter(away).length;
  return out > 0 ? [...holidays, `${out === 1 ? 'A day around it is' : `${out} days around it are`} left out as you asked.`] : holidays;
}

export interface Shown {
  minDays: number;
  reach: number;
  away(day: number): boolean;
}

/** Sentences of what is in the way around a day. Days off count as far as the chosen day went: one beyond it moved nothing. */
export function blockedBy(together: Together, arranged: Arranged, { away, reach: most }: Shown): string[] {
  const { aim, chosen } = arranged;
  const reach = chosen ? Math.max(0, Math.abs(chosen.day - aim.ideal) - 1) : most;
  const people = together.knowledge;
  const { blockers } = findSlots(arranged.query);
  const texts = blockers.toSorted((a, b) => b.alone - a.alone || b.total - a.total).map((blocker) => blockerText(people, blocker));
  return [...daysLeftOut(together, arranged, away, reach), ...texts].slice(0, mostBlocked);
}

export function presentOccurrences(together: Together, all: Arranged[], shown: Shown): Occurrence[] {
  return all.map((arranged, at) => {
    const { aim, chosen } = arranged;
    const best = chosen ? timeOption(together, arranged, chosen.starts[0]!) : null;
    return {
      itemId: aim.itemId,
      kind: aim.kind,
      minutes: aim.minutes,
      day: dateOf(aim.ideal),
      best,
      alternatives: alternatives(all, at, shown.minDays).map((start) => timeOption(together, arranged, start)),
      blocked: best && best.daysOff === 0 ? [] : blockedBy(together, arranged, shown),
    };
  });
}
