/** The session that is to move, when the address of find times names one: `#/engagements/1/book?move=2`. */
export const movingIn = (hash: string): string | undefined => new URLSearchParams(hash.split('?')[1] ?? '').get('move') ?? undefined;

/** Where a session's new time is looked for. */
export const movePath = (session: { id: string; engagementId: string }): string => `/engagements/${session.engagementId}/book?move=${session.id}`;

/** The time that a link asks to look at first: `#/engagements/1/book?move=2&at=2026-03-09T14:30:00Z`; null when it names none. */
export function wishedStart(hash: string): string | null {
  const at = Date.parse(new URLSearchParams(hash.split('?')[1] ?? '').get('at') ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The same, with a time that somebody proposed. */
export const proposedPath = (session: { id: string; engagementId: string }, start: string): string => `${movePath(session)}&at=${encodeURIComponent(start)}`;
