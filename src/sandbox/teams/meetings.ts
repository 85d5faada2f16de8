import { chatOf, readCalendar } from '../tenant/calendar.ts';

/** An online meeting in somebody's calendar. */
export interface OnlineMeeting {
  chatId: string;
  subject: string;
  start: string;
  end: string;
  people: string[];
}

const day = 86_400_000;

/** Online meetings of a person from a week ago to a quarter ahead, soonest first. */
export async function onlineMeetings(user: string, now: Date, signal: AbortSignal): Promise<OnlineMeeting[]> {
  const entries = await readCalendar(user, new Date(now.getTime() - 7 * day), new Date(now.getTime() + 92 * day), signal);
  return entries.flatMap(({ joinUrl, isCancelled, subject, start, end, organizer, attendees }) => {
    const chatId = joinUrl === null || isCancelled ? null : chatOf(joinUrl);
    return chatId === null ? [] : [{ chatId, subject, start, end, people: [organizer.name, ...attendees.map(({ name }) => name)] }];
  });
}
