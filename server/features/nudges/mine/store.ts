import type { Queryable } from '../../../platform/db/database.ts';
import type { ChangeNotices, NoticeKind, NoticeReason } from '../contract.ts';
import type { PersonKey } from '../say/store.ts';

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  engagement_id: string;
  subject: string;
  lines: string[];
  links: { label: string; path: string }[];
  state: 'waiting' | 'said' | 'lost' | 'dropped';
  reason: NoticeReason | null;
  channel: 'teams' | 'mail' | null;
  due_at: Date;
  look_at: Date | null;
  settled_at: Date | null;
}

/** The newest two hundred notices to one person. What was withdrawn unsaid is nobody's concern. */
export async function noticesOf(tx: Queryable, { tenantId, personId, engagementId }: PersonKey & { engagementId?: string }): Promise<NoticeRow[]> {
  const { rows } = await tx.query<NoticeRow>(
    `select n.id, n.kind, n.engagement_id, n.subject, n.lines, n.links, n.state, n.reason, m.channel, n.due_at, n.look_at, n.settled_at
     from notices n left join notice_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
     where n.tenant_id = $1 and n.person_id = $2 and n.reason is distinct from 'withdrawn' and ($3::uuid is null or n.engagement_id = $3)
     order by coalesce(n.settled_at, n.look_at, n.due_at) desc, n.id limit 200`,
    [tenantId, personId, engagementId ?? null],
  );
  return rows;
}

/** Keeps what was chosen; everything that waits is looked at anew, since it may be said now. */
export async function changeSettings(tx: Queryable, { tenantId, personId }: PersonKey, change: ChangeNotices, now: Date): Promise<void> {
  await tx.query(
    `update notice_settings set weekly_budget = coalesce($3, weekly_budget), quiet_from_minute = coalesce($4, quiet_from_minute),
       quiet_to_minute = coalesce($5, quiet_to_minute), quiet_weekdays = coalesce($6::int[], quiet_weekdays),
       paused_until = case when $7 then $8::date else paused_until end
     where tenant_id = $1 and person_id = $2`,
    [
      tenantId, personId, change.weeklyBudget ?? null, change.quietFromMinute ?? null, change.quietToMinute ?? null,
      change.quietWeekdays?.toSorted() ?? null, change.pausedUntil !== undefined, change.pausedUntil ?? null,
    ],
  );
  await tx.query(
    `update notices set look_at = greatest($3::timestamptz, due_at) where tenant_id = $1 and person_id = $2 and state = 'waiting'
       and message_id is null and reason is distinct from 'microsoft'`,
    [tenantId, personId, now],
  );
}
