import { authoriseSystem } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import { factsFor, prepare } from './search.ts';
import { allStarts } from '../slots/find-slots.ts';
import type { SlotQuery } from '../slots/types.ts';
import type { SessionRow } from '../store.ts';
import { SlotTaken } from '../sync/rules.ts';

/** True when a start is among those that the query allows: the same finder that offered it decides again. */
export function allows(query: SlotQuery, start: number, minutes: number): boolean {
  const end = start + minutes * 60_000;
  if (start < query.from || end > query.to) return false;
  return allStarts({ ...query, from: start, to: end }).includes(start);
}

/**
 * Looks at everybody's calendar once more, for a session whose time was chosen while Microsoft did not answer.
 * Throws SlotTaken when it would not be offered any more; notice is not held against a wait that was Microsoft's.
 */
export async function stillFree(context: AppContext, row: SessionRow): Promise<void> {
  const scope = authoriseSystem(row.tenant_id, row.engagement_id);
  const facts = await factsFor(context, scope, row.id);
  const organizer = row.people.find((person) => person.id === row.organizer_id)!;
  const microsoft = context.microsoft.application(row.tenant_id);
  const [start, end] = [new Date(row.starts_at), new Date(row.ends_at)];
  const minutes = (end.getTime() - start.getTime()) / 60_000;
  const search = await prepare(context, (emails, from, to) => microsoft.schedules(organizer.object_id!, emails, from, to), row.tenant_id, facts, {
    wish: { kind: row.kind, minutes, from: start, to: end },
    relax: row.relaxed.filter((one) => one.type !== 'later' && one.type !== 'length'),
  });
  if (!allows({ ...search.query, noticeMinutes: 0 }, start.getTime(), minutes)) throw new SlotTaken();
}
