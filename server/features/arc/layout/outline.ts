import { weekdayOf } from '../../../platform/zones.ts';

/** A kind that a plan holds; first conversations are booked by themselves. */
export type PlannedKind = 'coaching' | 'three-way';

/** A session that has a place already: booked, or held. Days are counted from 1970-01-01. */
export interface FixedSession {
  day: number;
  kind: 'coaching' | 'three-way' | 'chemistry';
  /** Booked for a planned session. One that was not takes the place of a planned one of its kind that is near. */
  planned: boolean;
}

/** A planned session that is in nobody's calendar yet. */
export interface OpenSession {
  id: string;
  kind: PlannedKind;
  day: number;
}

/** What an outline is made of. */
export interface OutlineWish {
  /** The engagement's first and last day. */
  starts: number;
  ends: number;
  /** No session is planned before: the first day, today, or the end of a pause. */
  from: number;
  cadenceDays: number;
  /** ISO weekday that new sessions fall on where they can; null for none. */
  weekday: number | null;
  threeWays: boolean;
  fixed: readonly FixedSession[];
  open: readonly OpenSession[];
}

/** A session of the outline; `id` is null for one that was not planned before. */
export interface Outlined {
  id: string | null;
  kind: PlannedKind;
  /** Ideal day. */
  day: number;
  /** What it was planned as and when; null for a new one. */
  before: { kind: PlannedKind; day: number } | null;
}

export interface Outline {
  sessions: Outlined[];
  /** Those planned before that have no place any more. */
  dropped: { id: string; why: 'passed' | 'after-the-end' | 'booked-instead' }[];
  /** Of start, middle and end, those that cannot have a three-way session. */
  missing: Mark[];
}

export type Mark = 'start' | 'middle' | 'end';

/** A gap this much wider than the rhythm gets another session. */
const wide = 1.5;

/**
 * Which sessions an engagement should have and on which days ideally: three-ways at start, middle and end, coaching in the rhythm
 * between. What is planned already stays where it is; only what passed, lies beyond the end or became superfluous goes, and only
 * wide gaps are filled. The same again changes nothing.
 */
export function outline(wish: OutlineWish): Outline {
  const { open, dropped } = sorted(wish);
  const sessions = filled(wish, open);
  const missing = wish.threeWays ? markThreeWays(wish, sessions) : [];
  if (!wish.threeWays) for (const session of sessions) session.kind = 'coaching';
  return { sessions, dropped, missing };
}

function sorted(wish: OutlineWish): { open: Outlined[]; dropped: Outline['dropped'] } {
  const open: Outlined[] = [];
  const dropped: Outline['dropped'] = [];
  const instead = bookedInstead(wish);
  for (const { id, kind, day } of wish.open.toSorted((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))) {
    if (day > wish.ends) dropped.push({ id, why: 'after-the-end' });
    else if (day < wish.from) dropped.push({ id, why: 'passed' });
    else if (instead.has(id) || open.at(-1)?.day === day) dropped.push({ id, why: 'booked-instead' });
    else open.push({ id, kind, day, before: { kind, day } });
  }
  return { open, dropped };
}

/** The planned sessions that somebody booked without the plan: of one kind, and nearer than half the rhythm. */
function bookedInstead({ fixed, open, cadenceDays }: OutlineWish): Set<string> {
  const instead = new Set<string>();
  for (const one of fixed.filter(({ planned }) => !planned)) {
    const near = open.filter(({ id, kind, day }) => !instead.has(id) && kind === one.kind && Math.abs(day - one.day) * 2 < cadenceDays);
    const closest = near.toSorted((a, b) => Math.abs(a.day - one.day) - Math.abs(b.day - one.day) || a.day - b.day)[0];
    if (closest) instead.add(closest.id);
  }
  return instead;
}

