import type { Queryable } from '../../../platform/db/database.ts';

export interface KnownSubscription {
  tenant_id: string;
  person_id: string;
  subscription_id: string;
  secret_hash: Buffer;
  /** Its calendar is to be read anyway. */
  due: boolean;
}

// Most come alone, a thousand times a minute. PostgreSQL counts the members of an array, and so would plan anew for each.
const known = (which: string): string =>
  `select tenant_id, person_id, subscription_id, secret_hash, coalesce(read_due_at <= $2, false) as due from followed_mailboxes where subscription_id = ${which} and secret_hash is not null`;
const [knownOne, knownMany] = [known('$1'), known('any($1::text[])')];

export async function subscriptionsOf(tx: Queryable, ids: string[], now: Date): Promise<KnownSubscription[]> {
  const { rows } = ids.length === 1 ? await tx.query<KnownSubscription>(knownOne, [ids[0], now]) : await tx.query<KnownSubscription>(knownMany, [ids, now]);
  return rows;
}

/** What the notifications of one mailbox come down to. */
export interface Mark {
  tenantId: string;
  personId: string;
  /** Read everything, not only what changed. */
  startOver: boolean;
  /** The subscription is to be renewed. */
  renew: boolean;
  /** This subscription is no more. */
  removed: string | null;
}

const mark = (marks: string): string =>
  `update followed_mailboxes m set read_due_at = least(m.read_due_at, $1), start_over = m.start_over or k.start_over,
       subscribe_due_at = case when k.renew or k.removed is not null then $1 else m.subscribe_due_at end,
       subscription_id = case when m.subscription_id = k.removed then null else m.subscription_id end
     from ${marks} k (tenant_id, person_id, start_over, renew, removed)
     where m.tenant_id = k.tenant_id and m.person_id = k.person_id
       and (m.read_due_at is null or m.read_due_at > $1 or k.start_over or k.renew or k.removed is not null)`;
const [markOne, markMany] = [mark('(values ($2::uuid, $3::uuid, $4::bool, $5::bool, $6::text))'), mark('unnest($2::uuid[], $3::uuid[], $4::bool[], $5::bool[], $6::text[])')];

/** Makes mailboxes due in one statement, unless they are. */
export async function markDue(tx: Queryable, marks: Mark[], now: Date): Promise<number> {
  const columns = [marks.map((one) => one.tenantId), marks.map((one) => one.personId), marks.map((one) => one.startOver), marks.map((one) => one.renew), marks.map((one) => one.removed)];
  const { rowCount } = marks.length === 1 ? await tx.query(markOne, [now, ...columns.map(([only]) => only)]) : await tx.query(markMany, [now, ...columns]);
  return rowCount;
}
