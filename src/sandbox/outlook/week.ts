import { Temporal } from 'temporal-polyfill';
import type { CalendarEntry } from '../tenant/calendar.ts';

/** Dates are `YYYY-MM-DD`, zones IANA, minutes counted from midnight on the wall clock. */
export const dayMinutes = 1440;

/** Pixels that an hour is high. */
export const hourHeight = 44;

/** The instant of a wall-clock time in a zone. */
export const instantOf = ({ local, zone }: { local: string; zone: string }): Date => new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds);

const zoned = (instant: string, zone: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** The wall clock of an instant, `YYYY-MM-DDTHH:MM`. */
export const wallOf = (instant: string, zone: string): string => zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/** The seven dates of the week, Monday first, in which an instant or date falls. */
export function weekOf(date: string): string[] {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return Array.from({ length: 7 }, (_, index) => monday.add({ days: index }).toString());
}

/** The date some weeks on. */
export const weeksOn = (date: string, weeks: number): string => Temporal.PlainDate.from(date).add({ weeks }).toString();

/** First and last instant of a run of dates; the last is not included. */
export function spanOf(dates: readonly string[], zone: string): { from: Date; to: Date } {
  const at = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(zone).epochMilliseconds);
  return { from: at(Temporal.PlainDate.from(dates[0]!)), to: at(Temporal.PlainDate.from(dates.at(-1)!).add({ days: 1 })) };
}

/** Part of an entry within one day. */
export interface Piece {
  entry: CalendarEntry;
  from: number;
  to: number;
}

/** A piece with its place beside those that overlap it: `lane` of `lanes`. */
export type Placed = Piece & { lane: number; lanes: number };

export interface Day {
  date: string;
  /** Entries without a time. */
  wholeDay: CalendarEntry[];
  timed: Placed[];
}

/** What stands on each of the dates, in a zone. */
export const daysOf = (entries: readonly CalendarEntry[], dates: readonly string[], zone: string): Day[] =>
  dates.map((date) => ({
    date,
    wholeDay: entries.filter((entry) => entry.isAllDay && coversDate(entry, date, zone)),
    timed: beside(entries.flatMap((entry) => (entry.isAllDay ? [] : pieceOn(entry, date, zone)))),
  }));

function coversDate({ start, end }: CalendarEntry, date: string, zone: string): boolean {
  const { from, to } = spanOf([date], zone);
  return new Date(start) < to && new Date(end) > from;
}

/** Something short must still be seen and pressed. */
const leastMinutes = 20;

function pieceOn(entry: CalendarEntry, date: string, zone: string): Piece[] {
  const [start, end] = [zoned(entry.start, zone), zoned(entry.end, zone)];
  const [first, last] = [start.toPlainDate().toString(), end.toPlainDate().toString()];
  const from = first < date ? 0 : start.hour * 60 + start.minute;
  const to = last > date ? dayMinutes : end.hour * 60 + end.minute;
  // Ending at midnight is not being there on the next day.
  if (first > date || last < date || (last === date && first < date && to === 0)) return [];
  return [{ entry, from: Math.min(from, dayMinutes - leastMinutes), to: Math.max(to, Math.min(from, dayMinutes - leastMinutes) + leastMinutes) }];
}

/** Puts pieces that overlap into lanes beside each other; each group as many as it needs. */
export function beside(pieces: readonly Piece[]): Placed[] {
  const sorted = pieces.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const placed: Placed[] = [];
  let group: Placed[] = [];
  const groupEnd = () => Math.max(-1, ...group.map(({ to }) => to));
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane + 1));
    placed.push(...group.map((piece) => ({ ...piece, lanes })));
    group = [];
  };
  for (const piece of sorted) {
    if (piece.from >= groupEnd()) close();
    const taken = new Set(group.filter(({ to }) => to > piece.from).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ ...piece, lane, lanes: 0 });
  }
  close();
  return placed;
}
