import type { Queryable } from '../../../platform/db/database.ts';
import type { NoticeDraft } from './offer.ts';

/** A key that is there stays as it is; one that was withdrawn unsaid becomes this notice. */
export async function insertNotice(tx: Queryable, id: string, draft: NoticeDraft, now: Date): Promise<void> {
  await tx.query(
    `insert into notices (tenant_id, id, person_id, engagement_id, session_id, key, kind, subject, lines, links, weight, due_at, expires_at,
       offered_at, look_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $12)
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

/** A message that may be leaving cannot be called back; its notices stay. */
export async function dropByKey(tx: Queryable, tenantId: string, keyPrefix: string): Promise<void> {
  await tx.query(
    `update notices n set state = 'dropped', reason = 'withdrawn', look_at = null
     where n.tenant_id = $1 and n.state = 'waiting' and starts_with(n.key, $2)
       and not exists (select from notice_messages m where m.tenant_id = n.tenant_id and m.id = n.message_id and m.state <> 'claimed')`,
    [tenantId, keyPrefix],
  );
}
