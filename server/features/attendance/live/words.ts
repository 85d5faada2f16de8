import type { NoticeDraft } from '../../nudges/service.ts';
import { attendanceKey } from '../collect/words.ts';
import type { AttendanceRow } from '../store.ts';

export const cardKey = (sessionId: string): string => `${attendanceKey(sessionId)}card`;

/** To whoever is there and does not have the card before them: one question, which may be left alone. */
export function cardNotice(row: AttendanceRow, to: string, missing: string, now: Date): NoticeDraft {
  return {
    tenantId: row.tenant_id, personId: to, engagementId: row.engagement_id, sessionId: row.session_id,
    key: `${cardKey(row.session_id)}:${new Date(row.starts_at).toISOString()}`,
    kind: 'session-outcome', subject: `Is ${missing} with you?`,
    lines: ['One tap is enough: you are both there, it does not work out today, or you moved it. If all is well there is nothing to do.'],
    links: [{ label: 'Say how it stands', path: `/sessions/${row.session_id}` }],
    dueAt: now, expiresAt: new Date(row.ends_at), weight: 'normal',
  };
}
