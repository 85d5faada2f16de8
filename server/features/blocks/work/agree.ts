import type { BusyInterval } from '../../../platform/microsoft/microsoft.ts';
import { dateOf, dayOf, localDay, toUtc, zoneTable } from '../../../platform/zones.ts';
import { limits, showsAs } from '../plan/limits.ts';
import { planRescue, planWeeks } from '../plan/plan-weeks.ts';
import type { PersonTime, PlannedWeek, WeekQuestion, Wish } from '../plan/types.ts';
import { withoutFresh } from './observe.ts';
import { mondayOf, wanted, type BlockRow, type LogEntry, type Person, type Reading, type TimesRow } from './rows.ts';
import { firstShows, horizonOf, renewed, stopped, withWeeks, type NewId } from './weeks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Agreed {
  person: Person;
  log: LogEntry[];
  /** Ids of the blocks that were moved although nobody has seen lately where they are. */
  moved: string[];
}

const wishOf = ({ minutes, days, windowStart, windowEnd, idealDay, idealMinute }: TimesRow): Wish => ({
  minutes, leastMinutes: Math.min(minutes, limits.leastMinutes), days, windowStart, windowEnd, idealDay, idealMinute,
});

/** Whether the pause, if there is one, is over on this local date. */
function statusOn(times: TimesRow, today: string): TimesRow['status'] {
  return times.status === 'paused' && times.pausedUntil !== null && times.pausedUntil <= today ? 'on' : times.status;
}

/**
 * What is agreed for one person now: the weeks of the horizon planned, blocks that cannot stay defended, lost weeks given their rescue.
 * Pure; asked again with what it answered and the same calendar, it changes nothing.
 */
export function agree(person: Person, reading: Reading, busy: readonly BusyInterval[], now: number, newId: NewId): Agreed {
  const today = dateOf(localDay(zoneTable(reading.zone), now));
  const status = statusOn(person.times, today);
  const times = { ...person.times, status, pausedUntil: status === 'paused' ? person.times.pausedUntil : null };
  const closed = withMissed({ ...person, times }, today, now);
  if (status !== 'on' || !times.engaged) return { person: stopped(closed.person, now), log: closed.log, moved: [] };
  const weeks = horizonOf(closed.person, reading.zone, now);
  const ready = withWeeks(renewed(closed.person, reading.zone, now, newId), weeks, reading.zone, now, newId);
  const sessions = person.sessions.map(({ start, end }) => ({ start, end, status: 'busy' as const }));
  const time: PersonTime = { zone: reading.zone, hours: reading.hours, busy: [...withoutFresh(busy, person, ready), ...sessions], holidays: reading.holidays };
  const planned = withPlans(ready, time, weeks, now, newId);
  const rescued = withRescue(planned.person, time, weeks[0]!, now, newId);
  return { person: rescued.person, log: [...closed.log, ...planned.log, ...rescued.log], moved: planned.moved };
}

const spanOf = ({ start, end }: BlockRow) => (start === null ? null : { start, end: end! });

/** Closes blocks that were not used in time. */
function withMissed(person: Person, today: string, now: number): { person: Person; log: LogEntry[] } {
  const log: LogEntry[] = [];
  const thisWeek = dateOf(mondayOf(dayOf(today)));
  const blocks = person.blocks.map((block): BlockRow => {
    const open = block.usedAt === null && (block.state === 'planned' || block.state === 'pinned' || block.state === 'asking');
    const over = block.end === null ? block.week < thisWeek : block.end + limits.missedAfterMinutes * MINUTE <= now;
    if (!open || !over) return block;
    log.push({ week: block.week, kind: block.kind, what: 'lost', why: block.why ?? 'not-used', from: spanOf(block), to: null });
    return { ...block, state: 'missed' };
  });
  return { person: { ...person, blocks }, log };
}

