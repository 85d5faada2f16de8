import type { BusyInterval } from '../../../../platform/microsoft/microsoft.ts';
import { FeedFailure } from '../failure.ts';
import { instantOf, type Locate, type Point } from './clocks.ts';
import type { FeedEvent, Span } from './events.ts';
import { offsetLimit } from './far-away.ts';
import { recurrence } from './recurrence.ts';
import { DAY, type Written } from './values.ts';

/** Epoch milliseconds. */
export interface Period {
  from: number;
  to: number;
}

/** More than anybody's calendar holds; what is meant to exhaust us ends here rather than at the limits of the thread. */
const OCCURRENCE_LIMIT = 100_000;

/** Every occurrence that touches the window and takes time, unsorted and unmerged. Throws FeedFailure 'too-complex'. */
export function expand(events: FeedEvent[], window: Period, locate: Locate): BusyInterval[] {
  const standIns = latest(events, locate);
  const replaced = byUid(standIns);
  const found: BusyInterval[] = [];
  const add = (event: FeedEvent, start: Point, span: Span): void => {
    const period = periodOf(start, span);
    if (event.status === null || period.to <= window.from || period.from >= window.to) return;
    if (found.push({ start: period.from, end: period.to, status: event.status }) > OCCURRENCE_LIMIT) tooMany();
  };
  for (const event of standIns) add(event, event.start, event.span);
  for (const event of events) {
    if (event.replaces) continue;
    const gone = removed(event, replaced.get(event.uid) ?? [], locate);
    for (const { start, span } of starts(event, window)) if (!isGone(start, gone)) add(event, start, span);
  }
  return found;
}

function byUid(events: FeedEvent[]): Map<string, FeedEvent[]> {
  const groups = new Map<string, FeedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.uid);
    if (group) group.push(event);
    else groups.set(event.uid, [event]);
  }
  return groups;
}

/** Of several stand-ins for one occurrence the highest SEQUENCE counts, then the last. */
function latest(events: FeedEvent[], locate: Locate): FeedEvent[] {
  const kept = new Map<string, FeedEvent>();
  for (const event of events) {
    if (!event.replaces) continue;
    if (event.replacesRest) cannot(event, 'changes "this and all following" in one entry');
    const key = `${event.uid} ${keyOf(locate(event.replaces), event.replaces.kind === 'date')}`;
    if ((kept.get(key)?.sequence ?? 0) <= event.sequence) kept.set(key, event);
  }
  return [...kept.values()];
}

/** Whole days are known by their date, other times by their instant. */
const keyOf = (at: Point, allDay: boolean): string => (allDay ? `day ${Math.floor(at.wall / DAY)}` : `at ${instantOf(at)}`);

function removed(event: FeedEvent, standIns: FeedEvent[], locate: Locate): Set<string> {
  const times = [...event.without, ...standIns.map((standIn) => standIn.replaces!)];
  return new Set(times.map((time) => removedKey(time, event, locate)));
}

/** Exchange writes midnights for whole-day series, and some programs leave the zone out: then the series' own is meant. */
function removedKey(time: Written, event: FeedEvent, locate: Locate): string {
  const at = locate(time, event.start.clock);
  if (!event.start.allDay || time.kind !== 'utc') return keyOf(at, event.start.allDay || at.allDay);
  return keyOf({ ...at, wall: event.start.clock.toWall(instantOf(at)) }, true);
}

const isGone = (start: Point, gone: Set<string>): boolean =>
  gone.size > 0 && (gone.has(keyOf(start, true)) || (!start.allDay && gone.has(keyOf(start, false))));

/** DTSTART is always the first start (RFC 5545, 3.8.5.3), also where the rule would not find it. */
function starts(event: FeedEvent, window: Period): { start: Point; span: Span }[] {
  const { start, span } = event;
  if (event.rules.length === 0) return [{ start, span }, ...event.more];
  const from = window.from - offsetLimit - Math.max(span.wall + span.ms, span.exact);
  const walls = new Set([start.wall, ...event.rules.flatMap((rule) => repeats(event, rule, from, window.to + offsetLimit))]);
  return [...[...walls].map((wall) => ({ start: { ...start, wall }, span })), ...event.more];
}

function repeats(event: FeedEvent, rule: string, from: number, to: number): number[] {
  try {
    const found = recurrence(rule, event.start.wall, event.start.clock.toWall);
    const walls = found.until !== null && found.until < from ? [] : found.between(from, to);
    return walls.length > OCCURRENCE_LIMIT ? tooMany() : walls;
  } catch (error) {
    return cannot(event, `repeats by a rule that cannot be worked out (${rule.slice(0, 80)})`, error);
  }
}

function periodOf(start: Point, span: Span): Period {
  const from = instantOf(start);
  return { from, to: Math.max(start.clock.toInstant(start.wall + span.wall) + span.ms, from + span.exact) };
}

/** One event that cannot be placed makes the whole feed unknown: leaving it out would show its time as free. */
function cannot(event: FeedEvent, what: string, cause?: unknown): never {
  const day = new Date(event.start.wall).toISOString().slice(0, 10);
  throw new FeedFailure('too-complex', `An event that starts on ${day} ${what}.`, cause);
}

function tooMany(): never {
  throw new FeedFailure('too-complex', `It holds more than ${OCCURRENCE_LIMIT} appointments in the time that was asked for.`);
}
