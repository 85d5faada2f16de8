/** The work that keeps subscriptions and reads calendars. */
export const followName = 'follow-calendars';

/** Where Microsoft Graph delivers, below the public origin. */
export const calendarPath = '/api/notifications/calendar';
export const lifecyclePath = '/api/notifications/lifecycle';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Renewed when this part of a subscription's life is over: a week's lasts through three days without Microsoft 365. */
const renewAfter = 0.6;

/**
 * Where a change is only noticed and not read, a subscription that lapses costs nothing but promptness: what depends on it looks for itself
 * now and then. So it is renewed late, because renewals are most of what such a mailbox costs.
 */
const renewNoticedAfter = 0.98;

/** When to renew what was made at `now`; never more often than every quarter of an hour (Graph wants ten minutes between). */
export const renewAt = (now: Date, expiresAt: Date, read = true): Date =>
  new Date(Math.max(now.getTime() + 15 * minute, now.getTime() + (expiresAt.getTime() - now.getTime()) * (read ? renewAfter : renewNoticedAfter)));

/** Waits between tries, in seconds, when Microsoft did not say how long. */
const waits = [5, 30, 120, 600, 900];

/** An administrator is given this long before a missing permission is looked for again. */
const consentWait = hour;

export const tryAgainAt = (now: Date, attempts: number, retryAfterSeconds: number | null): Date =>
  new Date(now.getTime() + Math.max(waits[Math.min(attempts, waits.length) - 1] ?? 900, retryAfterSeconds ?? 0) * 1000);

export const askAgainAt = (now: Date): Date => new Date(now.getTime() + consentWait);

/** When a calendar is read although nothing was heard: seldom while notifications come, hourly while they cannot. */
export const safetyReadAt = (now: Date, subscribed: boolean, safetyHours = 24): Date =>
  new Date(now.getTime() + (subscribed ? safetyHours * hour : Math.min(hour, safetyHours * hour)));

export interface FollowedSpan {
  from: Date;
  to: Date;
}

/** The window of a new round: a day back, and a month beyond what is needed, so that it rarely has to be taken anew. */
export const freshWindow = (now: Date, until: Date): FollowedSpan => ({
  from: new Date(now.getTime() - day),
  to: new Date(Math.max(now.getTime() + 60 * day, until.getTime() + 30 * day)),
});

/** A window is outgrown when what is followed lies too near its end, or when most of it is past. */
export const outgrown = (span: FollowedSpan, now: Date, until: Date): boolean =>
  span.to.getTime() < until.getTime() + 7 * day || now.getTime() - span.from.getTime() > 30 * day;

/** What is followed is over: a day of grace, for what is said afterwards. */
export const isOver = (now: Date, until: Date | null): boolean => until === null || now.getTime() > until.getTime() + day;

/** Whether what changed is read: sessions need to know what it was. For blocks alone it is enough that something was. */
export const isRead = (now: Date, { sessions_until }: { sessions_until: Date | null }): boolean => !isOver(now, sessions_until);
