/** A draft that nobody came back to is forgotten after so many days: the times it was about have passed. */
export const keptForDays = 30;

/** As many as one person has at once; then the oldest go. Nobody leaves so many things half done, but somebody's script might. */
export const mostDrafts = 40;

const DAY = 86_400_000;

/** When a draft that was changed then is forgotten. */
export const forgottenAt = (changedAt: Date): Date => new Date(changedAt.getTime() + keptForDays * DAY);

/** Drafts changed then or before are forgotten by `now`. */
export const forgottenUntil = (now: Date): Date => new Date(now.getTime() - keptForDays * DAY);
