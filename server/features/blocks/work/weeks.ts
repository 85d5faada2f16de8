import { dateOf, dayOf, localDay, toUtc, weekdayOf, zoneTable } from '../../../platform/zones.ts';
import { seriesZone } from '../../../platform/microsoft/blocks.ts';
import { limits } from '../plan/limits.ts';
import { dateInWeek } from './learn.ts';
import { mondayOf, wanted, type BlockRow, type Person, type SeriesRow, type Shows } from './rows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A series reaches this many weeks; one request then serves a year. */
const seriesWeeks = 52;

export type NewId = () => string;

/** Mondays of the horizon, the week of `now` first. */
export function horizonOf({ times }: Person, zone: string, now: number): string[] {
  const first = mondayOf(localDay(zoneTable(zone), now));
  return Array.from({ length: times.horizonWeeks }, (_, index) => dateOf(first + index * 7));
}

export const firstShows = ({ times }: Person): Shows => (times.mode === 'firm' ? 'busy' : 'free');

const runs = ({ state }: SeriesRow): boolean => state === 'wanted' || state === 'standing';

/** Instant at which a series' rule puts the block of a week. */
const ruleStart = (series: SeriesRow, week: string): number => toUtc(zoneTable(series.zone), dateInWeek(series, week), series.startMinute);

/** True when the series is what the client wants, where the client is. */
function fits({ times }: Person, series: SeriesRow, zone: string): boolean {
  return (
    weekdayOf(dayOf(series.firstDay)) === times.idealDay && series.startMinute === times.idealMinute && series.minutes === times.minutes &&
    series.shows === (times.mode === 'firm' ? 'busy' : 'free') && series.zone === seriesZone(zone) && series.reminderMinutes === times.reminderMinutes
  );
}

/** Whether a series that stands may be about to end: the client changed something, has nobody to be coached by any more, or is in another zone. */
export const mayEndSeries = ({ times, series }: Person, zone: string): boolean =>
  series.some((one) => one.state === 'standing' && (times.version !== times.plannedVersion || !times.engaged || one.zone !== seriesZone(zone)));

/**
 * A series that is to end, with the day of the last occurrence that has begun as its last day: what took place stays in the calendar. A last
 * day before the first says that none has. An occurrence cannot be moved past its neighbours, so what has begun comes before all that has not.
 */
function ending(series: SeriesRow, blocks: readonly BlockRow[], now: number): SeriesRow {
  const startOn = (date: string): number => {
    const block = blocks.find((one) => one.seriesId === series.id && dateInWeek(series, one.week) === date);
    return block?.eventStart ?? toUtc(zoneTable(series.zone), date, series.startMinute);
  };
  const first = dayOf(series.firstDay);
  const thisWeek = mondayOf(localDay(zoneTable(series.zone), now));
  let last = Math.min(dayOf(dateInWeek(series, dateOf(thisWeek + 7))), dayOf(series.lastDay));
  while (last >= first && startOn(dateOf(last)) > now) last -= 7;
  return { ...series, state: 'unwanted', lastDay: dateOf(last) };
}

const hasBegun = ({ start }: BlockRow, now: number): boolean => start !== null && start <= now;

const bare = { seriesId: null, eventId: null, eventStart: null, eventEnd: null, eventShows: null, eventGone: true };

/** A block whose series goes: one that is near, pinned or was used stays as an event of its own, any other is planned again. */
function detached(block: BlockRow, now: number, newId: NewId): BlockRow {
  // It stays where it is, as the series' last.
  if (wanted(block) && hasBegun(block, now)) return block;
  if (!wanted(block)) return { ...block, ...bare };
  const kept = block.state === 'pinned' || block.usedAt !== null || block.start! - now < limits.frozenHours * HOUR;
  const own = { ...block, ...bare, writeId: newId() };
  return kept ? own : { ...own, state: 'planned', start: null, end: null, why: null };
}

/** Ends every series of a person whose review time stops: future blocks go with it, and are planned again when it goes on. */
export function stopped(person: Person, now: number): Person {
  const series = person.series.map((one) => (runs(one) ? ending(one, person.blocks, now) : one));
  const ended = new Set(series.filter(({ state }) => state === 'unwanted').map(({ id }) => id));
  const blocks = person.blocks.map((block): BlockRow => {
    // Of no series any more: one that comes later has its occurrence of a skipped week removed.
    if (!wanted(block)) return block.seriesId !== null && ended.has(block.seriesId) ? { ...block, ...bare } : block;
    if (block.start! <= now) return block;
    const off: BlockRow = { ...block, state: 'skipped', why: 'off' };
    return block.seriesId !== null && ended.has(block.seriesId) ? { ...off, ...bare } : off;
  });
  return { ...person, series, blocks };
}

