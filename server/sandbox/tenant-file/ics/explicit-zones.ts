import { sync } from './node-ical.ts';
import { ianaOf } from '../../tenant/time/zones.ts';
import { zoneByOffset, zoneByRules } from './zone-by-rules.ts';

/** A property with times, its parameters, and its value. */
const TIMED = /^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)((?:;[^:;]*(?::(?!\d{8}(?:T|,|$))[^:;]*)*)*):(\d{8}.*)$/i;
const TZID = /;TZID=("[^"]*"|[^;]*)/i;
const BLOCK = /^BEGIN:VTIMEZONE$[\s\S]*?^END:VTIMEZONE$/gim;

/**
 * Rewrites an iCalendar text so that every time names an IANA zone (or is UTC, or a date). The parser knows most Windows names
 * itself, but takes zones it does not know, and times without any, in the zone of the machine it runs on.
 * `zone` (IANA) is for times without. Throws when a zone is neither known nor described in the text.
 */
export function withExplicitZones(text: string, zone: string): string {
  // Of several calendars in one file the parser would keep the last: they are made one.
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').replace(/^END:VCALENDAR\s+BEGIN:VCALENDAR$/gim, '');
  const described = new Map([...lines.matchAll(BLOCK)].map(([block]) => [/^TZID[^:]*:(.*)$/im.exec(block)?.[1]?.trim() ?? '', block]));
  const resolved = new Map<string, string>();
  const resolve = (name: string): string => {
    if (!resolved.has(name)) resolved.set(name, zoneNamed(name, described.get(name), zone));
    return resolved.get(name)!;
  };
  return lines
    .split('\n')
    .map((line) => explicit(line, zone, resolve))
    .join('\r\n');
}

function explicit(line: string, zone: string, resolve: (name: string) => string): string {
  const [, property, parameters = '', value = ''] = TIMED.exec(line) ?? [];
  if (property === undefined || !/T\d{6}(?!\d*Z)/.test(value)) return line;
  const named = TZID.exec(parameters)?.[1]?.replaceAll('"', '');
  return `${property}${parameters.replace(TZID, '')};TZID=${named === undefined ? zone : resolve(named)}:${value}`;
}

/** The IANA zone that a TZID means, by name, by the end of a path, or by the rules of its VTIMEZONE block. */
function zoneNamed(name: string, block: string | undefined, owners: string): string {
  const custom = /^(customized time zone|tzone:\/\/microsoft\/custom)/i.test(name);
  const segments = name.split('/');
  const candidates = custom ? [] : [name, segments.slice(-3).join('/'), segments.slice(-2).join('/'), segments.at(-1)!];
  for (const candidate of candidates) {
    const iana = candidate === '' ? null : ianaOf(candidate);
    if (iana !== null) return iana;
  }
  const found = (block && zoneByRules(block, owners)) ?? probe(custom || block ? 'Customized Time Zone' : name, block ?? '');
  if (!found) throw new Error(`the time zone "${name}" is not known, and no VTIMEZONE describes it as a zone that is`);
  return found;
}

/**
 * What the parser makes of a zone's name (`(UTC+01:00) Berlin`), or of rules that no zone keeps: it compares January and July
 * alone. Null when nothing.
 */
function probe(name: string, block: string): string | null {
  const zone = block.replace(/^TZID[^:]*:.*$/im, `TZID:${name}`);
  const event = `BEGIN:VEVENT\nUID:probe\nDTSTART;TZID=${name}:20260302T090000\nEND:VEVENT`;
  const parsed = sync.parseICS(`BEGIN:VCALENDAR\n${zone}\n${event}\nEND:VCALENDAR`)['probe'];
  const found = parsed?.type === 'VEVENT' ? parsed.start.tz : undefined;
  // Without rules the parser falls back to the machine's zone for names it calls custom: that is no finding.
  if (found === undefined || found === name || (name === 'Customized Time Zone' && block === '')) return null;
  return /^[+-]/.test(found) ? zoneByOffset(found) : found;
}
