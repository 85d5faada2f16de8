import { Temporal } from 'temporal-polyfill';

const SECOND = 1_000_000_000;

/**
 * VTIMEZONE of an IANA zone with every change of offset from a year before to `years` after an instant (epoch ms), each as its own
 * observance: correct for any zone, also where no yearly rule would say it.
 */
export function vtimezone(zone: string, from: number, years: number): string[] {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).subtract({ years: 1 });
  const until = start.add({ years: years + 1 });
  const observances = [observance(start, start.offsetNanoseconds)];
  let [at, before] = [start.getTimeZoneTransition('next'), start.offsetNanoseconds];
  while (at && Temporal.ZonedDateTime.compare(at, until) < 0) {
    observances.push(observance(at, before));
    before = at.offsetNanoseconds;
    at = at.getTimeZoneTransition('next');
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances.flat(), 'END:VTIMEZONE'];
}

function observance(at: Temporal.ZonedDateTime, before: number): string[] {
  const kind = at.offsetNanoseconds > before ? 'DAYLIGHT' : 'STANDARD';
  // The onset is told in the clock that was shown until then.
  const onset = at.toInstant().toZonedDateTimeISO('UTC').toPlainDateTime().add({ nanoseconds: before });
  return [
    `BEGIN:${kind}`,
    `DTSTART:${onset.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`,
    `TZOFFSETFROM:${offset(before)}`,
    `TZOFFSETTO:${offset(at.offsetNanoseconds)}`,
    `END:${kind}`,
  ];
}

const two = (value: number): string => String(value).padStart(2, '0');

function offset(nanoseconds: number): string {
  const minutes = Math.round(Math.abs(nanoseconds) / SECOND / 60);
  return `${nanoseconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}