/** Start of the client's first session of a week that is still to come; the review is for that one. */
function sessionIn({ sessions }: Person, zone: string, week: string, now: number): number | null {
  const [from, to] = [week, dateOf(dayOf(week) + 7)].map((date) => toUtc(zoneTable(zone), date, 0)) as [number, number];
  const starts = sessions.filter(({ own, start }) => own && start > now && start >= from && start < to).map(({ start }) => start);
  return starts.length === 0 ? null : Math.min(...starts);
}

/** Blocks that are still to be planned or defended: not begun, not used, not given up. */
function isOpen(block: BlockRow, weeks: readonly string[], now: number): boolean {
  const live = block.state === 'planned' || block.state === 'pinned' || block.state === 'asking';
  return block.kind === 'block' && live && block.usedAt === null && weeks.includes(block.week) && (block.start === null || block.start > now);
}

/** A block that is wanted again after its event was removed becomes an event of its own: an occurrence does not come back. */
function revived(block: BlockRow, newId: NewId): BlockRow {
  if (!wanted(block) || !block.eventGone || (block.seriesId === null && block.eventId === null)) return block;
  return { ...block, seriesId: null, eventId: null, eventStart: null, eventEnd: null, eventShows: null, writeId: newId() };
}

function withPlans(person: Person, time: PersonTime, weeks: readonly string[], now: number, newId: NewId): Agreed {
  const open = person.blocks.filter((block) => isOpen(block, weeks, now));
  const questions = open.map((block): WeekQuestion => ({
    week: dayOf(block.week),
    block: block.start === null ? null : { start: block.start, end: block.end!, pinned: block.state === 'pinned', asking: block.state === 'asking' },
    before: sessionIn(person, time.zone, block.week, now),
    movesLeft: person.times.movesAWeek - block.moves,
  }));
  const answers = planWeeks(time, wishOf(person.times), questions, now);
  const [log, moved] = [[] as LogEntry[], [] as string[]];
  const planned = new Map(open.map((block, index) => {
    const { row, entry } = answered(person, block, answers[index]!, now);
    if (entry) log.push(entry);
    // Where a plan and the calendar part, the calendar is looked at first: the client may have moved the block there.
    if (row.start !== block.start || row.end !== block.end || row.state !== block.state) moved.push(block.id);
    return [block.id, revived(row, newId)];
  }));
  return { person: { ...person, blocks: person.blocks.map((block) => planned.get(block.id) ?? block) }, log, moved };
}

function answered(person: Person, block: BlockRow, answer: PlannedWeek, now: number): { row: BlockRow; entry: LogEntry | null } {
  const entry = (what: LogEntry['what'], why: string, row: BlockRow): LogEntry => ({ week: block.week, kind: block.kind, what, why, from: spanOf(block), to: spanOf(row) });
  const shown = (row: BlockRow): BlockRow => ({ ...row, shows: showsAs(person.times.mode, { start: row.start!, shows: row.shows }, answer.room, now) });
  switch (answer.kind) {
    case 'keep':
      return { row: block.start === null ? block : shown(block), entry: null };
    case 'settle': {
      const row = shown({ ...block, state: 'planned', why: null });
      return { row, entry: entry('settled', 'free-again', row) };
    }
    case 'ask': {
      if (block.state === 'asking') return { row: block, entry: null };
      const row: BlockRow = { ...block, state: 'asking', why: answer.why };
      return { row, entry: entry('asked', answer.why, row) };
    }
    case 'place': {
      const row = shown({ ...block, state: 'planned', why: null, start: answer.start, end: answer.end, shows: firstShows(person) });
      return { row, entry: block.state === 'asking' ? entry('settled', 'found', row) : null };
    }
    default: {
      const what = answer.kind === 'move' ? 'moved' : answer.kind === 'shrink' ? 'shrunk' : 'other-day';
      // A holiday was known before: keeping off it is none of the moves that the client allows.
      const moves = block.moves + (answer.why === 'holiday' ? 0 : 1);
      const row = shown({ ...block, state: 'planned', why: null, start: answer.start, end: answer.end, moves, shows: firstShows(person) });
      return { row, entry: entry(what, answer.why, row) };
    }
  }
}

