import type { NoticeDraft } from '../../nudges/service.ts';
import type { DuePrompt } from './store.ts';

/** An early prompt is still worth saying this many hours before; booked later than that, the late one is enough. */
const earlyHours = 12;

const words = {
  early: {
    kind: 'agenda-soon',
    subject: 'What would make your next session worth it?',
    lines: (coach: string) => [`You meet ${coach} soon. A line or two on the agenda is enough: what to talk about, and how they can help.`],
  },
  late: {
    kind: 'agenda-open',
    subject: 'Your session is near, and its agenda is still open',
    lines: (coach: string) => [`You meet ${coach} within two hours. Anything you would like to talk about? It is fine to come without.`],
  },
} as const;

/** Whether a prompt is said at `now`: not once the session began, and the late one only while something on the agenda is open. */
export function isSaid(due: Pick<DuePrompt, 'kind' | 'starts_at'>, something: { open: boolean }, now: Date): boolean {
  const hours = (due.starts_at.getTime() - now.getTime()) / 3_600_000;
  return due.kind === 'early' ? hours >= earlyHours : hours > 0 && something.open;
}

/** Everything unsaid about a session's agenda starts so. */
export const promptKey = (sessionId: string): string => `agenda:${sessionId}:`;

/** The prompt as a notice to the client. No word of the agenda itself: mail is read over shoulders. */
export function promptNotice(due: DuePrompt, now: Date): NoticeDraft {
  const { kind, subject, lines } = words[due.kind];
  return {
    tenantId: due.tenant_id, personId: due.client_id, engagementId: due.engagement_id, sessionId: due.session_id,
    key: `${promptKey(due.session_id)}${due.kind}:${due.starts_at.toISOString()}`,
    kind, subject, lines: lines(due.coach_name), links: [{ label: 'Open the agenda', path: `/sessions/${due.session_id}` }],
    dueAt: now, expiresAt: due.starts_at, weight: 'normal',
  };
}
