import { partsOf, ruleOf, type RuleParts } from './rule.ts';
import { ianaOf } from '../time/zones.ts';
import type { WallTime } from '../model.ts';
import { utcToWall, zoneTable } from '../../../platform/zones.ts';
import { wallMs, wallText } from '../time/wall.ts';

/** Graph's `patternedRecurrence`, as sent and answered. */
export interface PatternedRecurrence {
  pattern: Pattern | null;
  range: Range;
}

export interface Pattern {
  type: 'daily' | 'weekly' | 'absoluteMonthly' | 'relativeMonthly' | 'absoluteYearly' | 'relativeYearly';
  interval: number;
  month: number;
  dayOfMonth: number;
  daysOfWeek: string[];
  firstDayOfWeek: string;
  index: string;
}

export interface Range {
  type: 'endDate' | 'noEnd' | 'numbered';
  startDate: string;
  endDate: string;
  recurrenceTimeZone: string;
  numberOfOccurrences: number;
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const indexes = ['first', 'second', 'third', 'fourth', 'last'];
const positions = ['1', '2', '3', '4', '-1'];

const codeOf = (day: string): string => codes[days.indexOf(day)]!;
const dayOf = (code: string): string => days[codes.indexOf(code)]!;

/** What is missing or wrong in a recurrence that the description's schema lets pass; null when nothing. */
export function patternProblem({ pattern, range }: Partial<PatternedRecurrence>): string | null {
  return problemOfPattern(pattern ?? {}) ?? problemOfRange(range ?? {});
}

const between = (value: number | undefined, low: number, high: number): boolean => value !== undefined && value >= low && value <= high;

function problemOfPattern({ type, interval, daysOfWeek, dayOfMonth, month }: Partial<Pattern>): string | null {
  if (!type) return 'pattern.type is missing';
  if (!between(interval, 1, 999)) return 'pattern.interval must be 1 to 999';
  if (/weekly|relative/.test(type) && !daysOfWeek?.length) return 'pattern.daysOfWeek is missing';
  if (type.startsWith('absolute') && !between(dayOfMonth, 1, 31)) return 'pattern.dayOfMonth must be 1 to 31';
  return type.endsWith('Yearly') && !between(month, 1, 12) ? 'pattern.month must be 1 to 12' : null;
}

function problemOfRange({ type, startDate, endDate, numberOfOccurrences, recurrenceTimeZone }: Partial<Range>): string | null {
  if (!type || !startDate) return 'range.type or range.startDate is missing';
  if (type === 'endDate' && !(endDate && endDate >= startDate)) return 'range.endDate must not be before range.startDate';
  if (type === 'numbered' && !between(numberOfOccurrences, 1, 999)) return 'range.numberOfOccurrences must be 1 to 999';
  return recurrenceTimeZone && ianaOf(recurrenceTimeZone) === null ? 'range.recurrenceTimeZone is not a time zone' : null;
}

/** The RRULE value of a pattern without problems. */
export function ruleFrom({ pattern, range }: PatternedRecurrence): string {
  const rule: RuleParts = new Map();
  frequency(rule, pattern!);
  if (pattern!.interval > 1) rule.set('INTERVAL', String(pattern!.interval));
  // The range ends with a date in the series' zone, hence a date and no instant.
  if (range.type === 'endDate') rule.set('UNTIL', range.endDate.replaceAll('-', ''));
  if (range.type === 'numbered') rule.set('COUNT', String(range.numberOfOccurrences));
  return ruleOf(rule);
}

function frequency(rule: RuleParts, pattern: Pattern): void {
  rule.set('FREQ', pattern.type.replace(/absolute|relative/, '').toUpperCase());
  if (/Yearly/.test(pattern.type)) rule.set('BYMONTH', String(pattern.month));
  if (/weekly|relative/.test(pattern.type)) rule.set('BYDAY', pattern.daysOfWeek.map(codeOf).join(','));
  if (pattern.type === 'weekly') rule.set('WKST', codeOf(pattern.firstDayOfWeek ?? 'sunday'));
  if (/relative/.test(pattern.type)) rule.set('BYSETPOS', positions[indexes.indexOf(pattern.index ?? 'first')]!);
  if (/absolute/.test(pattern.type)) dayOfMonth(rule, pattern.dayOfMonth);
}

/** Outlook holds the 31st on the last day of a shorter month, where BYMONTHDAY=31 alone would skip that month. */
function dayOfMonth(rule: RuleParts, day: number): void {
  if (day <= 28) return void rule.set('BYMONTHDAY', String(day));
  rule.set('BYMONTHDAY', Array.from({ length: day - 27 }, (_, index) => 28 + index).join(','));
  rule.set('BYSETPOS', '-1');
}

/**
 * The nearest honest pattern of a rule: `pattern` is null where Graph's patterns cannot say it (such a series is still expanded
 * everywhere, only its description is missing), `range` is always told.
 */
export function patternFrom(rrule: string, start: WallTime): PatternedRecurrence {
  const parts = partsOf(rrule);
  return { pattern: exactPattern(parts, start), range: rangeFrom(parts, start) };
}

function exactPattern(parts: RuleParts, start: WallTime): Pattern | null {
  const base: Pattern = {
    type: 'daily',
    interval: Number(parts.get('INTERVAL') ?? 1),
    month: 0,
    dayOfMonth: 0,
    daysOfWeek: [],
    firstDayOfWeek: dayOf(parts.get('WKST') ?? 'MO'),
    index: 'first',
  };
  const by = [...parts.keys()]
    .filter((name) => name.startsWith('BY'))
    .toSorted()
    .join(' ');
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return by === '' ? base : null;
    case 'WEEKLY':
      return by === '' || by === 'BYDAY' ? weekly(base, parts, start) : null;
    case 'MONTHLY':
      return /BYMONTH( |$)/.test(by) ? null : monthly(base, parts, start, 'Monthly');
    case 'YEARLY':
      return yearly(base, parts, start);
    default:
      return null;
  }
}

