import { dateOf, dayOf, toLocal, weekdayOf, zoneTable } from '../../platform/zones.ts';
import type { SeedEvent } from '../tenant/seed.ts';
import { uuidFor } from '../tenant-file/ids.ts';

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
const weekdays: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface More {
  showAs?: SeedEvent['showAs'];
  private?: boolean;
  location?: string;
  /** Last day that has it, counted from today. Default: the twelfth week. */
  lastDay?: number;
  /** Every so many weeks. */
  interval?: number;
}

/** One person's pages of the story's diary. Times are wall clocks `HH:MM` in their zone; weeks count from this one (0). */
export interface Diary {
  weekly(subject: string, days: Weekday[], from: string, to: string, more?: More): SeedEvent;
  once(subject: string, week: number, day: Weekday, from: string, to: string, more?: More): SeedEvent;
  /** Whole days, the last one included. */
  away(subject: string, week: number, from: Weekday, to: Weekday, more?: More): SeedEvent;
}

/** A wall clock on a day counted from 1970-01-01. */
const local = (day: number, time: string): string => `${dateOf(day)}T${time}:00`;

/** A diary around `now` (an instant; its date in `zone` is today). `owner` makes the ids. */
export function diaryOf(owner: string, zone: string, now: Date): Diary {
  const today = dayOf(toLocal(zoneTable(zone), now.getTime()).date);
  const monday = today - weekdayOf(today) + 1;
  const dayIn = (week: number, day: Weekday): number => monday + week * 7 + weekdays.indexOf(day);

  const event = (subject: string, start: string, end: string, more: More, rrule: string | null): SeedEvent => ({
    uid: `${uuidFor(`${owner} ${subject} ${rrule ?? start}`)}@story`,
    subject,
    start: { local: start, zone },
    end: { local: end, zone },
    isAllDay: false,
    showAs: more.showAs ?? 'busy',
    sensitivity: more.private ? 'private' : 'normal',
    location: more.location ?? null,
    isCancelled: false,
    rrule,
    exdates: [],
    overrides: [],
  });

  return {
    weekly(subject, days, from, to, more = {}) {
      // From the week before, so that there is a past to look back on.
      const first = dayIn(-1, days[0]!);
      const until = more.lastDay === undefined ? dayIn(11, 'SU') : today + more.lastDay;
      const rule = `FREQ=WEEKLY;INTERVAL=${more.interval ?? 1};BYDAY=${days.join(',')};UNTIL=${local(until, '23:59').replace(/[-:]/g, '')}`;
      return event(subject, local(first, from), local(first, to), more, rule);
    },
    once: (subject, week, day, from, to, more = {}) => event(subject, local(dayIn(week, day), from), local(dayIn(week, day), to), more, null),
    away: (subject, week, from, to, more = {}) => ({
      ...event(subject, local(dayIn(week, from), '00:00'), local(dayIn(week, to) + 1, '00:00'), { showAs: 'oof', ...more }, null),
      isAllDay: true,
    }),
  };
}
