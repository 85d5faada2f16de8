import type { BlockEvent } from '../../../platform/microsoft/blocks.ts';
import { localText } from '../../../platform/zones.ts';
import { wanted, type BlockRow, type LogEntry, type Person, type SeriesRow } from './rows.ts';

export interface Learned {
  person: Person;
  log: LogEntry[];
}

export const withBlock = (person: Person, block: BlockRow): Person => ({
  ...person,
  blocks: person.blocks.map((one) => (one.id === block.id ? block : one)),
});

export const withSeries = (person: Person, series: SeriesRow): Person => ({
  ...person,
  series: person.series.map((one) => (one.id === series.id ? series : one)),
});

const spanOf = ({ start, end }: Pick<BlockRow, 'start' | 'end'>) => (start === null ? null : { start, end: end! });

const entry = (block: BlockRow, what: LogEntry['what'], why: string, to: LogEntry['to']): LogEntry => ({
  week: block.week, kind: block.kind, what, why, from: spanOf(block), to,
});

/** A block as the calendar holds it. Where it is neither where we put it nor where we meant to, the client dragged it: it is pinned. */
export function learnEvent(person: Person, block: BlockRow, event: BlockEvent): Learned {
  const [start, end] = [Date.parse(event.start), Date.parse(event.end)];
  const known = { ...block, eventId: event.id, eventStart: start, eventEnd: end, eventShows: event.shows, eventGone: false };
  const ours = (start === block.eventStart && end === block.eventEnd) || (start === block.start && end === block.end);
  if (ours || !wanted(block)) return { person: withBlock(person, known), log: [] };
  const pinned: BlockRow = { ...known, state: 'pinned', start, end, why: null };
  return { person: withBlock(person, pinned), log: [entry(block, 'dragged', 'client', { start, end })] };
}

/** A block that is not in the calendar any more. Unless we took it out ourselves, the client did: its week is skipped. */
export function learnGone(person: Person, block: BlockRow): Learned {
  const gone = { ...block, eventGone: true };
  if (!wanted(block)) return { person: withBlock(person, gone), log: [] };
  return { person: withBlock(person, { ...gone, state: 'skipped', why: 'deleted' }), log: [entry(block, 'deleted', 'client', null)] };
}

/** Local date on which the series' rule puts an occurrence. */
const ruleDate = (series: SeriesRow, event: BlockEvent): string => localText(Date.parse(event.originalStart ?? event.start), series.zone).slice(0, 10);

/** The local date, YYYY-MM-DD, of a series' occurrence in the week of a Monday. */
export function dateInWeek({ firstDay }: SeriesRow, week: string): string {
  const day = 86_400_000;
  const offset = ((Date.parse(firstDay) - Date.parse(week)) / day) % 7;
  return new Date(Date.parse(week) + ((offset + 7) % 7) * day).toISOString().slice(0, 10);
}

/** What a list of occurrences tells of every block of the series: where it is, or that it is not there. */
export function learnList(person: Person, series: SeriesRow, events: BlockEvent[], now: number): Learned {
  const byDate = new Map(events.map((event) => [ruleDate(series, event), event]));
  const instances = Object.fromEntries([...byDate].map(([date, event]) => [date, event.id]));
  let learned: Learned = { person: withSeries(person, { ...series, instances: { ...series.instances, ...instances } }), log: [] };
  for (const block of person.blocks) {
    if (block.seriesId !== series.id || block.eventGone || (block.eventEnd ?? 0) <= now) continue;
    const event = byDate.get(dateInWeek(series, block.week));
    const next = event ? learnEvent(learned.person, block, event) : learnGone(learned.person, block);
    learned = { person: next.person, log: [...learned.log, ...next.log] };
  }
  return learned;
}

/** The client removed the whole series in Outlook: nothing is put back, and review time is off until they want it again. */
export function learnSeriesGone(person: Person, series: SeriesRow, now: number): Learned {
  const blocks = person.blocks.map((block): BlockRow => {
    if (block.seriesId !== series.id) return block;
    const kept = block.end !== null && block.end <= now;
    return { ...block, eventGone: true, ...(wanted(block) && !kept && { state: 'skipped' as const, why: 'deleted' }) };
  });
  const off = series.state === 'standing' ? { ...person.times, status: 'off' as const, pausedUntil: null } : person.times;
  const log: LogEntry[] = series.state === 'standing' && person.blocks[0]
    ? [{ week: person.blocks[0].week, kind: 'block', what: 'removed', why: 'client', from: null, to: null }] : [];
  return { person: withSeries({ ...person, times: off, blocks }, { ...series, state: 'gone' }), log };
}
