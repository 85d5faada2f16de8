import { ask } from './api.ts';

export type Answer = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';

/** One event in somebody's calendar. */
export interface CalendarEntry {
  id: string;
  iCalUId: string;
  subject: string;
  bodyHtml: string;
  /** Instants; `end` is not included. */
  start: string;
  end: string;
  isAllDay: boolean;
  isCancelled: boolean;
  isOrganizer: boolean;
  isRecurring: boolean;
  organizer: { address: string; name: string };
  attendees: { address: string; name: string; response: Answer; proposedNewTime: { start: string; end: string } | null }[];
  showAs: ShowAs;
  sensitivity: string;
  response: Answer;
  location: string;
  joinUrl: string | null;
}

/** What stands in somebody's calendar within [from, to). */
export async function readCalendar(user: string, from: Date, to: Date, signal?: AbortSignal): Promise<CalendarEntry[]> {
  const query = new URLSearchParams({ user, from: from.toISOString(), to: to.toISOString() });
  const { events } = await ask<{ events: CalendarEntry[] }>(`/calendar?${query}`, signal ? { signal } : {});
  return events;
}

/** The entry that a link names, e.g. the one that Graph gives to open an event in Outlook. Rejects with ApiProblem when there is none. */
export const readEntry = (user: string, id: string, signal: AbortSignal): Promise<CalendarEntry> => ask(`/calendar/entry?${new URLSearchParams({ user, id })}`, { signal });

/** The chat thread that a meeting's join address names (`19:meeting_...@thread.v2`), or null. */
export function chatOf(joinUrl: string): string | null {
  const thread = /\/l\/meetup-join\/([^/]+)\//.exec(joinUrl)?.[1];
  return thread === undefined ? null : decodeURIComponent(thread);
}

/** An answer to an invitation, as its attendee. */
export const answerInvitation = (user: string, iCalUId: string, response: 'accept' | 'tentative' | 'decline'): Promise<void> =>
  ask('/calendar/respond', { method: 'POST', body: { user, iCalUId, response } });

/** Deletes from somebody's calendar; their own meeting is thereby cancelled for everybody. */
export const deleteEntry = (user: string, id: string): Promise<void> => ask('/calendar/delete', { method: 'POST', body: { user, id } });

export const moveEntry = (user: string, id: string, start: string, end: string): Promise<void> =>
  ask('/calendar/move', { method: 'POST', body: { user, id, start, end } });

/** The organiser takes the time that an attendee proposed; everybody is asked anew. */
export const acceptProposal = (user: string, id: string, attendee: string): Promise<void> =>
  ask('/calendar/accept-proposal', { method: 'POST', body: { user, id, attendee } });

/** The organiser invites somebody, or takes them off the meeting. */
export const changeAttendees = (user: string, id: string, change: { add?: { address: string }[]; remove?: string[] }): Promise<void> =>
  ask('/calendar/attendees', { method: 'POST', body: { user, id, ...change } });

/** Forwards an invitation to somebody else. */
export const forwardInvitation = (user: string, id: string, to: string): Promise<void> =>
  ask('/calendar/forward', { method: 'POST', body: { user, id, to } });

/** Cancels a meeting and lets somebody else organise it anew. */
export const handOver = (user: string, id: string, to: string): Promise<unknown> =>
  ask('/calendar/hand-over', { method: 'POST', body: { user, id, to } });
