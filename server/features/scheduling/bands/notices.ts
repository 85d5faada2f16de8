import type { NoticeDraft } from '../../nudges/service.ts';
import type { SessionRow } from '../store.ts';
import type { RequestRow } from './store.ts';
import { movePathOf, nameOf, reasonKey, requestKey, whenFor } from './words.ts';

type Person = SessionRow['people'][number];

const part = (row: SessionRow, role: Person['role']): Person | undefined => row.people.find((person) => person.role === role);

const draft = (row: SessionRow, personId: string, said: Omit<NoticeDraft, 'tenantId' | 'personId' | 'engagementId' | 'sessionId'>): NoticeDraft => ({
  tenantId: row.tenant_id, personId, engagementId: row.engagement_id, sessionId: row.id, ...said,
});

const see = (row: SessionRow): NoticeDraft['links'][number] => ({ label: 'See the session', path: `/sessions/${row.id}` });

const asker = (row: SessionRow, request: RequestRow): string => nameOf(row, request.asked_by) ?? 'The programme’s office';

/** To the coach: a change is asked for, and until when an answer counts. What was written with it stays in Fieldwork. */
export function askedNotice(row: SessionRow, request: RequestRow, now: Date): NoticeDraft {
  const coach = part(row, 'coach')!;
  const [name, at] = [asker(row, request), whenFor(row, row.starts_at, coach)];
  const wish = request.what === 'cancel' ? `asks to cancel the session on ${at}` : `asks to move the session on ${at} to ${whenFor(row, request.starts_at!, coach)}`;
  return draft(row, coach.id, {
    kind: 'session-request', key: requestKey(row.id, request.id), subject: `${name} asks to ${request.what} a session`,
    lines: [`${name} ${wish}.`, `Without an answer by ${whenFor(row, request.expires_at, coach)}, the session stays as it is.`],
    links: [{ label: 'Agree or keep it', path: `/sessions/${row.id}` }],
    dueAt: now, expiresAt: new Date(request.expires_at), weight: 'now',
  });
}

const answers = {
  move: { agreed: 'agreed: the session moves', declined: 'keeps the session where it is', expired: 'did not answer in time, so the session stays where it is' },
  cancel: { agreed: 'agreed: the session is cancelled', declined: 'keeps the session', expired: 'did not answer in time, so the session stays' },
} as const;

/** To whoever asked: what became of it. */
export function answeredNotice(row: SessionRow, request: RequestRow, answer: 'agreed' | 'declined' | 'expired', now: Date): NoticeDraft {
  const person = row.people.find(({ id }) => id === request.asked_by) ?? { zone: null };
  const [coach, at] = [part(row, 'coach')!.display_name, whenFor(row, row.starts_at, person)];
  const moved = answer === 'agreed' && request.what === 'move' ? [`The new time is ${whenFor(row, request.starts_at!, person)}.`] : [];
  const expiresAt = new Date(Math.max(new Date(row.ends_at).getTime(), now.getTime() + 86_400_000));
  return draft(row, request.asked_by, {
    kind: 'session-answered', key: `answered:${request.id}`, subject: answer === 'agreed' ? `${coach} agreed` : 'The session stays as it is',
    lines: [`About the session on ${at}: ${coach} ${answers[request.what][answer]}.`, ...moved], links: [see(row)], dueAt: now, expiresAt, weight: 'now',
  });
}

/** To the client: the coach changed a session at short notice, which needs nobody's agreement but should not be found out by chance. */
export function changedNotice(row: SessionRow, to: Date | null, now: Date): NoticeDraft {
  const [client, coach] = [part(row, 'client')!, part(row, 'coach')!.display_name];
  const at = whenFor(row, row.starts_at, client);
  const line = to ? `${coach} moved the session on ${at} to ${whenFor(row, to, client)}.` : `${coach} cancelled the session on ${at}.`;
  const links = to ? [see(row), { label: 'Find another time', path: movePathOf(row) }] : [{ label: 'Find another time', path: `/engagements/${row.engagement_id}/book` }];
  const expiresAt = to ?? new Date(Math.max(new Date(row.starts_at).getTime(), now.getTime() + 86_400_000));
  return draft(row, client.id, {
    kind: 'session-changed', key: `changed:${row.id}:${row.version}`, subject: to ? 'Your session moves' : 'Your session is cancelled', lines: [line], links, dueAt: now, expiresAt, weight: 'normal',
  });
}

/** To whoever called it off in a calendar, where no reason can be given: asked once. */
export function reasonNotice(row: SessionRow, person: Person, now: Date): NoticeDraft {
  return draft(row, person.id, {
    kind: 'session-reason', key: reasonKey(row.id), subject: 'A word on the session you cancelled',
    lines: [`You cancelled the session on ${whenFor(row, row.starts_at, person)} at short notice. One press says why; your coaching partner sees nothing more than that.`],
    links: [{ label: 'Say why', path: `/sessions/${row.id}` }], dueAt: now, expiresAt: new Date(now.getTime() + 7 * 86_400_000), weight: 'normal',
  });
}
