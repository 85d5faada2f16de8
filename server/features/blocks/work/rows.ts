import type { BusyInterval, DayHours } from '../../../platform/microsoft/microsoft.ts';
import type { DaysOff } from '../holidays/days-off.ts';
import type { Mode } from '../plan/limits.ts';

export type Shows = 'free' | 'busy';
export type BlockState = 'planned' | 'pinned' | 'asking' | 'skipped' | 'missed';

/** What a client wants, and how far the work on it is. Dates are texts, instants epoch milliseconds. */
export interface TimesRow {
  personId: string;
  objectId: string;
  email: string;
  /** Client of an engagement that has not ended. */
  engaged: boolean;
  status: 'on' | 'paused' | 'off';
  pausedUntil: string | null;
  minutes: number;
  days: number[];
  windowStart: number;
  windowEnd: number;
  idealDay: number;
  idealMinute: number;
  mode: Mode;
  horizonWeeks: number;
  movesAWeek: number;
  reminderMinutes: number;
  version: number;
  plannedVersion: number;
  zone: string | null;
  /** Whose public holidays are kept off, as chosen: null for the country of the zone. */
  holidays: string | null;
  hours: DayHours[] | null;
  attempts: number;
  /** The client did something to a block itself: the events are read, not only free/busy. */
  closely: boolean;
  /** When the calendar was last read; null for never, or when what was to be done afterwards failed. */
  readAt: number | null;
}

export interface SeriesRow {
  id: string;
  firstDay: string;
  lastDay: string;
  startMinute: number;
  minutes: number;
  zone: string;
  shows: Shows;
  reminderMinutes: number;
  state: 'wanted' | 'standing' | 'unwanted' | 'gone';
  eventId: string | null;
  /** Occurrence ids by the local date on which the rule puts them. */
  instances: Record<string, string>;
}

export interface BlockRow {
  id: string;
  /** Monday, YYYY-MM-DD. */
  week: string;
  kind: 'block' | 'rescue';
  state: BlockState;
  start: number | null;
  end: number | null;
  shows: Shows;
  why: string | null;
  moves: number;
  usedAt: number | null;
  seriesId: string | null;
  writeId: string;
  eventId: string | null;
  eventStart: number | null;
  eventEnd: number | null;
  eventShows: string | null;
  eventGone: boolean;
}

export interface LogEntry {
  week: string;
  kind: 'block' | 'rescue';
  what: 'placed' | 'moved' | 'shrunk' | 'other-day' | 'asked' | 'settled' | 'dragged' | 'deleted' | 'lost' | 'rescued' | 'removed';
  why: string;
  from: { start: number; end: number } | null;
  to: { start: number; end: number } | null;
}

/** Everything known of one client's review time. A value: never changed in place. */
export interface Person {
  times: TimesRow;
  series: SeriesRow[];
  blocks: BlockRow[];
  /** Sessions of this person, in any part; `own` where they are the client. */
  sessions: { start: number; end: number; own: boolean }[];
}

/** What the calendar was just seen to hold. */
export interface Reading {
  zone: string;
  hours: DayHours[];
  busy: BusyInterval[];
  /** Public holidays of the horizon. */
  holidays: DaysOff;
}

const DAY = 86_400_000;

/** Whether a block is meant to stand in the calendar. */
export const wanted = ({ state, start }: Pick<BlockRow, 'state' | 'start'>): boolean =>
  start !== null && (state === 'planned' || state === 'pinned' || state === 'asking');

/** Monday of the ISO week of a day counted from 1970-01-01, a Thursday. */
export const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

/** Milliseconds of a week before its local Monday in any zone. */
export const weekMargin = 2 * DAY;