/** Gives a week whose block was lost its one short slot, while the week lasts. */
function withRescue(person: Person, time: PersonTime, week: string, now: number, newId: NewId): { person: Person; log: LogEntry[] } {
  const none = { person, log: [] };
  const ofWeek = person.blocks.filter((block) => block.week === week);
  const lost = ofWeek.some(({ kind, state, start }) => kind === 'block' && (state === 'missed' || (state === 'asking' && start === null)));
  if (!lost || ofWeek.some(({ kind, usedAt }) => kind === 'rescue' || usedAt !== null)) return none;
  const slot = planRescue(time, dayOf(week), sessionIn(person, time.zone, week, now), now);
  if (slot === null) return none;
  const row: BlockRow = {
    id: newId(), week, kind: 'rescue', state: 'planned', ...slot, shows: 'busy', why: null, moves: 0, usedAt: null, seriesId: null, writeId: newId(),
    eventId: null, eventStart: null, eventEnd: null, eventShows: null, eventGone: true,
  };
  return { person: { ...person, blocks: [...person.blocks, row] }, log: [{ week, kind: 'rescue', what: 'rescued', why: 'lost', from: null, to: slot }] };
}

/** A look a day is enough for blocks that nothing is heard about: it comes before each of them is frozen. */
const lookHours = 24;
/** Where every change is told, silence says the same, so looks may be further apart until a block comes near. */
const quietHours = 72;

const missedBy = ({ end }: BlockRow): number => end! + limits.missedAfterMinutes * MINUTE;

/** Whether a new week has come into the horizon since the last look. */
const isShort = (person: Person, zone: string, now: number): boolean =>
  horizonOf(person, zone, now).some((week) => person.blocks.every((block) => block.week !== week));

/**
 * Whether a look would find what the last one found: it was a short while ago and in the same week, nobody changed or told anything since, and
 * no block went by unused. A block that was used is looked after only by the next look of the day.
 */
export function isCalm(person: Person, now: number): boolean {
  const { times, blocks } = person;
  const settled = times.status === 'on' && times.engaged && !times.closely && times.version === times.plannedVersion;
  const fresh = times.readAt !== null && now - times.readAt < (lookHours - 1) * HOUR;
  return settled && fresh && !isShort(person, times.zone ?? 'UTC', now) && blocks.every((block) => !wanted(block) || block.usedAt !== null || missedBy(block) > now);
}

/** Hours until the next look that nothing asks for. */
function lookAfter({ times, blocks }: Person, watched: boolean, now: number): number {
  const open = blocks.some(({ state, start }) => state === 'asking' || (state === 'planned' && start === null));
  const near = blocks.some((block) => wanted(block) && block.start! > now && block.start! - now < (quietHours + limits.frozenHours) * HOUR);
  return watched && times.horizonWeeks > 1 && !open && !near ? quietHours : lookHours;
}

/**
 * When this person's calendar is to be looked at again; null for never. Whole hours, so that those of one tenant are asked for together.
 * `watched`: every change in it is told. `readAt`: when it was last looked at, now unless told.
 */
export function nextLook(person: Person, { zone, watched, readAt }: { zone: string; watched: boolean; readAt?: number }, now: number): number | null {
  const { times, blocks } = person;
  if (times.status === 'off' || !times.engaged) return null;
  if (times.status === 'paused') return toUtc(zoneTable(zone), times.pausedUntil!, 0);
  const ends = blocks.filter((block) => wanted(block) && block.usedAt === null && block.end !== null).map(missedBy);
  const table = zoneTable(zone);
  const nextWeek = toUtc(table, dateOf(mondayOf(localDay(table, now)) + 7), 0);
  const next = Math.min((readAt ?? now) + lookAfter(person, watched, now) * HOUR, nextWeek, ...ends.filter((at) => at > now));
  return Math.ceil(next / HOUR) * HOUR;
}
