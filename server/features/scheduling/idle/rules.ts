import type { NoticeDraft } from '../../nudges/service.ts';
import type { IdleRow } from './store.ts';

const DAY = 86_400_000;
const lookHour = 6;
/** Days for which "nothing is booked" is worth saying; then it is old. */
const timelyDays = 14;

/** Engagements are looked at once a day, all at the same time (UTC), so that a moved clock stops once a day for all of them. */
export function nextLook(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), lookHour);
  return new Date(today > now.getTime() ? today : today + DAY);
}

/** What every notice of an engagement's idleness begins with. */
export const idleKey = (engagementId: string): string => `nothing-booked:${engagementId}:`;

/** The one notice of this idle time, or null while there is nothing to say. A key for each beginning says it once until something changes. */
export function idleNotice(row: IdleRow, now: Date): NoticeDraft | null {
  const over = now.getTime() - row.since.getTime();
  if (row.booked || over < row.idle_days * DAY || row.ends_on < now.toISOString().slice(0, 10)) return null;
  return {
    tenantId: row.tenant_id,
    personId: row.client_id,
    engagementId: row.id,
    sessionId: null,
    key: `${idleKey(row.id)}${row.since.toISOString().slice(0, 10)}`,
    kind: 'nothing-booked',
    subject: 'No coaching session is booked yet',
    lines: [`Your next session with ${row.coach_name} has no date yet. Fieldwork can find times that suit everybody; choosing one takes a minute.`],
    links: [{ label: 'Find times', path: `/engagements/${row.id}/book` }],
    dueAt: now,
    expiresAt: new Date(now.getTime() + timelyDays * DAY),
    weight: 'normal',
  };
}