function weekly(base: Pattern, parts: RuleParts, start: WallTime): Pattern | null {
  const list = parts.get('BYDAY')?.split(',') ?? [codes[(new Date(wallMs(start.local)).getUTCDay() + 6) % 7]!];
  return list.every((code) => codes.includes(code)) ? { ...base, type: 'weekly', daysOfWeek: list.map(dayOf) } : null;
}

function yearly(base: Pattern, parts: RuleParts, start: WallTime): Pattern | null {
  const month = parts.get('BYMONTH') ?? (parts.has('BYDAY') ? '' : String(Number(start.local.slice(5, 7))));
  if (!/^\d+$/.test(month)) return null;
  const rest = new Map([...parts].filter(([name]) => name !== 'BYMONTH'));
  return monthly({ ...base, month: Number(month) }, rest, start, 'Yearly');
}

function monthly(base: Pattern, parts: RuleParts, start: WallTime, unit: 'Monthly' | 'Yearly'): Pattern | null {
  const other = [...parts.keys()].some((name) => name.startsWith('BY') && !['BYDAY', 'BYMONTHDAY', 'BYSETPOS'].includes(name));
  if (other || (parts.has('BYDAY') && parts.has('BYMONTHDAY'))) return null;
  if (parts.has('BYDAY')) return relative(base, parts, unit);
  const day = absoluteDay(parts, Number(start.local.slice(8, 10)));
  return day === null ? null : { ...base, type: `absolute${unit}`, dayOfMonth: day };
}

/** The day of the month that Outlook would hold as this rule does, or null: a lone 31 skips months, Outlook's does not. */
function absoluteDay(parts: RuleParts, startDay: number): number | null {
  const listed = parts.get('BYMONTHDAY') ?? String(startDay);
  if (/^\d+$/.test(listed) && !parts.has('BYSETPOS')) return Number(listed) <= 28 ? Number(listed) : null;
  const last = Number(listed.split(',').at(-1));
  const clamped: RuleParts = new Map();
  if (last > 28) dayOfMonth(clamped, last);
  return clamped.get('BYMONTHDAY') === listed && parts.get('BYSETPOS') === '-1' ? last : null;
}

function relative(base: Pattern, parts: RuleParts, unit: 'Monthly' | 'Yearly'): Pattern | null {
  const list = parts
    .get('BYDAY')!
    .split(',')
    .map((entry) => /^([+-]?\d+)?([A-Z]{2})$/.exec(entry));
  const ordinals = new Set(list.map((match) => match?.[1]?.replace('+', '')));
  const position = parts.get('BYSETPOS') ?? (list.length === 1 ? [...ordinals][0] : undefined);
  // Either one day with its ordinal ("2TU"), or plain days picked by position: not both.
  if (position === undefined || !positions.includes(position)) return null;
  if (parts.has('BYSETPOS') && ordinals.size + Number(!ordinals.has(undefined)) > 1) return null;
  return {
    ...base,
    type: `relative${unit}`,
    daysOfWeek: list.map((match) => dayOf(match![2]!)),
    index: indexes[positions.indexOf(position)]!,
  };
}

function rangeFrom(parts: RuleParts, start: WallTime): Range {
  const [until, count] = [parts.get('UNTIL'), parts.get('COUNT')];
  return {
    type: until ? 'endDate' : count ? 'numbered' : 'noEnd',
    startDate: start.local.slice(0, 10),
    endDate: until ? untilDate(until, start.zone) : '0001-01-01',
    recurrenceTimeZone: start.zoneName,
    numberOfOccurrences: Number(count ?? 0),
  };
}

function untilDate(until: string, zone: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?/.exec(until)!;
  const [, year, month, day, hour, minute, second] = match;
  if (hour === undefined) return `${year}-${month}-${day}`;
  return wallText(utcToWall(zoneTable(zone), wallMs(`${year}-${month}-${day}T${hour}:${minute}:${second}`))).slice(0, 10);
}
