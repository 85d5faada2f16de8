/** Lines of an iCalendar file, as test data. */
let made = 0;

export const calendar = (...parts: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n');

/** A VEVENT with a UID of its own; `UID:` among the lines replaces it. */
export const event = (...lines: string[]): string => {
  const uid = lines.some((line) => line.startsWith('UID:')) ? [] : [`UID:event-${made++}@test`];
  return ['BEGIN:VEVENT', ...uid, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
};

/** One plain hour on 10 March 2026, 09:00 UTC. */
export const plainHour = calendar(event('DTSTART:20260310T090000Z', 'DTEND:20260310T100000Z', 'SUMMARY:Dentist'));

export const basic = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
