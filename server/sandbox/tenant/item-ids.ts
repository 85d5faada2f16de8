import { createHash } from 'node:crypto';
import { newId } from '../../platform/ids.ts';

/** Length of the part of an id that is an item's own. */
const OWN = 24;
const prefixes = { immutable: 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A', mutable: 'AAMkADk0ZGE2YzctNzJhNS00ZDYwLWIwYTkA' } as const;
export type IdForm = keyof typeof prefixes;

const GLOBAL_OBJECT = '040000008200E00074C5B7101A82E008';

/** The own part of a new item's id; the same for the same `from`, random without. */
export const newItemId = (from: string = newId()): string => createHash('sha256').update(from).digest('base64url').slice(0, OWN);

/** A new iCalendar UID in Exchange's form, which names no occurrence. */
export const newICalUId = (): string =>
  `${GLOBAL_OBJECT}00000000${createHash('sha256').update(newId()).digest('hex').slice(0, 48).toUpperCase()}`;

/** An id as Graph tells it: of an item, or of one occurrence (`key` as in `occurrenceKey`). */
export const graphId = (own: string, key: string | null, form: IdForm): string =>
  `${prefixes[form]}${own}${key === null ? '' : key.replace(/[-:]/g, '')}`;

/** What an id in either form names; null when it cannot be one of ours. */
export function readGraphId(id: string): { own: string; key: string | null } | null {
  const rest = Object.values(prefixes)
    .filter((prefix) => id.startsWith(prefix))
    .map((prefix) => id.slice(prefix.length))[0];
  const match = rest === undefined ? null : /^(.{24})(?:(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?)?$/.exec(rest);
  if (!match) return null;
  const [, own, year, month, day, hour, minute, second] = match;
  if (year === undefined) return { own: own!, key: null };
  return { own: own!, key: `${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}:${second}`}` };
}

/** The iCalUId of one occurrence: Exchange writes the date into its own UIDs; other programs' UIDs get it behind. */
export function occurrenceUId(iCalUId: string, key: string | null): string {
  if (key === null) return iCalUId;
  const [year, month, day] = key.slice(0, 10).split('-').map(Number) as [number, number, number];
  const date = ((year << 16) | (month << 8) | day).toString(16).padStart(8, '0').toUpperCase();
  return iCalUId.startsWith(GLOBAL_OBJECT) ? `${GLOBAL_OBJECT}${date}${iCalUId.slice(GLOBAL_OBJECT.length + 8)}` : `${iCalUId}-${key}`;
}
