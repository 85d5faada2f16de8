import type { BusyInterval } from '../../../../platform/microsoft/microsoft.ts';
import { FeedFailure } from '../failure.ts';
import { locator, type Locate } from './clocks.ts';
import { components, first, type Component } from './components.ts';
import { readEvent, type FeedEvent } from './events.ts';
import { expand, type Period } from './expand.ts';
import { mayTouch } from './far-away.ts';
import { readFreeBusy } from './free-busy.ts';
import { merge } from './merge.ts';

/** What is asked of a calendar file: busy time in `window`, how many appointments touch `count`, floating times in `zone` (IANA). */
export interface CalendarQuestion {
  window: Period;
  count: Period;
  zone: string;
}

export interface CalendarAnswer {
  /** Within the window, joined per status. */
  busy: BusyInterval[];
  /** `X-WR-TIMEZONE`, or null. */
  zone: string | null;
  events: number;
}

/** As many joined intervals as we are ready to keep: 400 days with fifty separate appointments each. */
const INTERVAL_LIMIT = 20_000;

/**
 * When the owner of an iCalendar file is busy. Throws FeedFailure where any part of the answer would be a guess.
 *
 * node-ical finds the same on plain feeds, but puts floating times and whole days into the server's own zone, takes the first zone
 * of like offsets for a VTIMEZONE, knows no RDATE, loses occurrences that were moved into the window and passes over events that it cannot read.
 */
export function readCalendar(text: string, question: CalendarQuestion): CalendarAnswer {
  const calendars = components(text).parts.filter((part) => part.kind === 'VCALENDAR');
  if (calendars.length === 0) throw new FeedFailure('not-a-calendar', 'There is no calendar at this address.');
  const { window, count } = question;
  const span = { from: Math.min(window.from, count.from), to: Math.max(window.to, count.to) };
  const locate = locator(calendars, question.zone, span.from, span.to);
  const parts = calendars.flatMap((calendar) => calendar.parts);
  const events = parts.filter(isKind('VEVENT')).map((part, nth) => readIfNeeded(part, nth, locate, span)).filter(isEvent);
  const periods = parts.filter(isKind('VFREEBUSY')).flatMap((part) => readFreeBusy(part, locate));
  const found = [...expand(events, span, locate), ...periods];
  const busy = merge(found, window);
  if (busy.length > INTERVAL_LIMIT) throw new FeedFailure('too-complex', 'It holds more separate appointments than Fieldwork keeps.');
  return { busy, zone: zoneOf(calendars), events: found.filter((interval) => interval.start < count.to && interval.end > count.from).length };
}

/** An event that cannot be read makes the calendar unknown, unless it is certainly over or far ahead: a zone of ten years ago is nobody's loss. */
function readIfNeeded(part: Component, nth: number, locate: Locate, span: Period): FeedEvent | null {
  try {
    return readEvent(part, nth, locate);
  } catch (error) {
    if (error instanceof FeedFailure && !mayTouch(part, span)) return null;
    throw error;
  }
}

const isKind = (kind: string) => (part: Component): boolean => part.kind === kind;
const isEvent = (event: FeedEvent | null): event is FeedEvent => event !== null;

const zoneOf = (calendars: Component[]): string | null =>
  calendars.map((calendar) => first(calendar, 'X-WR-TIMEZONE')?.value).find((zone) => zone)?.slice(0, 64) ?? null;
