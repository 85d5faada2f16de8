/** How far a meeting is, for one line on a narrow panel. */
export interface MeetingTime {
  state: 'ahead' | 'going-on' | 'over';
  /** "Starts in 12 minutes", "23 minutes left", "Over". */
  text: string;
  /** 0 to 1; null when it is not going on. */
  passed: number | null;
}

const minute = 60_000;

/** Where a meeting is at `now`; minutes are rounded up, so that "1 minute left" stays until the end. */
export function meetingTime({ start, end }: { start: string; end: string }, now: Date): MeetingTime {
  const [from, to, at] = [Date.parse(start), Date.parse(end), now.getTime()];
  if (at < from) return { state: 'ahead', text: aheadText(Math.ceil((from - at) / minute)), passed: null };
  if (at >= to) return { state: 'over', text: 'The planned time is over', passed: null };
  return { state: 'going-on', text: `${minutesText(Math.ceil((to - at) / minute))} left`, passed: (at - from) / (to - from) };
}

const minutesText = (minutes: number): string => (minutes === 1 ? '1 minute' : `${minutes} minutes`);

/** Beyond a few hours the date beside says it better than a number would. */
function aheadText(minutes: number): string {
  if (minutes <= 90) return `Starts in ${minutesText(minutes)}`;
  const hours = Math.round(minutes / 60);
  return hours < 24 ? `Starts in ${hours} hours` : 'Not started yet';
}

/** Milliseconds until the line changes, at most half a minute, so that a machine that slept is not wrong for long. */
export const nextTickMs = (now: Date): number => Math.min(minute - (now.getTime() % minute) + 50, minute / 2);
