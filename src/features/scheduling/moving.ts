/** The session that is to move, when the address of find times names one: `#/engagements/1/book?move=2`. */
export const movingIn = (hash: string): string | undefined => new URLSearchParams(hash.split('?')[1] ?? '').get('move') ?? undefined;

/** Where a session's new time is looked for. */
export const movePath = (session: { id: string; engagementId: string }): string => `/engagements/${session.engagementId}/book?move=${session.id}`;
