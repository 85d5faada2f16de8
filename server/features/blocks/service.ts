import type { z } from 'zod';
import { authoriseClient, type ClientScope } from '../../access/own.ts';
import type { Actor } from '../../access/actor.ts';
import type { AppContext } from '../../context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { AppError, invalid, notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { DayHours } from '../../platform/microsoft/microsoft.ts';
import { dateOf, dayOf, localDay, zoneTable } from '../../platform/zones.ts';
import { findPerson } from '../people/service.ts';
import type { moveReviewBlock, ReviewTime, ReviewTimes, ReviewWeeks, saveReviewTime } from './contract.ts';
import { daysOffFor, isChoice, noHolidays, regionFor } from './holidays/days-off.ts';
import { offerTimes } from './offer/offer.ts';
import { canUndo, mayWith, presentBlock, presentCalendar, presentLog, presentSettings, type Beside, type NextSession } from './present.ts';
import { chartOf, reviewWorkName, suggestedWish } from './rules.ts';
import {
  addToLog, changeBlock, listBlocks, listLog, lookClosely, markBlockUsed, markUndone, ownSessions, readBlock, readLogEntry, readReviewTime, saveReviewTime as storeReviewTime, setStatus, touch,
  type LogRow, type StoredBlock,
} from './store.ts';
import { mondayOf } from './work/rows.ts';

export { endReviewTimeOf, erasure, personal, reviewTimeStandsFor } from './store.ts';

export { blockFollower } from './follow/follower.ts';
export { makeRoom, movableBlocks, type MovableBlock } from './room/room.ts';
export { reviewWorkName } from './rules.ts';

const chartWeeks = 12;
const logShown = 30;
/** Days around today whose holidays are called by their names. */
const [namedBefore, namedAhead] = [366, 70];
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/**
 * Marks a client's review as used: what "kept" means. `weekOrBlockId` is the Monday of the ISO week, YYYY-MM-DD, or a block's id; the
 * first use counts. False when there is no such block. Call inside your own transaction.
 */
export function markUsed(tx: Queryable, tenantId: string, personId: string, weekOrBlockId: string, at: Date): Promise<boolean> {
  const isBlock = uuid.test(weekOrBlockId);
  return markBlockUsed(tx, tenantId, personId, { blockId: isBlock ? weekOrBlockId : null, week: isBlock ? null : dateOf(mondayOf(dayOf(weekOrBlockId))) }, at);
}

/** The Monday, YYYY-MM-DD, of the week that one of a client's blocks was placed for; null when they have no such block. */
export const mondayOfBlock = async (tx: Queryable, scope: ClientScope, blockId: string): Promise<string | null> => (await readBlock(tx, scope, blockId))?.week ?? null;

interface Known {
  scope: ClientScope;
  zone: string;
  row: Awaited<ReturnType<typeof readReviewTime>>;
}

async function known(tx: Queryable, actor: Actor, now: Date): Promise<Known> {
  const scope = await authoriseClient(tx, actor);
  const [row, person] = [await readReviewTime(tx, scope, now), await findPerson(tx, actor.tenantId, actor.personId)];
  return { scope, row, zone: row?.zone ?? person?.zone ?? 'UTC' };
}

/** Mondays of the last weeks, this week's last. */
function lastWeeks(zone: string, now: Date): string[] {
  const thisWeek = mondayOf(localDay(zoneTable(zone), now.getTime()));
  return Array.from({ length: chartWeeks }, (_, index) => dateOf(thisWeek - (chartWeeks - 1 - index) * 7));
}

/** What is shown of a client's review time, as it was read. */
interface Read extends Known {
  blocks: StoredBlock[];
  log: LogRow[];
  sessions: NextSession[];
}

async function readAll(tx: Queryable, actor: Actor, now: Date): Promise<Read> {
  const was = await known(tx, actor, now);
  return { ...was, blocks: await listBlocks(tx, was.scope, lastWeeks(was.zone, now)[0]!), log: await listLog(tx, was.scope, logShown), sessions: await ownSessions(tx, was.scope, now) };
}

/** Whose public holidays are kept off, and whose the zone says. */
async function holidayRegions(chosen: string | null, zone: string): Promise<ReviewTime['holidays']> {
  const [region, ofZone] = await Promise.all([regionFor(chosen, zone), regionFor(null, zone)]);
  return { region, ofZone };
}

/** Outside of any transaction: the first to ask for holidays waits until they are loaded. */
async function viewed({ row, zone, blocks, log, sessions }: Read, now: Date): Promise<ReviewTime> {
  const [weeks, today, chosen] = [lastWeeks(zone, now), localDay(zoneTable(zone), now.getTime()), row?.holidays ?? null];
  const holidays = await daysOffFor(chosen, zone, today - namedBefore, today + namedAhead);
  const beside: Beside = { now, sessions, minutes: row?.minutes ?? 0, days: row?.days ?? [], idealDay: row?.idealDay ?? 1, zone, holidays };
  const blockOf = (entry: { week: string; kind: string }) => blocks.find(({ week, kind }) => week === entry.week && kind === entry.kind);
  return {
    settings: row && presentSettings(row),
    suggested: null,
    suggestedFrom: null,
    zone,
    holidays: await holidayRegions(chosen, zone),
    blocks: blocks.filter(({ week }) => week >= weeks.at(-1)!).map((block) => presentBlock(block, beside)),
    log: log.map((entry) => presentLog(entry, blockOf(entry), beside)),
    chart: chartOf(blocks, weeks),
    calendar: presentCalendar(row),
  };
}