/** The nearest day of the liked weekday that planning may use. */
function liked({ weekday, from, ends }: OutlineWish, day: number): number {
  if (weekday === null) return day;
  const earlier = day - ((weekdayOf(day) - weekday + 7) % 7);
  const near = day - earlier <= 3 ? earlier : earlier + 7;
  return [near, earlier + 7, earlier].find((one) => one >= from && one <= ends) ?? day;
}

/** The open sessions and as many more as the wide gaps between all sessions have room for. */
function filled(wish: OutlineWish, open: Outlined[]): Outlined[] {
  const { from, ends, cadenceDays, fixed } = wish;
  const days = [...fixed, ...open].map(({ day }) => day).filter((day) => day <= ends).toSorted((a, b) => a - b);
  const more: number[] = [];
  const first = days[0];
  if (first === undefined) for (let day = from; day <= ends; day += cadenceDays) more.push(day);
  else if (first - from > cadenceDays * wide) for (let day = first - cadenceDays; day >= from; day -= cadenceDays) more.push(day);
  days.forEach((day, at) => more.push(...between(wish, day, days[at + 1] ?? null)));
  const made = more.map((day): Outlined => ({ id: null, kind: 'coaching', day: liked(wish, day), before: null }));
  const all = [...open, ...made].toSorted((a, b) => a.day - b.day);
  // Two that are pushed to one liked weekday are one.
  return all.filter(({ id, day }, at) => id !== null || all[at - 1]?.day !== day);
}

/** Days for more sessions between one and the next, or the engagement's end (null). A gap that began long ago counts from where planning begins. */
function between({ from, ends, cadenceDays }: OutlineWish, day: number, next: number | null): number[] {
  if ((next ?? ends) - day <= cadenceDays * wide) return [];
  const last = next === null ? ends : next - cadenceDays;
  const more: number[] = [];
  for (let one = Math.max(day + cadenceDays, from); one <= last; one += cadenceDays) more.push(one);
  return more;
}

interface Place {
  mark: Mark;
  day: number;
  /** Days either side within which a three-way session still is one of start, middle or end. */
  reach: number;
}

/** Makes three of the sessions three-ways, as far as there are no such ones yet. Answers the marks that no session can serve. */
function markThreeWays(wish: OutlineWish, sessions: Outlined[]): Mark[] {
  const places = placesOf(wish);
  const fixed = wish.fixed.filter(({ kind }) => kind === 'three-way');
  const chosen = new Set<Outlined>();
  const missing: Mark[] = [];
  for (const place of places) {
    const near = ({ day }: { day: number }): boolean => Math.abs(day - place.day) <= place.reach;
    if (fixed.some(near)) continue;
    const free = sessions.filter((session) => near(session) && !chosen.has(session));
    // One that is a three-way already stays one; else the nearest becomes one.
    const session = nearest(free.filter(({ kind }) => kind === 'three-way'), place.day) ?? nearest(free, place.day);
    if (session) chosen.add(session);
    else missing.push(place.mark);
  }
  for (const session of sessions) session.kind = chosen.has(session) ? 'three-way' : 'coaching';
  return missing;
}

function placesOf({ starts, ends, cadenceDays }: OutlineWish): Place[] {
  const edge = Math.ceil(cadenceDays * wide);
  const long = ends - starts;
  const middle = Math.max(cadenceDays, Math.floor(long / 5));
  const places: Place[] = [{ mark: 'start', day: starts, reach: Math.min(edge, long / 2) }];
  if (long >= cadenceDays) places.push({ mark: 'end', day: ends, reach: Math.min(edge, long / 2) });
  if (long >= 2 * cadenceDays) places.push({ mark: 'middle', day: starts + Math.round(long / 2), reach: Math.min(middle, long / 3) });
  return places;
}

function nearest(sessions: Outlined[], day: number): Outlined | undefined {
  return sessions.toSorted((a, b) => Math.abs(a.day - day) - Math.abs(b.day - day) || a.day - b.day)[0];
}
