import type { ReasonCode } from '../contract.ts';
import type { SessionRow } from '../store.ts';

/** Where a session's new time is chosen; with a time, that one is looked at first. */
export const movePathOf = (session: { id: string; engagement_id: string }, preferred?: { start: string; end: string }): string =>
  `/engagements/${session.engagement_id}/book?move=${session.id}${preferred ? `&at=${encodeURIComponent(preferred.start)}` : ''}`;

/** Each reason as a person would say it; none of them asks for more. */
export const reasonLabels: Record<ReasonCode, string> = {
  illness: 'Illness',
  'work-emergency': 'Something urgent at work',
  travel: 'Travel',
  personal: 'Something personal',
  technical: 'Something technical',
  other: 'Something else',
};

export const reasons = (Object.entries(reasonLabels) as [ReasonCode, string][]).map(([code, label]) => ({ code, label }));

/** Notices about a question to the coach, of one session or one question. */
export const requestKey = (sessionId: string, requestId = ''): string => `request:${sessionId}:${requestId}`;

/** Notices that ask once why a session was called off late. */
export const reasonKey = (sessionId: string): string => `reason:${sessionId}`;

export const nameOf = (row: Pick<SessionRow, 'people'>, personId: string): string | null => row.people.find(({ id }) => id === personId)?.display_name ?? null;

/** "Friday 6 March at 14:30 GMT" in the zone of whoever reads it, or the client's where theirs is not known. */
export function whenFor(row: Pick<SessionRow, 'people'>, at: Date | string, person: { zone: string | null }): string {
  const zone = person.zone ?? row.people.find(({ role }) => role === 'client')?.zone ?? 'UTC';
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' }).format(new Date(at));
}
