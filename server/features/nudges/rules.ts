import { dateOf, dayOf, localDay, toLocal, toUtc, weekdayOf, zoneTable } from '../../platform/zones.ts';
import type { NoticeWeight } from './contract.ts';

// When something may be said to somebody. Pure: `now`, zone and what was said already are arguments. All instants are epoch ms.

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Every zone's offset and every setting is a multiple of five minutes, so quiet begins and ends on this grid. */
const STEP = 5 * MINUTE;
/** Notices in one message; more wait for the next. */
export const mostInOne = 12;
/** Digests gather until then on days that have no quiet hours. */
const plainDigestMinute = 9 * 60;

export interface Preferences {
  weeklyBudget: number;
  /** Minutes from local midnight; quiet from the first to the second, over midnight when it is less; equal: never. */
  quietFromMinute: number;
  quietToMinute: number;
  /** ISO weekdays that are quiet from midnight to midnight. */
  quietWeekdays: number[];
  /** Nothing before this local date. */
  pausedUntil: string | null;
}

/** product.md, principle 6: evenings, nights and weekends are the person's own. */
export const defaultPreferences: Preferences = {
  weeklyBudget: 5, quietFromMinute: 19 * 60, quietToMinute: 7 * 60 + 30, quietWeekdays: [6, 7], pausedUntil: null,
};

/** Why something is not said now, or will not be. */
export type HoldReason =
  | 'quiet-hours' | 'away' | 'paused' | 'engagement-paused' | 'budget' | 'digest' | 'microsoft' | 'consent-missing' | 'no-mailbox';
export type DropReason = HoldReason | 'expired' | 'engagement-ended' | 'withdrawn' | 'undeliverable';

export function isQuiet(preferences: Preferences, zone: string, at: number): boolean {
  const { weekday, minute } = toLocal(zoneTable(zone), at);
  const { quietFromMinute: from, quietToMinute: to } = preferences;
  if (preferences.quietWeekdays.includes(weekday)) return true;
  if (from === to) return false;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The first instant from `from` on that is not quiet; null when there is none within nine days. */
export function nextOpening(preferences: Preferences, zone: string, from: number): number | null {
  if (!isQuiet(preferences, zone, from)) return from;
  for (let at = Math.ceil(from / STEP) * STEP; at <= from + 9 * DAY; at += STEP) if (!isQuiet(preferences, zone, at)) return at;
  return null;
}

/** Monday of the ISO week, in the person's zone, as a date. */
export function weekOf(zone: string, at: number): string {
  const day = localDay(zoneTable(zone), at);
  return dateOf(day - weekdayOf(day) + 1);
}

/** First instant of the ISO week after the one that `at` is in. */
export const nextWeek = (zone: string, at: number): number => toUtc(zoneTable(zone), dateOf(dayOf(weekOf(zone, at)) + 7), 0);

/** First instant of a local date. */
export const startOf = (zone: string, date: string): number => toUtc(zoneTable(zone), date, 0);

/** When the digest goes that gathers what is due at `dueAt`: when the quiet of a day ends. */
export function digestAt(preferences: Preferences, zone: string, dueAt: number): number {
  const table = zoneTable(zone);
  const { quietFromMinute: from, quietToMinute: to } = preferences;
  const today = localDay(table, dueAt);
  for (let day = today; day <= today + 9; day++) {
    const at = toUtc(table, dateOf(day), from === to ? plainDigestMinute : to);
    if (at >= dueAt && !isQuiet(preferences, zone, at)) return at;
  }
  return dueAt;
}

export interface Pending {
  id: string;
  weight: NoticeWeight;
  dueAt: number;
  expiresAt: number;
  /** It is about a meeting that goes on at this moment. */
  meetingOn: boolean;
  /** Goes in a message of its own. */
  alone: boolean;
  /** Why it waited so far. */
  reason: HoldReason | null;
  engagement: { status: 'active' | 'paused' | 'ended'; pausedUntil: string | null };
}

export interface Listener {
  preferences: Preferences;
  zone: string;
  /** Messages that left, or may have left, in this ISO week of theirs. */
  saidThisWeek: number;
  /** Away until then; null when not away or not known. */
  awayUntil: number | null;
}

export interface Decision {
  /** Each a message of one or more notices. */
  say: string[][];
  hold: { id: string; reason: HoldReason; until: number }[];
  drop: { id: string; reason: DropReason }[];
}

type Verdict = 'say' | { reason: HoldReason; until: number } | { drop: DropReason };

/** The next moment that quiet hours leave open, or the end of all patience. */
const opening = (listener: Listener, from: number, expiresAt: number): number =>
  nextOpening(listener.preferences, listener.zone, from) ?? expiresAt;

/** What ends a notice, or makes it wait, whoever it is for. */
function ofItsEngagement({ engagement, expiresAt, reason }: Pending, now: number): Verdict | null {
  if (engagement.status === 'ended') return { drop: 'engagement-ended' };
  if (now >= expiresAt) return { drop: reason ?? 'expired' };
  if (engagement.status !== 'paused') return null;
  return { reason: 'engagement-paused', until: engagement.pausedUntil === null ? expiresAt : dayOf(engagement.pausedUntil) * DAY };
}

/** What the person wants, or does, that stops it. A pause and leave hold whatever it is: nobody is chased who is away. Quiet hours do not stop what a meeting needs that is on. */
function ofItsReader(notice: Pending, listener: Listener, now: number): Verdict | null {
  const { preferences, zone, awayUntil } = listener;
  const pauseEnds = preferences.pausedUntil === null ? now : startOf(zone, preferences.pausedUntil);
  if (pauseEnds > now) return { reason: 'paused', until: opening(listener, pauseEnds, notice.expiresAt) };
  const needed = notice.weight === 'now' && notice.meetingOn;
  if (!needed && isQuiet(preferences, zone, now)) return { reason: 'quiet-hours', until: opening(listener, now, notice.expiresAt) };
  if (awayUntil !== null && awayUntil > now) return { reason: 'away', until: opening(listener, awayUntil, notice.expiresAt) };
  return null;
}

/** What becomes of one notice now, the budget aside. */
function verdictOn(notice: Pending, listener: Listener, now: number): Verdict {
  const stopped = ofItsEngagement(notice, now) ?? ofItsReader(notice, listener, now);
  if (stopped !== null || notice.weight !== 'digest') return stopped ?? 'say';
  const gathered = digestAt(listener.preferences, listener.zone, notice.dueAt);
  return gathered > now && gathered < notice.expiresAt ? { reason: 'digest', until: gathered } : 'say';
}

const byDue = (a: Pending, b: Pending): number => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1);

