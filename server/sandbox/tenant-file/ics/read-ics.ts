import type { DateWithTimeZone, VEvent } from 'node-ical';
import { sync } from './node-ical.ts';
import { utcToWall, zoneTable } from '../../../platform/zones.ts';
import type { SeedEvent, SeedTime } from '../../tenant/seed.ts';
import { uuidFor } from '../ids.ts';
import { nextMidnight } from '../inline-event.ts';
import { withExplicitZones } from './explicit-zones.ts';
import { extraDates, extraOccurrences } from './extra-dates.ts';
import { sensitivityOf, showAsOf, textOf } from './properties.ts';

type Plain = Omit<SeedEvent, 'rrule' | 'exdates' | 'overrides' | 'uid'>;
type Override = Omit<VEvent, 'recurrences'>;

/**
 * Events of an exported calendar. `zone` (IANA) is for floating times and all-day events. Throws with a sentence when the text is no
 * calendar, or a zone or rule in it cannot be understood.
 */
export function readIcs(text: string, zone: string): SeedEvent[] {
  if (!/^BEGIN:VCALENDAR\s*$/im.test(text)) throw new Error('it is not an iCalendar file (no BEGIN:VCALENDAR)');
  const calendar = sync.parseICS(withExplicitZones(text, zone));
  const events = Object.values(calendar).filter((component): component is VEvent => component?.type === 'VEVENT' && component.start !== undefined);
  return events.flatMap((event, index) => eventsOf(event, zone, event.uid ?? uuidFor(`ics ${zone} ${index}`)));
}

function eventsOf(event: VEvent, zone: string, uid: string): SeedEvent[] {
  const overrides: Override[] = [...new Set(Object.values(event.recurrences ?? {}))];
  // Somebody invited to single occurrences of a series has those without the series.
  if (event.recurrenceid !== undefined) return overrides.map((one, index) => single(one, zone, index === 0 ? uid : `${uid}#${index}`));
  if (!event.rrule && !extraDates(event)) return [single(event, zone, uid)];
  const master = plain(event, zone);
  const changed = overrides.filter((one) => one.status !== 'CANCELLED');
  const gone = overrides.filter((one) => one.status === 'CANCELLED').map((one) => one.recurrenceid as DateWithTimeZone);
  const excluded = Object.values((event.exdate ?? {}) as Record<string, DateWithTimeZone>);
  const series: SeedEvent = {
    uid,
    ...master,
    rrule: ruleOf(event),
    exdates: [...new Set([...excluded, ...gone].map((date) => startReplaced(date, master)))],
    overrides: changed.map((one) => ({ originalStart: startReplaced(one.recurrenceid as DateWithTimeZone, master), event: plain(one, zone) })),
  };
  return [series, ...extraOccurrences(event, series)];
}

const single = (event: Override, zone: string, uid: string): SeedEvent => ({
  uid,
  ...plain(event, zone),
  rrule: null,
  exdates: [],
  overrides: [],
});

function plain(event: Override, zone: string): Plain {
  const isAllDay = event.datetype === 'date' || textOf(event, 'MICROSOFT-CDO-ALLDAYEVENT') === 'TRUE';
  const [start, end] = [event.start, event.end ?? event.start].map((date) => timeOf(date as DateWithTimeZone, zone)) as [SeedTime, SeedTime];
  if (isAllDay && end.local <= start.local) end.local = nextMidnight(start.local);
  return {
    subject: textOf(event, 'summary') ?? '',
    start,
    end: end.local < start.local && end.zone === start.zone ? start : end,
    isAllDay,
    showAs: showAsOf(event),
    sensitivity: sensitivityOf(event),
    location: textOf(event, 'location') || null,
    isCancelled: event.status === 'CANCELLED',
  };
}

/** A parsed date as a wall clock. Date-only values carry their date in the machine's own zone. */
function timeOf(date: DateWithTimeZone, zone: string): SeedTime {
  if (date.dateOnly) return { local: `${machineDate(date)}T00:00:00`, zone };
  const named = date.tz ?? 'Etc/UTC';
  return { local: wallOf(date, named), zone: named };
}

const wallOf = (date: Date, zone: string): string => new Date(utcToWall(zoneTable(zone), date.getTime())).toISOString().slice(0, 19);

const machineDate = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** Local start of the occurrence that an EXDATE or RECURRENCE-ID means, in the zone of the series; a bare date means that day's. */
function startReplaced(date: DateWithTimeZone, { start, isAllDay }: Plain): string {
  const local = date.dateOnly ? machineDate(date) : wallOf(date, isAllDay ? (date.tz ?? 'Etc/UTC') : start.zone);
  return isAllDay || date.dateOnly ? `${local.slice(0, 10)}T${start.local.slice(11)}` : local;
}

function ruleOf(event: VEvent): string {
  const rule = event.rrule && /^RRULE:(.*)$/m.exec(event.rrule.toString())?.[1];
  // A series of RDATEs alone: its first start and the dates that follow.
  if (rule && repeatsTooOften(rule)) throw new Error(`"${event.summary ?? event.uid}" repeats more often than a calendar can show (${rule.slice(0, 60)})`);
  return rule || 'FREQ=DAILY;COUNT=1';
}

/** More than once an hour, by its frequency or by its lists: expanding it would hold up everybody. */
function repeatsTooOften(rule: string): boolean {
  const length = (part: string): number => new RegExp(`\\b${part}=([^;]*)`).exec(rule)?.[1]?.split(',').length ?? 1;
  return /FREQ=(SECONDLY|MINUTELY)/.test(rule) || length('BYMINUTE') * length('BYSECOND') > 1;
}
