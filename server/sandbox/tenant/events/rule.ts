import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { instantOf, wallMs, wallText } from '../time/wall.ts';
import { utcToWall, zoneTable } from '../../../platform/zones.ts';

/** The parts of an RRULE value, by upper-case name. */
export type RuleParts = Map<string, string>;

/** Splits an RRULE value (`FREQ=WEEKLY;BYDAY=MO`). */
export const partsOf = (rrule: string): RuleParts =>
  new Map(rrule.split(';').filter(Boolean).map((part) => part.split('=', 2) as [string, string]).map(([name, value]) => [name.toUpperCase(), value.toUpperCase()]));

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
  const years: number[][] = [];
  for (let year = yearOf(fromWall); year <= yearOf(toWall); year++) years.push(startsOfYear(series, year));
  return years.flat().filter((wall) => wall >= fromWall && wall <= toWall);
}

/**
 * The last local start of a series (ms as if UTC), or null when it goes on for ever.
 */
export function lastLocalStart(rrule: string, start: Start): number | null {
  const parts = partsOf(rrule);
  if (!parts.has('COUNT') && !parts.has('UNTIL')) return null;
  const last = seriesFor(rrule, start).rule.all(undefined).at(-1);
  return last?.epochMilliseconds ?? wallMs(start.local);
}

/** Names one occurrence of a series: its date, or date and time where a rule may have several on a date. */
export function occurrenceKey(rrule: string, wall: number): string {
  const text = wallText(wall);
  return /FREQ=(HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND/i.test(rrule) ? text : text.slice(0, 10);
}

interface Series {
  rule: RRuleTemporal<Temporal.ZonedDateTime>;
  years: Map<number, number[]>;
}

// Many events share rule and start (and every change to an event keeps them), so expansions are kept by those, not by event.
const kept = new Map<string, Series>();
const KEPT_AT_MOST = 50_000;

function seriesFor(rrule: string, start: Start): Series {
  const key = `${rrule} ${start.local} ${start.zone}`;
  const found = kept.get(key);
  if (found) return found;
  const series = { rule: expander(rrule, start), years: new Map<number, number[]>() };
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!);
  kept.set(key, series);
  return series;
}

function startsOfYear(series: Series, year: number): number[] {
  const found = series.years.get(year);
  if (found) return found;
  const starts = series.rule
    .between(new Date(Date.UTC(year, 0, 1)), new Date(Date.UTC(year + 1, 0, 1) - 1), true)
    .map((at) => at.epochMilliseconds);
  series.years.set(year, starts);
  return starts;
}

function expander(rrule: string, start: Start): RRuleTemporal<Temporal.ZonedDateTime> {
  return new RRuleTemporal<Temporal.ZonedDateTime>({
    rruleString: withLocalUntil(rrule, start),
    dtstart: Temporal.ZonedDateTime.from(`${start.local}[UTC]`),
    tzid: 'UTC',
    temporal: Temporal,
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

const yearOf = (wall: number): number => new Date(wall).getUTCFullYear();
