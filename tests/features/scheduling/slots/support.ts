import type { BusyStatus, DayHours } from '../../../../server/platform/microsoft/microsoft.ts';
import type { PersonCalendar, SlotQuery } from '../../../../server/features/scheduling/slots/types.ts';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const at = (iso: string): number => Date.parse(`${iso}Z`);
export const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

export const weekdays = (startMinute: number, endMinute: number): DayHours[] =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute, endMinute }));

export const busy = (from: string, to: string, status: BusyStatus = 'busy') => ({ start: at(from), end: at(to), status });

/** Monday to Friday 9 to 17 in London, nothing in the calendar, no buffer. */
export function person(id: string, change: Partial<PersonCalendar> = {}): PersonCalendar {
  return {
    id,
    required: true,
    known: true,
    unconfirmed: false,
    zone: 'Europe/London',
    hours: weekdays(540, 1020),
    hoursByDate: {},
    busy: [],
    bufferMinutes: 0,
    ...change,
  };
}

/** An hour on Monday 2 March 2026 (a winter day) on the quarter, no other rule. */
export function query(people: PersonCalendar[], change: Partial<SlotQuery> = {}): SlotQuery {
  const from = change.from ?? at('2026-03-02T00:00');
  const to = change.to ?? at('2026-03-03T00:00');
  return {
    from,
    to,
    dataUntil: to,
    now: from - 30 * DAY,
    minutes: 60,
    gridMinutes: 15,
    noticeMinutes: 0,
    spacing: { minDays: 0, maxDays: 1000, neighbours: [] },
    people,
    preferred: null,
    movable: [],
    spreadZone: 'Europe/London',
    limit: 10,
    ...change,
  };
}