/** The client's working hours and zone as Microsoft 365 tells them, for the first suggestion; null for what it does not tell. */
async function hoursOf(context: AppContext, actor: Actor): Promise<{ hours: DayHours[] | null; zone: string | null }> {
  const now = context.clock.now();
  const to = new Date(now.getTime() + 86_400_000);
  const schedules = await context.microsoft.onBehalfOf(actor).schedules([actor.email], now.toISOString(), to.toISOString()).catch(() => []);
  const [own] = schedules;
  return own?.readable ? own : { hours: null, zone: null };
}

/** What the client set up, what is planned and what happened; a suggestion from their working hours while nothing is set up. */
export async function reviewTimeOf(context: AppContext, actor: Actor): Promise<ReviewTime> {
  const now = context.clock.now();
  const { read, looks } = await context.db.scoped(actor.tenantId, async (tx) => {
    const { scope } = await known(tx, actor, now);
    const looks = await lookClosely(tx, scope, now);
    return { read: await readAll(tx, actor, now), looks };
  });
  if (looks) await context.jobs.wake(reviewWorkName);
  const shown = await viewed(read, now);
  if (shown.settings) return shown;
  const { hours, zone } = await hoursOf(context, actor);
  const there = zone ?? shown.zone;
  return { ...shown, zone: there, holidays: await holidayRegions(null, there), suggested: suggestedWish(hours), suggestedFrom: hours?.length ? 'working-hours' : 'usual-hours' };
}

/** The last twelve weeks and the next block, for the first screen: nobody is asked anything for it. */
export async function reviewWeeksOf(context: AppContext, actor: Actor): Promise<ReviewWeeks> {
  const now = context.clock.now();
  return context.db.scoped(actor.tenantId, async (tx) => {
    const { scope, row, zone } = await known(tx, actor, now);
    const weeks = lastWeeks(zone, now);
    const blocks = await listBlocks(tx, scope, weeks[0]!);
    const standing = blocks.filter(({ state, starts_at, ends_at, used_at }) => starts_at !== null && ends_at! > now && used_at === null && state !== 'skipped' && state !== 'missed');
    const [next] = standing.toSorted((a, b) => a.starts_at!.getTime() - b.starts_at!.getTime());
    return {
      status: row?.status ?? 'none',
      pausedUntil: row?.pausedUntil ?? null,
      zone,
      next: next ? { id: next.id, kind: next.kind, start: next.starts_at!.toISOString(), end: next.ends_at!.toISOString() } : null,
      asking: blocks.filter(({ state, week, used_at }) => state === 'asking' && used_at === null && week >= weeks.at(-1)!).length,
      weeks: chartOf(blocks, weeks),
    };
  });
}

/** Times that one of the client's blocks may be moved to, in its week. */
export async function timesFor(context: AppContext, actor: Actor, blockId: string): Promise<ReviewTimes> {
  const now = context.clock.now();
  const asked = await context.db.scoped(actor.tenantId, async (tx) => {
    const was = await known(tx, actor, now);
    const [block, sessions] = [await readBlock(tx, was.scope, blockId), await ownSessions(tx, was.scope, now)];
    if (!block || !was.row) throw notFound('Review time');
    if (!mayWith(block, now).move) throw gone();
    return { row: was.row, block, sessions };
  });
  return offerTimes(context, actor, asked);
}

/** Does something as the client and answers what they then have; the work on the calendar begins at once. */
async function change(context: AppContext, actor: Actor, work: (tx: Queryable, was: Known, now: Date) => Promise<void>): Promise<ReviewTime> {
  const now = context.clock.now();
  const after = await context.db.scoped(actor.tenantId, async (tx) => {
    await work(tx, await known(tx, actor, now), now);
    return readAll(tx, actor, now);
  });
  await context.jobs.wake(reviewWorkName);
  return viewed(after, now);
}

/** Sets review time up or changes it; nothing when it was changed elsewhere since it was read. */
export async function save(context: AppContext, actor: Actor, body: z.output<typeof saveReviewTime>): Promise<ReviewTime> {
  const isKnown = await isChoice(body.holidays ?? null);
  return change(context, actor, async (tx, { scope }, now) => {
    if (!isKnown) throw invalid('holidays', `must be a region whose public holidays are known, such as GB or DE-BE; ${noHolidays}; or null for the country of your time zone`);
    const days = body.days.toSorted((a, b) => a - b);
    if (!(await storeReviewTime(tx, scope, { ...body, days }, now))) throw new AppError('conflict', 'Your review time was changed elsewhere meanwhile. Look at it again, then change it.');
  });
}

