import type { EngagementScope } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { openOf } from '../../commitments/service.ts';
import type { DueFieldwork } from '../contract.ts';

/** More than this is no list to look at in five minutes. */
const most = 30;

/** Day after which what has no day stands. */
const someDay = '9999';

/** What the client took on in an engagement and has not done yet, soonest due first; the scope must allow to see fieldwork. */
export async function openCommitments(tx: Queryable, scope: EngagementScope): Promise<DueFieldwork[]> {
  const open = (await openOf(tx, scope)).map(({ id, text, due_on, slips }) => ({ id, text, due: due_on, slips }));
  return open.toSorted((a, b) => (a.due ?? someDay).localeCompare(b.due ?? someDay)).slice(0, most);
}
