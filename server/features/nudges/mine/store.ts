import type { Queryable } from '../../../platform/db/database.ts';
import { erasedName, wherePair, type ErasedTable } from '../../../platform/db/erasure.ts';
import type { PersonalRows } from '../../../platform/db/personal.ts';
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
       fieldwork_digests = coalesce($9, fieldwork_digests), paused_until = case when $7 then $8::date else paused_until end
     where tenant_id = $1 and person_id = $2`,
    [
      tenantId, personId, change.weeklyBudget ?? null, change.quietFromMinute ?? null, change.quietToMinute ?? null,
      change.quietWeekdays?.toSorted() ?? null, change.pausedUntil !== undefined, change.pausedUntil ?? null, change.fieldworkDigests ?? null,
    ],
  );
  await tx.query(
    `update notices set look_at = greatest($3::timestamptz, due_at) where tenant_id = $1 and person_id = $2 and state = 'waiting'
       and message_id is null and reason is distinct from 'microsoft'`,
    [tenantId, personId, now],
  );
}

/** What is kept of a person here, for their export. */
export const personal: PersonalRows[] = [
  { name: 'how you want to be told', table: 'notice_settings', columns: ['weekly_budget', 'quiet_from_minute', 'quiet_to_minute', 'quiet_weekdays', 'fieldwork_digests', 'paused_until', 'absent_until'], where: 't.person_id = $2' },
  { name: 'what you were told', table: 'notices', columns: ['offered_at', 'kind', 'subject', 'lines', 'state', 'settled_at'], where: 't.person_id = $2' },
  { name: 'messages to you', table: 'notice_messages', columns: ['made_at', 'channel', 'state', 'settled_at'], where: 't.person_id = $2' },
];

const blank = { subject: `'About a ${erasedName.toLowerCase()}'`, lines: "'[]'", links: "'[]'", look_at: 'null', state: "case when t.state = 'waiting' then 'dropped' else t.state end", reason: "case when t.state = 'waiting' then 'engagement-ended' else t.reason end" };
/** A message that is being put together is left to end. */
const atRest = "not exists (select from notice_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.state in ('claimed', 'sending'))";

/** What an erasure does here: what others were told about the person stays as said, without its words. */
export const erasure: ErasedTable[] = [
  {
    table: 'notices', steps: [{ where: 't.person_id = $2' }, { where: `${atRest} and (${wherePair()} or t.subject ~* $3 or t.lines::text ~* $3 or t.links::text ~* $3)`, set: blank }],
    keeps: { person_id: 'somebody who stays', key: 'a kind and ids', kind: 'a code' },
  },
  { table: 'notice_messages', steps: [{ where: 't.person_id = $2' }], own: true },
  { table: 'notice_settings', steps: [{ where: 't.person_id = $2' }], own: true },
];
