import { createRequire } from 'node:module';

let known: Map<string, string> | null = null;

/** What is written after the offset; "&" and "and" are the same, and so are the spaces around a colon. */
const placesOf = (name: string): string => name.replace(/^\([^)]*\)\s*/, '').toLowerCase().replaceAll('&', 'and').replaceAll(/\s*:\s*/g, ': ').trim();

/** node-ical knows Windows' zones also by what a person reads; the offset before it was written in several ways and left out here. */
function table(): Map<string, string> {
  const zones = createRequire(import.meta.url)('node-ical/windowsZones.json') as Record<string, { iana: string[] }>;
  return new Map(Object.entries(zones).filter(([name]) => name.startsWith('(')).map(([name, { iana }]) => [placesOf(name), iana[0]!]));
}

/** The IANA zone of a Windows zone as Outlook on the web writes it: `(UTC-05:00) Eastern Time (US & Canada)`; null for any other name. */
export function zoneOfDisplayName(name: string): string | null {
  if (!/^\((?:UTC|GMT)/i.test(name)) return null;
  known ??= table();
  return known.get(placesOf(name)) ?? null;
}
