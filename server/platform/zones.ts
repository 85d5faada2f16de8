import { Temporal } from 'temporal-polyfill';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Regimes are looked up in blocks of two years, built when first needed: one costs about a millisecond, all of time far more. */
const BLOCK = 730 * DAY;
/** A block knows this much on either side too, so that a wall clock can be looked up as if it were UTC (offsets stay under 26 h). */
const MARGIN = 2 * DAY;

// The first use of Intl in a process loads its data for some 10 ms: that belongs to the start, not to somebody's first search.
new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0);

/** Periods of one offset, in order. All in milliseconds. */
interface Regimes {
  offsets: number[];
  /** UTC instant from which each offset holds. */
  from: number[];
  /** Wall clock (as if UTC) from which each offset decides. */
  wallFrom: number[];
}

/** The offsets of one IANA zone; get it from `zoneTable`. */
export interface ZoneTable {
  readonly zone: string;
  readonly blocks: Map<number, Regimes>;
}

const tables = new Map<string, ZoneTable>();

/** The offset table of an IANA zone, kept for the process. Throws RangeError for a zone that this server does not know. */
export function zoneTable(zone: string): ZoneTable {
  const known = tables.get(zone);
  if (known) return known;
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  const table = { zone, blocks: new Map<number, Regimes>() };
  tables.set(zone, table);
  return table;
}

/** Offset from UTC in milliseconds at an instant (epoch ms), east positive. */
export function offsetAt(table: ZoneTable, ms: number): number {
  const regimes = regimesAt(table, ms);
  return regimes.offsets[last(regimes.from, ms)]!;
}

/**
 * Instant (epoch ms) of a wall clock given in ms as if it were UTC. As Temporal's 'compatible': a time that a change skips is taken
 * with the offset before it, so it comes out later; of a time that a change repeats the earlier is meant.
 */
export function wallToUtc(table: ZoneTable, wall: number): number {
  const regimes = regimesAt(table, wall);
  return wall - regimes.offsets[last(regimes.wallFrom, wall)]!;
}

/** `wallToUtc` for many wall clocks near each other: looks the offset up again only when a change lies between. */
export function wallConverter(table: ZoneTable): (wall: number) => number {
  let [from, until, offset] = [Infinity, -Infinity, 0];
  return (wall) => {
    if (wall < from || wall >= until) {
      const block = Math.floor(wall / BLOCK);
      const { wallFrom, offsets } = regimesAt(table, wall);
      const at = last(wallFrom, wall);
      from = Math.max(wallFrom[at]!, block * BLOCK);
      until = Math.min(wallFrom[at + 1] ?? Infinity, (block + 1) * BLOCK);
      offset = offsets[at]!;
    }
    return wall - offset;
  };
}

/** Wall clock, in ms as if it were UTC, at an instant (epoch ms). */
export function utcToWall(table: ZoneTable, ms: number): number {
  return ms + offsetAt(table, ms);
}

/** Instant (epoch ms) of a minute (0..1440, from local midnight) of a date 'YYYY-MM-DD', 'compatible' as `wallToUtc`. */
export function toUtc(table: ZoneTable, date: string, minute: number): number {
  return wallToUtc(table, dayOf(date) * DAY + minute * MINUTE);
}

/** Local date at an instant (epoch ms), counted in days from 1970-01-01. */
export function localDay(table: ZoneTable, ms: number): number {
  // `| 0` says it is a small whole number, which keeps what is counted from it out of the heap.
  return Math.floor(utcToWall(table, ms) / DAY) | 0;
}

/** Local date 'YYYY-MM-DD', ISO weekday (1 = Monday) and minute of the day at an instant (epoch ms); seconds are dropped. */
export function toLocal(table: ZoneTable, ms: number): { date: string; weekday: number; minute: number } {
  const wall = utcToWall(table, ms);
  const day = Math.floor(wall / DAY);
  return { date: dateOf(day), weekday: weekdayOf(day), minute: Math.floor((wall - day * DAY) / MINUTE) };
}

/** Wall clock to the minute at an instant (epoch ms), e.g. '2026-03-02T14:00'. */
export function localText(ms: number, zone: string): string {
  return new Date(utcToWall(zoneTable(zone), ms)).toISOString().slice(0, -8);
}

/** Days from 1970-01-01 to a date 'YYYY-MM-DD'. Throws RangeError when it is none. */
export function dayOf(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  if (Number.isNaN(day)) throw new RangeError(`not a date: ${date}`);
  return day;
}

/** The date 'YYYY-MM-DD' that many days after 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, -14);
}

/** ISO weekday (1 = Monday .. 7) of a day counted from 1970-01-01, a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function regimesAt(table: ZoneTable, ms: number): Regimes {
  const block = Math.floor(ms / BLOCK);
  const known = table.blocks.get(block);
  if (known) return known;
  const built = readRegimes(table.zone, block * BLOCK - MARGIN, (block + 1) * BLOCK + MARGIN);
  table.blocks.set(block, built);
  return built;
}

function readRegimes(zone: string, start: number, end: number): Regimes {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  const regimes: Regimes = { offsets: [offsetOf(at)], from: [-Infinity], wallFrom: [-Infinity] };
  for (at = at.getTimeZoneTransition('next'); at && at.epochMilliseconds < end; at = at.getTimeZoneTransition('next')) {
    const [before, after] = [regimes.offsets.at(-1)!, offsetOf(at)];
    regimes.offsets.push(after);
    regimes.from.push(at.epochMilliseconds);
    // Skipped and repeated wall clocks both end at the later of the two; until then 'compatible' means the offset before.
    regimes.wallFrom.push(at.epochMilliseconds + Math.max(before, after));
  }
  return regimes;
}

const offsetOf = (at: Temporal.ZonedDateTime): number => at.offsetNanoseconds / 1e6;

/** Index of the last bound that `value` has reached; a handful at most, and recent times are at the end. */
function last(bounds: number[], value: number): number {
  let index = bounds.length - 1;
  while (bounds[index]! > value) index--;
  return index;
}
