import type { Queryable } from '../../../platform/db/database.ts';
import { offerNotice } from '../../nudges/service.ts';
import type { LogEntry } from './rows.ts';
import { engagementOf } from './store.ts';

const DAY = 86_400_000;

const noRoom = 'No free time is left for your review in the hours you chose that week.';
const whatIs: Record<string, string> = {
  moves: 'Something else is at the time of your review again, and it was moved as often as you allow in a week.',
  holiday: 'Your review is on a public holiday, and no other time is free in the hours you chose that week.',
};

/** The last step of the defence: the client is asked, once a week at most, and everything stays as it is until they choose. */
export async function askClient(tx: Queryable, tenantId: string, personId: string, log: readonly LogEntry[], now: Date): Promise<void> {
  const asked = log.filter(({ what }) => what === 'asked');
  if (asked.length === 0) return;
  const engagementId = await engagementOf(tx, tenantId, personId);
  if (engagementId === null) return;
  for (const { week, why } of asked) {
    const expiresAt = new Date(Date.parse(week) + 5 * DAY);
    if (expiresAt <= now) continue;
    await offerNotice(tx, {
      tenantId, personId, engagementId, sessionId: null, key: `review-no-room:${personId}:${week}`, kind: 'review-no-room',
      subject: 'Your weekly review needs a time', lines: [`${whatIs[why] ?? noRoom} You can pick another time, or skip the week.`],
      links: [{ label: 'Choose a time', path: '/review-time' }], dueAt: now, expiresAt, weight: 'digest',
    }, now);
  }
}
