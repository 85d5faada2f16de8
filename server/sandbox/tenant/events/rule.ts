import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { instantOf, wallMs, wallText } from '../time/wall.ts';
import { utcToWall, zoneTable } from '../../../platform/zones.ts';

/** The parts of an RRULE value, by upper-case name. */
export type RuleParts = Map<string, string>;

/** Splits an RRULE value (`FREQ=WEEKLY;BYDAY=MO`). */
export const partsOf = (rrule: string): RuleParts =>
  new Map(
    rrule
      .split(';')
      .filter(Boolean)
      .map((part) => part.split('=', 2) as [string, string])
      .map(([name, value]) => [name.toUpperCase(), value.toUpperCase()]),
  );

/** Joins what `partsOf` split. */
export const ruleOf = (parts: RuleParts): string => [...parts].map(([name, value]) => `${name}=${value}`).join(';');

/** The first start of a series: wall clock and zone. */
interface Start {
  local: string;
  zone: string;
}

/** What is wrong with an RRULE value for a series that starts then, or null. */
export function ruleProblem(rrule: string, start: Start): string | null {
  try {
    expander(rrule, start).next();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}

/**
 * Local starts of a series in a range of wall clocks (ms as if UTC, both included). Expanded as if the zone were UTC: a rule speaks
 * of wall clocks, and one that a clock change skips must still take place, which the library would omit in the zone itself.
 */
export function localStarts(rrule: string, start: Start, fromWall: number, toWall: number): number[] {
  const series = seriesFor(rrule, start);
  const chunks: number[][] = [];
  for (let chunk = series.chunkOf(fromWall); chunk <= series.chunkOf(toWall); chunk++) chunks.push(startsOf(series, chunk));
  return chunks.flat().filter((wall) => wall >= fromWall && wall <= toWall);
}

/** Names one occurrence of a series: its date, or date and time where a rule may have several on a date. */
export function occurrenceKey(rrule: string, wall: number): string {
  const text = wallText(wall);
  return /FREQ=(HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND/i.test(rrule) ? text : text.slice(0, 10);
}

/** A rule and what is known of its starts, in chunks of time: years, or days where it may hold every minute. */
interface Series {
  rule: RRuleTemporal<Temporal.ZonedDateTime>;
  chunks: Map<number, number[]>;
  chunkOf(wall: number): number;
  startOf(chunk: number): number;
}

const DAY = 86_400_000;
const byDay = { chunkOf: (wall: number): number => Math.floor(wall / DAY), startOf: (day: number): number => day * DAY };
const byYear = {
  chunkOf: (wall: number): number => new Date(wall).getUTCFullYear(),
  startOf: (year: number): number => Date.UTC(year, 0, 1),
};

// Many events share rule and start (and every change to an event keeps them), so expansions are kept by those, not by event.
const kept = new Map<string, Series>();
const KEPT_AT_MOST = 50_000;

function seriesFor(rrule: string, start: Start): Series {
  const key = `${rrule} ${start.local} ${start.zone}`;
  const found = kept.get(key);
  if (found) return found;
  const series = {
    rule: expander(rrule, start),
    chunks: new Map<number, number[]>(),
    ...(/FREQ=(MINUTELY|SECONDLY)/i.test(rrule) ? byDay : byYear),
  };
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!);
  kept.set(key, series);
  return series;
}

function startsOf({ rule, chunks, startOf }: Series, chunk: number): number[] {
  const found = chunks.get(chunk);
  if (found) return found;
  const starts = rule.between(new Date(startOf(chunk)), new Date(startOf(chunk + 1) - 1), true).map((at) => at.epochMilliseconds);
  chunks.set(chunk, starts);
  return starts;
}

function expander(rrule: string, start: Start): RRuleTemporal<Temporal.ZonedDateTime> {
  return new RRuleTemporal<Temporal.ZonedDateTime>({
    rruleString: withLocalUntil(rrule, start),
    dtstart: Temporal.ZonedDateTime.from(`${start.local}[UTC]`),
    tzid: 'UTC',
    temporal: Temporal,
    maxIterations: 1_000_000,
  });
}

/** UNTIL comes as an instant, a wall clock or a date; the expansion needs a wall clock, the date's last. */
function withLocalUntil(rrule: string, start: Start): string {
  const parts = partsOf(rrule);
  const until = parts.get('UNTIL');
  const match = until && /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(until);
  if (!match) return rrule;
  const [, year, month, day, hour = '23', minute = '59', second = '59', z] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const wall = z ? utcToWall(zoneTable(start.zone), wallMs(local)) : instantOf({ local, zone: 'Etc/UTC' });
  parts.set('UNTIL', `${wallText(wall).replace(/[-:]/g, '')}Z`);
  return ruleOf(parts);
}
