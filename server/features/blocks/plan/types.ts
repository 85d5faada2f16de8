import type { BusyInterval, DayHours } from '../../../platform/microsoft/microsoft.ts';

/** Instants in epoch milliseconds, start included, end excluded. */
export interface Span {
  start: number;
  end: number;
}

/** What a client wants of their review time. Minutes are of the local day. */
export interface Wish {
  /** Length, and the shortest that still does. */
  minutes: number;
  leastMinutes: number;
  /** ISO weekdays. */
  days: readonly number[];
  windowStart: number;
  windowEnd: number;
  idealDay: number;
  idealMinute: number;
}

/** One person's time as it was read, our own block taken out. */
export interface PersonTime {
  /** IANA zone that `hours` and the wish are told in. */
  zone: string;
  hours: readonly DayHours[];
  /** In any order; tentative time is avoided, working elsewhere is free. */
  busy: readonly BusyInterval[];
  /** Public holidays, days from 1970-01-01 in `zone`: each is a day without working hours. */
  holidays: ReadonlyMap<number, string>;
}

/** One ISO week, and what was agreed for it so far. */
export interface WeekQuestion {
  /** Its Monday, in days from 1970-01-01. */
  week: number;
  block: (Span & { pinned: boolean; asking: boolean }) | null;
  /** Start of the next session of that week: a review after it comes too late. Null for none. */
  before: number | null;
  /** How many times it may still be moved. */
  movesLeft: number;
}

/** Why a block cannot stay, or why there is none. */
export type Why = 'busy' | 'away' | 'holiday' | 'hours' | 'session' | 'no-room' | 'moves';

/**
 * `place`: the first time for this week. `move`, `shrink`, `other-day`: the steps of the defence, in their order. `ask`: none helped.
 * `settle`: the reason for asking has gone.
 */
export type WeekAnswer =
  | { kind: 'keep' | 'settle' }
  | { kind: 'place'; start: number; end: number }
  | { kind: 'move' | 'shrink' | 'other-day'; start: number; end: number; why: Why }
  | { kind: 'ask'; why: Why };

export type PlannedWeek = WeekAnswer & {
  /** Starts at which the whole length would be free in this week: how much room is left to move. */
  room: number;
};
