import { escapeHtml } from '../../../platform/html.ts';
import type { BlockDraft, BlockEvent, BlockResult, BlockWork } from '../../../platform/microsoft/blocks.ts';
import { dayOf, toUtc, zoneTable } from '../../../platform/zones.ts';
import { dateInWeek, learnEvent, learnGone, learnList, learnSeriesGone, withBlock, withSeries, type Learned } from './learn.ts';
import { standing } from './observe.ts';
import { wanted, type BlockRow, type Person, type SeriesRow } from './rows.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Weeks of occurrences that are listed at once. */
const listedWeeks = 13;

/** One request that brings the calendar nearer to what was agreed, and what it is about. */
export interface Step {
  work: BlockWork;
  about: { series: string } | { block: string };
}

/** Nothing in it but the way to the review: assistants and delegates read calendars. */
const body = (review: string): string => `<p><a href="${escapeHtml(review)}">Open your review</a></p>`;

const drafted = (review: string, reminderMinutes: number, more: Pick<BlockDraft, 'transactionId' | 'start' | 'end' | 'zone' | 'shows' | 'weeklyUntil'>): BlockDraft => ({
  ...more, reminderMinutes, subject: 'Review time', category: 'Fieldwork review', bodyHtml: body(review),
});

const iso = (ms: number): string => new Date(ms).toISOString();

function seriesDraft(series: SeriesRow, review: string): BlockDraft {
  const start = toUtc(zoneTable(series.zone), series.firstDay, series.startMinute);
  return drafted(review, series.reminderMinutes, {
    transactionId: series.id, start: iso(start), end: iso(start + series.minutes * MINUTE), zone: series.zone, shows: series.shows, weeklyUntil: series.lastDay,
  });
}

function seriesStep(series: SeriesRow, review: string, made: ReadonlySet<string>): Step | null {
  const about = { series: series.id };
  if (series.state === 'wanted') {
    const work: BlockWork = made.has(series.id) ? { kind: 'find', tag: series.id } : { kind: 'create', draft: seriesDraft(series, review) };
    return { about, work };
  }
  if (series.state !== 'unwanted') return null;
  const { eventId, firstDay, lastDay, zone } = series;
  // Its making may have been asked for and the answer lost.
  if (eventId === null) return { about, work: { kind: 'find', tag: series.id } };
  return { about, work: lastDay < firstDay ? { kind: 'remove', eventId } : { kind: 'end', eventId, firstDay, lastDay, zone } };
}

/** Lists the occurrences of a series around now: tells their ids, and where the client put them. */
export function listStep(series: SeriesRow, now: number): Step {
  const from = Math.max(dayOf(series.firstDay) * DAY, now) - 9 * DAY;
  return { about: { series: series.id }, work: { kind: 'list', seriesEventId: series.eventId!, from: iso(from), to: iso(now + listedWeeks * 7 * DAY) } };
}

export const lookStep = (block: BlockRow): Step => ({ about: { block: block.id }, work: { kind: 'look', eventId: block.eventId! } });

const differs = (block: BlockRow): boolean => block.start !== block.eventStart || block.end !== block.eventEnd || block.shows !== block.eventShows;

interface Around {
  person: Person;
  zone: string;
  /** The link that opens the review. */
  review: string;
  /** What Microsoft says was made already: it is looked for, not made again. */
  made: ReadonlySet<string>;
  now: number;
}

/** A block of no series that is not known to stand: it is made, or looked for where its making may have been done. */
function makingStep(block: BlockRow, { person, zone, review, made, now }: Around): Step | null {
  const about = { block: block.id };
  const find: Step = { about, work: { kind: 'find', tag: block.writeId } };
  if (!wanted(block)) return block.eventGone ? null : find;
  if (block.end! <= now) return null;
  if (made.has(block.id)) return find;
  const when = { transactionId: block.writeId, start: iso(block.start!), end: iso(block.end!), zone, shows: block.shows, weeklyUntil: null };
  return { about, work: { kind: 'create', draft: drafted(review, person.times.reminderMinutes, when) } };
}

