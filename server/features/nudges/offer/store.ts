import type { Queryable } from '../../../platform/db/database.ts';
import type { NoticeReason } from '../contract.ts';
import type { NoticeDraft } from './offer.ts';

/** A key that is there stays as it is; one that was withdrawn unsaid becomes this notice. Nothing is said to somebody who was erased. */
export async function insertNotice(tx: Queryable, id: string, draft: NoticeDraft, now: Date): Promise<void> {
  await tx.query(
    `insert into notices (tenant_id, id, person_id, engagement_id, session_id, key, kind, subject, lines, links, weight, due_at, expires_at,
       offered_at, look_at)
     select $1::uuid, $2::uuid, p.id, $4::uuid, $5::uuid, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12::timestamptz, $13::timestamptz, $14::timestamptz, $12::timestamptz
     from people p where p.tenant_id = $1::uuid and p.id = $3::uuid and p.erased_at is null
     on conflict (tenant_id, person_id, key) do update set session_id = excluded.session_id, kind = excluded.kind, subject = excluded.subject,
       lines = excluded.lines, links = excluded.links, weight = excluded.weight, due_at = excluded.due_at, expires_at = excluded.expires_at,
       offered_at = excluded.offered_at, look_at = excluded.look_at, state = 'waiting', reason = null, attempts = 0, message_id = null,
       settled_at = null
     where notices.state = 'dropped' and notices.reason = 'withdrawn'`,
    [
      draft.tenantId, id, draft.personId, draft.engagementId, draft.sessionId, draft.key, draft.kind, draft.subject,
      JSON.stringify(draft.lines), JSON.stringify(draft.links), draft.weight, draft.dueAt, draft.expiresAt, now,
    ],
  );
}

export interface Told {
  person_id: string;
  /** 'leaving': it may have been heard already. */
  state: 'waiting' | 'leaving' | 'said' | 'lost' | 'dropped';
  reason: NoticeReason | null;
  at: Date;
}

/** A key that begins with $2, where $3 is `endOf` it: unlike `starts_with`, an index serves it in a plan that is kept for all values. */
const underKey = 'n.key ~>=~ $2 and n.key ~<~ $3';
/** Sorts, byte by byte, after everything that begins so. */
const endOf = (keyPrefix: string): string => `${keyPrefix}\u{10FFFF}`;

/** What became of everything offered under keys that start so, whoever it is for; what was withdrawn is left out. */
export async function toldByKey(tx: Queryable, tenantId: string, keyPrefix: string): Promise<Told[]> {
  const { rows } = await tx.query<Told>(
    `select n.person_id, n.reason, coalesce(n.settled_at, n.look_at, n.due_at) as at,
       case when n.state = 'waiting' and m.state in ('sending', 'sent') then 'leaving' else n.state end as state
     from notices n left join notice_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
     where n.tenant_id = $1 and ${underKey} and n.reason is distinct from 'withdrawn' order by n.offered_at, n.id`,
    [tenantId, keyPrefix, endOf(keyPrefix)],
  );
  return rows;
}

/** A message that may be leaving cannot be called back; its notices stay. $1 tenant. */
const drop = (those: string): string => `update notices n set state = 'dropped', reason = 'withdrawn', look_at = null
  where n.tenant_id = $1 and n.state = 'waiting' and ${those}
    and not exists (select from notice_messages m where m.tenant_id = n.tenant_id and m.id = n.message_id and m.state <> 'claimed')`;

export async function dropByKey(tx: Queryable, tenantId: string, keyPrefix: string): Promise<void> {
  await tx.query(drop(underKey), [tenantId, keyPrefix, endOf(keyPrefix)]);
}

/** Whatever one person was to hear of one engagement. */
export async function dropOf(tx: Queryable, { tenantId, personId }: { tenantId: string; personId: string }, engagementId: string): Promise<void> {
  await tx.query(drop('n.person_id = $2 and n.engagement_id = $3'), [tenantId, personId, engagementId]);
}

/** What became of a notice; null when none was offered under this key. 'leaving': it may be on its way at this moment. */
export async function stateOfNotice(
  tx: Queryable,
  { tenantId, personId }: { tenantId: string; personId: string },
  key: string,
): Promise<{ state: 'waiting' | 'leaving' | 'said' | 'lost' | 'dropped'; reason: string | null; settledAt: Date | null } | null> {
  const { rows } = await tx.query<{ state: 'waiting' | 'leaving' | 'said' | 'lost' | 'dropped'; reason: string | null; settledAt: Date | null }>(
    `select case when n.state = 'waiting' and m.state = 'sending' then 'leaving' else n.state end as state, n.reason, n.settled_at as "settledAt"
     from notices n left join notice_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
     where n.tenant_id = $1 and n.person_id = $2 and n.key = $3`,
    [tenantId, personId, key],
  );
  return rows[0] ?? null;
}
