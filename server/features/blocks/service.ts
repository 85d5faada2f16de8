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
import type { ReviewTime, saveReviewTime } from './contract.ts';
import { reviewWorkName } from './jobs.ts';
import { presentBlock, presentCalendar, presentLog, presentSettings, undoable } from './present.ts';
import { chartOf, suggestedWish } from './rules.ts';
import {
  addToLog, changeBlock, listBlocks, listLog, markBlockUsed, markUndone, readBlock, readLogEntry, readReviewTime, saveReviewTime as storeReviewTime, setStatus, touch,
  type StoredBlock,
} from './store.ts';
import { mondayOf } from './work/rows.ts';

const chartWeeks = 12;
const logShown = 30;
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

async function viewed(tx: Queryable, { scope, row, zone }: Known, suggested: ReviewTime['suggested'], now: Date): Promise<ReviewTime> {
  const thisWeek = mondayOf(localDay(zoneTable(zone), now.getTime()));
  const weeks = Array.from({ length: chartWeeks }, (_, index) => dateOf(thisWeek - (chartWeeks - 1 - index) * 7));
  const [blocks, log] = [await listBlocks(tx, scope, weeks[0]!), await listLog(tx, scope, logShown)];
  return {
    settings: row && presentSettings(row),
    suggested: row ? null : suggested,
    zone,
    blocks: blocks.filter(({ week }) => week >= dateOf(thisWeek)).map((block) => presentBlock(block, now)),
    log: log.map((entry) => presentLog(entry, now)),
    chart: chartOf(blocks, weeks),
    calendar: presentCalendar(row),
  };
}

/** The client's working hours as Microsoft 365 tells them, for the first suggestion; null when it does not answer. */
async function hoursOf(context: AppContext, actor: Actor): Promise<DayHours[] | null> {
  const now = context.clock.now();
  const to = new Date(now.getTime() + 86_400_000);
  const schedules = await context.microsoft.onBehalfOf(actor).schedules([actor.email], now.toISOString(), to.toISOString()).catch(() => []);
  const [own] = schedules;
  return own?.readable ? own.hours : null;
}

/** What the client set up, what is planned and what happened; a suggestion from their working hours while nothing is set up. */
export async function reviewTimeOf(context: AppContext, actor: Actor): Promise<ReviewTime> {
  const now = context.clock.now();
  const shown = await context.db.scoped(actor.tenantId, async (tx) => viewed(tx, await known(tx, actor, now), null, now));
  if (shown.settings) return shown;
  return { ...shown, suggested: suggestedWish(await hoursOf(context, actor)) };
}

/** Does something as the client and answers what they then have; the work on the calendar begins at once. */
async function change(context: AppContext, actor: Actor, work: (tx: Queryable, was: Known, now: Date) => Promise<void>): Promise<ReviewTime> {
  const now = context.clock.now();
  const shown = await context.db.scoped(actor.tenantId, async (tx) => {
    await work(tx, await known(tx, actor, now), now);
    return viewed(tx, await known(tx, actor, now), null, now);
  });
  await context.jobs.wake(reviewWorkName);
  return shown;
}

/** Sets review time up or changes it; nothing when it was changed elsewhere since it was read. */
export const save = (context: AppContext, actor: Actor, body: z.output<typeof saveReviewTime>): Promise<ReviewTime> =>
  change(context, actor, async (tx, { scope }, now) => {
    const days = body.days.toSorted((a, b) => a - b);
    if (!(await storeReviewTime(tx, scope, { ...body, days }, now))) throw new AppError('conflict', 'Your review time was changed elsewhere meanwhile. Look at it again, then change it.');
  });

/** Rests until a date, goes on, or stops. */
export const changeStatus = (context: AppContext, actor: Actor, status: 'on' | 'paused' | 'off', until: string | null = null): Promise<ReviewTime> =>
  change(context, actor, async (tx, { scope, zone }, now) => {
    const today = localDay(zoneTable(zone), now.getTime());
    if (until !== null && dayOf(until) <= today) throw invalid('until', 'must be a day after today');
    if (until !== null && dayOf(until) > today + 366) throw invalid('until', 'must be within a year');
    if (!(await setStatus(tx, scope, { status, until }, now))) throw notFound('Review time');
  });

export type BlockAct = { act: 'pin' | 'unpin' | 'skip' | 'bring-back' } | { act: 'move'; start: string };

const allowedBy = { pin: 'pin', unpin: 'unpin', skip: 'skip', 'bring-back': 'bringBack', move: 'move' } as const;
const logged = { pin: 'pinned', unpin: 'unpinned', skip: 'skipped', 'bring-back': 'brought-back', move: 'moved-by-you' } as const;

/** The time a client chose themselves: to come, and in the block's own week, so that no other week is left without. */
function chosenTime(block: StoredBlock, start: string, minutes: number, zone: string, now: Date): { start: Date; end: Date } {
  const at = Date.parse(start);
  if (at <= now.getTime()) throw invalid('start', 'must be in the future');
  if (dateOf(mondayOf(localDay(zoneTable(zone), at))) !== block.week) throw invalid('start', `must be in the week of ${block.week}`);
  const length = block.starts_at && block.ends_at ? block.ends_at.getTime() - block.starts_at.getTime() : minutes * 60_000;
  return { start: new Date(at), end: new Date(at + length) };
}

function actedOn(block: StoredBlock, act: BlockAct, { row, zone }: Known, now: Date): Pick<Parameters<typeof changeBlock>[3], 'state' | 'start' | 'end' | 'why'> {
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
      return { state: 'pinned', why: null, ...chosenTime(block, act.start, row!.minutes, zone, now) };
  }
}

/** The client pins, lets go, skips, brings back or moves one block. */
export const actOnBlock = (context: AppContext, actor: Actor, blockId: string, act: BlockAct): Promise<ReviewTime> =>
  change(context, actor, async (tx, was, now) => {
    const { scope } = was;
    if (!(await touch(tx, scope, now))) throw notFound('Review time');
    const block = await readBlock(tx, scope, blockId);
    if (!block) throw notFound('Review time');
    if (!presentBlock(block, now).can[allowedBy[act.act]]) throw new AppError('conflict', 'That cannot be done with this block any more. Look at it again.');
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
    const open = block && block.used_at === null && block.state !== 'skipped' && block.state !== 'missed';
    if (!open || !undoable.has(entry.what) || !entry.from_start || entry.from_start <= now || !(await markUndone(tx, scope, entryId, now))) {
      throw new AppError('conflict', 'This move cannot be taken back any more.');
    }
    await changeBlock(tx, scope, block.id, { state: 'pinned', start: entry.from_start, end: entry.from_end, why: null, writeId: newId() });
    await addToLog(tx, scope, {
      id: newId(), week: entry.week, kind: entry.kind, at: now, what: 'undone', why: 'client',
      from_start: block.starts_at, from_end: block.ends_at, to_start: entry.from_start, to_end: entry.from_end,
    });
  });
