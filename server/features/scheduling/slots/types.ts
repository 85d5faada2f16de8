import type { BusyInterval, DayHours } from '../../../platform/microsoft/microsoft.ts';

/** Hours on one date: minutes from local midnight, 0..1440, end after start. */
export interface DayWindow {
  startMinute: number;
  endMinute: number;
}

/** What the finder is told about one person. */
export interface PersonCalendar {
  id: string;
  /** Decides: a time at which a required person is not free is not offered. */
  required: boolean;
  /** False: nothing is known of this person's time, so it is never free. Give assumed `hours` all the same. */
  known: boolean;
  /** With `known: false`: times inside `hours` are offered, to be confirmed by this person. */
  unconfirmed: boolean;
  /** IANA zone that `hours` and `hoursByDate` are told in. */
  zone: string;
  /** Weekly hours, several windows a day allowed; windows that touch, over midnight too, are one. */
  hours: readonly DayHours[];
  /** 'YYYY-MM-DD' to the windows of that date instead of the weekly ones; none means not available at all. */
  hoursByDate: Readonly<Record<string, readonly DayWindow[]>>;
  /** In any order, overlapping allowed. One that does not end after its start takes no time. */
  busy: readonly BusyInterval[];
  /**
   * Minutes kept free of busy and out-of-office time on both sides of the meeting. They may lie outside working hours (only the
   * meeting has to be inside), and tentative or working-elsewhere time needs none.
   */
  bufferMinutes: number;
}

/** Distance in calendar days of `spreadZone` between the meeting and the neighbouring sessions. */
export interface Spacing {
  /** Hard: nearer is not offered. 0 for no limit. */
  minDays: number;
  /** Soft: farther only ranks lower. */
  maxDays: number;
  /** Epoch ms of the starts of the engagement's other sessions, in any order; the nearest on each side count. */
  neighbours: readonly number[];
}

/** Everything a search depends on: the same query gives the same answer. Instants are epoch milliseconds. */
export interface SlotQuery {
  /** The meeting lies wholly inside [from, to). */
  from: number;
  to: number;
  /** Busy time is complete until here: nothing later is offered, whatever `to` says. */
  dataUntil: number;
  now: number;
  /** Length, a multiple of 5. */
  minutes: number;
  /** Starts are multiples of this many minutes of UTC: a multiple of 5, normally 15. */
  gridMinutes: number;
  /** The start is at least this long after `now`. `from` may be earlier: the notice is then a blocker that can be relaxed. */
  noticeMinutes: number;
  spacing: Spacing;
  people: readonly PersonCalendar[];
  /** Times that rank first among equally certain ones; null for no preference. */
  preferred: { zone: string; hours: readonly DayHours[] } | null;
  /** Review blocks that give way to the meeting, in nobody's `busy`: of otherwise equal times one that moves none goes first. */
  movable: readonly { start: number; end: number }[];
  /** IANA zone of the days that results are spread over and spacing is counted in: the viewer's or the client's. */
  spreadZone: string;
  /** At most this many slots, normally 10. */
  limit: number;
}

/** `not-asked`: an optional person who is not free then. */
export type PersonState = 'free' | 'tentative' | 'workingElsewhere' | 'unknown' | 'not-asked';

/** Why a person's time is not simply free. */
export type BlockReason = 'busy' | 'out-of-office' | 'working-hours' | 'unknown';

/** One person at one slot who is not certainly free; at most one a person, the gravest. */
export interface Compromise {
  personId: string;
  required: boolean;
  reason: 'tentative' | 'workingElsewhere' | BlockReason;
}

export interface RankedSlot {
  start: number;
  end: number;
  /** Everybody required is certainly free. */
  certain: boolean;
  /** Wholly inside preferred times. */
  preferred: boolean;
  compromises: Compromise[];
  /** Days beyond `spacing.maxDays` from the farther neighbour; 0 when it fits or there is none. */
  daysTooFar: number;
  /** One per person of the query, in its order. */
  people: { personId: string; state: PersonState }[];
}

/** What rules starts out. `personId` is null for a rule that is nobody's calendar. */
export interface SlotBlocker {
  personId: string | null;
  reason: BlockReason | 'notice' | 'spacing';
  /** Starts that would do but for this alone. */
  alone: number;
  /** Starts that this rules out, whatever else does. */
  total: number;
}

export interface SlotResult {
  /** Best first, at most `limit`. */
  slots: RankedSlot[];
  /** Feasible starts in all. */
  total: number;
  /** Starts of the grid in the window, feasible or not. */
  considered: number;
  /** Only those that rule something out; those that alone rule out most come first. */
  blockers: SlotBlocker[];
}
