import type { NoticeDraft } from '../../nudges/service.ts';
import type { AttendanceRow } from '../store.ts';

/** Everything unsaid about a session's attendance starts so. */
export const attendanceKey = (sessionId: string): string => `attendance:${sessionId}:`;
export const askKey = (sessionId: string): string => `${attendanceKey(sessionId)}ask`;
export const disputeKey = (sessionId: string): string => `${attendanceKey(sessionId)}dispute`;

/** Days for which it is still worth asking what became of a session. */
const askedForDays = 7;
const day = 86_400_000;

const partyOf = ({ people }: AttendanceRow, role: 'client' | 'coach'): AttendanceRow['people'][number] => people.find((one) => one.role === role)!;

const dayWords = (at: Date): string => new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);

/** The one question to the coach: nobody is suspected of anything. The day alone: the hour would be in somebody's zone. */
export function askNotice(row: AttendanceRow, now: Date): NoticeDraft {
  const client = partyOf(row, 'client').name;
  return {
    tenantId: row.tenant_id, personId: partyOf(row, 'coach').id, engagementId: row.engagement_id, sessionId: row.session_id,
    key: `${askKey(row.session_id)}:${new Date(row.starts_at).toISOString()}`,
    kind: 'did-it-happen', subject: `Did your session with ${client} happen?`,
    lines: [`Teams could not tell about the session of ${dayWords(new Date(row.starts_at))}. One tap is enough: it happened, one of you could not come, or it was moved.`],
    links: [{ label: 'Say what happened', path: `/sessions/${row.session_id}` }],
    dueAt: now, expiresAt: new Date(new Date(row.ends_at).getTime() + askedForDays * day), weight: 'normal',
  };
}

/** What the client thinks of a verdict is theirs to word, on the screen; the message says only that there is something. */
export function disputeNotice(row: AttendanceRow, version: number, now: Date): NoticeDraft {
  const client = partyOf(row, 'client').name;
  return {
    tenantId: row.tenant_id, personId: partyOf(row, 'coach').id, engagementId: row.engagement_id, sessionId: row.session_id,
    key: `${disputeKey(row.session_id)}:${version}`,
    kind: 'attendance-disputed', subject: `${client} remembers a session otherwise`,
    lines: [`${client} sees the attendance of the session of ${dayWords(new Date(row.starts_at))} otherwise. Until you have looked, it counts for nothing.`],
    links: [{ label: 'Have a look', path: `/sessions/${row.session_id}` }],
    dueAt: now, expiresAt: new Date(now.getTime() + 14 * day), weight: 'normal',
  };
}
