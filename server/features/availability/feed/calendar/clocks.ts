import { findIana } from 'windows-iana';
import { utcToWall, wallToUtc, zoneTable } from '../../../../platform/zones.ts';
import { FeedFailure } from '../failure.ts';
import { first, type Component } from './components.ts';
import { zoneOfDisplayName } from './display-names.ts';
import { HOUR, type Written } from './values.ts';
import { describedClock, fixedClock, type WallClock } from './vtimezone.ts';

/** A written time with the clock that decides which instant it is. */
export interface Point {
  wall: number;
  clock: WallClock;
  allDay: boolean;
}

/** Finds the clock of a written time; floating times take `floating`, or the coach's own clock. */
export type Locate = (written: Written, floating?: WallClock) => Point;

const UTC = fixedClock(0);

export const instantOf = (point: Point): number => point.clock.toInstant(point.wall);

/**
 * Knows the zones of one calendar. A TZID is looked for as an IANA name, a Windows name or what Outlook shows for it, a VTIMEZONE of the file and a plain offset,
 * in this order (the file's own tables are often stale). Throws FeedFailure for one that is none of these: an appointment whose
 * hour is unknown must not be put at a guessed one. `zone` (IANA) is for floating times and whole days; `from`, `to` in epoch ms.
 */
export function locator(calendars: Component[], zone: string, from: number, to: number): Locate {
  const described = new Map(calendars.flatMap((calendar) => calendar.parts.filter(isZone)).map((part) => [nameOf(part), part]));
  const own = ianaClock(zone);
  if (!own) throw new RangeError(`not a zone: ${zone}`);
  const known = new Map<string, WallClock>();
  const named = (tzid: string): WallClock => {
    const found = known.get(tzid) ?? namedClock(tzid) ?? customClock(described.get(tzid), from, to) ?? offsetClock(tzid);
    if (!found) throw new FeedFailure('too-complex', `It uses the time zone “${tzid.slice(0, 60)}”, which nobody can tell the hours of.`);
    known.set(tzid, found);
    return found;
  };
  return (written, floating = own) => ({
    wall: written.wall,
    allDay: written.kind === 'date',
    clock: written.kind === 'utc' ? UTC : written.kind === 'date' ? own : written.tzid === null ? floating : named(written.tzid),
  });
}

const isZone = (part: Component): boolean => part.kind === 'VTIMEZONE';
const nameOf = (zone: Component): string => (first(zone, 'TZID')?.value ?? '').replaceAll('"', '');

/** Some programs put a registry before the name: `/freeassociation.sourceforge.net/Europe/London`. */
function namedClock(tzid: string): WallClock | null {
  const segments = tzid.split('/');
  const tails = tzid.startsWith('/') ? [-3, -2, -1].map((count) => segments.slice(count).join('/')) : [tzid];
  const shown = zoneOfDisplayName(tzid);
  const names = [...tails, ...(shown ? [shown] : []), ...findIana(tzid).slice(0, 1)];
  if (tzid === 'tzone://Microsoft/Utc') return UTC;
  return names.map(ianaClock).find((clock) => clock !== null) ?? null;
}

function customClock(zone: Component | undefined, from: number, to: number): WallClock | null {
  if (!zone) return null;
  const location = first(zone, 'X-LIC-LOCATION')?.value;
  try {
    return (location ? ianaClock(location) : null) ?? describedClock(zone, from, to);
  } catch (error) {
    throw new FeedFailure('too-complex', `Its time zone “${nameOf(zone).slice(0, 60)}” cannot be worked out.`, error);
  }
}

function offsetClock(tzid: string): WallClock | null {
  const [, sign, hours, minutes] = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?$/i.exec(tzid) ?? [];
  if (sign === undefined) return null;
  return fixedClock((sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes ?? 0) * 60_000));
}

function ianaClock(zone: string): WallClock | null {
  // Temporal takes "+05:30" for a zone too; letters first keeps to names.
  if (!/^[a-z]/i.test(zone)) return null;
  try {
    const table = zoneTable(zone);
    return { toInstant: (wall) => wallToUtc(table, wall), toWall: (instant) => utcToWall(table, instant) };
  } catch {
    return null;
  }
}