/** Ends series that are not what is wanted any more and opens again what the new wish may place elsewhere. */
export function renewed(person: Person, zone: string, now: number, newId: NewId): Person {
  const series = person.series.map((one) => (runs(one) && !fits(person, one, zone) ? ending(one, person.blocks, now) : one));
  const ended = new Set(series.filter(({ state }) => state === 'unwanted').map(({ id }) => id));
  const changed = person.times.version !== person.times.plannedVersion;
  const blocks = person.blocks.map((block): BlockRow => {
    if (block.seriesId !== null && ended.has(block.seriesId)) return detached(block, now, newId);
    if (block.state === 'skipped' && block.why === 'off' && block.kind === 'block') return { ...block, state: 'planned', start: null, end: null, why: null };
    const movable = block.kind === 'block' && (block.state === 'planned' || block.state === 'asking') && block.usedAt === null;
    const far = block.start === null || block.start - now >= limits.frozenHours * HOUR;
    return changed && movable && far ? { ...block, state: 'planned', start: null, end: null, why: null } : block;
  });
  return { ...person, series, blocks };
}

function newSeries(person: Person, week: string, zone: string, id: string): SeriesRow {
  const { idealDay, idealMinute, minutes, reminderMinutes } = person.times;
  const first = dayOf(week) + idealDay - 1;
  return {
    id, firstDay: dateOf(first), lastDay: dateOf(first + (seriesWeeks - 1) * 7), startMinute: idealMinute, minutes, zone: seriesZone(zone),
    shows: firstShows(person), reminderMinutes, state: 'wanted', eventId: null, instances: {},
  };
}

const covers = (series: SeriesRow, week: string): boolean =>
  runs(series) && dayOf(week) >= mondayOf(dayOf(series.firstDay)) && dayOf(week) <= dayOf(series.lastDay);

/** Puts the occurrence of a series, which stands there by its rule, under a block. */
const inSeries = (block: BlockRow, series: SeriesRow): BlockRow => {
  const start = ruleStart(series, block.week);
  return {
    ...block, seriesId: series.id, eventId: series.instances[dateInWeek(series, block.week)] ?? null,
    eventStart: start, eventEnd: start + series.minutes * MINUTE, eventShows: series.shows, eventGone: false,
  };
};

/**
 * Gives every week of the horizon its one block, and each block its place in a series where there is one: a week that runs as the rule has
 * it then needs no request at all. A series begins with the first week whose ideal time is still to come and that had no block yet.
 */
export function withWeeks(person: Person, weeks: readonly string[], zone: string, now: number, newId: NewId): Person {
  const series = [...person.series];
  const blocks = [...person.blocks];
  for (const week of weeks) {
    let current = series.find((one) => covers(one, week));
    const at = blocks.findIndex((block) => block.week === week && block.kind === 'block');
    const had = at >= 0 && hasBegun(blocks[at]!, now);
    const comes = !had && toUtc(zoneTable(zone), dateOf(dayOf(week) + person.times.idealDay - 1), person.times.idealMinute) > now + limits.noticeMinutes * MINUTE;
    if (!current && comes) {
      current = newSeries(person, week, zone, newId());
      series.push(current);
    }
    if (at < 0) {
      const fresh: BlockRow = { id: newId(), week, kind: 'block', state: 'planned', start: null, end: null, shows: firstShows(person), why: null, moves: 0, usedAt: null, writeId: newId(), ...bare };
      blocks.push(current ? inSeries(fresh, current) : fresh);
    } else if (current && needsPlace(blocks[at]!, current, now)) {
      // Its own event goes, or there would be two in that week.
      if (!blocks[at]!.eventGone && blocks[at]!.eventId !== null) series.push(leaving(blocks[at]!, current));
      blocks[at] = inSeries(blocks[at]!, current);
    }
  }
  return { ...person, series, blocks };
}

/** The event of one block as a series of its own that is to be removed whole. */
const leaving = (block: BlockRow, { firstDay, ...series }: SeriesRow): SeriesRow => ({
  ...series, id: block.writeId, firstDay, lastDay: dateOf(dayOf(firstDay) - 7), state: 'unwanted', eventId: block.eventId, instances: {},
});

/** A block of no series in a week that a fresh series reaches: it takes that occurrence over, or has it removed. */
function needsPlace(block: BlockRow, series: SeriesRow, now: number): boolean {
  if (block.seriesId !== null || series.state !== 'wanted' || ruleStart(series, block.week) <= now) return false;
  // One that may have been made, unknown where, is looked for first.
  return block.eventGone || (block.eventId !== null && !hasBegun(block, now));
}
