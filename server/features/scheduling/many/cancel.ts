import type { EngagementScope } from '../../../access/scope.ts';
import type { AppContext } from '../../../context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { askIn, wakeAsked } from '../bands/ask.ts';
import { noteChange } from '../bands/change.ts';
import { openRequest, waysOf } from '../bands/present.ts';
import { lockSession } from '../follow/store.ts';
import { holdPeople } from '../agreed/hold.ts';
import { changeSession, readSession, type SessionRow } from '../store.ts';

/**
 * What became of one of several sessions that were cancelled together: gone; the coach is asked; the coach is asked about something else
 * already; too near, so that it needs a reason of its own; or somebody else's to cancel.
 */
export type Fate = 'cancelled' | 'asked' | 'asked-before' | 'needs-reason' | 'not-ours';

export interface Cancelled {
  row: SessionRow;
  fate: Fate;
}

const lies = (row: SessionRow, now: Date): boolean => (row.state === 'proposed' || row.state === 'booked') && new Date(row.starts_at) > now;

/** One session by the engagement's bands, as if it alone were cancelled. Where a reason is needed nothing happens: one reason is not everybody's. */
async function cancelOne(context: AppContext, scope: EngagementScope, tx: Queryable, row: SessionRow, now: Date): Promise<Fate> {
  const way = row.expected_until === null ? waysOf(row, scope, now).cancel : 'no';
  if (way === 'no') return 'not-ours';
  if (way === 'with-reason') return 'needs-reason';
  const open = openRequest(row, now);
  if (way === 'ask') {
    if (open && !(open.what === 'cancel' && open.asked_by === scope.personId)) return 'asked-before';
    const until = await askIn(tx, scope, row, { what: 'cancel', version: row.version, start: null, end: null, relaxed: [], comment: '' }, now);
    if (until) await wakeAsked(context, until);
    return 'asked';
  }
  await changeSession(tx, scope, row, { version: row.version, state: 'cancelled', comment: '', now });
  await noteChange(context, tx, { scope, row }, { version: row.version, what: 'session-cancelled', now });
  return 'cancelled';
}

/**
 * Cancels those of the sessions that are still to come, each by the band that it is in, in one transaction; the calendars follow in the
 * background. Answers what became of each, soonest first.
 */
export async function cancelMany(context: AppContext, scope: EngagementScope, tx: Queryable, sessionIds: string[]): Promise<Cancelled[]> {
  const now = context.clock.now();
  await holdPeople(tx, scope);
  const done: Cancelled[] = [];
  for (const id of sessionIds.toSorted()) {
    await lockSession(tx, scope.tenantId, id);
    const row = await readSession(tx, scope, id);
    if (row && lies(row, now)) done.push({ row, fate: await cancelOne(context, scope, tx, row, now) });
  }
  return done.toSorted((a, b) => +new Date(a.row.starts_at) - +new Date(b.row.starts_at));
}
