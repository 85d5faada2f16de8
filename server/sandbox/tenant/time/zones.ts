import { findIana, findWindows, type WindowsZoneName } from 'windows-iana';
import { zoneTable } from '../../../platform/zones.ts';

/** Windows has these, and no IANA place of theirs is in the library's table. */
const special: Record<string, string> = {
  UTC: 'Etc/UTC',
  'Customized Time Zone': 'Etc/UTC',
  'tzone://Microsoft/Custom': 'Etc/UTC',
  'tzone://Microsoft/Utc': 'Etc/UTC',
};

const known = new Map<string, string | null>();

/**
 * The IANA zone that a name given to Graph means: a Windows name in any case, an IANA one, or UTC. Null for neither.
 * A custom zone's own rules are not told anywhere in a request, so it is taken as UTC, which is what its name is shown with.
 */
export function ianaOf(name: string): string | null {
  if (!known.has(name)) known.set(name, lookUp(name));
  return known.get(name)!;
}

const windows = new Map<string, string>();

/** Windows' name of an IANA zone; the IANA name itself where Windows has none. */
export function windowsOf(iana: string): string {
  if (!windows.has(iana)) windows.set(iana, /^(etc\/)?(utc|gmt|zulu|universal)$/i.test(iana) ? 'UTC' : (findWindows(iana)[0] ?? iana));
  return windows.get(iana)!;
}

function lookUp(name: string): string | null {
  const own = Object.entries(special).find(([key]) => key.toLowerCase() === name.toLowerCase());
  if (own) return own[1];
  const windowsName = windowsNames().get(name.toLowerCase());
  if (windowsName) return findIana(windowsName)[0] ?? null;
  // Offsets such as "+02:00" are zones for Intl, but not for Graph.
  return /^[+-]/.test(name) ? null : ianaOrNull(name);
}

function ianaOrNull(name: string): string | null {
  try {
    zoneTable(name);
    return name;
  } catch {
    return null;
  }
}

let names: Map<string, WindowsZoneName> | null = null;

/** Every Windows name that some IANA zone of this machine belongs to, by its lower-case form. */
export function windowsNames(): Map<string, WindowsZoneName> {
  names ??= new Map(
    Intl.supportedValuesOf('timeZone')
      .flatMap((zone) => findWindows(zone))
      .map((name) => [name.toLowerCase(), name]),
  );
  return names;
}
