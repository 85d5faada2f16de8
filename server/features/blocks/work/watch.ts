import type { Queryable } from '../../../platform/db/database.ts';
import { noticed, noticeMailboxes, unnoticeMailboxes } from '../../following/service.ts';
import type { Person } from './rows.ts';

const DAY = 86_400_000;
/** Renewed with a look when less than half is left, and ends by itself where nobody looks any more. */
const aheadDays = 21;

/**
 * Has changes told in the calendars in which blocks stand, and no more in those of clients who rest or stopped. `wanted`: whether the
 * deployment wants notifications at all. Answers whose calendars are followed already, so that silence means that nothing changed.
 */
export async function watch(tx: Queryable, tenantId: string, people: readonly Person[], { now, wanted }: { now: Date; wanted: boolean }): Promise<Set<string>> {
  const runs = ({ times }: Person): boolean => wanted && times.status === 'on' && times.engaged;
  const idsOf = (some: readonly Person[]): string[] => some.map(({ times }) => times.personId);
  const [on, off] = [idsOf(people.filter(runs)), idsOf(people.filter((one) => !runs(one)))];
  if (off.length > 0) await unnoticeMailboxes(tx, tenantId, off);
  if (on.length === 0) return new Set();
  await noticeMailboxes(tx, tenantId, on, new Date(now.getTime() + aheadDays * DAY));
  return noticed(tx, tenantId, on, now);
}
