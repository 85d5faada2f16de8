import { offsetAt, zoneTable } from '../../../platform/zones.ts';
import { localStarts } from '../../tenant/events/rule.ts';
import { wallMs } from '../../tenant/time/wall.ts';

/** From `at` (epoch ms) on, clocks are `offset` ms ahead of UTC. */
interface Change {
  at: number;
  offset: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Years in which a zone must keep the rules: today's, as calendars that are exported now hold little else. */
const YEARS = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2028, 0, 1) };
const OBSERVANCE = /^BEGIN:(STANDARD|DAYLIGHT)$[\s\S]*?^END:\1$/gim;

/** An IANA zone whose clocks go as a VTIMEZONE block says, `preferred` when it does; null when none does. The block's lines are unfolded. */
export function zoneByRules(block: string, preferred: string): string | null {
  const changes = [...block.matchAll(OBSERVANCE)].flatMap(([text]) => changesOf(text)).toSorted((a, b) => a.at - b.at);
  const moments = changes.map(({ at }) => at).filter((at) => at >= YEARS.from && at < YEARS.to);
  // Either side of each change (Windows has some a second before midnight), and every month: other zones change where this one does not.
  const checked = [...moments.flatMap((at) => [at - MINUTE, at + MINUTE]), ...midMonths()].flatMap((at) => {
    const inForce = changes.findLast((change) => change.at <= at);
    return inForce ? [{ at, offset: inForce.offset }] : [];
  });
  return checked.length === 0 ? null : zoneThat(preferred, (zone) => checked.every(({ at, offset }) => offsetAt(zoneTable(zone), at) === offset));
}

/** A zone that is always so far ahead of UTC (`+05:45`); null when there is none. */
export const zoneByOffset = (offset: string): string | null =>
  zoneByRules(`BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:${offset}\nTZOFFSETTO:${offset}\nEND:STANDARD`, 'Etc/UTC');

const wholeHours = Array.from({ length: 27 }, (_, index) => `Etc/GMT${index < 13 ? '+' : '-'}${Math.abs(index - 12)}`);

const zoneThat = (preferred: string, fits: (zone: string) => boolean): string | null =>
  [preferred, 'Etc/UTC', ...Intl.supportedValuesOf('timeZone'), ...wholeHours].find(fits) ?? null;

function midMonths(): number[] {
  const months = (YEARS.to - YEARS.from) / DAY / 30;
  return Array.from({ length: Math.floor(months) }, (_, index) => YEARS.from + (index * 30 + 15) * DAY);
}

/** The changes to one STANDARD or DAYLIGHT part: its first, those of its rule in the checked years, and those it lists. */
function changesOf(text: string): Change[] {
  const value = (name: string): string | undefined => new RegExp(`^${name}[^:\\n]*:(.*)$`, 'im').exec(text)?.[1]?.trim();
  const [from, offset] = [offsetMs(value('TZOFFSETFROM')), offsetMs(value('TZOFFSETTO'))];
  const first = localOf(value('DTSTART'));
  if (from === null || offset === null || first === null) return [];
  const rule = value('RRULE');
  const start = { local: first, zone: 'Etc/UTC' };
  // Clocks change once a year by each rule; anything else is no zone's, and may be a trap.
  const repeated = rule && /FREQ=YEARLY/i.test(rule) ? localStarts(rule, start, YEARS.from - 400 * DAY, YEARS.to) : [];
  const listed = (value('RDATE') ?? '').split(',').flatMap((date) => localOf(date) ?? []).map(wallMs);
  return [wallMs(first), ...repeated, ...listed].map((wall) => ({ at: wall - from, offset }));
}

function offsetMs(text = ''): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(text) ?? [];
  return sign === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

function localOf(text = ''): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(text);
  return match && `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}`;
}
