import { DateTime, FixedOffsetZone, Interval } from 'luxon';
import type { PersonCalendar, SlotQuery } from '../../server/features/scheduling/slots/types.ts';
import { forbidding, MINUTE } from './workload.ts';

const utc = { zone: FixedOffsetZone.utcInstance };

/** Working hours as luxon intervals, day by day in the person's zone. */
export function luxonHours(person: PersonCalendar, from: number, to: number): Interval[] {
  const hours: Interval[] = [];
  const last = DateTime.fromMillis(to, { zone: person.zone });
  for (let day = DateTime.fromMillis(from, { zone: person.zone }).startOf('day'); day <= last; day = day.plus({ days: 1 })) {
    for (const { weekday, startMinute, endMinute } of person.hours) {
      if (weekday !== day.weekday) continue;
      const at = (minute: number) => day.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
      hours.push(Interval.fromDateTimes(at(startMinute), at(endMinute)));
    }
  }
  return hours;
}

/** What two ordered sets have in common, in one pass over both. */
export function intersected(a: Interval[], b: Interval[]): Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const both = a[i]!.intersection(b[j]!);
    if (both && !both.isEmpty()) common.push(both);
    if (a[i]!.end! < b[j]!.end!) i++;
    else j++;
  }
  return common;
}

/** The hours of a person without the busy time and its buffers; busy time is merged first and met in one pass. */
function freeTime(person: PersonCalendar, hours: Interval[]): Interval[] {
  const buffer = person.bufferMinutes * MINUTE;
  const at = (ms: number) => DateTime.fromMillis(ms, utc);
  const busy = Interval.merge(forbidding(person).map(({ start, end }) => Interval.fromDateTimes(at(start - buffer), at(end + buffer))));
  let next = 0;
  return hours.flatMap((window) => {
    while (next < busy.length && busy[next]!.end! <= window.start!) next++;
    const inside: Interval[] = [];
    for (let other = next; other < busy.length && busy[other]!.start! < window.end!; other++) inside.push(busy[other]!);
    return inside.length > 0 ? window.difference(...inside) : [window];
  });
}

/** Feasible starts by luxon's Interval sets. */
export function luxonStarts(query: SlotQuery): number[] {
  const free = query.people.map((person) => freeTime(person, luxonHours(person, query.from, query.to)));
  return startsWithin(free.reduce(intersected), query);
}

/** Starts of the grid at which the meeting fits into one of the intervals. */
function startsWithin(free: Interval[], query: SlotQuery): number[] {
  const step = query.gridMinutes * MINUTE;
  const length = query.minutes * MINUTE;
  return free.flatMap((interval) => {
    const starts: number[] = [];
    const last = Math.min(interval.end!.toMillis(), query.to) - length;
    for (let start = Math.ceil(Math.max(interval.start!.toMillis(), query.from) / step) * step; start <= last; start += step) starts.push(start);
    return starts;
  });
}