/**
 * What becomes of everything that is due for one person. What is urgent goes by itself and whatever the budget; letters go by themselves
 * while the week has messages left; all the rest that may be said now is one message, if it still has one. Nothing is put off beyond its end: there it is looked at to be dropped.
 */
export function decide(pending: Pending[], listener: Listener, now: number): Decision {
  const decision: Decision = { say: [], hold: [], drop: [] };
  const hold = (notice: Pending, reason: HoldReason, until: number): void => {
    decision.hold.push({ id: notice.id, reason, until: Math.min(Math.max(until, now + MINUTE), notice.expiresAt) });
  };
  const [alone, together]: [Pending[], Pending[]] = [[], []];
  for (const notice of pending.toSorted(byDue)) {
    const verdict = verdictOn(notice, listener, now);
    if (verdict === 'say') {
      if (notice.weight === 'now') decision.say.push([notice.id]);
      else (notice.alone ? alone : together).push(notice);
    } else if ('drop' in verdict) decision.drop.push({ id: notice.id, reason: verdict.drop });
    else hold(notice, verdict.reason, verdict.until);
  }
  const [first, rest] = [together.slice(0, mostInOne), together.slice(mostInOne)];
  const messages = [...alone.map((notice) => [notice]), ...(first.length > 0 ? [first] : [])];
  const left = Math.max(0, listener.preferences.weeklyBudget - listener.saidThisWeek - decision.say.length);
  decision.say.push(...messages.slice(0, left).map((message) => message.map(({ id }) => id)));
  const spent = left < messages.length;
  for (const notice of messages.slice(left).flat()) hold(notice, 'budget', opening(listener, nextWeek(listener.zone, now), notice.expiresAt));
  for (const notice of rest) {
    if (spent) hold(notice, 'budget', opening(listener, nextWeek(listener.zone, now), notice.expiresAt));
    else hold(notice, 'digest', digestAt(listener.preferences, listener.zone, now + MINUTE));
  }
  return decision;
}

/** Seconds until a message that Microsoft did not take is offered again: longer each time up to an hour, and never less than it asks for. */
export const waitAfter = (attempts: number, retryAfterSeconds: number | null): number =>
  Math.max(retryAfterSeconds ?? 0, Math.min(3600, 15 * 2 ** Math.min(attempts, 8)));