function changingStep(block: BlockRow, { person, zone, now }: Around): Step | null {
  const about = { block: block.id };
  const series = person.series.find(({ id }) => id === block.seriesId);
  const eventId = block.eventId ?? series?.instances[dateInWeek(series, block.week)];
  if (!eventId) return series ? listStep(series, now) : null;
  if (!wanted(block)) return { about, work: { kind: 'remove', eventId } };
  const stays = block.start === block.eventStart && block.end === block.eventEnd;
  return { about, work: { kind: 'change', eventId, times: stays ? null : { start: iso(block.start!), end: iso(block.end!), zone }, shows: block.shows } };
}

function blockStep(block: BlockRow, around: Around): Step | null {
  // An occurrence is made with its series, and does not come back once it is gone.
  if (!standing(around.person, block)) return block.seriesId === null ? makingStep(block, around) : null;
  const over = block.eventEnd! <= around.now || block.state === 'missed';
  return over || (wanted(block) && !differs(block)) ? null : changingStep(block, around);
}

/**
 * What is to be done in one person's calendar now; nothing when it holds what was agreed. A comparison and not a list of orders, so it may
 * be interrupted and repeated at any point.
 */
export function stepsOf(around: Around): Step[] {
  const { person, review, made } = around;
  const ofSeries = person.series.flatMap((series) => seriesStep(series, review, made) ?? []);
  const ofBlocks = person.blocks.flatMap((block) => blockStep(block, around) ?? []);
  // A list serves all blocks of its series.
  const listed = new Set<string>();
  return [...ofSeries, ...ofBlocks].filter(({ about, work }) => {
    if (work.kind !== 'list' || !('series' in about)) return true;
    const first = !listed.has(about.series);
    listed.add(about.series);
    return first;
  });
}

/** What was done, as knowledge of the calendar. Null when the answer is a failure that another try or a person has to settle. */
export function learnStep(person: Person, step: Step, result: BlockResult, now: number): Learned | null {
  if ('series' in step.about) {
    const series = person.series.find(({ id }) => id === (step.about as { series: string }).series);
    return series ? learnSeries(person, series, step.work, result, now) : { person, log: [] };
  }
  const block = person.blocks.find(({ id }) => id === (step.about as { block: string }).block);
  return block ? learnBlock(person, block, step.work, result) : { person, log: [] };
}

const isGone = (result: BlockResult): boolean => !result.ok && result.failure.kind === 'not-found';

function learnSeries(person: Person, series: SeriesRow, work: BlockWork, result: BlockResult, now: number): Learned | null {
  if (work.kind === 'list') {
    if (result.ok) return learnList(person, series, result.events, now);
    return isGone(result) ? learnSeriesGone(person, series, now) : null;
  }
  if (!result.ok) return null;
  const [event] = result.events;
  if (work.kind === 'remove' || work.kind === 'end') return { person: withSeries(person, { ...series, state: 'gone' }), log: [] };
  if (!event) return { person: withSeries(person, { ...series, state: series.state === 'unwanted' ? 'gone' : series.state }), log: [] };
  const state = series.state === 'wanted' ? 'standing' : series.state;
  return { person: withSeries(person, { ...series, state, eventId: event.id }), log: [] };
}

/** A refusal that the calendar will repeat for ever: the time asked for crosses a neighbouring occurrence. */
const crossing = 'ErrorOccurrenceCrossingBoundary';

function learnBlock(person: Person, block: BlockRow, work: BlockWork, result: BlockResult): Learned | null {
  if (isGone(result) && work.kind !== 'create' && work.kind !== 'find') return learnGone(person, block);
  if (!result.ok && result.code === crossing) {
    const asking: BlockRow = { ...block, state: 'asking', why: 'no-room', start: block.eventStart, end: block.eventEnd };
    return { person: withBlock(person, asking), log: [] };
  }
  if (!result.ok) return null;
  const [event] = result.events;
  if (work.kind === 'remove') return { person: withBlock(person, { ...block, eventGone: true }), log: [] };
  if (!event) return { person: withBlock(person, { ...block, eventGone: true }), log: [] };
  if (work.kind === 'change' && work.times) return { person: withBlock(person, known(block, event)), log: [] };
  return work.kind === 'create' || work.kind === 'find' ? { person: withBlock(person, known(block, event)), log: [] } : learnEvent(person, block, event);
}

const known = (block: BlockRow, event: BlockEvent): BlockRow => ({
  ...block, eventId: event.id, eventStart: Date.parse(event.start), eventEnd: Date.parse(event.end), eventShows: event.shows, eventGone: false,
});
