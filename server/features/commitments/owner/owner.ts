import type { AppContext } from '../../../context.ts';
import { authoriseSystem } from '../../../access/scope.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { logEvent } from '../../../platform/live/event-log.ts';
import { line } from '../../people/contract.ts';
import { longestText } from '../contract.ts';
import { slipDueAt, stepTo } from '../rules.ts';
import { changeCommitmentRow, readCommitment, surroundings, type Changes } from '../store.ts';

/** Name of the work that brings fieldwork to its owner's own tools; done by whoever does so. */
export const ownerWorkName = 'owner-tasks';

/** Says that something changed which the owner's tools may have to show. Call after the transaction. */
export const wakeOwner = (context: Pick<AppContext, 'jobs'>): Promise<void> => context.jobs.wake(ownerWorkName);

/** What the owner did with a commitment in a tool of theirs; what is left out stays. */
export interface OwnersChange {
  text?: string;
  /** ISO day. */
  dueOn?: string | null;
  done?: boolean;
}

const wording = line(longestText);

/** One line of words as a commitment can have them, out of whatever another program let the owner type; null when nothing is left. */
export function wordsFrom(typed: string): string | null {
  const plain = typed.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = plain.length > longestText ? plain.slice(0, longestText).replace(/\p{Cs}$/u, '').trimEnd() : plain;
  return wording.safeParse(short).data ?? null;
}

/** Takes in what the owner did elsewhere, as if they had done it here; what makes no sense any more is passed over. Rows of an ended or paused engagement are the caller's to leave out. */
export async function takeFromOwner(tx: Queryable, of: { tenantId: string; engagementId: string; id: string }, change: OwnersChange, now: Date): Promise<void> {
  const scope = authoriseSystem(of.tenantId, of.engagementId);
  const row = await readCommitment(tx, scope, of.id, true);
  if (!row) return;
  const changes: Changes = {
    ...(change.text !== undefined && { text: change.text }),
    ...(change.dueOn !== undefined && { due_on: change.dueOn }),
    ...(change.done !== undefined && stepTo(row, change.done ? 'tick' : 'untick', now)),
  };
  if (Object.entries(changes).every(([column, value]) => row[column as keyof Changes] === value)) return;
  const { zone } = await surroundings(tx, scope, now);
  await changeCommitmentRow(tx, row, changes, { slipDueAt: slipDueAt({ ...row, ...changes }, zone), now });
  await logEvent(tx, { tenantId: of.tenantId, topic: of.engagementId, name: 'commitment', itemId: of.id, now });
}

/** Commitments as they were looked at are not due any more; what changed meanwhile is. */
export async function brought(tx: Queryable, tenantId: string, seen: { id: string; version: number }[]): Promise<void> {
  await tx.query(
    `update commitments c set bring_due_at = null from unnest($2::uuid[], $3::int[]) as s (id, version)
     where c.tenant_id = $1 and c.id = s.id and c.version = s.version and c.bring_due_at is not null`,
    [tenantId, seen.map(({ id }) => id), seen.map(({ version }) => version)],
  );
}
