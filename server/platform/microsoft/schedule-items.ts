import type { DayOfWeek, FreeBusyStatus, NullableOption, ScheduleItem, WorkingHours } from '@microsoft/microsoft-graph-types';
import type { BusyInterval, BusyStatus, DayHours } from './microsoft.ts';
import { fromGraphTime } from './zones.ts';

const weekdays: DayOfWeek[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Characters of `availabilityView`. What is not known (`?`) counts as busy: it is never free. */
const viewStatus: Record<string, BusyStatus> = { '1': 'tentative', '2': 'busy', '3': 'oof', '4': 'workingElsewhere', '?': 'busy' };

function statusOf(status: NullableOption<FreeBusyStatus> | undefined): BusyStatus | null {
  if (status === 'free') return null;
  return status === 'tentative' || status === 'oof' || status === 'workingElsewhere' ? status : 'busy';
}

function toInterval(item: ScheduleItem): BusyInterval[] {
  const status = statusOf(item.status);
  const start = fromGraphTime(item.start);
  const end = fromGraphTime(item.end);
  return status === null || start === null || end === null || end <= start ? [] : [{ start, end, status }];
}

/** Equal marks in a row are one piece. */
const fromView = (view: string, from: number, step: number): BusyInterval[] =>
  [...view.matchAll(/(.)\1*/g)].flatMap(({ 0: run, 1: mark, index }) => {
    const status = viewStatus[mark!];
    return status ? [{ start: from + index * step, end: from + (index + run.length) * step, status }] : [];
  });

/**
 * Busy time of one person in one window starting at `from`. Where the owner shares no entries but only whether they
 * are free, the entries are empty and `availabilityView` (a character each `step` milliseconds) alone tells.
 */
export const toBusy = (items: ScheduleItem[], view: string, from: number, step: number): BusyInterval[] =>
  items.length > 0 ? items.flatMap(toInterval) : fromView(view, from, step);

/** Minutes from midnight of Graph's `08:00:00.0000000`, or null. */
function minuteOf(time: string | null | undefined): number | null {
  const match = /^(\d\d):(\d\d)/.exec(time ?? '');
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** Working hours by weekday, or null when they were not told. An end at or before the start is the next day's. */
export function toHours(hours: NullableOption<WorkingHours> | undefined): DayHours[] | null {
  const start = minuteOf(hours?.startTime);
  const end = minuteOf(hours?.endTime);
  if (!hours?.daysOfWeek || start === null || end === null) return null;
  const days = hours.daysOfWeek.flatMap((name) => (name ? [weekdays.indexOf(name) + 1] : []));
  return days.toSorted((a, b) => a - b).flatMap((weekday) => dayHours(weekday, start, end));
}

function dayHours(weekday: number, startMinute: number, endMinute: number): DayHours[] {
  if (endMinute > startMinute) return [{ weekday, startMinute, endMinute }];
  const evening = { weekday, startMinute, endMinute: 1440 };
  return endMinute === 0 ? [evening] : [evening, { weekday: (weekday % 7) + 1, startMinute: 0, endMinute }];
}
