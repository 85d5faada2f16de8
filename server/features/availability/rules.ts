import type { BusyInterval, DayHours } from '../../platform/microsoft/microsoft.ts';
import type { FeedProblem } from './feed/read-feed.ts';
import type { OfficeHours } from './contract.ts';
import type { PageRow, ReadingRow } from './store.ts';

/** What is known of a coach's time in a window, and how. Mirrors what Microsoft 365 tells of colleagues. */
export interface CoachCalendar {
  /** False: nothing is known, so the coach is never free. */
  known: boolean;
  source: 'feed' | 'office-hours' | 'feed-and-office-hours' | 'unknown';
  /** ISO instant of the feed's reading or of the hours' last change; null for unknown. */
  readAt: string | null;
  /** IANA zone the coach chose; null when they never opened the page. */
  zone: string | null;
  busy: BusyInterval[];
  /** Weekly hours in `zone`; null when none were published: Monday to Friday 9 to 17 is to be taken, and said. */
  hours: DayHours[] | null;
  /** 'YYYY-MM-DD' to the windows of that date instead of the weekly ones. */
  hoursByDate: Record<string, { startMinute: number; endMinute: number }[]>;
  /** One line for the screens of client and sponsor: nothing of the calendar's contents. */
  note: string;
}

/** A stretch of time; both ends are instants. */
export interface Window {
  from: Date;
  to: Date;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A reading this young is taken as it is. */
const FRESH = 15 * MINUTE;
/** After a failed attempt the next search does not wait for another one at once. */
const RETRY = 5 * MINUTE;
/** A last good reading stands in this long (product.md, principle 2: then the calendar is unknown, never free). */
const USABLE = 24 * HOUR;
/** Coming time that is read at once, so that most searches find what they need kept: a search spans 56 days at most. */
const AHEAD = 70 * DAY;
/** The reader's own limit. */
const LONGEST = 400 * DAY;
/** The page counts the events of the coming eight weeks. */
const COUNTED = 56 * DAY;

export const age = (at: Date, now: Date): number => now.getTime() - at.getTime();

export const covers = (reading: ReadingRow | null, window: Window): reading is ReadingRow =>
  reading !== null && reading.window_from <= window.from && reading.window_to >= window.to;

/** True when the feed should be asked before this search is answered. */
export function isReadingDue(page: PageRow, reading: ReadingRow | null, window: Window, now: Date): boolean {
  if (page.feed_problem !== null && page.feed_tried_at !== null && age(page.feed_tried_at, now) < RETRY) return false;
  return !covers(reading, window) || age(reading.read_at, now) >= FRESH;
}

/** The window to read for a search: what it asks, and the coming weeks. On whole hours, so that equal searches ask equally. */
export function windowToRead(now: Date, wanted: Window | null): Window {
  const start = Math.floor(now.getTime() / HOUR) * HOUR - DAY;
  const from = Math.min(start, wanted?.from.getTime() ?? start);
  const to = Math.max(start + DAY + AHEAD, Math.ceil((wanted?.to.getTime() ?? 0) / HOUR) * HOUR);
  return { from: new Date(from), to: new Date(Math.min(to, from + LONGEST)) };
}

export function windowToCount(now: Date): Window {
  const from = Math.floor(now.getTime() / HOUR) * HOUR;
  return { from: new Date(from), to: new Date(from + COUNTED) };
}

/** What the finder may take for true, from the page and the last good reading of its feed. */
export function knowledgeOf(page: PageRow | null, reading: ReadingRow | null, window: Window, now: Date): CoachCalendar {
  if (!page || (page.feed_url === null && page.office_hours === null)) return unknown(page, 'Has not published any times yet.');
  if (page.feed_url === null) return fromHours(page, page.office_hours!);
  if (!covers(reading, window)) return unknown(page, page.feed_problem ? problemNote(page.feed_problem) : 'The calendar feed does not reach that far.');
  if (age(reading.read_at, now) > USABLE) return unknown(page, problemNote(page.feed_problem ?? 'unreachable'));
  return {
    ...hoursOf(page),
    known: true,
    source: page.office_hours === null ? 'feed' : 'feed-and-office-hours',
    readAt: reading.read_at.toISOString(),
    busy: busyWithin(reading, window),
    note: `${page.office_hours === null ? 'Calendar feed' : 'Calendar feed and office hours'}, ${readWhen(age(reading.read_at, now), page.feed_problem !== null)}.`,
  };
}

const unknown = (page: PageRow | null, note: string): CoachCalendar => ({ ...hoursOf(page), known: false, source: 'unknown', readAt: null, busy: [], note });

const fromHours = (page: PageRow, hours: OfficeHours): CoachCalendar => ({
  ...hoursOf({ ...page, office_hours: hours }),
  known: true,
  source: 'office-hours',
  readAt: page.updated_at.toISOString(),
  busy: [],
  note: `Office hours, as published on ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: page.zone }).format(page.updated_at)}.`,
});

const hoursOf = (page: PageRow | null): Pick<CoachCalendar, 'zone' | 'hours' | 'hoursByDate'> => ({
  zone: page?.zone ?? null,
  hours: page?.office_hours?.weekly ?? null,
  hoursByDate: Object.fromEntries((page?.office_hours?.overrides ?? []).map(({ date, windows }) => [date, windows])),
});

const busyWithin = (reading: ReadingRow, { from, to }: Window): BusyInterval[] =>
  reading.busy
    .map(([start, end, status]) => ({ start, end, status }))
    .filter((interval) => interval.end > from.getTime() && interval.start < to.getTime());

function readWhen(ms: number, failing: boolean): string {
  const ago = ms < 2 * MINUTE ? 'just now' : ms < 2 * HOUR ? `${Math.floor(ms / MINUTE)} minutes ago` : `${Math.floor(ms / HOUR)} hours ago`;
  return failing ? `read ${ago} and not readable since` : `read ${ago}`;
}

const notes: Record<FeedProblem, string> = {
  'bad-address': 'The calendar feed has an address that cannot be opened.',
  unreachable: 'The calendar feed cannot be reached.',
  'http-error': 'The calendar feed answers with an error.',
  'too-large': 'The calendar feed is too large.',
  'too-slow': 'The calendar feed does not answer in time.',
  'not-a-calendar': 'The address of the calendar feed leads to something else.',
  'too-complex': 'The calendar feed holds something that cannot be read.',
};

const problemNote = (code: string): string => notes[code as FeedProblem] ?? notes.unreachable;
