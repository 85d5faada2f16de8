/** Where a session's new time is chosen; with a time, that one is looked at first. */
export const movePathOf = (session: { id: string; engagement_id: string }, preferred?: { start: string; end: string }): string =>
  `/engagements/${session.engagement_id}/book?move=${session.id}${preferred ? `&at=${encodeURIComponent(preferred.start)}` : ''}`;
