import { text } from 'node:stream/consumers';
import type { Simulation } from '../../server/sandbox/simulation.ts';
import { calendarAt, inboxOf, type CalendarEntry } from '../../server/sandbox/tenant/views.ts';

const [from, to] = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];

/** Meetings with others in somebody's calendar, those that were cancelled left out. */
export const calendarOf = ({ tenant }: Simulation, address: string): CalendarEntry[] =>
  calendarAt(tenant, address, from, to).filter((event) => event.attendees.length > 0 && !event.isCancelled);

/** Kinds of the mails somebody got, oldest first. */
export const mailsOf = ({ tenant }: Simulation, address: string): string[] => inboxOf(tenant, address).map((mail) => mail.kind).toReversed();

export interface Sent {
  method: string;
  path: string;
}

/** Requests to Graph since the last `traffic.clear()`. */
export async function sentTo({ traffic }: Simulation): Promise<Sent[]> {
  const lines = (await text(traffic.stream())).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { request } = JSON.parse(line) as { request: { method: string; url: string } };
    return { method: request.method, path: decodeURIComponent(new URL(request.url).pathname) };
  });
}
