import { FeedFailure } from '../failure.ts';
import { every, first, type Component } from './components.ts';
import { DAY, duration, HOUR, written } from './values.ts';

/** Offsets stay under 26 hours: a wall clock this far outside of a window cannot lie in it. */
export const offsetLimit = 26 * HOUR;

/**
 * Whether an event may have to do with the window from `from` to `to` (epoch ms), whatever zones its times are in: what is certainly over, or
 * begins after it, may be in a zone that nobody knows. True where that cannot be told.
 */
export function mayTouch(event: Component, { from, to }: { from: number; to: number }): boolean {
  try {
    const replaces = first(event, 'RECURRENCE-ID');
    const start = first(event, 'DTSTART');
    if (!start || replaces?.params['RANGE'] || every(event, 'RDATE').length > 0) return true;
    const begins = written(start.value, start.params).wall;
    const length = lengthOf(event, begins) + offsetLimit;
    // A stand-in also takes an occurrence away from where it was.
    const was = replaces ? written(replaces.value, replaces.params).wall : begins;
    const ends = Math.max(begins, was, ...every(event, 'RRULE').map(({ value }) => lastOf(value)));
    return Math.min(begins, was) <= to + offsetLimit && ends + length >= from;
  } catch (error) {
    if (error instanceof FeedFailure) return true;
    throw error;
  }
}

/** Ms that one occurrence takes on its wall clock, at most: an end may be in another zone. */
function lengthOf(event: Component, begins: number): number {
  const [end, length] = [first(event, 'DTEND'), first(event, 'DURATION')];
  if (end) return Math.abs(written(end.value, end.params).wall - begins) + offsetLimit + DAY;
  if (!length) return DAY;
  const { days, ms } = duration(length.value);
  return days * DAY + ms;
}

/** The wall clock after which a rule finds nothing more; Infinity when it does not say. */
function lastOf(rule: string): number {
  const until = /(?:^|;)UNTIL=([^;]+)/i.exec(rule)?.[1];
  return until === undefined ? Infinity : written(until, {}).wall + DAY;
}
