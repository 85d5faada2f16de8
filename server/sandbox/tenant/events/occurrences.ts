import { wallToUtc, zoneTable } from '../../../platform/zones.ts';
import type { EventDocument, EventFields, WallTime } from '../model.ts';
import { instantOf, wallMs, wallText } from '../time/wall.ts';
import { localStarts, occurrenceKey } from './rule.ts';

/** A single event, a series as a whole, or one occurrence of a series, with its time as instants (epoch ms). */
export interface Occurrence {
  event: EventDocument;
  /** Null for a single event or the series itself. */
  key: string | null;
  /** What differs from the series; null for an occurrence as the rule has it. */
  exception: Partial<EventFields> | null;
  start: number;
  end: number;
}

const DAY = 86_400_000;
const spans = new WeakMap<EventDocument, { start: number; end: number }>();

/** When an event, or the first occurrence of a series, takes place. */
export function spanOf(event: EventDocument): { start: number; end: number } {
  const known = spans.get(event);
  if (known) return known;
  const span = { start: instantOf(event.start), end: instantOf(event.end) };
  spans.set(event, span);
  return span;
}

/** The event itself, not expanded. */
export const whole = (event: EventDocument): Occurrence => ({ event, key: null, exception: null, ...spanOf(event) });

/** What of an event takes place within [from, to) (epoch ms), in no particular order. */
export function occurrencesIn(event: EventDocument, from: number, to: number): Occurrence[] {
  if (event.recurrence === null) return [whole(event)].filter((occurrence) => overlaps(occurrence, from, to));
  const { rrule, cancelled, exceptions } = event.recurrence;
  const length = wallMs(event.end.local) - wallMs(event.start.local);
  const exceptional = Object.keys(exceptions)
    .filter((key) => !cancelled.includes(key))
    .map((key) => exceptionOf(event, key));
  // Wall clocks are up to 14 hours from UTC; a day on either side covers that, the overlap is checked on instants.
  const regular = localStarts(rrule, event.start, from - length - DAY, to + DAY)
    .map((wall) => ({ wall, key: occurrenceKey(rrule, wall) }))
    .filter(({ key }) => !cancelled.includes(key) && !(key in exceptions))
    .map(({ wall, key }) => regularAt(event, wall, length, key));
  return [...regular, ...exceptional].filter((occurrence) => overlaps(occurrence, from, to));
}

/** One occurrence of a series by its key; null when it does not take place. */
export function occurrenceAt(event: EventDocument, key: string): Occurrence | null {
  if (event.recurrence === null || event.recurrence.cancelled.includes(key)) return null;
  if (key in event.recurrence.exceptions) return exceptionOf(event, key);
  const wall = originalWall(event, key);
  if (Number.isNaN(wall) || !localStarts(event.recurrence.rrule, event.start, wall, wall).includes(wall)) return null;
  return regularAt(event, wall, wallMs(event.end.local) - wallMs(event.start.local), key);
}

/** The wall clock (ms as if UTC) at which the rule puts an occurrence. */
export const originalWall = (event: Pick<EventDocument, 'start'>, key: string): number =>
  wallMs(key.includes('T') ? key : `${key}${event.start.local.slice(10)}`);

/** Everything about an occurrence, its own values over the series'. */
export function fieldsOf({ event, key, exception }: Occurrence): EventFields {
  if (key === null) return event;
  const wall = originalWall(event, key);
  const length = wallMs(event.end.local) - wallMs(event.start.local);
  const regular = { start: at(event.start, wall), end: at(event.end, wall + length) };
  return { ...event, ...regular, ...exception };
}

const at = (time: WallTime, wall: number): WallTime => ({ ...time, local: wallText(wall) });

function regularAt(event: EventDocument, wall: number, length: number, key: string): Occurrence {
  const [start, end] = [wallToUtc(zoneTable(event.start.zone), wall), wallToUtc(zoneTable(event.end.zone), wall + length)];
  return { event, key, exception: null, start, end };
}

function exceptionOf(event: EventDocument, key: string): Occurrence {
  const exception = event.recurrence!.exceptions[key]!;
  const occurrence = { event, key, exception, start: 0, end: 0 };
  const { start, end } = fieldsOf(occurrence);
  return { ...occurrence, start: instantOf(start), end: instantOf(end) };
}

/** An event without length takes place in the window that holds its instant. */
const overlaps = ({ start, end }: Occurrence, from: number, to: number): boolean =>
  start < to && (end > from || (start === end && start >= from));
