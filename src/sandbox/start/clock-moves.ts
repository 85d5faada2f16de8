const hour = 3_600_000;

/** The moves that a button offers, from an instant. "Monday" and "day" are this device's. */
export const quickMoves: { words: string; to: (now: Date) => Date }[] = [
  { words: '1 hour on', to: (now) => new Date(now.getTime() + hour) },
  { words: '1 day on', to: (now) => sameTimeLater(now, 1) },
  { words: 'Next Monday, 09:00', to: nextMonday },
];

/** The same time of day some days later, also over a change of summer time. */
function sameTimeLater(now: Date, days: number): Date {
  const later = new Date(now);
  later.setDate(later.getDate() + days);
  return later;
}

/** Monday 09:00 of the week after; on a Monday before nine that is today. */
export function nextMonday(now: Date): Date {
  const monday = sameTimeLater(now, (8 - now.getDay()) % 7);
  monday.setHours(9, 0, 0, 0);
  return monday > now ? monday : sameTimeLater(monday, 7);
}

/** `2026-11-03T14:05`, as an input of type datetime-local has it, in this device's zone. */
export const toInput = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