/** Rests until a date, goes on, or stops. */
export const changeStatus = (context: AppContext, actor: Actor, status: 'on' | 'paused' | 'off', until: string | null = null): Promise<ReviewTime> =>
  change(context, actor, async (tx, { scope, zone }, now) => {
    const today = localDay(zoneTable(zone), now.getTime());
    if (until !== null && dayOf(until) <= today) throw invalid('until', 'must be a day after today');
    if (until !== null && dayOf(until) > today + 366) throw invalid('until', 'must be within a year');
    if (!(await setStatus(tx, scope, { status, until }, now))) throw notFound('Review time');
  });

const gone = (): AppError => new AppError('conflict', 'That cannot be done with this block any more. Look at it again.');

export type BlockAct = { act: 'pin' | 'unpin' | 'skip' | 'bring-back' } | ({ act: 'move' } & z.output<typeof moveReviewBlock>);

const allowedBy = { pin: 'pin', unpin: 'unpin', skip: 'skip', 'bring-back': 'bringBack', move: 'move' } as const;
const logged = { pin: 'pinned', unpin: 'unpinned', skip: 'skipped', 'bring-back': 'brought-back', move: 'moved-by-you' } as const;

/** The time a client chose themselves: to come, and in the block's own week, so that no other week is left without. */
function chosenTime(block: StoredBlock, { start, minutes }: z.output<typeof moveReviewBlock>, { row, zone }: Known, now: Date): { start: Date; end: Date } {
  const at = Date.parse(start);
  if (at <= now.getTime()) throw invalid('start', 'must be in the future');
  if (dateOf(mondayOf(localDay(zoneTable(zone), at))) !== block.week) throw invalid('start', `must be in the week of ${block.week}`);
  const present = block.starts_at && block.ends_at ? block.ends_at.getTime() - block.starts_at.getTime() : row!.minutes * 60_000;
  const length = minutes === undefined ? present : minutes * 60_000;
  return { start: new Date(at), end: new Date(at + length) };
}

function actedOn(block: StoredBlock, act: BlockAct, was: Known, now: Date): Pick<Parameters<typeof changeBlock>[3], 'state' | 'start' | 'end' | 'why'> {
  const as = (state: StoredBlock['state'], why: string | null = null) => ({ state, start: block.starts_at, end: block.ends_at, why });
  switch (act.act) {
    case 'pin':
      return as('pinned');
    case 'unpin':
      return as('planned');
    case 'skip':
      return as('skipped', 'client');
    case 'bring-back':
      return { state: 'planned', start: null, end: null, why: null };
    case 'move':
      return { state: 'pinned', why: null, ...chosenTime(block, act, was, now) };
  }
}

/** The client pins, lets go, skips, brings back or moves one block. */
export const actOnBlock = (context: AppContext, actor: Actor, blockId: string, act: BlockAct): Promise<ReviewTime> =>
  change(context, actor, async (tx, was, now) => {
    const { scope } = was;
    if (!(await touch(tx, scope, now))) throw notFound('Review time');
    const block = await readBlock(tx, scope, blockId);
    if (!block) throw notFound('Review time');
    if (!mayWith(block, now)[allowedBy[act.act]]) throw gone();
    const to = actedOn(block, act, was, now);
    await changeBlock(tx, scope, blockId, { ...to, writeId: newId() });
    const { week, kind, starts_at, ends_at } = block;
    await addToLog(tx, scope, { id: newId(), week, kind, at: now, what: logged[act.act], why: 'client', from_start: starts_at, from_end: ends_at, to_start: to.start, to_end: to.end });
  });

/** Takes one move back: the block stands where it was, and is pinned there, or it would be moved again for the same reason. */
export const undo = (context: AppContext, actor: Actor, entryId: string): Promise<ReviewTime> =>
  change(context, actor, async (tx, { scope }, now) => {
    if (!(await touch(tx, scope, now))) throw notFound('Review time');
    const entry = await readLogEntry(tx, scope, entryId);
    if (!entry) throw notFound('Review time');
    const block = (await listBlocks(tx, scope, entry.week)).find(({ week, kind }) => week === entry.week && kind === entry.kind);
    if (!block || !canUndo(entry, block, now) || !(await markUndone(tx, scope, entryId, now))) {
      throw new AppError('conflict', 'This move cannot be taken back any more.');
    }
    await changeBlock(tx, scope, block.id, { state: 'pinned', start: entry.from_start, end: entry.from_end, why: null, writeId: newId() });
    await addToLog(tx, scope, {
      id: newId(), week: entry.week, kind: entry.kind, at: now, what: 'undone', why: 'client',
      from_start: block.starts_at, from_end: block.ends_at, to_start: entry.from_start, to_end: entry.from_end,
    });
  });
