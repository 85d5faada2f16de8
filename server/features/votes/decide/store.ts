import type { Queryable } from '../../../platform/db/database.ts';
import { readVote, type VoteRow } from '../store.ts';

/** Longer than looking at the calendars takes, short enough that a killed worker's vote is taken up soon. */
const leaseSeconds = 30;

/** An engagement that does not run any more makes its open votes due, whenever they were to be looked at. */
const due = `case when v.state <> 'open' then null when e.status <> 'active' then v.created_at else v.due_at end`;

/** Takes a vote that is due, unless another worker holds it. */
export async function claim(tx: Queryable, tenantId: string, voteId: string, now: Date): Promise<VoteRow | null> {
  const { rowCount } = await tx.query(
    `update votes v set claimed_until = $3::timestamptz + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1 from engagements e
     where e.tenant_id = v.tenant_id and e.id = v.engagement_id and v.tenant_id = $1 and v.id = $2
       and ${due} <= $3 and (v.claimed_until is null or v.claimed_until <= $3)`,
    [tenantId, voteId, now],
  );
  return rowCount === 1 ? readVote(tx, tenantId, voteId) : null;
}

/** Lets a vote go until `at`; answers that came meanwhile keep it due. */
export async function release(tx: Queryable, vote: VoteRow, at: Date | null, succeeded: boolean): Promise<void> {
  await tx.query(
    `update votes set claimed_until = null, attempts = case when $5 then 0 else attempts end,
       due_at = case when state = 'open' and version = $3 then $4::timestamptz else due_at end
     where tenant_id = $1 and id = $2`,
    [vote.tenant_id, vote.id, vote.version, at, succeeded],
  );
}

/** A time that could not be booked is out of the vote. */
export async function markTaken(tx: Queryable, vote: VoteRow, slotId: string): Promise<void> {
  await tx.query('update vote_slots set taken = true where tenant_id = $1 and id = $2', [vote.tenant_id, slotId]);
}

/** Those who have not answered were asked once more: never again. False when somebody did that before. */
export async function noteChased(tx: Queryable, vote: VoteRow): Promise<boolean> {
  const { rowCount } = await tx.query('update votes set chase_at = null where tenant_id = $1 and id = $2 and chase_at is not null', [vote.tenant_id, vote.id]);
  return rowCount === 1;
}

export async function dueVotes(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; id: string }>(
    `select v.tenant_id, v.id from votes v join engagements e on e.tenant_id = v.tenant_id and e.id = v.engagement_id
     where v.due_at is not null and ${due} <= $1 and (v.claimed_until is null or v.claimed_until <= $1) order by v.due_at, v.id limit $2`,
    [now, limit],
  );
  return rows;
}

/** When the next one falls due; one that is held counts from the end of its lease. */
export async function nextDueVote(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select min(greatest(${due}, v.claimed_until)) as at from votes v
     join engagements e on e.tenant_id = v.tenant_id and e.id = v.engagement_id where v.due_at is not null`,
  );
  return rows[0]?.at ?? null;
}
