import type { BusyStatus } from '../../../../platform/microsoft/microsoft.ts';
import { FeedFailure } from '../failure.ts';
import { every, first, type Component } from './components.ts';
import { instantOf, type Locate, type Point } from './clocks.ts';
import { DAY, duration, written, writtenList, type Duration, type Written } from './values.ts';
import type { Property } from './lines.ts';

/** How long an event takes: `wall` ms further on its wall clock, then `ms`, and never less than `exact` ms of passing time. */
export interface Span {
  wall: number;
  ms: number;
  exact: number;
}

/** One VEVENT, as far as it decides when somebody is busy. */
export interface FeedEvent {
  uid: string;
  start: Point;
  span: Span;
  /** Null: it takes no time (free, transparent, cancelled). */
  status: BusyStatus | null;
  rules: string[];
  /** RDATE: more starts, each with its own span where the file gives one. */
  more: { start: Point; span: Span }[];
  /** EXDATE: starts that do not take place. */
  without: Written[];
  /** RECURRENCE-ID: the start of the series that this event stands in for. */
  replaces: Written | null;
  /** `RANGE=THISANDFUTURE`. */
  replacesRest: boolean;
  sequence: number;
}

const MICROSOFT: Record<string, BusyStatus | null> = {
  FREE: null,
  TENTATIVE: 'tentative',
  BUSY: 'busy',
  OOF: 'oof',
  WORKINGELSEWHERE: 'workingElsewhere',
};

/** Reads a VEVENT; `nth` names it where it has no UID. Throws FeedFailure when its time cannot be read. */
export function readEvent(component: Component, nth: number, locate: Locate): FeedEvent | null {
  const status = statusOf(component);
  const replaces = first(component, 'RECURRENCE-ID');
  const starts = first(component, 'DTSTART') ?? replaces;
  // What takes no time may be malformed; but a cancelled or free stand-in still removes its occurrence.
  if (!starts || (status === null && !replaces)) return status === null ? null : noStart();
  const start = locate(written(starts.value, starts.params));
  const span = spanOf(component, start, locate);
  return {
    uid: first(component, 'UID')?.value ?? `without a name ${nth}`,
    start,
    span,
    status,
    rules: every(component, 'RRULE').map((rule) => rule.value),
    more: every(component, 'RDATE').flatMap((property) => additions(property, span, start, locate)),
    without: every(component, 'EXDATE').filter(hasValue).flatMap(writtenList),
    replaces: replaces ? written(replaces.value, replaces.params) : null,
    replacesRest: replaces?.params['RANGE']?.toUpperCase() === 'THISANDFUTURE',
    sequence: Number.parseInt(first(component, 'SEQUENCE')?.value ?? '0', 10) || 0,
  };
}

const hasValue = (property: Property): boolean => property.value !== '';

function noStart(): never {
  throw new FeedFailure('too-complex', 'It holds an event without a start.');
}

/** Microsoft's own field says more than TRANSP and goes before it (MS-OXCICAL). */
function statusOf(component: Component): BusyStatus | null {
  const value = (name: string): string => first(component, name)?.value.toUpperCase() ?? '';
  if (value('STATUS') === 'CANCELLED') return null;
  const microsoft = MICROSOFT[value('X-MICROSOFT-CDO-BUSYSTATUS')];
  if (microsoft !== undefined) return microsoft;
  if (value('TRANSP') === 'TRANSPARENT') return null;
  return value('STATUS') === 'TENTATIVE' ? 'tentative' : 'busy';
}

function spanOf(component: Component, start: Point, locate: Locate): Span {
  const end = first(component, 'DTEND');
  if (end) return between(start, locate(written(end.value, end.params), start.clock));
  const length = first(component, 'DURATION');
  if (length) return lasting(duration(length.value));
  return { wall: start.allDay ? DAY : 0, ms: 0, exact: 0 };
}

const lasting = (length: Duration): Span => ({ wall: length.days * DAY, ms: length.ms, exact: 0 });

/**
 * An end on the start's own clock keeps its wall clock in every repetition, as calendars show it, and never lasts less than the first
 * one did, as RFC 5545 (3.8.5.3) has it. Both ends swapped, or a whole day that ends as it begins, still take their time.
 */
function between(start: Point, end: Point): Span {
  const wall = Math.abs(end.wall - start.wall);
  if (start.allDay) return { wall: Math.max(wall, DAY), ms: 0, exact: 0 };
  return { wall: start.clock === end.clock ? wall : 0, ms: 0, exact: Math.abs(instantOf(end) - instantOf(start)) };
}

function additions(property: Property, span: Span, start: Point, locate: Locate): { start: Point; span: Span }[] {
  return property.value.split(',').map((value) => {
    const [from, to] = value.split('/');
    const at = locate(written(from!, property.params), start.clock);
    return { start: at, span: to === undefined ? span : periodSpan(at, to, property, locate) };
  });
}

/** The second half of a period: another time, or a length. */
export function periodSpan(start: Point, to: string, property: Property, locate: Locate): Span {
  if (/^[+-]?P/i.test(to)) return lasting(duration(to));
  return between(start, locate(written(to, property.params), start.clock));
}
