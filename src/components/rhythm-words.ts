/** Minutes of a session in words: 60 -> "1 hour", 90 -> "1 hour 30 minutes". */
export function minutesWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? count(hours, 'hour') : '', rest > 0 || hours === 0 ? count(rest, 'minute') : ''].filter(Boolean).join(' ');
}

/** 14 -> "Every two weeks", 10 -> "Every 10 days". */
export function cadenceWords(days: number): string {
  const weeks = days / 7;
  if (days === 1) return 'Every day';
  if (weeks === 1) return 'Every week';
  return Number.isInteger(weeks) ? `Every ${smallNumbers[weeks] ?? weeks} weeks` : `Every ${days} days`;
}

const smallNumbers: Record<number, string> = { 2: 'two', 3: 'three', 4: 'four', 5: 'five', 6: 'six' };

/** ISO weekdays, 1 = Monday. */
export const weekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "1 day", "3 days". */
export const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;
