import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { DAY, written } from './values.ts';

/** A rule is short; one that is not was made to keep us busy. */
const RULE_LIMIT = 2000;
/** Hours, minutes and seconds of one rule multiply; nobody meets more often than this in a day. */
const TIMES_LIMIT = 1000;

/** A repetition, ready to be asked. All times are wall clocks in ms as if they were UTC. */
export interface Recurrence {
  /** Last possible start, or null. */
  until: number | null;
  /** Starts within [from, to]. Throws what rrule-temporal throws (bad rules, its own limits on effort). */
  between(from: number, to: number): number[];
  /** The last start before `wall`, or null. */
  before(wall: number): number | null;
}

/**
 * Reads the value of an RRULE for an event that starts at `start`. Repetition happens on the wall clock (RFC 5545, 3.3.10), so the
 * rule is worked out as if in UTC and each start is put into its zone afterwards: exact over daylight-saving changes, and fast.
 * `untilWall` turns an UNTIL that is an instant into the event's wall clock.
 */
export function recurrence(rule: string, start: number, untilWall: (utc: number) => number): Recurrence {
  if (rule.length > RULE_LIMIT) throw new RangeError('rule too long');
  const parts = rule.toUpperCase().split(';').map((part) => part.trim()).filter((part) => part !== '');
  if (timesOfDay(parts) > TIMES_LIMIT) throw new RangeError('too many times of a day');
  const ends = parts.find((part) => part.startsWith('UNTIL='))?.slice(6);
  const until = ends === undefined ? null : lastStart(ends, untilWall);
  const rest = parts.filter((part) => !part.startsWith('UNTIL=')).join(';');
  const rules = new RRuleTemporal({
    rruleString: `RRULE:${rest}`,
    dtstart: asUtc(start),
    ...(until === null ? {} : { until: asUtc(until) }),
    cache: false,
  });
  return {
    until,
    between: (from, to) => rules.between(new Date(from), new Date(to), true).map((at) => at.epochMilliseconds),
    before: (wall) => rules.previous(new Date(wall))?.epochMilliseconds ?? null,
  };
}

const timesOfDay = (parts: string[]): number =>
  parts.filter((part) => /^BY(HOUR|MINUTE|SECOND)=/.test(part)).reduce((product, part) => product * part.split(',').length, 1);

/** A plain date as the end means that whole day. Where day and instant disagree the later counts: never less busy than meant. */
function lastStart(value: string, untilWall: (utc: number) => number): number {
  const until = written(value, {});
  if (until.kind === 'date') return until.wall + DAY - 1000;
  return until.kind === 'utc' ? untilWall(until.wall) : until.wall;
}

const asUtc = (ms: number): Temporal.ZonedDateTime => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC');
