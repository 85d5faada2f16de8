import type { Queryable } from '../../../platform/db/database.ts';

/** Longer than all tries of one call to Microsoft take, so that a late answer finds its hold as it left it. */
const leaseSeconds = 60;

export interface HoldRow {
  tenant_id: string;
  id: string;
  wanted: boolean;
  state: 'waiting' | 'placed' | 'released';
  event_id: string | null;
  /** When it was last asked to be placed, this try included. */
  asked_at: Date | null;
  /** Counts the present one. */
  tries: number;
  /** True when an earlier try to place it may have been heard although its answer was not. */
  tried_before: boolean;
  starts_at: Date;
  ends_at: Date;
  object_id: string;
  zone: string | null;
}

/** Takes a hold that is due, unless another worker has it. */
export async function claim(tx: Queryable, key: { tenant_id: string; id: string }, now: Date): Promise<HoldRow | null> {
  const { rows } = await tx.query<HoldRow>(
    `update vote_holds h set claimed_until = $3::timestamptz + make_interval(secs => ${leaseSeconds}), tries = tries + 1,
       asked_at = case when h.wanted and h.event_id is null then $3::timestamptz else h.asked_at end
     from vote_slots s, people p, (select id, asked_at from vote_holds where tenant_id = $1 and id = $2 for update) before
     where h.tenant_id = $1 and h.id = $2 and before.id = h.id and s.tenant_id = $1 and s.id = h.slot_id and p.tenant_id = $1 and p.id = h.person_id
       and h.due_at <= $3 and (h.claimed_until is null or h.claimed_until <= $3)
     returning h.tenant_id, h.id, h.wanted, h.state, h.event_id, h.asked_at, h.tries, before.asked_at is not null as tried_before,
       s.starts_at, s.ends_at, p.object_id, p.zone`,
    [key.tenant_id, key.id, now],
  );
  return rows[0] ?? null;
}

/** It stands in the calendar. Should it not be wanted any more by now, it is due to go at once. */
export async function notePlaced(tx: Queryable, hold: HoldRow, eventId: string, now: Date): Promise<void> {
  await tx.query(
    `update vote_holds set event_id = $3, state = 'placed', claimed_until = null, tries = 0, problem = null, permission = null,
       due_at = case when wanted then null else $4::timestamptz end
     where tenant_id = $1 and id = $2`,
    [hold.tenant_id, hold.id, eventId, now],
  );
}

export async function noteReleased(tx: Queryable, hold: HoldRow): Promise<void> {
  await tx.query(
    `update vote_holds set state = 'released', claimed_until = null, due_at = null, problem = null, permission = null
     where tenant_id = $1 and id = $2 and not wanted`,
    [hold.tenant_id, hold.id],
  );
}

/** Looked for in vain: once more at `at`, since a request on its way may still arrive. */
export async function lookAgainAt(tx: Queryable, hold: HoldRow, at: Date): Promise<void> {
  await tx.query('update vote_holds set claimed_until = null, due_at = $3 where tenant_id = $1 and id = $2', [hold.tenant_id, hold.id, at]);
}

/** Kept for a later try; with `at` null only a person can help. One that is to go by now stays due. */
export async function postpone(
  tx: Queryable,
  hold: HoldRow,
  why: { problem: 'waiting' | 'consent-missing' | 'refused'; permission: string | null; at: Date | null },
): Promise<void> {
  await tx.query(
    `update vote_holds set claimed_until = null, problem = $3, permission = $4,
       due_at = case when wanted = $6 then $5::timestamptz else due_at end where tenant_id = $1 and id = $2`,
    [hold.tenant_id, hold.id, why.problem, why.permission, why.at, hold.wanted],
  );
}

export async function dueHolds(tx: Queryable, now: Date, limit: number): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await tx.query<{ tenant_id: string; id: string }>(
    `select tenant_id, id from vote_holds where due_at <= $1 and (claimed_until is null or claimed_until <= $1) order by due_at, id limit $2`,
    [now, limit],
  );
  return rows;
}

export async function nextDueHold(tx: Queryable): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>('select min(greatest(due_at, claimed_until)) as at from vote_holds where due_at is not null');
  return rows[0]?.at ?? null;
}
