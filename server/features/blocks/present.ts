import { dayOf, localDay, weekdayOf, zoneTable } from '../../platform/zones.ts';
import type { ReviewBlock, ReviewLogEntry, ReviewSettings, ReviewTime } from './contract.ts';
import type { DaysOff } from './holidays/days-off.ts';
import type { LogRow, ReviewTimeRow, StoredBlock } from './store.ts';

const iso = (at: Date | null): string | null => (at === null ? null : new Date(at).toISOString());

const span = (start: Date | null, end: Date | null) => (start && end ? { start: iso(start)!, end: iso(end)! } : null);

/** Why a block is where it is, or is not; blame-free, and never what a meeting was about. */
const reasons: Record<string, string> = {
  busy: 'you accepted something at that time',
  away: 'you are away then',
  holiday: 'it is a public holiday',
  hours: 'it was outside the hours you chose, or you are in another time zone',
  session: 'it has to come before your session',
  'no-room': 'there was no free time left in the hours you chose',
  moves: 'it was moved as often as you allow in a week',
};

const because = (why: string): string => (reasons[why] ? ` because ${reasons[why]}` : '');

/** Why the client is asked about a block that stands somewhere. */
function askedBecause(why: string | null): string {
  if (why === 'moves') return `Something else is here now, and ${reasons.moves}`;
  const reason = reasons[why ?? ''];
  return reason ? `${reason[0]!.toUpperCase()}${reason.slice(1)}, and no other time was found` : 'No other time was found';
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "Moved from Friday: Christmas Day." */
const movedFrom = (day: number, holidays: DaysOff): string => `Moved from ${weekdays[weekdayOf(day) - 1]}: ${holidays.get(day) ?? 'a public holiday'}.`;

/** Why a block is not on its best day, where that one is a public holiday. */
function insteadOf({ week, starts_at }: StoredBlock, { zone, idealDay, holidays }: Beside): string | null {
  const best = dayOf(week) + idealDay - 1;
  return starts_at !== null && holidays.has(best) && localDay(zoneTable(zone), starts_at.getTime()) !== best ? movedFrom(best, holidays) : null;
}

const noTime = ({ week }: StoredBlock, { days, holidays }: Beside): string =>
  days.every((weekday) => holidays.has(dayOf(week) + weekday - 1)) ? 'Every day you chose is a public holiday this week.' : 'There is no free time this week in the hours you chose.';

function noteOf(block: StoredBlock, passed: boolean, beside: Beside): string | null {
  if (block.used_at) return 'Used.';
  switch (block.state) {
    case 'pinned':
      return 'Pinned: Fieldwork leaves it where you put it.';
    case 'asking':
      return block.starts_at ? `${askedBecause(block.why)}. It stays here until you choose.` : noTime(block, beside);
    case 'skipped':
      return block.why === 'off' ? 'Not planned while review time rests.' : block.why === 'deleted' ? 'You took it out of your calendar, so this week is skipped.' : 'You skipped this week.';
    case 'missed':
      return 'This one went by.';
    default:
      return block.kind === 'rescue' ? 'Ten minutes for a week whose review went by.' : passed ? 'Still open: use it when you can.' : insteadOf(block, beside);
  }
}

const hasPassed = ({ ends_at }: StoredBlock, now: Date): boolean => ends_at !== null && ends_at <= now;

/** What the client may do with a block: nothing any more once it was used or its time went by. */
export function mayWith(block: StoredBlock, now: Date): ReviewBlock['can'] {
  const live = block.used_at === null && !hasPassed(block, now);
  const wanted = isWanted(block);
  const own = live && block.kind === 'block';
  return {
    move: own && wanted,
    pin: own && wanted && block.starts_at !== null && block.state !== 'pinned',
    unpin: own && block.state === 'pinned',
    skip: live && wanted,
    bringBack: own && block.state === 'skipped' && block.why !== 'off',
  };
}

const isWanted = ({ state }: StoredBlock): boolean => state === 'planned' || state === 'pinned' || state === 'asking';

/** A session of the client that is to come. */
export interface NextSession {
  id: string;
  starts_at: Date;
}

/** What blocks are shown beside. */
export interface Beside {
  now: Date;
  /** The client's sessions to come, soonest first. */
  sessions: readonly NextSession[];
  /** Wished length, days and best day. */
  minutes: number;
  days: readonly number[];
  idealDay: number;
  zone: string;
  holidays: DaysOff;
}

function sessionAfter(block: StoredBlock, { sessions }: Beside): ReviewBlock['nextSession'] {
  const from = block.ends_at ?? new Date(`${block.week}T00:00:00Z`);
  const next = sessions.find(({ starts_at }) => starts_at >= from);
  return next ? { id: next.id, start: iso(next.starts_at)! } : null;
}

export function presentBlock(block: StoredBlock, beside: Beside): ReviewBlock {
  const { now, minutes } = beside;
  const passed = hasPassed(block, now);
  const shown = block.state === 'skipped' ? null : span(block.starts_at, block.ends_at);
  return {
    id: block.id,
    week: block.week,
    kind: block.kind,
    state: block.state,
    start: shown?.start ?? null,
    end: shown?.end ?? null,
    shows: block.shows,
    note: noteOf(block, passed, beside),
    used: block.used_at !== null,
    moves: block.moves,
    shrunk: block.kind === 'block' && block.state === 'planned' && shown !== null && Date.parse(shown.end) - Date.parse(shown.start) < minutes * 60_000,
    nextSession: sessionAfter(block, beside),
    inCalendar: !isWanted(block) || block.starts_at === null || block.agrees,
    can: mayWith(block, now),
  };
}

const sentences: Record<string, (why: string) => string> = {
  moved: (why) => `Moved${because(why)}.`,
  shrunk: (why) => `Made shorter${because(why)}.`,
  'other-day': (why) => `Moved to another day${because(why)}.`,
  asked: (why) => `Left to you${because(why)}.`,
  settled: (why) => (why === 'found' ? 'A time was found for it.' : 'Its time is free again.'),
  dragged: () => 'You moved it in Outlook: it is pinned there.',
  deleted: () => 'You deleted it in Outlook: this week is skipped.',
  removed: () => 'You removed the series in Outlook: review time is off.',
  lost: () => 'Went by without being used.',
  rescued: () => 'A ten-minute slot was found for this week.',
  'moved-by-you': () => 'You moved it.',
  pinned: () => 'You pinned it.',
  unpinned: () => 'You let Fieldwork move it again.',
  skipped: () => 'You skipped this week.',
  'brought-back': () => 'You brought it back.',
  undone: () => 'You put it back where it was: it is pinned there.',
};

/** Moves that Fieldwork made and that can be taken back. */
const undoable = new Set(['moved', 'shrunk', 'other-day']);

/** Blocks that a move can be taken back of: not used, not given up. */
export const isOpen = (block: StoredBlock | undefined): block is StoredBlock =>
  block !== undefined && block.used_at === null && block.state !== 'skipped' && block.state !== 'missed';

/** Whether a move can be taken back: by now, for the block of its week. */
export const canUndo = (entry: LogRow, block: StoredBlock | undefined, now: Date): boolean =>
  isOpen(block) && undoable.has(entry.what) && entry.undone_at === null && entry.from_start !== null && entry.from_start > now;

/** What happened and why; a holiday by its name, where its region is still the one that is kept off. */
function textOf({ what, why, from_start }: LogRow, { zone, holidays }: Beside): string {
  if (what === 'other-day' && why === 'holiday' && from_start) return movedFrom(localDay(zoneTable(zone), from_start.getTime()), holidays);
  return sentences[what]?.(why) ?? 'Changed.';
}

export const presentLog = (entry: LogRow, block: StoredBlock | undefined, beside: Beside): ReviewLogEntry => ({
  id: entry.id,
  at: iso(entry.at)!,
  week: entry.week,
  text: textOf(entry, beside),
  from: span(entry.from_start, entry.from_end),
  to: span(entry.to_start, entry.to_end),
  canUndo: canUndo(entry, block, beside.now),
  undone: entry.undone_at !== null,
});

export const presentSettings = ({ zone: _z, hours: _h, pending: _p, problem: _o, permission: _m, ...settings }: ReviewTimeRow): ReviewSettings => settings;

const messages: Record<string, string> = {
  waiting: 'Waiting for Microsoft 365. Your calendar is brought up to date as soon as it answers.',
  'consent-missing': 'Fieldwork lacks a permission for your calendar. An administrator can grant it; then it goes on by itself.',
  unreadable: 'Your calendar cannot be read, so nothing is planned over it.',
  refused: 'Outlook did not take one of the changes. It is tried again later.',
};

export function presentCalendar(row: ReviewTimeRow | null): ReviewTime['calendar'] {
  if (!row || (row.problem === null && !row.pending)) return { status: 'done', message: null, permission: null };
  const problem = row.problem ?? 'waiting';
  return { status: problem === 'waiting' ? 'waiting' : 'attention', message: row.problem === null ? 'On its way to your calendar.' : messages[problem]!, permission: row.permission };
}
